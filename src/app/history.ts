import { type Anchored, anchorHeads, chainStored, unchained } from '../case/ticket/index.ts'
import type { Db } from '../platform/db/index.ts'
import type { Ids } from '../platform/kernel/index.ts'
import type { Context } from './context.ts'

/** Set once every event of this database has its link. */
const CHAINED = 'history_chained'

/** At the first start after the upgrade: the histories from before are linked as they stand, matter by matter. */
export async function chainOldHistories({ db, ids }: { db: Db; ids: Ids }): Promise<number> {
  const done = await db.selectFrom('settings').select('value').where('name', '=', CHAINED).executeTakeFirst()
  if (done) return 0
  let linked = 0
  for (let page = await unchained(db, ''); page.length > 0; page = await unchained(db, page.at(-1) ?? '')) {
    for (const id of page) await db.transaction().execute((trx) => chainStored(trx, id, ids))
    linked += page.length
  }
  await db
    .insertInto('settings')
    .values({ name: CHAINED, value: String(linked) })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute()
  return linked
}

/** Once a day; the line in the log is what an office prints or sends elsewhere (docs/adr/0012-history.md). */
export async function anchorHistories({ db, clock, log }: Pick<Context, 'db' | 'clock' | 'log'>): Promise<void> {
  const anchored = await anchorHeads(db, clock)
  if (anchored) log.info({ anchor: anchorLine(anchored) }, 'history anchored')
}

/** The same on paper, in the log and from the verifier. */
export const anchorLine = ({ day, matters, events, hash }: Anchored): string =>
  `${day} matters ${matters} events ${events} anchor ${hash}`
