import type { Kysely, Selectable } from 'kysely'
import type { Db, Tables } from '../../platform/db/index.ts'
import { type Clock, shanghaiDay } from '../../platform/kernel/index.ts'
import { canonical, digest } from './history-canonical.ts'

declare module '../../platform/db/tables.ts' {
  interface Tables {
    history_anchors: {
      day: string
      previous: string | null
      matters: number
      events: number
      leaves: number
      root: string
      reached: string
      hash: string | null
      closed_at: Date | null
    }
    history_leaves: { day: string; position: number; ticket_id: string; n: number; head: string }
  }
}

type Anchor = Selectable<Tables['history_anchors']>

/** An anchor that is complete. */
export interface Anchored {
  day: string
  matters: number
  events: number
  hash: string
}

/** The root before the first leaf. */
export const NO_LEAVES = digest('minqing anchor 1')

/** The leaves one after the other: a matter, how many events it has, and its last link. */
export const foldLeaf = (root: string, leaf: { ticket_id: string; n: number; head: string }): string =>
  digest(root, canonical([leaf.ticket_id, leaf.n, leaf.head]))

export const anchorHash = ({ day, previous, matters, events, leaves, root }: Omit<Anchor, 'hash'>): string =>
  digest(canonical({ day, previous, matters, events, leaves, root }))

/** A batch holds its matters for some tens of milliseconds; nobody who acts on one waits longer. */
const BATCH = 500

export async function anchorIsDue(db: Kysely<Tables>, now: Date): Promise<boolean> {
  const today = await db
    .selectFrom('history_anchors')
    .select('hash')
    .where('day', '=', shanghaiDay(now))
    .executeTakeFirst()
  return today?.hash == null
}

/**
 * Puts the heads of all matters that changed since the last anchor under today's, in batches that are committed one by one. Several
 * may do so at once: each batch is taken under the lock of the anchor's row, and one of them adds the last. Null: nothing was left to
 * do here.
 */
export async function anchorHeads(db: Db, clock: Clock): Promise<Anchored | null> {
  for (;;) {
    const end = await db.transaction().execute((trx) => anchorBatch(trx, clock))
    if (end !== 'more') return end
  }
}

/** One batch; the last one closes the anchor. */
export async function anchorBatch(trx: Kysely<Tables>, clock: Clock): Promise<'more' | Anchored | null> {
  const now = clock.now()
  const anchor = await openAnchor(trx, shanghaiDay(now))
  if (anchor === null) return null
  const matters = await trx
    .selectFrom('tickets')
    .select(['id', 'events', 'anchored', 'head'])
    .whereRef('events', '>', 'anchored')
    .where('id', '>', anchor.reached)
    .orderBy('id')
    .limit(BATCH)
    .forNoKeyUpdate()
    .execute()
  const leaves = matters.map(({ id, events, head }, index) => ({
    ...{ day: anchor.day, position: anchor.leaves + index + 1 },
    ...{ ticket_id: id, n: events, head: head ?? '' },
  }))
  if (leaves.length > 0) {
    await trx.insertInto('history_leaves').values(leaves).execute()
    const ids = matters.map(({ id }) => id)
    await trx
      .updateTable('tickets')
      .set((eb) => ({ anchored: eb.ref('events') }))
      .where('id', 'in', ids)
      .execute()
  }
  const grown: Anchor = {
    ...anchor,
    matters: anchor.matters + matters.filter(({ anchored }) => anchored === 0).length,
    events: anchor.events + matters.reduce((sum, { events, anchored }) => sum + events - anchored, 0),
    leaves: anchor.leaves + leaves.length,
    root: leaves.reduce(foldLeaf, anchor.root),
    reached: matters.at(-1)?.id ?? anchor.reached,
  }
  const last = matters.length < BATCH
  const hash = anchorHash(grown)
  await trx
    .updateTable('history_anchors')
    .set({ ...grown, ...(last ? { hash, closed_at: now } : {}) })
    .where('day', '=', anchor.day)
    .execute()
  return last ? { day: grown.day, matters: grown.matters, events: grown.events, hash } : 'more'
}

/** The anchor that still takes leaves, locked: one of an earlier day that was broken off comes before today's. Null: today's is complete. */
async function openAnchor(trx: Kysely<Tables>, today: string): Promise<Anchor | null> {
  const anchors = trx.selectFrom('history_anchors').selectAll()
  const broken = await anchors.where('hash', 'is', null).orderBy('day').limit(1).executeTakeFirst()
  if (broken === undefined) await beginAnchor(trx, today)
  const day = broken?.day ?? today
  const anchor = await anchors.where('day', '=', day).forUpdate().executeTakeFirst()
  return anchor?.hash === null ? anchor : null
}

async function beginAnchor(trx: Kysely<Tables>, day: string): Promise<void> {
  const last = await trx
    .selectFrom('history_anchors')
    .select(['day', 'hash', 'matters', 'events'])
    .orderBy('day', 'desc')
    .limit(1)
    .executeTakeFirst()
  // A clock that is behind the others does not begin a day after its time.
  if (last !== undefined && last.day >= day) return
  await trx
    .insertInto('history_anchors')
    .values({
      ...{ day, previous: last?.hash ?? null, matters: last?.matters ?? 0, events: last?.events ?? 0 },
      ...{ leaves: 0, root: NO_LEAVES, reached: '', hash: null, closed_at: null },
    })
    .onConflict((conflict) => conflict.column('day').doNothing())
    .execute()
}
