import type { Kysely, Selectable } from 'kysely'
import { type Generated, insertTogether, type Json, type Tables } from '../../platform/db/index.ts'
import { type Clock, type Ids, storable } from '../../platform/kernel/index.ts'
import type { Org } from '../org/index.ts'
import { type ClockTrigger, pinned, type Rules } from '../rules/index.ts'
import type { Act, Means } from './acts.ts'
import { arm, disarm, timerRows } from './arm.ts'
import { checkpointRows, dropCheckpoints, keepCheckpoints } from './checkpoint-store.ts'
import { checkpointKind, checkpointsOf } from './checkpoints.ts'
import { clockRows, dropClocks } from './clock-store.ts'
import { clocksAfter } from './clocks.ts'
import type { MatterEvent, ToldStep } from './events.ts'
import { factsOf } from './facts.ts'
import { type Commitments, genesis, readable } from './history.ts'
import { chain, type Linked, linked } from './history-store.ts'
import type { Facts, Outcome } from './outcome.ts'
import type { Actor, Channel, Matter, MatterKind, State, Way } from './states.ts'
import { timersOf } from './timers.ts'
import { toldEvent, transition } from './transition.ts'

declare module '../../platform/db/tables.ts' {
  interface Tables {
    tickets: {
      id: string
      complaint_id: string
      number: string
      query_salt: string
      query_hash: string
      state: State
      kind: MatterKind
      way: number | null
      channel: Channel
      received_at: Date
      petition_office: string
      office: string
      marks: Json<Matter['marks']>
      hand_overs: number
      course: Json<Matter['course']>
      revision: number
      profile: string
      rules_version: string
      category: string | null
      place: string | null
      routed_by: string
      barred: Json<string[]>
      registered_at: Date
      updated_at: Date
      head: string | null
      events: number
      anchored: number
    }
    ticket_events: {
      seq: Generated<number>
      id: string
      ticket_id: string
      n: number
      type: string
      at: Date
      actor: Json<Actor>
      data: Json<Record<string, unknown>>
      clocks: Json<ClockTrigger>
      commitments: Json<Commitments>
      hash: string | null
    }
  }
}

export type TicketRow = Selectable<Tables['tickets']>

export interface TicketDeps {
  clock: Clock
  ids: Ids
  rules: Rules
}

export interface ActDeps extends TicketDeps {
  /** Who is above whom. */
  org: Org
}

export interface Stored {
  id: string
  event: MatterEvent
}

export function matterOf(row: TicketRow): Matter {
  return {
    id: row.id,
    state: row.state,
    kind: row.kind,
    way: row.way as Way | null,
    channel: row.channel,
    receivedAt: row.received_at.toISOString(),
    petitionOffice: row.petition_office,
    holder: row.office,
    marks: row.marks,
    handOvers: row.hand_overs,
    course: row.course,
    revision: row.revision,
  }
}

/** Whoever changes a matter does so alone. */
export const lockMatter = (trx: Kysely<Tables>, ticketId: string): Promise<TicketRow | undefined> =>
  trx.selectFrom('tickets').selectAll().where('id', '=', ticketId).forUpdate().executeTakeFirst()

/** Columns that mirror the matter; written together or not at all. */
export function columnsOf(matter: Matter) {
  return {
    state: matter.state,
    kind: matter.kind,
    way: matter.way,
    office: matter.holder,
    marks: JSON.stringify(matter.marks),
    hand_overs: matter.handOvers,
    course: JSON.stringify(matter.course),
    revision: matter.revision,
  }
}

export async function readEvents(db: Kysely<Tables>, ticketId: string): Promise<Stored[]> {
  const rows = await db.selectFrom('ticket_events').selectAll().where('ticket_id', '=', ticketId).orderBy('n').execute()
  return rows.map(readable).map((row) => ({
    id: row.id,
    event: {
      type: row.type,
      at: row.at.toISOString(),
      actor: row.actor,
      data: row.data,
      clocks: row.clocks,
    } as unknown as MatterEvent,
  }))
}

/** Appends events and brings clocks, check-points and reminders in line with the whole history. `deps.rules`: those the matter is pinned to. */
export async function append(
  trx: Kysely<Tables>,
  ticketId: string,
  before: readonly Stored[],
  events: readonly MatterEvent[],
  deps: TicketDeps,
): Promise<Stored[]> {
  const added = events.map((event) => ({ id: deps.ids.next(), event }))
  const { links, state } = await chain(trx, ticketId, numbered(added, before.length), deps.ids)
  if (links.length > 0) await eventRows(trx, ticketId, links).execute()
  const owed = owedAfter([...before, ...added], state, deps)
  await dropClocks(trx, ticketId, owed.clocks)
  await dropCheckpoints(trx, ticketId, owed.checkpoints)
  await disarm(trx, ticketId)
  for (const insert of clockRows(trx, ticketId, owed.clocks)) await insert.execute()
  await keepCheckpoints(trx, ticketId, owed.checkpoints)
  await arm(trx, ticketId, owed.timers)
  return added
}

