import { type Answer, fine, isRefusal, type Refusal, refuse } from '../errors.ts'
import { filled, type Json } from '../text.ts'
import type { Token } from '../token.ts'
import type { World } from '../world.ts'
import { type Account, accountOf } from './account.ts'
import { checkContent, type Shown } from './content.ts'
import { type Conversation, conversationOf, type EventCode, show, stateOf } from './conversation.ts'

/** §3.5 send_msg. */
export const sendMsg = (world: World, body: Json, token: Token): Answer => {
  const answer = trySend(world, body, token)
  if (filled(body.touser)) keepBooks(world, body.touser, answer)
  return answer
}

const trySend = (world: World, body: Json, token: Token): Answer => {
  const account = accountOf(world, body.open_kfid, token)
  if (isRefusal(account)) return account
  if (!filled(body.touser)) return refuse(41035, 'touser')
  const phone = world.phones.get(body.touser)
  if (!phone) return refuse(40096, 'touser')
  const msgid = msgidOf(world, body)
  if (isRefusal(msgid)) return msgid
  const shown = checkContent(world, body)
  if (isRefusal(shown)) return shown
  // Before quota and state: a repeated msgid must be told as such even when the first send used up the quota.
  if (account.sentIds.has(msgid)) return refuse(95033)
  const conversation = conversationOf(world, account, phone)
  const barred = mayNotSend(world, conversation)
  if (barred) return barred
  conversation.sentSince += 1
  return accept(world, conversation, msgid, shown, 'send_msg')
}

/** Trap 9.6: an empty msgid is an error, a missing one is not. */
const msgidOf = (world: World, body: Json): string | Refusal => {
  if (body.msgid === undefined) return world.ids.unique('', 32)
  const good = typeof body.msgid === 'string' && /^[0-9a-zA-Z_-]{1,32}$/.test(body.msgid)
  return good ? (body.msgid as string) : refuse(40058, 'msgid')
}

const mayNotSend = (world: World, conversation: Conversation): Refusal | null => {
  const last = conversation.lastCustomerAt
  if (last === null || world.clock.now() - last > world.limits.sendWindowMs) return refuse(95002)
  const state = stateOf(world, conversation)
  if (state > 1) return refuse(state === 4 ? world.switches.ended_errcode : 95018, `service_state ${state}`)
  return conversation.sentSince >= world.limits.sendPerTurn ? refuse(95001) : null
}

const accept = (
  world: World,
  conversation: Conversation,
  msgid: string,
  shown: Shown,
  via: 'send_msg' | 'on_event',
): Answer => {
  conversation.account.sentIds.add(msgid)
  const item = show(world, conversation, { from: 'them', msgid, ...shown })
  world.books.phone(conversation.phone.external_userid).accepted.push({
    msgid,
    at: item.at,
    open_kfid: conversation.account.open_kfid,
    msgtype: shown.msgtype,
    text: shown.text ?? '',
    via,
  })
  return fine({ msgid })
}

const keepBooks = (world: World, externalUserid: string, answer: Answer) => {
  if (answer.errcode === 0) return
  const book = world.books.phone(externalUserid)
  if (answer.errcode === 95033) book.duplicates += 1
  else book.refused[answer.errcode] = (book.refused[answer.errcode] ?? 0) + 1
}

/** §3.6 send_msg_on_event: each code sends one message. */
export const sendMsgOnEvent = (world: World, body: Json, token: Token): Answer => {
  if (token.app !== world.kfApp) return refuse(48002)
  const code = filled(body.code) ? world.eventCodes.get(body.code) : undefined
  if (!code || code.until <= world.clock.now()) return refuse(world.switches.event_code_errcode, 'code')
  const answer = tryOnEvent(world, body, code)
  if (answer.errcode === 0) world.eventCodes.delete(body.code as string)
  keepBooks(world, code.conversation.phone.external_userid, answer)
  return answer
}

const tryOnEvent = (world: World, body: Json, code: EventCode): Answer => {
  const { conversation } = code
  const msgid = msgidOf(world, body)
  if (isRefusal(msgid)) return msgid
  const shown = checkContent(world, body, code.types)
  if (isRefusal(shown)) return shown
  if ((shown.menu?.items.length ?? 0) > world.limits.menuTappable) return refuse(95008)
  if (conversation.account.sentIds.has(msgid)) return refuse(95033)
  const moved = code.kind !== 'welcome' && code.revision !== conversation.revision
  if (moved) return refuse(95018, 'the session has left the state the code is for')
  if (code.kind === 'welcome') conversation.lastWelcomeAt = world.clock.now()
  if (world.switches.event_messages_count) conversation.sentSince += 1
  return accept(world, conversation, msgid, shown, 'on_event')
}

/** A message that was accepted and then could not be delivered: told as an event, never as an answer. */
export const isSent = (account: Account, msgid: string): boolean => account.sentIds.has(msgid)
