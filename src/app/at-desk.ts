import type { Kysely } from 'kysely'
import {
  type Act,
  type ActOutcome,
  type MergeAct,
  type Merged,
  mergeMatters,
  printNumber,
  printQueryCode,
  type Stored,
  splitMatter,
} from '../case/ticket/index.ts'
import type { DeskDeps, PartWanted } from '../desk/api/index.ts'
import type { Tables } from '../platform/db/index.ts'
import { putCardUpdates } from '../talk/outbox/index.ts'
import type { Context } from './context.ts'
import { actOnMatter, noteForAll } from './matters.ts'
import { conversationOf } from './notices.ts'
import { acknowledge } from './paging.ts'
import { placeOf } from './registration.ts'

/** One act of staff; the cards that offered it say that it was done. */
export async function actAtDesk(
  trx: Kysely<Tables>,
  ticketId: string,
  act: Act,
  holder: string,
  context: Context,
): Promise<ActOutcome | null> {
  const done = await actOnMatter(trx, ticketId, act, holder, context)
  await sayOnCards(trx, ticketId, done?.added[0], context)
  return done
}

/** Told on both sides: its author where it goes on, the office of the older matter that there is more to read. */
export async function mergeAtDesk(
  trx: Kysely<Tables>,
  ticketId: string,
  act: MergeAct,
  holder: string,
  context: Context,
): Promise<Merged | null> {
  const done = await mergeMatters(trx, ticketId, act, context, holder)
  if (!done) return null
  await noteForAll(trx, ticketId, done.added, context)
  await noteForAll(trx, done.into, done.absorbed, context)
  if (done.outcome.ok) await acknowledge(trx, ticketId, act.actor, context)
  await sayOnCards(trx, ticketId, done.added[0], context)
  return done
}

export async function splitAtDesk(
  trx: Kysely<Tables>,
  ticketId: string,
  wanted: PartWanted,
  holder: string,
  context: Context,
): ReturnType<DeskDeps['split']> {
  const place = placeOf(wanted.place ?? undefined, context.org)
  const deps = { ...context, numberPrefix: context.config.numberPrefix }
  const done = await splitMatter(trx, ticketId, { ...wanted, place }, deps, holder)
  if (!done) return null
  if (!('opened' in done)) return done.outcome
  const { row, queryCode, added } = done.opened
  await acknowledge(trx, ticketId, wanted.actor, context)
  await noteForAll(trx, ticketId, done.added, context)
  await noteForAll(trx, row.id, added, context)
  const { reporter } = await trx
    .selectFrom('complaints')
    .select('reporter')
    .where('id', '=', row.complaint_id)
    .executeTakeFirstOrThrow()
  const inChat = (await conversationOf(trx, reporter)) !== null
  return {
    ...{ ok: true, id: row.id, number: printNumber(row.number) },
    queryCode: inChat ? null : printQueryCode(queryCode),
  }
}

async function sayOnCards(
  trx: Kysely<Tables>,
  ticketId: string,
  event: Stored | undefined,
  context: Context,
): Promise<void> {
  const label = event ? context.wording.cards.done[event.event.type] : undefined
  if (event && label) await putCardUpdates(trx, { subject: ticketId, cause: `event/${event.id}`, label }, context)
}
