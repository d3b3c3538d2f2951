import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { closeSession, openSession, rememberState, SESSION_MS, takeState } from '../store/index.ts'
import { BROWSER_COOKIE, cookieOptions, SESSION_COOKIE } from './cookies.ts'
import type { DeskDeps, Login } from './deps.ts'
import type { Desk } from './desk.ts'
import { sendLoginPage } from './plain-page.ts'
import { staffMember } from './policy.ts'
import { safeReturn } from './return-to.ts'

/** wecom.md §6.1: a state has letters and digits; 32 bytes in hex cannot be guessed. */
const STATE_BYTES = 32
const BROWSER_MS = 10 * 60_000
/** wecom.md §6.1: a code has at most 512 bytes. */
const backQuery = z.object({ code: z.string().min(1).max(512), state: z.string().regex(/^[0-9a-f]{64}$/) })

export function addLogin({ server, deps }: Desk): void {
  const first = z.union([z.string(), z.array(z.string()).transform(([one]) => one)]).optional()
  server.get('/login', { schema: { querystring: z.object({ to: first }), hide: true } }, async (request, reply) =>
    deps.login === null
      ? sendLoginPage(reply, 'off')
      : reply.redirect(await begin(request, reply, { login: deps.login, to: request.query.to, deps })),
  )
  server.get('/login/back', { schema: { hide: true } }, async (request, reply) => {
    const query = backQuery.safeParse(request.query)
    if (deps.login === null) return sendLoginPage(reply, 'off')
    if (!query.success) return sendLoginPage(reply, 'again')
    return finish(request, reply, { login: deps.login, ...query.data, deps })
  })
  server.post('/logout', { schema: { hide: true } }, async (request, reply) => {
    const secret = signed(request, SESSION_COOKIE)
    if (secret !== null) await closeSession(deps.db, secret)
    return reply.clearCookie(SESSION_COOKIE, { path: '/' }).code(204).send()
  })
}

interface Beginning {
  login: Login
  to: string | undefined
  deps: DeskDeps
}

/** Two pages opened at once share the browser's secret, so that both logins can end. */
async function begin(request: FastifyRequest, reply: FastifyReply, { login, to, deps }: Beginning): Promise<string> {
  const browser = signed(request, BROWSER_COOKIE) ?? randomHex(deps)
  const state = randomHex(deps)
  await rememberState(deps.db, { state, browser, returnTo: safeReturn(to) }, deps.clock)
  reply.setCookie(BROWSER_COOKIE, browser, cookieOptions(deps.publicUrl, '/login', BROWSER_MS))
  const inside = /wxwork/i.test(request.headers['user-agent'] ?? '')
  return login.authorizeUrl(new URL('/login/back', deps.publicUrl).href, state, inside)
}

interface Ending {
  login: Login
  code: string
  state: string
  deps: DeskDeps
}

async function finish(request: FastifyRequest, reply: FastifyReply, { login, code, state, deps }: Ending) {
  const browser = signed(request, BROWSER_COOKIE)
  const to = browser === null ? null : await takeState(deps.db, { state, browser }, deps.clock)
  if (to === null) return sendLoginPage(reply, 'again')
  const identity = await login.identify(code)
  if (!identity.ok) {
    deps.log.warn({ fault: identity.error.kind }, 'login not confirmed')
    return sendLoginPage(reply, identity.error.kind === 'gone' ? 'again' : 'unavailable')
  }
  const member = identity.value === 'outsider' ? null : staffMember(identity.value.userid, deps.org())
  if (member === null) return sendLoginPage(reply, 'outsider')
  const secret = await openSession(deps.db, member.userid, deps)
  return reply.setCookie(SESSION_COOKIE, secret, cookieOptions(deps.publicUrl, '/', SESSION_MS)).redirect(to)
}

function signed(request: FastifyRequest, name: string): string | null {
  const cookie = request.unsignCookie(request.cookies[name] ?? '')
  return cookie.valid ? cookie.value : null
}

const randomHex = ({ ids }: DeskDeps): string => Buffer.from(ids.bytes(STATE_BYTES)).toString('hex')
