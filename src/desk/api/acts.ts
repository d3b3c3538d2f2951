import { demandsOf } from '../../case/intake/index.ts'
import type { Org, Staff } from '../../case/org/index.ts'
import { type Act, type Actor, heldSince, matterOf, readEvents, type TicketRow } from '../../case/ticket/index.ts'
import { type ActRequest, actDone, actRequest, problem, ticketPath } from '../contract/index.ts'
import { hasCardSince } from '../store/index.ts'
import { type Desk, ticketOf, viewerOf } from './desk.ts'
import { forwardTargets, mayAct, ownableBy, recusableBy, type Standing, staffMember } from './policy.ts'
import { sendProblem } from './problem.ts'
import { refusalProblem, refusalStatus } from './refusal.ts'
import type { ProblemCode } from './texts.ts'

export function addActs({ server, deps }: Desk): void {
  const schema = { params: ticketPath, body: actRequest, response: { 200: actDone, '4xx': problem } }
  server.post('/api/tickets/:id/acts', { schema }, async (request, reply) => {
    const [viewer, ticket, org, wanted] = [viewerOf(request), ticketOf(request), deps.org(), request.body]
    const events = (await readEvents(deps.db, ticket.id)).map(({ event }) => event)
    const gotCard = await hasCardSince(deps.db, ticket.id, viewer.userid, heldSince(events))
    const denied = denial(wanted, { viewer, matter: matterOf(ticket), gotCard }, org)
    if (denied !== null) return sendProblem(reply, denied)
    const actor: Actor = { kind: 'staff', id: viewer.userid, office: viewer.office }
    if (wanted.type === 'told') {
      const { means, note } = wanted
      if (note.trim() === '')
        return reply.code(refusalStatus('note_required')).send(refusalProblem({ code: 'note_required' }, deps, { org }))
      if (!(await deps.tell(ticket.id, { actor, means, note }))) return sendProblem(reply, 'nothing_untold')
      return { state: ticket.state, stateText: deps.states[ticket.state] ?? ticket.state }
    }
    const done = await deps.act(ticket.id, actOf(wanted, { viewer, actor, ticket, org }), ticket.office)
    if (done === null) return sendProblem(reply, 'not_found')
    if (!done.outcome.ok) {
      const { refusal } = done.outcome
      const demands = (await demandsOf(deps.db, ticket.complaint_id)).map(({ id }) => id)
      return reply.code(refusalStatus(refusal.code)).send(refusalProblem(refusal, deps, { org, demands }))
    }
    const { state } = done.outcome.matter
    return { state, stateText: deps.states[state] ?? state }
  })
}

function denial(wanted: ActRequest, standing: Standing, org: Org): ProblemCode | null {
  if (!mayAct(wanted.type, standing, org)) return 'may_not_act'
  if (wanted.type === 'recuse') {
    const { officer = standing.viewer.userid } = wanted
    const found = staffMember(officer, { staff: recusableBy(standing.viewer, org) })
    return found === null ? 'may_not_recuse' : null
  }
  if (wanted.type === 'own') {
    const { officer = standing.viewer.userid } = wanted
    return staffMember(officer, { staff: ownableBy(standing, org) }) === null ? 'may_not_own' : null
  }
  if (wanted.type === 'convene') return areKnown(wanted.offices, org) ? null : 'unknown_office'
  if (wanted.type !== 'forward' && wanted.type !== 'designate') return null
  const named = [wanted.toOffice, ...(wanted.type === 'forward' ? (wanted.helping ?? []) : [])]
  if (!areKnown(named, org)) return 'unknown_office'
  if (wanted.type === 'designate') return null
  return forwardTargets(standing, org).includes(wanted.toOffice) ? null : 'may_not_forward_there'
}

const areKnown = (offices: readonly string[], org: Pick<Org, 'offices'>): boolean =>
  offices.every((office) => org.offices.some(({ id }) => id === office))

function actOf(
  wanted: Exclude<ActRequest, { type: 'told' }>,
  { viewer, actor, ticket, org }: { viewer: Staff; actor: Actor; ticket: TicketRow; org: Org },
): Act {
  switch (wanted.type) {
    case 'forward': {
      const { note, helping, ...forward } = wanted
      const article = forwardArticle(ticket, wanted.toOffice, org)
      const basis = { how: 'by_hand', article, ...(note === undefined ? {} : { note }) } as const
      const others = [...new Set(helping)].filter((office) => office !== wanted.toOffice)
      return { ...forward, actor, basis, ...(others.length === 0 ? {} : { helping: others }) }
    }
    case 'deliver':
      return { ...wanted, actor, means: 'receipt' }
    case 'own':
    case 'recuse':
      return { ...wanted, actor, officer: staffMember(wanted.officer ?? viewer.userid, org)?.userid ?? viewer.userid }
    default:
      return { ...wanted, actor }
  }
}

/** A report follows article 30; else 22(1) is the own level and 22(2) the lower one. */
function forwardArticle(ticket: TicketRow, toOffice: string, org: Org): string {
  if (ticket.kind === 'report') return '30'
  return org.offices.find(({ id }) => id === toOffice)?.kind === 'town' ? '22(2)' : '22(1)'
}
