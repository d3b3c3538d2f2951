import type { Db } from '../../platform/db/index.ts'
import { type Clock, err, type Ids, ok, type Result } from '../../platform/kernel/index.ts'
import type { AccessToken, TokenStore, WecomFault } from '../../wecom/index.ts'

declare module '../../platform/db/tables.ts' {
  interface Tables {
    channel_tokens: {
      key: string
      token: string | null
      expires_at: Date | null
      refreshing_by: string | null
      refreshing_till: Date | null
    }
  }
}

/** A fetch takes at most the client's 5 s time-out three times over; after that its lease is somebody else's. */
const LEASE_MS = 20_000
const LOOK_AGAIN_MS = 100

/** Access tokens shared by all processes: for one secret only one of them fetches, the others wait for what it brings. */
export function sharedTokenStore(db: Db, clock: Clock, ids: Ids): TokenStore {
  const me = ids.next()
  const read = async (key: string): Promise<AccessToken | null> => {
    const row = await db.selectFrom('channel_tokens').selectAll().where('key', '=', key).executeTakeFirst()
    return row?.token && row.expires_at ? { value: row.token, expiresAt: row.expires_at.getTime() } : null
  }
  const claim = async (key: string): Promise<boolean> => {
    const now = clock.now()
    const till = new Date(now.getTime() + LEASE_MS)
    const free = await db
      .insertInto('channel_tokens')
      .values({ key, token: null, expires_at: null, refreshing_by: me, refreshing_till: till })
      .onConflict((conflict) =>
        conflict
          .column('key')
          .doUpdateSet({ refreshing_by: me, refreshing_till: till })
          .where((eb) =>
            eb.or([eb('channel_tokens.refreshing_till', 'is', null), eb('channel_tokens.refreshing_till', '<', now)]),
          ),
      )
      .returning('key')
      .executeTakeFirst()
    return free !== undefined
  }
  const release = (key: string, token: AccessToken | null) =>
    db
      .updateTable('channel_tokens')
      .set({
        refreshing_by: null,
        refreshing_till: null,
        ...(token ? { token: token.value, expires_at: new Date(token.expiresAt) } : {}),
      })
      .where('key', '=', key)
      .where('refreshing_by', '=', me)
      .execute()

  const usable = (stored: AccessToken | null, stale: string | null): stored is AccessToken =>
    stored !== null && stored.value !== stale && stored.expiresAt > clock.now().getTime()

  const inFlight = new Map<string, Promise<Result<AccessToken, WecomFault>>>()
  const refresh: TokenStore['refresh'] = async (key, stale, fetchNew) => {
    const until = clock.now().getTime() + LEASE_MS
    for (;;) {
      const stored = await read(key)
      if (usable(stored, stale)) return ok(stored)
      if (await claim(key)) break
      if (clock.now().getTime() > until)
        return err({ kind: 'busy', errcode: null, errmsg: 'another process holds the token refresh' })
      await new Promise((done) => setTimeout(done, LOOK_AGAIN_MS))
    }
    try {
      // Between our look and our claim another process may have brought one: a second would kill it.
      const brought = await read(key)
      if (usable(brought, stale)) {
        await release(key, null)
        return ok(brought)
      }
      const fresh = await fetchNew()
      await release(key, fresh.ok ? fresh.value : null)
      return fresh
    } catch (error) {
      await release(key, null)
      throw error
    }
  }
  return {
    read,
    refresh(key, stale, fetchNew) {
      const flying = inFlight.get(key)
      if (flying) return flying
      const flight = refresh(key, stale, fetchNew).finally(() => inFlight.delete(key))
      inFlight.set(key, flight)
      return flight
    },
  }
}

/** For an installation of one process, at its start: whoever was fetching a token is gone. */
export async function freeTokenLeases(db: Db): Promise<void> {
  await db
    .updateTable('channel_tokens')
    .set({ refreshing_by: null, refreshing_till: null })
    .where('refreshing_by', 'is not', null)
    .execute()
}
