import { matterOf, printNumber, printQueryCode } from '../../case/ticket/index.ts'
import { problem, queryCodeReissued, reissueRequest, ticketPath } from '../contract/index.ts'
import { type Desk, ticketOf, viewerOf } from './desk.ts'
import { mayReissueCode } from './policy.ts'
import { sendProblem } from './problem.ts'

/** A new query code for somebody who stands before staff. It is in this one answer, to be printed, and nowhere else. */
export function addQueryCode({ server, deps }: Desk): void {
  const schema = { params: ticketPath, body: reissueRequest, response: { 200: queryCodeReissued, '4xx': problem } }
  server.post('/api/tickets/:id/query-code', { schema }, async (request, reply) => {
    const [viewer, ticket] = [viewerOf(request), ticketOf(request)]
    if (!mayReissueCode(viewer, matterOf(ticket))) return sendProblem(reply, 'may_not_act')
    const checked = request.body.checked.trim()
    if (checked === '') return sendProblem(reply, 'identity_unchecked')
    const actor = { kind: 'staff', id: viewer.userid, office: viewer.office } as const
    const queryCode = await deps.reissueCode(ticket.id, { actor, checked })
    if (queryCode === null) return sendProblem(reply, 'not_found')
    return { number: printNumber(ticket.number), queryCode: printQueryCode(queryCode) }
  })
}
