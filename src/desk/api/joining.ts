import type { FastifyReply } from 'fastify'
import type { Org, Staff } from '../../case/org/index.ts'
import { heldSince, matterOf, parseNumber, type Refusal, readEvents, type TicketRow } from '../../case/ticket/index.ts'
import { actDone, mergeRequest, problem, splitDone, splitRequest, ticketPath } from '../contract/index.ts'
import { hasCardSince, readableNumber, readableTicket } from '../store/index.ts'
import type { DeskDeps } from './deps.ts'
import { type Desk, ticketOf, viewerOf } from './desk.ts'
import { mayJoin, readScope, type Standing } from './policy.ts'
import { sendProblem } from './problem.ts'
import { refusalProblem, refusalStatus } from './refusal.ts'

/** A repeat into the older matter, and demands that are matters of their own out of one. */
export function addJoining({ server, deps }: Desk): void {
  const answers = { '4xx': problem }
  const merging = { params: ticketPath, body: mergeRequest, response: { 200: actDone, ...answers } }
  server.post('/api/tickets/:id/merge', { schema: merging }, async (request, reply) => {
    const [viewer, ticket, org] = [viewerOf(request), ticketOf(request), deps.org()]
    if (!mayJoin(await standingOf(ticket, viewer, deps))) return sendProblem(reply, 'may_not_act')
    const other = await named(request.body.into, viewer, org, deps)
    if (other === null) return sendProblem(reply, 'other_not_found')
    const actor = { kind: 'staff', id: viewer.userid, office: viewer.office } as const
    const act = { type: 'merge', actor, into: other.id, note: request.body.note } as const
    const done = await deps.merge(ticket.id, act, ticket.office)
    if (done === null) return sendProblem(reply, 'not_found')
    if (!done.outcome.ok) return sendRefusal(reply, done.outcome.refusal, deps)
    const { state } = done.outcome.matter
    return { state, stateText: deps.states[state] ?? state }
  })
  const splitting = { params: ticketPath, body: splitRequest, response: { 200: splitDone, ...answers } }
  server.post('/api/tickets/:id/split', { schema: splitting }, async (request, reply) => {
    const [viewer, ticket] = [viewerOf(request), ticketOf(request)]
    if (!mayJoin(await standingOf(ticket, viewer, deps))) return sendProblem(reply, 'may_not_act')
    const { category = null, place = null, demands, note } = request.body
    if (category !== null && !deps.categories().roots.some(({ name }) => name === category))
      return sendProblem(reply, 'unknown_category')
    const actor = { kind: 'staff', id: viewer.userid, office: viewer.office } as const
    const done = await deps.split(ticket.id, { actor, demands, note, category, place }, ticket.office)
    if (done === null) return sendProblem(reply, 'not_found')
    if (!done.ok) return sendRefusal(reply, done.refusal, deps)
    const { id, number, queryCode } = done
    return { id, number, queryCode }
  })
}

async function standingOf(ticket: TicketRow, viewer: Staff, { db }: Pick<DeskDeps, 'db'>): Promise<Standing> {
  const events = (await readEvents(db, ticket.id)).map(({ event }) => event)
  const gotCard = await hasCardSince(db, ticket.id, viewer.userid, heldSince(events))
  return { viewer, matter: matterOf(ticket), gotCard }
}

/** By number or id, as far as the person may read it: what they may not is not there. */
function named(
  asked: string,
  viewer: Staff,
  org: Org,
  { db, numberPrefix }: Pick<DeskDeps, 'db' | 'numberPrefix'>,
): Promise<TicketRow | null> {
  const read = parseNumber(asked, numberPrefix)
  const scope = readScope(viewer, org)
  return read.kind === 'ok' ? readableNumber(db, read.number, scope) : readableTicket(db, asked, scope)
}

const sendRefusal = (
  reply: FastifyReply,
  refusal: Refusal,
  deps: Pick<DeskDeps, 'states' | 'refusals' | 'org'>,
): FastifyReply => reply.code(refusalStatus(refusal.code)).send(refusalProblem(refusal, deps, { org: deps.org() }))
