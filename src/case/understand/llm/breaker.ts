/** After several failures in a row nobody is asked for a while; then one try tells whether it is over. */
export interface Breaker {
  failures: number
  openUntil: number
  pauseMs: number
  trying: boolean
}

const MOST_FAILURES = 5
const PAUSE_MS = { first: 30_000, most: 600_000 } as const

export const closed: Breaker = { failures: 0, openUntil: 0, pauseMs: PAUSE_MS.first, trying: false }

export const isOpen = (breaker: Breaker, now: number): boolean =>
  now < breaker.openUntil || (breaker.openUntil > 0 && breaker.trying)

/** A call is about to be made. The first after a pause is the try. */
export const calling = (breaker: Breaker): Breaker => (breaker.openUntil > 0 ? { ...breaker, trying: true } : breaker)

/** `wait`: the endpoint says how long it wants to be left alone. */
export function failed(breaker: Breaker, now: number, wait?: number): Breaker {
  // Begun before the pause: it says nothing new.
  if (now < breaker.openUntil && !breaker.trying) return breaker
  const failures = breaker.failures + 1
  if (wait === undefined && !breaker.trying && failures < MOST_FAILURES) return { ...breaker, failures }
  const pause = Math.min(Math.max(wait ?? 0, breaker.pauseMs), PAUSE_MS.most)
  return { failures, openUntil: now + pause, pauseMs: Math.min(pause * 2, PAUSE_MS.most), trying: false }
}
