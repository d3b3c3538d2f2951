import type { Kysely, Selectable } from 'kysely'
import type { Generated, Json, Tables } from '../../platform/db/index.ts'
import { type Clock, type Ids, storable } from '../../platform/kernel/index.ts'
import { type ClockTrigger, pinned, type Rules } from '../rules/index.ts'
import type { Act, Facts, Outcome } from './acts.ts'
import { clocksAfter } from './clocks.ts'
import { type Commitments, readable } from './history.ts'
import { chain, type HistoryEvent } from './history-store.ts'
import type { Actor, Channel, Matter, MatterKind, State, Way } from './states.ts'
import { answerTold, toldEvent, transition } from './transition.ts'

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
    ticket_clocks: {
      ticket_id: string
      rule: string
      started_at: Date
      due: string
      article: string
      provisional: boolean
      met_at: Date | null
    }
  }
}

export type TicketRow = Selectable<Tables['tickets']>

export interface TicketDeps {
  clock: Clock
  ids: Ids
  rules: Rules
}

export interface Stored {
  id: string
  event: HistoryEvent
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
    revision: row.revision,
  }
}

/** Columns that mirror the matter; written together or not at all. */
export function columnsOf(matter: Matter) {
  return {
    state: matter.state,
    kind: matter.kind,
    way: matter.way,
    office: matter.holder,
    marks: JSON.stringify(matter.marks),
    hand_overs: matter.handOvers,
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
    } as unknown as HistoryEvent,
  }))
}

/** Appends events and brings the clocks in line with the whole history. `deps.rules` are those the matter is pinned to. */
export async function append(
  trx: Kysely<Tables>,
  ticketId: string,
  before: readonly Stored[],
  events: readonly HistoryEvent[],
  deps: TicketDeps,
): Promise<Stored[]> {
  const added = events.map((event) => ({ id: deps.ids.next(), event }))
  const numbered = added.map((one, index) => ({ ...one, n: before.length + index + 1 }))
  for (const { id, n, event, commitments, hash } of await chain(trx, ticketId, numbered, deps.ids)) {
    await trx
      .insertInto('ticket_events')
      .values({
        id,
        ticket_id: ticketId,
        n,
        type: event.type,
        at: new Date(event.at),
        actor: JSON.stringify(event.actor),
        data: JSON.stringify(event.data),
        clocks: JSON.stringify(event.clocks),
        commitments: JSON.stringify(commitments),
        hash,
      })
      .execute()
  }
  const history = [...before, ...added].map((stored) => stored.event)
  for (const clock of clocksAfter(history, deps.rules)) {
    const values = {
      started_at: new Date(clock.startedAt),
      due: clock.due,
      article: clock.detail.rule.article,
      provisional: clock.detail.provisional,
      met_at: clock.metAt === undefined ? null : new Date(clock.metAt),
    }
    await trx
      .insertInto('ticket_clocks')
      .values({ ticket_id: ticketId, rule: clock.rule, ...values })
      .onConflict((conflict) => conflict.columns(['ticket_id', 'rule']).doUpdateSet(values))
      .execute()
  }
  return added
}

export type ActOutcome = { outcome: Outcome; row: TicketRow; added: Stored[] }

/** One act on one matter: locked, decided by the pure transition, written with its events. A refusal writes nothing. */
export async function act(
  trx: Kysely<Tables>,
  ticketId: string,
  wanted: Act,
  deps: TicketDeps,
  /** The office for which the actor was found entitled; by the time of the lock another may have it. */
  holder?: string,
): Promise<ActOutcome | null> {
  const row = await trx.selectFrom('tickets').selectAll().where('id', '=', ticketId).forUpdate().executeTakeFirst()
  if (!row) return null
  if (holder !== undefined && row.office !== holder) {
    return { outcome: { ok: false, refusal: { code: 'moved_on', office: row.office } }, row, added: [] }
  }
  const before = await readEvents(trx, ticketId)
  const now = deps.clock.now()
  const under = { ...deps, rules: pinned(deps.rules, row) }
  const facts: Facts = {
    answerTold: answerTold(before.map((stored) => stored.event)),
    triggers: under.rules.profile.triggers,
    barred: row.barred,
  }
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
  const row = await trx.selectFrom('tickets').selectAll().where('id', '=', ticketId).forUpdate().executeTakeFirst()
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
  told: { of: State; means: 'message' | 'phone' | 'paper'; actor: Actor },
  deps: TicketDeps,
): Promise<void> {
  const row = await trx.selectFrom('tickets').selectAll().where('id', '=', ticketId).forUpdate().executeTakeFirst()
  if (!row) return
  const before = await readEvents(trx, ticketId)
  const step = before.findLastIndex((stored) => stored.event.type === told.of)
  if (step === -1) return
  const known = before.slice(step).some(({ event }) => event.type === 'told' && event.data.of === told.of)
  if (known) return
  const under = { ...deps, rules: pinned(deps.rules, row) }
  const event = toldEvent(matterOf(row), told, deps.clock.now().toISOString(), under.rules.profile)
  await append(trx, ticketId, before, [event], under)
}
