import type { FastifyReply, FastifyRequest } from 'fastify'
import { type TicketPath, ticketPath } from '../contract/index.ts'
import { readableTicket, recordRead, sessionUser } from '../store/index.ts'
import { SESSION_COOKIE } from './cookies.ts'
import type { DeskDeps } from './deps.ts'
import { type Desk, TICKET, VIEWER, viewerOf } from './desk.ts'
import { routeWithoutPolicy } from './errors.ts'
import { requestFault } from './origin.ts'
import { readScope, staffMember } from './policy.ts'
import { sendProblem } from './problem.ts'
import { accessOf, DESK_ROUTES } from './routes.ts'

/** Nothing is served before the table of routes has said to whom. */
export function addGate({ server, deps }: Desk): void {
  server.decorateRequest(VIEWER, null)
  server.decorateRequest(TICKET, null)
  const missing = new Set(DESK_ROUTES.map(({ method, url }) => `${method} ${url}`))
  server.addHook('onRoute', ({ method, url }) => {
    for (const each of [method].flat()) {
      if (accessOf(each, url) === null) throw routeWithoutPolicy(`${each} ${url}`)
      missing.delete(`${each} ${url}`)
    }
  })
  server.addHook('onReady', async () => {
    const [first] = missing
    if (first !== undefined) throw routeWithoutPolicy(`${first}: in the table, but has no handler`)
  })
  server.addHook('onRequest', async (request, reply) => admit(request, reply, deps))
  server.addHook('preHandler', async (request, reply) => openMatter(request, reply, deps))
}

async function admit(request: FastifyRequest, reply: FastifyReply, deps: DeskDeps): Promise<FastifyReply | undefined> {
  if (accessOf(request.method, request.routeOptions.url ?? '') === 'public') return undefined
  const viewer = await findViewer(request, deps)
  if (viewer === null) {
    if (isApi(request) || request.method === 'POST') return sendProblem(reply, 'no_session')
    return reply.redirect(`/login?to=${encodeURIComponent(request.url)}`)
  }
  request.setDecorator(VIEWER, viewer)
  const fault = requestFault({ method: request.method, headers: request.headers, publicUrl: deps.publicUrl })
  return fault === null ? undefined : sendProblem(reply, fault)
}

async function findViewer(request: FastifyRequest, deps: DeskDeps) {
  const cookie = request.unsignCookie(request.cookies[SESSION_COOKIE] ?? '')
  if (!cookie.valid) return null
  const userid = await sessionUser(deps.db, cookie.value, deps.clock)
  return userid === null ? null : staffMember(userid, deps.org())
}

/** After the address is validated: the row, or the same 404 for unknown and forbidden. */
async function openMatter(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: DeskDeps,
): Promise<FastifyReply | undefined> {
  if (accessOf(request.method, request.routeOptions.url ?? '') !== 'matter') return undefined
  const viewer = viewerOf(request)
  const { id } = ticketPath.parse({ id: (request.params as TicketPath).id })
  const ticket = await readableTicket(deps.db, id, readScope(viewer, deps.org()))
  if (ticket === null) return sendProblem(reply, 'not_found')
  if (request.method !== 'POST') await recordRead(deps.db, { ticketId: id, userid: viewer.userid }, deps)
  request.setDecorator(TICKET, ticket)
  return undefined
}

export const isApi = (request: FastifyRequest): boolean => request.routeOptions.url?.startsWith('/api/') === true
