import type { Db, Json } from '../../platform/db/index.ts'
import type { Clock } from '../../platform/kernel/index.ts'
import { EVERY_API, type HoldStore, type WecomFault } from '../../wecom/index.ts'

declare module '../../platform/db/tables.ts' {
  interface Tables {
    channel_holds: { key: string; api: string; fault: Json<WecomFault>; until: Date }
  }
}

/** Holds shared by all processes: what one of them was told to leave alone, the others leave alone too. */
export function sharedHoldStore(db: Db, clock: Clock): HoldStore {
  return {
    async active(key, apis) {
      const now = clock.now()
      const row = await db
        .selectFrom('channel_holds')
        .select(['fault', 'until'])
        .where('key', '=', key)
        .where('api', 'in', [...apis])
        .where('until', '>', now)
        .orderBy('until', 'desc')
        .limit(1)
        .executeTakeFirst()
      return row ? { ...row.fault, retryAfterMs: row.until.getTime() - now.getTime() } : null
    },
    async hold(key, api, fault, forMs) {
      const row = { fault: JSON.stringify(fault), until: new Date(clock.now().getTime() + forMs) }
      await db
        .insertInto('channel_holds')
        .values({ key, api, ...row })
        .onConflict((conflict) => conflict.columns(['key', 'api']).doUpdateSet(row))
        .execute()
    },
  }
}

/** At a start: somebody may have mended the secret or switched the app on again, so it is tried at once. */
export async function freeConfigHolds(db: Db): Promise<void> {
  await db.deleteFrom('channel_holds').where('api', 'in', [EVERY_API, 'gettoken']).execute()
}
