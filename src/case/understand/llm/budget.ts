/** What was used in the hour that runs. */
export interface Budget {
  hour: number
  calls: number
  tokens: number
}

export interface Limits {
  callsPerHour: number
  tokensPerHour: number
}

const HOUR_MS = 3_600_000

export const unspent: Budget = { hour: 0, calls: 0, tokens: 0 }

const current = (budget: Budget, now: number): Budget => {
  const hour = Math.floor(now / HOUR_MS)
  return budget.hour === hour ? budget : { hour, calls: 0, tokens: 0 }
}

export function hasLeft(budget: Budget, limits: Limits, now: number): boolean {
  const { calls, tokens } = current(budget, now)
  return calls < limits.callsPerHour && tokens < limits.tokensPerHour
}

export function spend(
  budget: Budget,
  now: number,
  { calls = 0, tokens = 0 }: { calls?: number; tokens?: number },
): Budget {
  const before = current(budget, now)
  return { ...before, calls: before.calls + calls, tokens: before.tokens + tokens }
}
