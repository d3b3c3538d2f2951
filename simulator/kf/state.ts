import { memberOf } from '../app/member.ts'
import { type Answer, fine, isRefusal, type Refusal, refuse } from '../errors.ts'
import { filled, type Json } from '../text.ts'
import type { Token } from '../token.ts'
import type { World } from '../world.ts'
import { accountOf } from './account.ts'
import {
  type Conversation,
  conversationOf,
  issueEventCode,
  moveTo,
  type ServiceState,
  stateOf,
} from './conversation.ts'
import { servicerIn } from './servicers.ts'

/** §3.7: where the API may move a session from each state. */
const MOVES: Record<ServiceState, readonly number[]> = { 0: [1, 2, 3], 1: [2, 3], 2: [3], 3: [3], 4: [] }

const conversationNamed = (world: World, body: Json, token: Token): Conversation | Refusal => {
  const account = accountOf(world, body.open_kfid, token)
  if (isRefusal(account)) return account
  if (!filled(body.external_userid)) return refuse(41035)
  const phone = world.phones.get(body.external_userid)
  return phone ? conversationOf(world, account, phone) : refuse(40096)
}

export const getState = (world: World, body: Json, token: Token): Answer => {
  const conversation = conversationNamed(world, body, token)
  if (isRefusal(conversation)) return conversation
  const state = stateOf(world, conversation)
  const servicer = state === 3 ? { servicer_userid: conversation.servicer } : {}
  return fine({ service_state: state, ...servicer })
}

export const transState = (world: World, body: Json, token: Token): Answer => {
  const conversation = conversationNamed(world, body, token)
  if (isRefusal(conversation)) return conversation
  const to = body.service_state
  if (typeof to !== 'number' || ![0, 1, 2, 3, 4].includes(to)) return refuse(40058, 'service_state')
  const from = stateOf(world, conversation)
  if (!mayMove(world, from, to)) return refuse(95016, `${from} to ${to}`)
  const servicer = to === 3 ? freeServicer(world, conversation, body.servicer_userid) : null
  if (isRefusal(servicer)) return servicer
  const code = codeKind(conversation, to)
  moveTo(world, conversation, to as ServiceState, servicer)
  return fine(code === null ? {} : { msg_code: issueEventCode(world, conversation, code) })
}

/** What the page leaves open is decided by switches: the end by API of a session with nobody, and with a servicer. */
const mayMove = (world: World, from: ServiceState, to: number): boolean => {
  if (to !== 4) return MOVES[from].includes(to)
  if (from === 3) return world.switches.api_may_end_human
  return from < 3 && world.switches.api_may_end
}

const freeServicer = (world: World, conversation: Conversation, userid: unknown): string | Refusal => {
  if (!filled(userid)) return refuse(40058, 'servicer_userid')
  const servicer = servicerIn(world, conversation.account, userid)
  // Not a servicer, or one who has not activated WeCom.
  if (!servicer || memberOf(world, userid)?.status !== 1) return refuse(95014)
  return servicer.serving ? servicer.userid : refuse(95019)
}

/** A msg_code comes with the moves to 2, to 3 for the first time, and to 4. */
const codeKind = (conversation: Conversation, to: number): 'pool' | 'servicer' | 'end' | null => {
  if (to === 2) return 'pool'
  if (to === 3) return conversation.hadServicer ? null : 'servicer'
  return to === 4 ? 'end' : null
}
