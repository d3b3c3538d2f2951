import { type Kysely, sql } from 'kysely'
import type { Tables } from '../../platform/db/index.ts'
import { type Calendars, pinned } from '../rules/index.ts'
import { clocksAfter, type RunningClock } from './clocks.ts'
import type { RedatedEvent, Redating } from './events.ts'
import { append, lockMatter, matterOf, readEvents, type Stored, type TicketDeps } from './store.ts'

/** The notice of a year may speak of the last days of the December before (case/rules/types.ts). */
const REACH = { from: '12-20', to: '12-31' } as const

/** Matters with a running date that the notices loaded now may have changed. */
export async function redatable(db: Kysely<Tables>, calendars: Calendars): Promise<string[]> {
  const years = [...calendars.keys()].sort((a, b) => a - b)
  const [first, last] = [years.at(0), years.at(-1)]
  if (first === undefined || last === undefined) return []
  const rows = await db
    .selectFrom('ticket_clocks')
    .select('ticket_id')
    .distinct()
    .where('met_at', 'is', null)
    .where('due', '>=', `${first - 1}-${REACH.from}`)
    .where('due', '<=', `${last}-12-31`)
    .where((eb) => eb.or([eb('provisional', '=', true), sql<boolean>`to_char(due, 'MM-DD') >= ${REACH.from}`]))
    .orderBy('ticket_id')
    .execute()
  return rows.map((row) => row.ticket_id)
}

/** Counts the dates of one matter again and writes what is different, as an event of its own. */
export async function redate(trx: Kysely<Tables>, ticketId: string, deps: TicketDeps): Promise<Stored[]> {
  const row = await lockMatter(trx, ticketId)
  if (!row) return []
  const before = await readEvents(trx, ticketId)
  const under = { ...deps, rules: pinned(deps.rules, row) }
  const held = await trx
    .selectFrom('ticket_clocks')
    .select(['rule', 'due', 'provisional'])
    .where('ticket_id', '=', ticketId)
    .where('met_at', 'is', null)
    .execute()
  const clocks = clocksAfter(
    before.map((stored) => stored.event),
    under.rules,
  )
  const changes = redatings(held, clocks)
  if (changes.length === 0) return []
  const { kind, way } = matterOf(row)
  const event: RedatedEvent = {
    ...{ type: 'redated', at: deps.clock.now().toISOString(), actor: { kind: 'system', id: 'calendar' } },
    ...{ data: { kind, way, changes }, clocks: { start: [], stop: [], reopen: [] } },
  }
  return append(trx, ticketId, before, [event], under)
}

/** Running dates that were held otherwise. */
export function redatings(
  held: readonly { rule: string; due: string; provisional: boolean }[],
  clocks: readonly RunningClock[],
): Redating[] {
  return held.flatMap(({ rule, due: was, provisional: wasProvisional }) => {
    const clock = clocks.find((one) => one.rule === rule && one.metAt === undefined)
    if (clock === undefined) return []
    const { due, rule: id } = clock
    const { provisional } = clock.detail
    return due === was && provisional === wasProvisional ? [] : [{ rule: id, was, due, provisional }]
  })
}
