import type { Clock } from '../../platform/kernel/index.ts'
import type { WecomFault } from '../fault.ts'

/** Calls that would only do harm are not made until their time has come; every other API stays open. */
export interface Holds {
  /** The fault to answer with instead of calling, or null when the way is free. */
  active(api: string): WecomFault | null
  hold(api: string, fault: WecomFault, forMs: number): void
}

export function createHolds(clock: Clock): Holds {
  const held = new Map<string, { until: number; fault: WecomFault }>()
  return {
    active(api) {
      const entry = held.get(api)
      if (entry === undefined) return null
      const left = entry.until - clock.now().getTime()
      if (left > 0) return { ...entry.fault, retryAfterMs: left }
      held.delete(api)
      return null
    },
    hold(api, fault, forMs) {
      held.set(api, { until: clock.now().getTime() + forMs, fault })
    },
  }
}
