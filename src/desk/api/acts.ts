import type { Org, Staff } from '../../case/org/index.ts'
import { type Act, type Actor, matterOf, type TicketRow } from '../../case/ticket/index.ts'
import { unreachable } from '../../platform/kernel/index.ts'
import { type ActRequest, actDone, actRequest, problem, ticketPath } from '../contract/index.ts'
import { hasCardSince } from '../store/index.ts'
import { type Desk, ticketOf, viewerOf } from './desk.ts'
import { forwardTargets, heldSince, mayAct, type Standing } from './policy.ts'
import { sendProblem } from './problem.ts'
import { refusalProblem, refusalStatus } from './refusal.ts'
import type { ProblemCode } from './texts.ts'

export function addActs({ server, deps }: Desk): void {
  const schema = { params: ticketPath, body: actRequest, response: { 200: actDone, '4xx': problem } }
  server.post('/api/tickets/:id/acts', { schema }, async (request, reply) => {
    const [viewer, ticket, org] = [viewerOf(request), ticketOf(request), deps.org()]
    const matter = matterOf(ticket)
    const gotCard = await hasCardSince(deps.db, ticket.id, viewer.userid, heldSince(matter))
    const denied = denial(request.body, { viewer, matter, gotCard }, org)
    if (denied !== null) return sendProblem(reply, denied)
    if (request.body.type === 'told') {
      const { means, note } = request.body
      if (note.trim() === '')
        return reply.code(refusalStatus('note_required')).send(refusalProblem({ code: 'note_required' }, deps, org))
      const actor: Actor = { kind: 'staff', id: viewer.userid, office: viewer.office }
      if (!(await deps.tell(ticket.id, { actor, means, note }))) return sendProblem(reply, 'nothing_untold')
      return { state: ticket.state, stateText: deps.states[ticket.state] ?? ticket.state }
    }
    const done = await deps.act(ticket.id, actOf(request.body, { viewer, ticket, org }), ticket.office)
    if (done === null) return sendProblem(reply, 'not_found')
    if (!done.outcome.ok) {
      const { refusal } = done.outcome
      return reply.code(refusalStatus(refusal.code)).send(refusalProblem(refusal, deps, org))
    }
    const { state } = done.outcome.matter
    return { state, stateText: deps.states[state] ?? state }
  })
}

function denial(wanted: ActRequest, standing: Standing, org: Org): ProblemCode | null {
  if (!mayAct(wanted.type, standing, org)) return 'may_not_act'
  if (wanted.type !== 'forward') return null
  if (!org.offices.some(({ id }) => id === wanted.toOffice)) return 'unknown_office'
  return forwardTargets(standing, org).includes(wanted.toOffice) ? null : 'may_not_forward_there'
}

function actOf(wanted: Exclude<ActRequest, { type: 'told' }>, of: { viewer: Staff; ticket: TicketRow; org: Org }): Act {
  const actor: Actor = { kind: 'staff', id: of.viewer.userid, office: of.viewer.office }
  switch (wanted.type) {
    case 'accept':
      return { type: 'accept', actor }
    case 'answer':
      return { type: 'answer', actor, text: wanted.text }
    case 'return':
      return { type: 'return', actor, reason: wanted.reason }
    case 'close':
      return { type: 'close', actor, ...given('toldBy', wanted.toldBy), ...given('note', wanted.note) }
    case 'forward': {
      const article = forwardArticle(of.ticket, wanted.toOffice, of.org)
      const basis = { how: 'by_hand', article, ...given('note', wanted.note) } as const
      return { type: 'forward', actor, toOffice: wanted.toOffice, basis }
    }
    default:
      return unreachable(wanted)
  }
}

/** A report follows article 30; else 22(1) is the own level and 22(2) the lower one. */
function forwardArticle(ticket: TicketRow, toOffice: string, org: Org): string {
  if (ticket.kind === 'report') return '30'
  return org.offices.find(({ id }) => id === toOffice)?.kind === 'town' ? '22(2)' : '22(1)'
}

const given = <K extends string, V>(key: K, value: V | undefined): { [key in K]?: V } =>
  value === undefined ? {} : ({ [key]: value } as { [key in K]: V })
