import type { Clock } from '../../platform/kernel/index.ts'
import type { WecomFault } from '../fault.ts'

/**
 * Calls that would only do harm are not made until their time has come; every other API stays open. Where several processes
 * share a secret they share its holds too: the platform counts them together.
 */
export interface HoldStore {
  /** The fault to answer with instead of calling (`retryAfterMs`: what is left), or null when the way is free. */
  active(key: string, apis: readonly string[]): Promise<WecomFault | null>
  hold(key: string, api: string, fault: WecomFault, forMs: number): Promise<void>
}

/** Stands for every API of a secret. */
export const EVERY_API = '*'

/** For a single process. */
export function memoryHoldStore(clock: Clock): HoldStore {
  const held = new Map<string, { until: number; fault: WecomFault }>()
  const now = () => clock.now().getTime()
  return {
    async active(key, apis) {
      for (const api of apis) {
        const entry = held.get(`${key} ${api}`)
        if (entry !== undefined && entry.until > now()) return { ...entry.fault, retryAfterMs: entry.until - now() }
      }
      return null
    },
    async hold(key, api, fault, forMs) {
      held.set(`${key} ${api}`, { until: now() + forMs, fault })
    },
  }
}
