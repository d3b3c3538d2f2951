import { type Answer, fine, refuse } from '../errors.ts'
import type { Json } from '../text.ts'
import type { Token } from '../token.ts'
import type { World } from '../world.ts'
import type { Conversation, Phone } from './conversation.ts'

/** §3.8 customer/batchget: only customers who entered or wrote within 48 hours. */
export const batchGet = (world: World, body: Json, token: Token): Answer => {
  if (token.app !== world.kfApp) return refuse(48002)
  const ids = body.external_userid_list
  const context = body.need_enter_session_context
  if (context !== undefined && context !== 0 && context !== 1) return refuse(40058, 'need_enter_session_context')
  if (!Array.isArray(ids) || ids.length < 1 || ids.length > world.limits.batchgetIds)
    return refuse(40058, 'external_userid_list')
  const withContext = context === 1
  const found = ids.map((id) => ({ id: String(id), phone: world.phones.get(String(id)) }))
  const recent = found.map(({ id, phone }) => ({ id, phone, talk: phone ? lately(world, phone) : null }))
  return fine({
    customer_list: recent.flatMap(({ phone, talk }) =>
      phone && talk ? [present(world, phone, talk, withContext)] : [],
    ),
    invalid_external_userid: recent.filter(({ talk }) => talk === null).map(({ id }) => id),
  })
}

const lately = (world: World, phone: Phone): Conversation | null => {
  const oldest = world.clock.now() - world.limits.sendWindowMs
  const talks = [...world.accounts.keys()].map((kf) => world.conversations.get(`${kf} ${phone.external_userid}`))
  const lastSeen = (talk: Conversation) => Math.max(talk.entered?.at ?? 0, talk.lastCustomerAt ?? 0)
  const fresh = talks.filter((talk) => talk !== undefined).filter((talk) => lastSeen(talk) >= oldest)
  return fresh.sort((a, b) => lastSeen(b) - lastSeen(a))[0] ?? null
}

const present = (world: World, phone: Phone, talk: Conversation, withContext: boolean) => ({
  external_userid: phone.external_userid,
  nickname: phone.name,
  avatar: '',
  gender: 0,
  // Only of a corp bound to the WeChat Open Platform.
  ...(world.switches.unionid ? { unionid: `o${phone.external_userid.slice(2, 29)}` } : {}),
  ...(withContext && talk.entered ? { enter_session_context: contextOf(talk.entered) } : {}),
})

const contextOf = ({ at: _at, ...context }: NonNullable<Conversation['entered']>) => context
