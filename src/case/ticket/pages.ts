import type { Kysely, Selectable } from 'kysely'
import type { Json, Tables } from '../../platform/db/index.ts'
import { nextToPage, type Org } from '../org/index.ts'
import { pinned } from '../rules/index.ts'
import type { AcknowledgedEvent, PagedEvent } from './events.ts'
import { NO_CLOCKS, natureOf } from './outcome.ts'
import type { Actor } from './states.ts'
import { type ActDeps, append, lockMatter, matterOf, readEvents, type TicketDeps, type TicketRow } from './store.ts'

declare module '../../platform/db/tables.ts' {
  interface Tables {
    pages: {
      id: string
      ticket_id: string
      event_id: string
      caller: string | null
      userids: Json<string[][]>
      paged_at: Date | null
      next_at: Date
      acknowledged_at: Date | null
      acknowledged_by: string | null
    }
  }
}

type Page = Selectable<Tables['pages']>

const DUTY: Actor = { kind: 'system', id: 'duty' }
const MINUTE_MS = 60_000

/** An event wants somebody at once. Only a row: who it is, is found when the first step is made. While one goes on, no second begins. */
export async function startPage(
  trx: Kysely<Tables>,
  asked: { ticketId: string; eventId: string; by: Actor },
  { clock, ids }: Pick<TicketDeps, 'clock' | 'ids'>,
): Promise<void> {
  const { ticketId, eventId, by } = asked
  const none = { paged_at: null, acknowledged_at: null, acknowledged_by: null }
  await trx
    .insertInto('pages')
    .values({
      ...{ id: ids.next(), ticket_id: ticketId, event_id: eventId, userids: '[]', next_at: clock.now(), ...none },
      caller: by.kind === 'staff' ? by.id : null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Matters for which the next step is due, the longest waiting first. */
export async function duePages(db: Kysely<Tables>, now: Date, limit = 200): Promise<string[]> {
  const rows = await db
    .selectFrom('pages')
    .select('ticket_id')
    .where('acknowledged_at', 'is', null)
    .where('next_at', '<=', now)
    .orderBy('next_at')
    .limit(limit)
    .execute()
  return rows.map(({ ticket_id }) => ticket_id)
}

export interface Paged {
  row: TicketRow
  page: string
  /** What asked for it. */
  eventId: string
  step: number
  userids: string[]
  /** Everybody was called before: these are called again, or there is nobody at all. */
  exhausted: boolean
}

/**
 * One step, if it is due: the matter is locked, whom it calls stands in its history, and the next one waits anew however late this
 * one is. null: nothing is due.
 */
export async function pageNext(
  trx: Kysely<Tables>,
  ticketId: string,
  deps: ActDeps & { away(trx: Kysely<Tables>, row: TicketRow): Promise<ReadonlySet<string>> },
): Promise<Paged | null> {
  const row = await lockMatter(trx, ticketId)
  const page = await openPage(trx, ticketId)
  const now = deps.clock.now()
  if (!row || !page || page.next_at > now) return null
  const { userids, exhausted } = whom(row, page, now, await deps.away(trx, row), deps.org)
  const called = userids.length > 0
  const next_at = new Date(now.getTime() + deps.rules.supervision.pageMinutes * MINUTE_MS)
  await trx
    .updateTable('pages')
    .set({
      next_at,
      ...(called ? { paged_at: now, userids: JSON.stringify([...page.userids, userids]) } : {}),
    })
    .where('id', '=', page.id)
    .execute()
  const step = page.userids.length + 1
  if (called) await appendOne(trx, row, paged(row, { to: userids, step }, now), deps)
  return { row, page: page.id, eventId: page.event_id, step, userids, exhausted }
}

/** The next rung at the office that has the matter and at the one that registered it; where no rung is left, the last one again. */
function whom(row: TicketRow, page: Page, now: Date, away: ReadonlySet<string>, org: Org) {
  const before = page.userids.flat().map(lower)
  const caller = page.caller === null ? [] : [lower(page.caller)]
  const paging = { at: now, leftOut: new Set([...before, ...away, ...caller]), barred: row.barred }
  const userids = nextToPage([...new Set([row.office, row.petition_office])], paging, org)
  if (userids.length > 0) return { userids, exhausted: false }
  const still = page.userids.map((step) => step.filter((userid) => !away.has(lower(userid))))
  return { userids: still.findLast((step) => step.length > 0) ?? [], exhausted: true }
}

/** Somebody could not be reached: the next one is called at once. Whoever is called again has that time all the same. */
export async function hastenPage(
  trx: Kysely<Tables>,
  id: string,
  step: number,
  { clock }: Pick<TicketDeps, 'clock'>,
): Promise<void> {
  const page = await trx.selectFrom('pages').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (!page || page.acknowledged_at !== null || page.userids.length !== step) return
  const before = page.userids.slice(0, -1).flat()
  if (page.userids.at(-1)?.every((userid) => before.includes(userid))) return
  await trx.updateTable('pages').set({ next_at: clock.now() }).where('id', '=', id).execute()
}

/** Who was called stands aside from the matter: the next one is called at once. */
export async function stepAsidePage(
  trx: Kysely<Tables>,
  ticketId: string,
  officer: string,
  deps: Pick<TicketDeps, 'clock'>,
): Promise<void> {
  const page = await openPage(trx, ticketId)
  if (page?.userids.at(-1)?.map(lower).includes(lower(officer)))
    await hastenPage(trx, page.id, page.userids.length, deps)
}

/**
 * Somebody has it in hand, and nobody else is called. Comes second: who was first, of the page that ended last. null: nobody was
 * ever called for this matter.
 */
export async function acknowledgePage(
  trx: Kysely<Tables>,
  ticketId: string,
  officer: { id: string; office: string },
  deps: TicketDeps,
): Promise<{ page: string; by: string; first: boolean } | null> {
  const row = await lockMatter(trx, ticketId)
  const page = await openPage(trx, ticketId)
  if (!row || !page) return lastAcknowledged(trx, ticketId)
  const now = deps.clock.now()
  await trx
    .updateTable('pages')
    .set({ acknowledged_at: now, acknowledged_by: officer.id })
    .where('id', '=', page.id)
    .execute()
  await appendOne(trx, row, acknowledged(row, officer, now), deps)
  return { page: page.id, by: officer.id, first: true }
}

async function lastAcknowledged(trx: Kysely<Tables>, ticketId: string) {
  const last = await trx
    .selectFrom('pages')
    .select(['id', 'acknowledged_by'])
    .where('ticket_id', '=', ticketId)
    .where('acknowledged_by', 'is not', null)
    .orderBy('acknowledged_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return last ? { page: last.id, by: last.acknowledged_by ?? '', first: false } : null
}

const openPage = (trx: Kysely<Tables>, ticketId: string) =>
  trx
    .selectFrom('pages')
    .selectAll()
    .where('ticket_id', '=', ticketId)
    .where('acknowledged_at', 'is', null)
    .executeTakeFirst()

async function appendOne(
  trx: Kysely<Tables>,
  row: TicketRow,
  event: PagedEvent | AcknowledgedEvent,
  deps: TicketDeps,
): Promise<void> {
  await append(trx, row.id, await readEvents(trx, row.id), [event], { ...deps, rules: pinned(deps.rules, row) })
}

function paged(row: TicketRow, to: Pick<PagedEvent['data'], 'to' | 'step'>, now: Date): PagedEvent {
  const data = { ...natureOf(matterOf(row)), office: row.office, ...to }
  return { type: 'paged', at: now.toISOString(), actor: DUTY, clocks: NO_CLOCKS, data }
}

function acknowledged(row: TicketRow, { id, office }: { id: string; office: string }, now: Date): AcknowledgedEvent {
  const data = { ...natureOf(matterOf(row)), office, officer: id }
  return { type: 'acknowledged', at: now.toISOString(), actor: { kind: 'staff', id, office }, clocks: NO_CLOCKS, data }
}

const lower = (userid: string): string => userid.toLowerCase()
