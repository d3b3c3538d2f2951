import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { memberOf } from './app/member.ts'
import { mainDepartment } from './contacts/read.ts'
import { type Answer, fine, refuse } from './errors.ts'
import { filled, type Json } from './text.ts'
import type { Token } from './token.ts'
import type { World } from './world.ts'

export interface LoginCode {
  /** Null: somebody who is not a member. */
  userid: string | null
  /** Of an outsider who is known as a customer. */
  customer: string | null
  agentId: string | null
  privateInfo: boolean
  until: number
  used: boolean
}

const COOKIE = 'sim_member'
const OUTSIDER = '-'

type Query = Record<string, string>

/** §6.1 and §6.2: both pages end in a redirect with a code; a browser that is some member's client is redirected at once. */
export const addLoginPages = (server: FastifyInstance, world: World): void => {
  const page = async (request: FastifyRequest, reply: FastifyReply) => {
    const query = request.query as Query
    const fault = queryFault(world, query)
    if (fault) return reply.status(fault.status).type('text/html; charset=utf-8').send(faultPage(fault.text))
    const chosen = query[COOKIE]
    const who = chosen ?? cookieOf(request)
    if (who === null || (who !== OUTSIDER && !memberOf(world, who) && !world.phones.has(who)))
      return reply.type('text/html; charset=utf-8').send(chooserPage(world, request.url))
    if (chosen !== undefined) reply.header('set-cookie', memberCookie(chosen))
    return reply.redirect(backWithCode(world, query, who))
  }
  server.get('/connect/oauth2/authorize', page)
  server.get('/wwlogin/sso/login', page)
}

export const memberCookie = (userid: string): string =>
  `${COOKIE}=${encodeURIComponent(userid)}; Path=/; HttpOnly; SameSite=Lax`

const cookieOf = (request: FastifyRequest): string | null => {
  const found = new RegExp(`(?:^|;\\s*)${COOKIE}=([^;]+)`).exec(request.headers.cookie ?? '')
  return found?.[1] === undefined ? null : decodeURIComponent(found[1])
}

const queryFault = (world: World, query: Query): { status: number; text: string } | null => {
  const bad = (text: string) => ({ status: 400, text })
  if (query.appid !== world.corpId) return bad('appid 参数错误 (40013)')
  if (query.response_type !== undefined && query.response_type !== 'code') return bad('response_type 须为 code')
  if (query.login_type !== undefined && query.login_type !== 'CorpApp') return bad('login_type 须为 CorpApp')
  if (query.agentid !== undefined && query.agentid !== String(world.staffApp.agentId))
    return bad('agentid 参数错误 (40056)')
  const state = query.state ?? ''
  if (!/^[a-zA-Z0-9]*$/.test(state) || state.length > world.limits.stateBytes) return bad('state 参数错误')
  const scope = query.scope ?? 'snsapi_base'
  if (scope !== 'snsapi_base' && scope !== 'snsapi_privateinfo') return bad('scope 参数错误')
  if (scope === 'snsapi_privateinfo' && query.agentid === undefined) return bad('snsapi_privateinfo 需要 agentid')
  return redirectFault(world, query.redirect_uri)
}

const redirectFault = (world: World, redirect: string | undefined) => {
  if (!redirect || !URL.canParse(redirect)) return { status: 400, text: 'redirect_uri 参数错误' }
  const domain = world.staffApp.trustedDomain
  const host = new URL(redirect).host
  if (domain === null || host === domain) return null
  return { status: 400, text: `redirect_uri 与可信域名不一致 (50001): ${host}` }
}

const backWithCode = (world: World, query: Query, who: string): string => {
  const code = world.ids.unique('', 43)
  world.loginCodes.set(code, {
    userid: who === OUTSIDER ? null : (memberOf(world, who)?.userid ?? null),
    customer: world.phones.has(who) ? who : null,
    agentId: query.agentid ?? null,
    privateInfo: query.scope === 'snsapi_privateinfo',
    until: world.clock.now() + world.limits.oauthCodeMs,
    used: false,
  })
  const back = new URL(query.redirect_uri ?? '')
  back.searchParams.set('code', code)
  if (query.state !== undefined) back.searchParams.set('state', query.state)
  return back.href
}

/** §6.3: no userid with errcode 0 means "not staff". */
export const getUserInfo = (world: World, query: Query, token: Token): Answer => {
  const code = world.loginCodes.get(query.code ?? '')
  const foreign = code?.agentId !== null && code?.agentId !== String(token.app.agentId)
  if (!code || foreign) return refuse(40029)
  if (code.used) return refuse(42022)
  if (code.until <= world.clock.now()) return refuse(42003)
  code.used = true
  if (code.userid === null) {
    const known = code.customer === null ? {} : { external_userid: code.customer }
    return fine({ openid: world.ids.unique('o', 28), ...known })
  }
  if (!code.privateInfo) return fine({ userid: code.userid })
  const user_ticket = world.ids.unique('', 64)
  const until = world.clock.now() + world.limits.ticketTtlMs
  world.userTickets.set(user_ticket, { userid: code.userid, until })
  return fine({ userid: code.userid, user_ticket })
}

/** §1.4: such a call is not counted. */
export const isGoodCode = (world: World, code: string | undefined): boolean => {
  const held = world.loginCodes.get(code ?? '')
  return held !== undefined && !held.used && held.until > world.clock.now()
}

/** §6.3: what a member agreed to show; the made-up corp knows little of them. */
export const getUserDetail = (world: World, body: Json): Answer => {
  const ticket = filled(body.user_ticket) ? world.userTickets.get(body.user_ticket) : undefined
  if (!ticket) return refuse(84014)
  if (ticket.until <= world.clock.now()) return refuse(84015)
  const { userid } = ticket
  return fine({ userid, gender: '0', avatar: '', qr_code: '', mobile: '', email: '', biz_mail: '', address: '' })
}

const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`)

const shell = (body: string) => `<!doctype html><html lang="zh"><meta charset="utf-8">
<link rel="icon" href="data:,"><meta name="viewport" content="width=device-width,initial-scale=1"><title>企业微信（模拟）</title>
<style>body{font:17px/1.6 system-ui,"Noto Sans CJK SC",sans-serif;margin:0;background:#f2f3f5;color:#1d2129}
main{max-width:26rem;margin:3rem auto;padding:1.5rem;background:#fff;border-radius:12px}
h1{font-size:1.25rem;margin:0 0 1rem}a{display:block;padding:.8rem 1rem;margin:.5rem 0;border:1px solid #dfe2e8;border-radius:8px;color:inherit;text-decoration:none}
a:hover{border-color:#2b7cff}small{color:#86909c}</style><main>${body}</main></html>`

const faultPage = (text: string) => shell(`<h1>出错了</h1><p data-testid="login-fault">${escapeHtml(text)}</p>`)

const chooserPage = (world: World, url: string): string => {
  const link = (userid: string, label: string) =>
    `<a data-testid="login-member" href="${escapeHtml(`${url}&${COOKIE}=${encodeURIComponent(userid)}`)}">${label}</a>`
  const members = [...world.members.values()].map((member) =>
    link(member.userid, `${escapeHtml(member.name)} <small>${escapeHtml(mainDepartment(world, member))}</small>`),
  )
  return shell(`<h1>以谁的身份登录？</h1>${members.join('')}${link(OUTSIDER, '<small>非本单位人员</small>')}`)
}