/** A new matter with its first events, in two statements: its citizen waits. */
export async function begin(
  trx: Kysely<Tables>,
  row: TicketRow,
  events: readonly MatterEvent[],
  deps: TicketDeps,
): Promise<{ row: TicketRow; added: Stored[] }> {
  const added = events.map((event) => ({ id: deps.ids.next(), event }))
  const links = linked(genesis({ ...row, complaintId: row.complaint_id }), numbered(added, 0), deps.ids)
  const begun = { ...row, head: links.at(-1)?.hash ?? null, events: links.length }
  const { marks, course, barred } = row
  await trx
    .insertInto('tickets')
    .values({
      ...begun,
      ...{ marks: JSON.stringify(marks), course: JSON.stringify(course), barred: JSON.stringify(barred) },
    })
    .execute()
  const { clocks, checkpoints, timers } = owedAfter(added, row.state, deps)
  // A year is long enough for the next event to write it.
  const soon = (rule: string) => checkpointKind(rule) !== 'leader_wanted'
  await insertTogether(trx, [
    eventRows(trx, row.id, links),
    ...clockRows(trx, row.id, clocks),
    ...checkpointRows(
      trx,
      row.id,
      checkpoints.filter(({ id }) => soon(id)),
    ),
    ...timerRows(
      trx,
      row.id,
      timers.filter(({ rule }) => soon(rule)),
    ),
  ])
  return { row: begun, added }
}

const numbered = (added: readonly Stored[], before: number) =>
  added.map((one, index) => ({ ...one, n: before + index + 1 }))

function owedAfter(stored: readonly Stored[], state: State, { rules }: Pick<TicketDeps, 'rules'>) {
  const events = stored.map(({ event }) => event)
  const clocks = clocksAfter(events, rules)
  const checkpoints = checkpointsOf(events, rules.supervision)
  return { clocks, checkpoints, timers: timersOf({ state, events, clocks, checkpoints }, rules.supervision) }
}

const eventRows = (trx: Kysely<Tables>, ticketId: string, links: readonly Linked<Stored & { n: number }>[]) =>
  trx.insertInto('ticket_events').values(
    links.map(({ id, n, event, commitments, hash }) => ({
      ...{ id, ticket_id: ticketId, n, type: event.type, at: new Date(event.at), hash },
      actor: JSON.stringify(event.actor),
      data: JSON.stringify(event.data),
      clocks: JSON.stringify(event.clocks),
      commitments: JSON.stringify(commitments),
    })),
  )

export type ActOutcome = { outcome: Outcome; row: TicketRow; added: Stored[] }

/** What the pure transition would say, without writing anything. */
export async function wouldBe(db: Kysely<Tables>, row: TicketRow, wanted: Act, deps: ActDeps): Promise<Outcome> {
  const history = (await readEvents(db, row.id)).map(({ event }) => event)
  const facts = await factsOf(db, row, history, { ...deps, rules: pinned(deps.rules, row) })
  return transition(matterOf(row), wanted, deps.clock.now().toISOString(), facts)
}

/** One act on one matter: locked, decided by the pure transition, written with its events. A refusal writes nothing. */
export async function act(
  trx: Kysely<Tables>,
  ticketId: string,
  wanted: Act,
  deps: ActDeps,
  /** The office for which the actor was found entitled; by the time of the lock another may have it. */
  holder?: string,
  /** Of another matter, which is locked too. */
  beside: Partial<Pick<Facts, 'into'>> = {},
): Promise<ActOutcome | null> {
  const row = await lockMatter(trx, ticketId)
  if (!row) return null
  if (holder !== undefined && row.office !== holder) {
    return { outcome: { ok: false, refusal: { code: 'moved_on', office: row.office } }, row, added: [] }
  }
  const before = await readEvents(trx, ticketId)
  const now = deps.clock.now()
  const under = { ...deps, rules: pinned(deps.rules, row) }
  const history = before.map((stored) => stored.event)
  const facts = { ...(await factsOf(trx, row, history, under)), ...beside }
  const outcome = transition(matterOf(row), storable(wanted), now.toISOString(), facts)
  if (!outcome.ok) return { outcome, row, added: [] }
  await trx
    .updateTable('tickets')
    .set({ ...columnsOf(outcome.matter), updated_at: now })
    .where('id', '=', ticketId)
    .execute()
  const added = await append(trx, ticketId, before, outcome.events, under)
  const after = await trx.selectFrom('tickets').selectAll().where('id', '=', ticketId).executeTakeFirstOrThrow()
  return { outcome, row: after, added }
}

/**
 * The matter under another category, for the office that still has it. Its way stays as it is: who handles it is decided by an
 * act, never by a category.
 */
export async function recategorise(
  trx: Kysely<Tables>,
  ticketId: string,
  category: string,
  holder: string,
  clock: Clock,
): Promise<TicketRow | 'moved_on' | null> {
  const row = await lockMatter(trx, ticketId)
  if (!row) return null
  if (row.office !== holder) return 'moved_on'
  const changed = { category, updated_at: clock.now() }
  await trx.updateTable('tickets').set(changed).where('id', '=', ticketId).execute()
  return { ...row, ...changed }
}

/** That the citizen was told of a step, once for each telling of that step. */
export async function recordTold(
  trx: Kysely<Tables>,
  ticketId: string,
  told: { of: ToldStep; means: Means; actor: Actor },
  deps: TicketDeps,
): Promise<void> {
  const row = await lockMatter(trx, ticketId)
  if (!row) return
  const before = await readEvents(trx, ticketId)
  const step = before.findLastIndex((stored) => stored.event.type === told.of)
  if (step === -1) return
  const known = before.slice(step).some(({ event }) => event.type === 'told' && event.data.of === told.of)
  if (known) return
  const under = { ...deps, rules: pinned(deps.rules, row) }
  const event = toldEvent(matterOf(row), told, deps.clock.now().toISOString(), under.rules)
  await append(trx, ticketId, before, [event], under)
}
