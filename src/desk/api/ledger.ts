import { printNumber } from '../../case/ticket/index.ts'
import { shanghaiDay } from '../../platform/kernel/index.ts'
import { ledgerPage, ledgerQuery } from '../contract/index.ts'
import { type LedgerRow, ledgerOf, PAGE_SIZE } from '../store/index.ts'
import { type Desk, viewerOf } from './desk.ts'
import { officeNamed } from './names.ts'
import { readScope } from './policy.ts'

/** 督办台账: everything that somebody still owes a matter, the longest overdue first. */
export function addLedger({ server, deps }: Desk): void {
  const schema = { querystring: ledgerQuery, response: { 200: ledgerPage } }
  server.get('/api/ledger', { schema }, async (request) => {
    const { kind, met, after } = request.query
    const org = deps.org()
    const today = shanghaiDay(deps.clock.now())
    const asked = { kind, met: met === 'yes', after: after === undefined ? undefined : placeOf(after) }
    const rows = await ledgerOf(deps.db, readScope(viewerOf(request), org), asked)
    const shown = rows.slice(0, PAGE_SIZE)
    const last = shown.at(-1)
    return {
      entries: shown.map((row) => ({
        ...{ ticket: row.ticket_id, number: printNumber(row.number), stateText: deps.states[row.state] ?? row.state },
        ...{ kind: row.kind, due: row.due, metAt: row.met_at?.toISOString() ?? null },
        overdue: row.met_at === null && row.due < today,
        office: officeNamed(row.owed_by === 'petition' ? row.petition_office : row.office, org).name,
      })),
      next: last !== undefined && rows.length > PAGE_SIZE ? cursorOf(last) : null,
    }
  })
}

const cursorOf = ({ due, ticket_id, id }: LedgerRow): string => `${due}~${ticket_id}~${id}`

function placeOf(cursor: string) {
  const [due = '', ticketId = '', id = ''] = cursor.split('~')
  return { due, ticketId, id }
}
