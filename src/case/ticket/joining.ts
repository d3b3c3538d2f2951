import type { Kysely } from 'kysely'
import type { Tables } from '../../platform/db/index.ts'
import { AppError } from '../../platform/kernel/index.ts'
import { type IntakeDeps, joinComplaint, splitComplaint } from '../intake/index.ts'
import { officesNamed } from '../org/index.ts'
import { pinned } from '../rules/index.ts'
import type { MergeAct, SplitAct } from './acts-beside.ts'
import { absorbed } from './merging.ts'
import { type OpenDeps, type Opened, openTicket } from './open.ts'
import type { Into, Outcome } from './outcome.ts'
import type { Actor } from './states.ts'
import {
  type ActDeps,
  type ActOutcome,
  act,
  append,
  lockMatter,
  matterOf,
  readEvents,
  type Stored,
  type TicketRow,
  wouldBe,
} from './store.ts'

type Trx = Kysely<Tables>

/** `absorbed`: what the older matter's history says of it; empty where the merge was refused. */
export type Merged = ActOutcome & { into: string; absorbed: Stored[] }

/** A repeat goes on under the older number, with its words, files and whom it must not reach. null: one of them is not there. */
export async function mergeMatters(
  trx: Trx,
  ticketId: string,
  wanted: MergeAct,
  deps: ActDeps,
  holder: string,
): Promise<Merged | null> {
  // In one order, whichever goes into which: of two merges crosswise one waits for the other.
  const rows = await trx
    .selectFrom('tickets')
    .selectAll()
    .where('id', 'in', [ticketId, wanted.into])
    .orderBy('id')
    .forUpdate()
    .execute()
  const [repeat, older] = [ticketId, wanted.into].map((id) => rows.find((row) => row.id === id))
  if (!repeat || !older) return null
  const done = await act(trx, ticketId, wanted, deps, holder, { into: await intoOf(trx, repeat, older) })
  if (!done?.outcome.ok) return done && { ...done, into: older.id, absorbed: [] }
  await joinComplaint(trx, repeat.complaint_id, older.complaint_id)
  await keepAway(trx, { from: repeat, to: older, by: wanted }, deps)
  const before = await readEvents(trx, older.id)
  const event = absorbed(matterOf(older), repeat, wanted.actor, deps.clock.now().toISOString())
  const under = { ...deps, rules: pinned(deps.rules, older) }
  return { ...done, into: older.id, absorbed: await append(trx, older.id, before, [event], under) }
}

/** What the transition is told of the other matter. Who the author is says the conversation or paper it came from, never a name. */
export async function intoOf(db: Trx, repeat: TicketRow, older: TicketRow): Promise<Into> {
  const complaints = await db
    .selectFrom('complaints')
    .select(['id', 'reporter', 'facts'])
    .where('id', 'in', [repeat.complaint_id, older.complaint_id])
    .execute()
  const [one, other] = [repeat, older].map(({ complaint_id: id }) => complaints.find((each) => each.id === id))
  const { course, office, petition_office } = older
  const readers = [office, petition_office, ...course.helping, ...(course.reviewedBy ? [course.reviewedBy] : [])]
  return {
    ...{ id: older.id, number: older.number, state: older.state, receivedAt: older.received_at.toISOString() },
    ...{ sameAuthor: one !== undefined && one.reporter === other?.reporter, offices: readers },
    sameSeal: isSealed(repeat, one) === isSealed(older, other),
  }
}

/** Taken for a report of an official until a person has decided. */
const isSealed = (
  { kind }: Pick<TicketRow, 'kind'>,
  complaint: { facts: { kind?: { suggested: string } } } | undefined,
): boolean => kind === 'report' || (kind === 'unsorted' && complaint?.facts.kind?.suggested === 'report')

export interface Splitting {
  actor: Actor
  demands: readonly string[]
  note: string
  /** null: as the rest. */
  category: string | null
  place: Parameters<typeof splitComplaint>[1]['place']
}

/** `opened`: the matter of the demands that went. */
export type Parted =
  | { outcome: Extract<Outcome, { ok: true }>; added: Stored[]; opened: Opened }
  | { outcome: Extract<Outcome, { ok: false }> }

/** Some demands as a matter of their own, received when the first was, routed anew. null: no such matter. */
export async function splitMatter(
  trx: Trx,
  ticketId: string,
  wanted: Splitting,
  deps: OpenDeps & IntakeDeps,
  holder: string,
): Promise<Parted | null> {
  const row = await lockMatter(trx, ticketId)
  if (!row) return null
  const { actor, note } = wanted
  const demands = [...new Set(wanted.demands)]
  const asked: SplitAct = { type: 'split', actor, demands, note, number: '' }
  const moved = row.office === holder ? null : ({ code: 'moved_on', office: row.office } as const)
  const outcome = moved === null ? await wouldBe(trx, row, asked, deps) : ({ ok: false, refusal: moved } as const)
  if (!outcome.ok) return { outcome }
  const opened = await openPart(trx, row, { ...wanted, demands }, deps)
  const done = await act(trx, ticketId, { ...asked, number: opened.row.number }, deps)
  if (!done?.outcome.ok) throw new AppError({ code: 'split_half_done', message: `${ticketId} refused its own split` })
  await keepAway(trx, { from: row, to: opened.row, by: wanted }, deps)
  return { outcome: done.outcome, added: done.added, opened }
}

async function openPart(trx: Trx, row: TicketRow, wanted: Splitting, deps: OpenDeps & IntakeDeps): Promise<Opened> {
  const cause = `split/${row.id}/${wanted.demands.join('.')}`
  const parting = { from: row.complaint_id, demands: wanted.demands, cause, place: wanted.place }
  const complaintId = await splitComplaint(trx, parting, deps)
  const { facts } = await trx
    .selectFrom('complaints')
    .select('facts')
    .where('id', '=', complaintId)
    .executeTakeFirstOrThrow()
  const [first] = await readEvents(trx, row.id)
  return openTicket(
    trx,
    {
      ...{ complaintId, kind: row.kind, channel: row.channel, receivedAt: row.received_at, actor: wanted.actor },
      ...{ category: wanted.category ?? row.category, place: wanted.place?.id ?? row.place },
      respondents: [...new Set([...row.barred, ...(facts.party ? officesNamed(facts.party, deps.org) : [])])],
      held: isSealed(row, { facts }) && row.kind === 'unsorted',
      electronic: first?.event.type === 'registered' && first.event.data.electronic === true,
    },
    deps,
  )
}

/** Offices complained of and people who stood aside neither read nor get what comes from a matter that they may not read (28, 30 ¶3). */
async function keepAway(
  trx: Trx,
  { from, to, by }: { from: TicketRow; to: TicketRow; by: { actor: Actor; note: string } },
  deps: ActDeps,
): Promise<void> {
  const barred = JSON.stringify([...new Set([...to.barred, ...from.barred])])
  await trx.updateTable('tickets').set({ barred }).where('id', '=', to.id).execute()
  const reasons = (await readEvents(trx, from.id)).flatMap(({ event }) =>
    event.type === 'recused' ? [event.data] : [],
  )
  for (const { officer, reason } of reasons) {
    if (to.course.recused.includes(officer)) continue
    // Words that were deleted since are no reason to read on.
    await act(trx, to.id, { type: 'recuse', actor: by.actor, officer, reason: reason.trim() || by.note }, deps)
  }
}
