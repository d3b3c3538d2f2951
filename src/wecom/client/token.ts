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

/** The stored token while it is good, else a new one. */
export async function kept(
  { tokens, clock, key }: { tokens: TokenStore; clock: Clock; key: string },
  fetchNew: () => Promise<Result<AccessToken, WecomFault>>,
): Promise<Result<AccessToken, WecomFault>> {
  const stored = await tokens.read(key)
  const left = stored === null ? 0 : stored.expiresAt - clock.now().getTime()
  if (stored !== null && left > REFRESH_AHEAD_MS) return ok(stored)
  const renewed = await tokens.refresh(key, stored?.value ?? null, fetchNew)
  // One in its last five minutes still works; when it no longer does, the platform says so and the fault is shown.
  return renewed.ok || stored === null || left <= 0 ? renewed : ok(stored)
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
