import type { Kysely } from 'kysely'
import type { Db, Tables } from '../../platform/db/index.ts'
import type { Clock } from '../../platform/kernel/index.ts'
import type { People } from '../channel/index.ts'

declare module '../../platform/db/tables.ts' {
  interface Tables {
    servicers: { account: string; userid: string; serving: boolean; seen_at: Date; given_at: Date | null }
  }
}

/** An event or the list said whether a member takes sessions. What was seen later holds. */
export async function noteServicer(
  trx: Kysely<Tables>,
  seen: { account: string; userid: string; serving: boolean; at: Date },
): Promise<void> {
  const { account, userid, serving, at } = seen
  await trx
    .insertInto('servicers')
    .values({ account, userid, serving, seen_at: at, given_at: null })
    .onConflict((conflict) =>
      conflict
        .columns(['account', 'userid'])
        .doUpdateSet({ serving, seen_at: at })
        .where('servicers.seen_at', '<=', at),
    )
    .execute()
}

/**
 * Who serves now, the one who waited longest first. The platform's list is asked each time, because events may be late; where
 * it does not answer, what events told is used.
 */
export async function nextServicers(
  account: string,
  people: People,
  deps: { db: Db; clock: Clock },
): Promise<{ known: boolean; serving: string[] }> {
  const list = await people.servicers(account)
  const now = deps.clock.now()
  if (list.ok) {
    await deps.db.transaction().execute(async (trx) => {
      for (const { userid, serving } of list.value.members)
        await noteServicer(trx, { account, userid, serving, at: now })
    })
  }
  const rows = await deps.db
    .selectFrom('servicers')
    .select(['userid', 'serving'])
    .where('account', '=', account)
    .orderBy('given_at', (order) => order.asc().nullsFirst())
    .orderBy('userid')
    .execute()
  const listed = list.ok ? new Set(list.value.members.map((member) => member.userid)) : null
  const members = rows.filter((row) => listed === null || listed.has(row.userid))
  const departments = list.ok ? list.value.departments : 0
  return {
    known: members.length + departments > 0,
    serving: members.filter((row) => row.serving).map((row) => row.userid),
  }
}

export async function givenTo(trx: Kysely<Tables>, account: string, userid: string, at: Date): Promise<void> {
  await trx
    .updateTable('servicers')
    .set({ given_at: at })
    .where('account', '=', account)
    .where('userid', '=', userid)
    .execute()
}
