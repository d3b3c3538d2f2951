import { type Kysely, sql } from 'kysely'
import type { Tables } from '../../platform/db/index.ts'
import { shanghaiTime } from '../../platform/kernel/index.ts'
import { petitionOfficeOf } from '../org/index.ts'
import type { ActEvent } from './events.ts'
import { formatNumber } from './number.ts'
import type { Facts } from './outcome.ts'
import { makeQueryCode, secretOf } from './query-code.ts'
import { barredOffices, route } from './route.ts'
import type { Actor, Channel, MatterKind } from './states.ts'
import { type ActDeps, append, columnsOf, type Stored, type TicketRow } from './store.ts'
import { transition } from './transition.ts'

export interface OpenDeps extends ActDeps {
  /** Made once for the installation: the permutation of the number and the pepper of the query codes. */
  numberKey: Uint8Array
  queryPepper: Uint8Array
  numberPrefix: string
}

export interface Opening {
  complaintId: string
  kind: MatterKind
  channel: Channel
  receivedAt: Date
  category: string | null
  place: string | null
  /** Offices the citizen complains of. */
  respondents: string[]
  /** Stays with the petition office, or with the one above where that is complained of. */
  held?: boolean
  actor: Actor
  /** Its author agreed to have documents in the chat. */
  electronic?: boolean
}

export interface Opened {
  row: TicketRow
  added: Stored[]
  /** Shown once, stored only as a hash. */
  queryCode: string
}

/** Registers (article 22: everything, without exception) and forwards where the routes know who is responsible. */
export async function openTicket(trx: Kysely<Tables>, opening: Opening, deps: OpenDeps): Promise<Opened> {
  const now = deps.clock.now()
  const id = deps.ids.next()
  const decided = decide(id, opening, deps)
  const queryCode = makeQueryCode(deps.ids)
  const row: TicketRow = {
    id,
    complaint_id: opening.complaintId,
    number: await nextNumber(trx, deps),
    ...secretOf(queryCode, deps),
    channel: opening.channel,
    received_at: opening.receivedAt,
    petition_office: decided.matter.petitionOffice,
    ...columnsOf(decided.matter),
    marks: decided.matter.marks,
    course: decided.matter.course,
    profile: deps.rules.profile.name,
    rules_version: deps.rules.profile.version,
    category: opening.category,
    place: opening.place,
    routed_by: decided.routedBy,
    barred: decided.barred,
    registered_at: now,
    updated_at: now,
    ...{ head: null, events: 0, anchored: 0 },
  }
  await trx
    .insertInto('tickets')
    .values({
      ...row,
      marks: JSON.stringify(row.marks),
      course: JSON.stringify(row.course),
      barred: JSON.stringify(row.barred),
    })
    .execute()
  return { row, added: await append(trx, id, [], decided.events, deps), queryCode }
}

/** Pure but for the clock and ids it is handed: registration by the petition office of the place, then the route. */
function decide(id: string, opening: Opening, deps: OpenDeps) {
  const now = deps.clock.now().toISOString()
  const office = petitionOfficeOf(opening.place, deps.org)
  if (!office) throw new Error('an imported organisation has a petition office')
  const barred = barredOffices(opening.respondents, deps.org)
  const facts: Facts = {
    ...{ profile: deps.rules.profile, barred, dues: {}, told: [], delivered: [], demands: [], toExecute: [] },
    ...{ superior: null, arbiter: office.id, pending: [], pledges: [], into: null },
  }
  const { kind, channel, actor } = opening
  const receivedAt = opening.receivedAt.toISOString()
  const electronic = opening.electronic ?? false
  const registering = { id, kind, way: null, channel, receivedAt, petitionOffice: office.id, electronic }
  const registered = transition(null, { type: 'register', actor, matter: registering }, now, facts)
  if (!registered.ok) throw new Error(`registration refused: ${registered.refusal.code}`)
  const events: ActEvent[] = [...registered.events]
  const found = route(
    { category: opening.category, place: opening.place, kind, respondents: opening.respondents },
    opening.held ? { ...deps.org, routes: [] } : deps.org,
  )
  // Nobody independent, or nobody known: it stays with the petition office, and a person decides.
  if (!found.ok || found.value.officeId === office.id) {
    return { matter: registered.matter, events, routedBy: found.ok ? found.value.how : 'superior', barred }
  }
  const { officeId, how, article } = found.value
  const forwarding = {
    type: 'forward',
    actor: { kind: 'system', id: 'route' },
    toOffice: officeId,
    basis: { how, article },
  } as const
  const forwarded = transition(registered.matter, forwarding, now, facts)
  if (!forwarded.ok) throw new Error(`forwarding refused: ${forwarded.refusal.code}`)
  return { matter: forwarded.matter, events: [...events, ...forwarded.events], routedBy: how, barred }
}

/** The legal year of the number is the one in Shanghai. */
async function nextNumber(trx: Kysely<Tables>, deps: OpenDeps): Promise<string> {
  const result = await sql<{ value: number }>`select nextval('ticket_numbers') as value`.execute(trx)
  const sequence = Number(result.rows[0]?.value)
  const year = shanghaiTime(deps.clock.now()).getUTCFullYear()
  return formatNumber({ prefix: deps.numberPrefix, year, sequence, key: deps.numberKey })
}
