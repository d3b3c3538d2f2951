import type { Kysely } from 'kysely'
import type { Tables } from '../../platform/db/index.ts'
import type { Ids } from '../../platform/kernel/index.ts'
import type { MatterEvent } from './events.ts'
import { type Commitments, commitTo, genesis, linkOf } from './history.ts'
import type { State } from './states.ts'

export type Linked<T> = T & { commitments: Commitments; hash: string }

/** Each event with its link, from the head of a chain on. */
export function linked<T extends { id: string; n: number; event: MatterEvent }>(
  from: string,
  added: readonly T[],
  ids: Pick<Ids, 'bytes'>,
): Linked<T>[] {
  let head = from
  return added.map((one) => {
    const { type, at, actor, data, clocks } = one.event
    const commitments = commitTo(one.event, ids.bytes)
    head = linkOf(head, { ...{ id: one.id, n: one.n, type, at: new Date(at) }, actor, data, clocks, commitments })
    return { ...one, commitments, hash: head }
  })
}

/**
 * The links of new events, after the last one of the matter, which is locked until they are written: of two that append at once
 * one comes after the other. With the state in which the matter is.
 */
export async function chain<T extends { id: string; n: number; event: MatterEvent }>(
  trx: Kysely<Tables>,
  ticketId: string,
  added: readonly T[],
  ids: Pick<Ids, 'bytes'>,
): Promise<{ links: Linked<T>[]; state: State }> {
  const matter = await trx
    .selectFrom('tickets')
    .select(['id', 'number', 'complaint_id', 'head', 'events'])
    .where('id', '=', ticketId)
    .forUpdate()
    .executeTakeFirstOrThrow()
  const links = linked(matter.head ?? genesis({ ...matter, complaintId: matter.complaint_id }), added, ids)
  const head = links.at(-1)?.hash ?? matter.head
  const { state } = await trx
    .updateTable('tickets')
    .set({ head, events: matter.events + added.length })
    .where('id', '=', ticketId)
    .returning('state')
    .executeTakeFirstOrThrow()
  return { links, state }
}

/** Matters whose events are from before there were links. */
export async function unchained(db: Kysely<Tables>, after: string, limit = 200): Promise<string[]> {
  const rows = await db
    .selectFrom('tickets')
    .select('id')
    .where('head', 'is', null)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map((row) => row.id)
}

/** Links the events of such a matter as they stand now: what was done to them before, nobody can see. */
export async function chainStored(trx: Kysely<Tables>, ticketId: string, ids: Pick<Ids, 'bytes'>): Promise<void> {
  const matter = await trx
    .selectFrom('tickets')
    .select('head')
    .where('id', '=', ticketId)
    .forUpdate()
    .executeTakeFirstOrThrow()
  if (matter.head !== null) return
  const rows = await trx
    .selectFrom('ticket_events')
    .selectAll()
    .where('ticket_id', '=', ticketId)
    .orderBy('n')
    .execute()
  const { links } = await chain(
    trx,
    ticketId,
    rows.map((row) => ({ ...row, event: { ...row, at: row.at.toISOString() } as unknown as MatterEvent })),
    ids,
  )
  for (const { id, commitments, hash } of links) {
    await trx
      .updateTable('ticket_events')
      .set({ commitments: JSON.stringify(commitments), hash })
      .where('id', '=', id)
      .execute()
  }
}
