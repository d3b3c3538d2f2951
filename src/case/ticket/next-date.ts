import type { Kysely } from 'kysely'
import type { Tables } from '../../platform/db/index.ts'
import type { State } from './states.ts'
import './store.ts'

export interface NextDate {
  rule: string
  due: string
  provisional: boolean
  started_at: Date
  profile: string
  rules_version: string
}

/** An objection and the answer to a proposal are between offices: the citizen waits for none of it. */
export const BETWEEN_OFFICES: readonly string[] = ['D4', 'D12']
const BEFORE_ACCEPTANCE: readonly State[] = ['registered', 'forwarded', 'objected', 'contested', 'returned']
/** Who handles the matter is known once it is accepted, whether or not the notice of it has arrived yet. */
const SETTLED_BY_ACCEPTANCE = ['D1', 'D2', 'D3']

/** The next legal date a citizen is waiting for, soonest first. */
export async function nextDate(db: Kysely<Tables>, ticketId: string, state: State): Promise<NextDate | null> {
  const accepted = !BEFORE_ACCEPTANCE.includes(state)
  const row = await db
    .selectFrom('ticket_clocks')
    .innerJoin('tickets', 'tickets.id', 'ticket_clocks.ticket_id')
    .select(['rule', 'due', 'provisional', 'started_at', 'profile', 'rules_version'])
    .where('ticket_id', '=', ticketId)
    .where('met_at', 'is', null)
    .where('rule', 'not in', accepted ? [...BETWEEN_OFFICES, ...SETTLED_BY_ACCEPTANCE] : BETWEEN_OFFICES)
    .orderBy('due')
    .orderBy('rule')
    .limit(1)
    .executeTakeFirst()
  return row ?? null
}
