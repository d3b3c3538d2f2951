import { type Kysely, type SqlBool, sql } from 'kysely'
import type { CheckpointKind, State } from '../../case/ticket/index.ts'
import type { Tables } from './tables.ts'
import { notBarred, notRecused, PAGE_SIZE, type ReadScope } from './tickets.ts'

/** What somebody owes, over many matters: check-points, and the closing reports of what was assigned (D11, article 22(3)). */
export interface LedgerRow {
  ticket_id: string
  /** Unique with the matter. */
  id: string
  kind: CheckpointKind | 'assignment'
  due: string
  met_at: Date | null
  owed_by: 'holder' | 'petition'
  number: string
  state: State
  office: string
  petition_office: string
}

export interface LedgerQuestion {
  kind?: LedgerRow['kind'] | undefined
  /** Those that were met, in place of those that are open. */
  met: boolean
  /** The last row that was read. */
  after?: { due: string; ticketId: string; id: string } | undefined
}

/**
 * Of matters that the office has, registered or supervises, soonest first: one more than a page. What may not be opened is not listed,
 * and nothing here counts or names people.
 */
export async function ledgerOf(
  db: Kysely<Tables>,
  scope: ReadScope,
  { kind, met, after }: LedgerQuestion,
): Promise<LedgerRow[]> {
  const offices = [scope.office, ...scope.supervised]
  const query = db
    .selectFrom(owed(db).as('owed'))
    .innerJoin('tickets', 'tickets.id', 'owed.ticket_id')
    .selectAll('owed')
    .select(['tickets.number', 'tickets.state', 'tickets.office', 'tickets.petition_office'])
    .where('owed.met_at', met ? 'is not' : 'is', null)
    .where((eb) => eb.or([eb('tickets.office', 'in', offices), eb('tickets.petition_office', '=', scope.office)]))
    .where(notBarred(scope.office))
    .where(notRecused(scope.userid))
    .orderBy('owed.due')
    .orderBy('owed.ticket_id')
    .orderBy('owed.id')
    .limit(PAGE_SIZE + 1)
  const chosen = kind === undefined ? query : query.where('owed.kind', '=', kind)
  return after === undefined ? chosen.execute() : chosen.where(behind(after)).execute()
}

const owed = (db: Kysely<Tables>) =>
  db
    .selectFrom('checkpoints')
    .select(['ticket_id', 'id', 'due', 'met_at', 'owed_by'])
    .select((eb) => eb.ref('kind').$castTo<LedgerRow['kind']>().as('kind'))
    .unionAll(
      db
        .selectFrom('ticket_clocks')
        .select(['ticket_id', 'rule as id', 'due', 'met_at'])
        .select(sql<LedgerRow['owed_by']>`'holder'`.as('owed_by'))
        .select(sql<LedgerRow['kind']>`'assignment'`.as('kind'))
        .where('rule', '=', 'D11'),
    )

const behind = ({ due, ticketId, id }: { due: string; ticketId: string; id: string }) =>
  sql<SqlBool>`(owed.due, owed.ticket_id, owed.id) > (${due}::date, ${ticketId}, ${id})`
