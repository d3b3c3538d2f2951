import type { Db, Generated } from '../../platform/db/index.ts'
import type { Clock } from '../../platform/kernel/index.ts'

declare module '../../platform/db/tables.ts' {
  interface Tables {
    channel_leases: {
      name: string
      holder: string | null
      until: Date | null
      not_before: Date | null
      kicks: Generated<number>
    }
  }
}

/** Whoever has not renewed for so long is taken for dead: with a look every second, somebody else has it within 6 s. */
export const LEASE_MS = 5_000

export interface Lease {
  /** Takes it where it is free, dead or mine already; not while it rests. */
  claim(): Promise<boolean>
  /** False: somebody else has it now. */
  renew(): Promise<boolean>
  release(): Promise<void>
  /** Gives it up, for everybody, for longer each time in a row. Null when it was not mine any more. */
  rest(backoffMs: (kicks: number) => number): Promise<Date | null>
  /** It has gone well for long enough: the next rest is a short one again. */
  settle(): Promise<void>
}

/** One holder across all processes, as a row: who it is survives neither a kill -9 nor a network that is gone. */
export function createLease(db: Db, clock: Clock, name: string, holder: string): Lease {
  const until = () => new Date(clock.now().getTime() + LEASE_MS)
  const mine = (on: Db = db) => on.updateTable('channel_leases').where('name', '=', name).where('holder', '=', holder)
  return {
    async claim() {
      const now = clock.now()
      const held = { holder, until: until() }
      const row = await db
        .insertInto('channel_leases')
        .values({ name, ...held, not_before: null })
        .onConflict((conflict) =>
          conflict
            .column('name')
            .doUpdateSet(held)
            .where((eb) =>
              eb.or([
                eb('channel_leases.until', 'is', null),
                eb('channel_leases.until', '<', now),
                eb('channel_leases.holder', '=', holder),
              ]),
            )
            .where((eb) =>
              eb.or([eb('channel_leases.not_before', 'is', null), eb('channel_leases.not_before', '<=', now)]),
            ),
        )
        .returning('name')
        .executeTakeFirst()
      return row !== undefined
    },
    async renew() {
      const row = await mine().set({ until: until() }).returning('name').executeTakeFirst()
      return row !== undefined
    },
    async release() {
      await mine().set({ holder: null, until: null }).execute()
    },
    // In one transaction: given up without its rest, somebody would take it at once.
    rest: (backoffMs) =>
      db.transaction().execute(async (trx) => {
        const row = await mine(trx)
          .set((eb) => ({ holder: null, until: null, kicks: eb('kicks', '+', 1) }))
          .returning('kicks')
          .executeTakeFirst()
        if (!row) return null
        const end = new Date(clock.now().getTime() + backoffMs(row.kicks))
        await trx.updateTable('channel_leases').set({ not_before: end }).where('name', '=', name).execute()
        return end
      }),
    async settle() {
      await mine().set({ kicks: 0 }).execute()
    },
  }
}

/** For an installation of one process, at its start: whoever held one is gone. */
export async function freeChannelLeases(db: Db): Promise<void> {
  await db.updateTable('channel_leases').set({ holder: null, until: null }).where('holder', 'is not', null).execute()
}
