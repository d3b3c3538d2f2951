import { ticketPage, ticketsQuery } from '../contract/index.ts'
import { openTicketsOf, PAGE_SIZE } from '../store/index.ts'
import { type Desk, viewerOf } from './desk.ts'
import { presentSummary } from './present.ts'

export function addTickets({ server, deps }: Desk): void {
  const schema = { querystring: ticketsQuery, response: { 200: ticketPage } }
  server.get('/api/tickets', { schema }, async (request) => {
    const rows = await openTicketsOf(deps.db, viewerOf(request), request.query.before)
    const org = deps.org()
    return {
      tickets: rows.slice(0, PAGE_SIZE).map((row) => presentSummary(row, org, deps.states)),
      more: rows.length > PAGE_SIZE,
    }
  })
}
