import { type ExpressionBuilder, type Kysely, type SqlBool, sql } from 'kysely'
import type { State, TicketRow } from '../../case/ticket/index.ts'
import type { Tables } from './tables.ts'

/** Whose matters a person may open: those of the own office or that it helps with, of offices supervised, and those by card. */
export interface ReadScope {
  userid: string
  office: string
  supervised: readonly string[]
}

/**
 * The row, if this person may see it. Who may not gets nothing, exactly as for an unknown id. Staff of an office complained
 * of never see it, whatever else holds (article 30 ¶3), nor whoever stands aside from it (article 28).
 */
export async function readableTicket(db: Kysely<Tables>, id: string, scope: ReadScope): Promise<TicketRow | null> {
  return (await readable(db, scope).where('id', '=', id).executeTakeFirst()) ?? null
}

export async function readableNumber(db: Kysely<Tables>, number: string, scope: ReadScope): Promise<TicketRow | null> {
  return (await readable(db, scope).where('number', '=', number).executeTakeFirst()) ?? null
}

const readable = (db: Kysely<Tables>, scope: ReadScope) =>
  db
    .selectFrom('tickets')
    .selectAll()
    .where(notBarred(scope.office))
    .where(notRecused(scope.userid))
    .where(mayOpen(scope))

const mayOpen = (scope: ReadScope) => (eb: ExpressionBuilder<Tables, 'tickets'>) =>
  eb.or([
    eb('office', '=', scope.office),
    eb('petition_office', '=', scope.office),
    // Who decided a review may read what became of it.
    sql<boolean>`tickets.course ->> 'reviewedBy' = ${scope.office}`,
    helps(scope.office),
    ...(scope.supervised.length > 0 ? [eb('office', 'in', [...scope.supervised])] : []),
    gotCard(eb, scope.userid),
  ])

/** The matters of these complaints that this person may open, and the words they were told in; no report of an official among them. */
export async function readableAmong(db: Kysely<Tables>, complaintIds: readonly string[], scope: ReadScope) {
  if (complaintIds.length === 0) return []
  const rows = await readable(db, scope)
    .select(sql<string[]>`(select words from complaints where complaints.id = tickets.complaint_id)`.as('words'))
    .where('complaint_id', 'in', [...complaintIds])
    .where('kind', '!=', 'report')
    .execute()
  return rows.sort((a, b) => complaintIds.indexOf(a.complaint_id) - complaintIds.indexOf(b.complaint_id))
}

/**
 * Whether a card for the office that has the matter went to this person since then; an invalid recipient got nothing. A card for
 * another office, one that helps or that sent it, lets nobody act.
 */
export async function hasCardSince(db: Kysely<Tables>, id: string, userid: string, since: Date): Promise<boolean> {
  const row = await db
    .selectFrom('tickets')
    .select('id')
    .where('id', '=', id)
    .where((eb) => gotCard(eb, userid, since))
    .executeTakeFirst()
  return row !== undefined
}

/** Userids differ by case between calls of the platform. */
function gotCard(eb: ExpressionBuilder<Tables, 'tickets'>, userid: string, since?: Date) {
  const cards = eb
    .selectFrom('card_recipients')
    .innerJoin('cards', 'cards.id', 'card_recipients.card_id')
    .select('cards.id')
    .whereRef('cards.subject', '=', 'tickets.id')
    .where('card_recipients.state', '!=', 'invalid')
    .where((each) => each(each.fn<string>('lower', ['card_recipients.userid']), '=', userid.toLowerCase()))
  if (since === undefined) return eb.exists(cards)
  return eb.exists(cards.where('cards.created_at', '>=', since).where(forHolder))
}

/** Nor does a page: it calls somebody, and gives nobody the matter. */
const forHolder = sql<SqlBool>`cards.cause not like 'page/%' and not exists (select from notices
  where cards.cause like 'notice/%' and notices.id = split_part(cards.cause, '/', 2)
    and notices.recipient <> tickets.office)`

const helps = (office: string) => sql<SqlBool>`tickets.course -> 'helping' @> to_jsonb(${office}::text)`

/** Userids differ by case between calls of the platform. */
export const notRecused = (userid: string) => sql<SqlBool>`not exists (
  select from jsonb_array_elements_text(tickets.course -> 'recused') as one where lower(one) = ${userid.toLowerCase()})`

export const notBarred = (office: string) => sql<SqlBool>`not (tickets.barred @> to_jsonb(${office}::text))`

export const PAGE_SIZE = 50

export interface ListedTicket {
  id: string
  number: string
  state: State
  category: string | null
  place: string | null
  registered_at: Date
  danger: boolean
  due: string | null
}

/** The open matters an office has, newest first: one more than a page, so that the caller knows whether there are more. */
export async function openTicketsOf(
  db: Kysely<Tables>,
  { office, userid }: Pick<ReadScope, 'office' | 'userid'>,
  before?: string,
): Promise<ListedTicket[]> {
  const query = db
    .selectFrom('tickets')
    .innerJoin('complaints', 'complaints.id', 'tickets.complaint_id')
    .select((eb) => [
      'tickets.id',
      'tickets.number',
      'tickets.state',
      'tickets.category',
      'tickets.place',
      'tickets.registered_at',
      sql<boolean>`coalesce((complaints.facts ->> 'danger')::boolean, false)`.as('danger'),
      eb
        .selectFrom('ticket_clocks')
        .select((each) => each.fn.min('due').as('due'))
        .whereRef('ticket_clocks.ticket_id', '=', 'tickets.id')
        .where('met_at', 'is', null)
        .as('due'),
    ])
    .where((eb) =>
      eb.or([
        eb('tickets.office', '=', office),
        // The sender decides about an objection while the other office still has the matter.
        eb.and([eb('tickets.petition_office', '=', office), eb('tickets.state', '=', 'objected')]),
      ]),
    )
    .where('tickets.state', 'not in', ['closed', 'withdrawn', 'merged'])
    .where(notBarred(office))
    .where(notRecused(userid))
    .orderBy('tickets.registered_at', 'desc')
    .orderBy('tickets.id', 'desc')
    .limit(PAGE_SIZE + 1)
  return before === undefined ? query.execute() : query.where(olderThan(before)).execute()
}

/** The last ticket of a page may have left the office meanwhile; it still marks the place. */
const olderThan = (id: string) =>
  sql<SqlBool>`(tickets.registered_at, tickets.id) <
    (select last.registered_at, last.id from tickets as last where last.id = ${id})`

export async function clockRows(db: Kysely<Tables>, ticketId: string) {
  return db
    .selectFrom('ticket_clocks')
    .select(['rule', 'due', 'article', 'provisional', 'started_at', 'met_at'])
    .where('ticket_id', '=', ticketId)
    .orderBy('due')
    .orderBy('rule')
    .execute()
}
