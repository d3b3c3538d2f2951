import type { Kysely } from 'kysely'
import type { Tables } from '../../platform/db/index.ts'
import { pinned } from '../rules/index.ts'
import { type Checkpoint, checkpointsOf } from './checkpoints.ts'
import { clocksAfter } from './clocks.ts'
import type { SilentEvent, WarnedEvent } from './events.ts'
import { NO_CLOCKS, natureOf } from './outcome.ts'
import type { Actor } from './states.ts'
import { append, lockMatter, matterOf, readEvents, type Stored, type TicketDeps, type TicketRow } from './store.ts'
import { type MatterTimer, timersOf } from './timers.ts'
import './arm.ts'

const SUPERVISION: Actor = { kind: 'system', id: 'supervision' }

/** Matters with a reminder that is due, the longest waiting first. */
export async function dueTimers(db: Kysely<Tables>, now: Date, limit = 500): Promise<string[]> {
  const rows = await db
    .selectFrom('matter_timers')
    .select('ticket_id')
    .where('fired_at', 'is', null)
    .where('fires_at', '<=', now)
    .orderBy('fires_at')
    .limit(limit)
    .execute()
  return [...new Set(rows.map(({ ticket_id }) => ticket_id))]
}

/**
 * Fires what is due of one matter, each once: the matter is locked, what is no longer right is dropped, and what fires stands in its history.
 * null: there is no such matter.
 */
export async function fireTimers(
  trx: Kysely<Tables>,
  ticketId: string,
  deps: TicketDeps,
): Promise<{ row: TicketRow; added: Stored[] } | null> {
  const row = await lockMatter(trx, ticketId)
  if (!row) return null
  const now = deps.clock.now()
  const rules = pinned(deps.rules, row)
  const before = await readEvents(trx, ticketId)
  const events = before.map(({ event }) => event)
  const checkpoints = checkpointsOf(events, rules.supervision)
  const right = timersOf(
    { state: row.state, events, clocks: clocksAfter(events, rules), checkpoints },
    rules.supervision,
  )
  const due = await trx
    .updateTable('matter_timers')
    .set({ fired_at: now })
    .where('ticket_id', '=', ticketId)
    .where('fired_at', 'is', null)
    .where('fires_at', '<=', now)
    .returning(['kind', 'rule', 'day'])
    .execute()
  const fired = right.filter((timer) =>
    due.some(({ kind, rule, day }) => kind === timer.kind && rule === timer.rule && day === timer.day),
  )
  const made = fired.map((timer) => eventOf(timer, row, checkpoints, now))
  return { row, added: await append(trx, ticketId, before, made, { ...deps, rules }) }
}

function eventOf(
  { kind, rule, day }: MatterTimer,
  row: TicketRow,
  checkpoints: readonly Checkpoint[],
  now: Date,
): WarnedEvent | SilentEvent {
  const matter = matterOf(row)
  const common = { at: now.toISOString(), actor: SUPERVISION, clocks: NO_CLOCKS }
  if (kind === 'silence')
    return { type: 'silent', ...common, data: { ...natureOf(matter), office: matter.holder, since: day } }
  // A petition office that is complained of hears nothing of it.
  const watching = row.barred.includes(matter.petitionOffice) ? matter.holder : matter.petitionOffice
  const owedBy = checkpoints.find(({ id }) => id === rule)?.owedBy ?? 'holder'
  const office = owedBy === 'petition' ? watching : matter.holder
  return { type: 'warned', ...common, data: { ...natureOf(matter), office, watching, rule, due: day, level: kind } }
}
