import { createHash } from 'node:crypto'
import { type Clock, ok, type Result } from '../../platform/kernel/index.ts'
import type { WecomFault } from '../fault.ts'

/** `expiresAt` is in milliseconds since the epoch, so that a store may keep the whole as JSON. */
export interface AccessToken {
  value: string
  expiresAt: number
}

/**
 * Where the tokens live. Several processes overwriting each other's token is trap 9.1, hence `refresh`: one flight per
 * key across all processes (others wait and read), and a stored token that is not `stale` is returned without fetching.
 */
export interface TokenStore {
  read(key: string): Promise<AccessToken | null>
  refresh(
    key: string,
    stale: string | null,
    fetchNew: () => Promise<Result<AccessToken, WecomFault>>,
  ): Promise<Result<AccessToken, WecomFault>>
}

/** One token per (corpid, secret) (§1.1). The secret itself must not become a key that is stored or logged. */
export function tokenKey(corpId: string, secret: string): string {
  return `${corpId}:${createHash('sha256').update(secret).digest('hex').slice(0, 16)}`
}

/** A token (or ticket) younger than this at its end is renewed before use (§1.1). */
const REFRESH_AHEAD_MS = 5 * 60_000
/** The platform may give the same one until it ends (§1.1): asking at every call would only use up the quota. */
const ASK_AGAIN_MS = 60_000

export type KeepToken = (
  key: string,
  fetchNew: () => Promise<Result<AccessToken, WecomFault>>,
) => Promise<Result<AccessToken, WecomFault>>

/** The stored token while it is good, else a new one. */
export function tokenKeeper(tokens: TokenStore, clock: Clock): KeepToken {
  const askedFor = new Map<string, { value: string; at: number }>()
  return async (key, fetchNew) => {
    const stored = await tokens.read(key)
    const now = clock.now().getTime()
    const left = stored === null ? 0 : stored.expiresAt - now
    if (stored !== null && left > REFRESH_AHEAD_MS) return ok(stored)
    const asked = askedFor.get(key)
    const justAsked = asked !== undefined && asked.value === stored?.value && now - asked.at < ASK_AGAIN_MS
    if (stored !== null && left > 0 && justAsked) return ok(stored)
    const renewed = await tokens.refresh(key, stored?.value ?? null, fetchNew)
    const gained = renewed.ok && renewed.value.value !== stored?.value
    if (stored !== null && !gained) askedFor.set(key, { value: stored.value, at: now })
    // One in its last five minutes still works; when it no longer does, the platform says so and the fault is shown.
    return renewed.ok || stored === null || left <= 0 ? renewed : ok(stored)
  }
}

/** For a single process. */
export function memoryTokenStore(clock: Clock): TokenStore {
  const stored = new Map<string, AccessToken>()
  const flights = new Map<string, Promise<Result<AccessToken, WecomFault>>>()
  const current = (key: string): AccessToken | null => {
    const token = stored.get(key)
    return token !== undefined && token.expiresAt > clock.now().getTime() ? token : null
  }
  return {
    read: async (key) => current(key),
    refresh(key, stale, fetchNew) {
      const flying = flights.get(key)
      if (flying !== undefined) return flying
      const token = current(key)
      if (token !== null && token.value !== stale) return Promise.resolve(ok(token))
      const flight = fetchNew()
        .then((fetched) => {
          if (fetched.ok) stored.set(key, fetched.value)
          return fetched
        })
        .finally(() => flights.delete(key))
      flights.set(key, flight)
      return flight
    },
  }
}
