import { checkCard } from '../app/card.ts'
import { type Answer, fine, isRefusal, type Refusal, refuse } from '../errors.ts'
import { asList, asObject, filled, isObject, type Json } from '../text.ts'
import type { World } from '../world.ts'
import { addressed, change, type Shown, show } from './chat.ts'
import { checkContent, PUSHES, REPLIES, takeTaskId, WELCOMES } from './content.ts'
import type { BotItem, Chat, Link, Push, Robot } from './robot.ts'

export interface Said {
  cmd: string
  reqId: string
  body: Json
  link: Link
}

/** §7.6: the reply to a message, in one piece or as a stream. */
export const respond = (world: World, robot: Robot, said: Said): Answer => {
  const push = pushOf(world, robot, said, ['message'], world.limits.botReplyMs)
  if (isRefusal(push)) return push
  const shown = checkContent(world, robot, said.body, REPLIES)
  if (isRefusal(shown)) return shown
  if (shown.finished !== undefined) return streamOn(world, robot, said, push, shown)
  if (push.answered || push.stream) return refuse(846606)
  const quota = takeQuota(world, robot, push.chat)
  if (quota) return quota
  push.answered = true
  return deliver(world, robot, said, push.chat, shown)
}

/** §7.5: the answer to enter_chat, within five seconds, once. */
export const welcome = (world: World, robot: Robot, said: Said): Answer => {
  const push = pushOf(world, robot, said, ['enter_chat'], world.limits.botEventMs)
  if (isRefusal(push)) return push
  if (push.answered) return refuse(846606)
  const shown = checkContent(world, robot, said.body, WELCOMES)
  if (isRefusal(shown)) return shown
  const quota = takeQuota(world, robot, push.chat)
  if (quota) return quota
  push.answered = true
  return deliver(world, robot, said, push.chat, shown)
}

/** The pressed card changes, for all or for the members named; within five seconds, once. */
export const updateCard = (world: World, robot: Robot, said: Said): Answer => {
  const push = pushOf(world, robot, said, ['template_card_event'], world.limits.botEventMs)
  if (isRefusal(push)) return push
  if (push.answered) return refuse(846606)
  const { body } = said
  if (body.response_type !== 'update_template_card') return refuse(40058, 'response_type')
  const card = body.template_card
  if (!isObject(card)) return refuse(40058, 'template_card')
  const { card: pressed } = push
  if (!pressed || card.task_id !== pressed.taskId) return refuse(846625)
  const fault = checkCard(world, card, 'update', 'bot')
  if (fault) return fault
  push.answered = true
  const userids = body.userids === undefined ? undefined : asList(body.userids).map(String)
  change(push.chat, pressed.msgid, (item) => Object.assign(item, { card }), userids)
  keepBooks(world, robot, said, push.chat, { msgtype: 'template_card', card })
  return fine()
}

/** §7.2 aibot_send_msg: only where somebody has written to the robot before. */
export const sendMessage = (world: World, robot: Robot, said: Said): Answer => {
  const chat = addressed(world, robot, said.body)
  if (isRefusal(chat)) return chat
  if (!chat.written) return refuse(846607)
  const shown = checkContent(world, robot, said.body, PUSHES)
  if (isRefusal(shown)) return shown
  return takeQuota(world, robot, chat) ?? deliver(world, robot, said, chat, shown)
}

/** 846605 for a req_id this connection was never pushed (trap 9.12), 846604 past its time. */
const pushOf = (
  world: World,
  robot: Robot,
  said: Said,
  kinds: readonly Push['kind'][],
  lastsMs: number,
): Push | Refusal => {
  const push = robot.pushes.get(said.reqId)
  const foreign = push !== undefined && push.link !== said.link && !world.switches.bot_req_ids_survive
  if (!push || foreign || !kinds.includes(push.kind)) return refuse(846605)
  return world.clock.now() - push.at > lastsMs ? refuse(846604) : push
}

/** §7.6: replies and pushes of one conversation together. */
const takeQuota = (world: World, robot: Robot, chat: Chat): Refusal | null => {
  const { botPerMinute, botPerHour } = world.limits
  const key = `bot ${robot.id} ${chat.kind} ${chat.chatid}`
  return world.frequency.take(key, world.clock.now(), botPerMinute, botPerHour) ? null : refuse(45009)
}

const deliver = (world: World, robot: Robot, said: Said, chat: Chat, shown: Shown): Answer => {
  takeTaskId(robot, shown)
  show(world, chat, world.ids.unique('bot', 32), shown, null)
  keepBooks(world, robot, said, chat, shown)
  return fine()
}

const keepBooks = (world: World, robot: Robot, said: Said, chat: Chat, shown: Shown) => {
  const { msgtype, text = '' } = shown
  robot.book.accepted.push({ at: world.clock.now(), chatid: chat.chatid, cmd: said.cmd, msgtype, text })
}

/** A frame with a new stream.id makes the bubble, more of the same id and req_id replace its text, finish closes it. */
const streamOn = (world: World, robot: Robot, said: Said, push: Push, shown: Shown): Answer => {
  const id = String(asObject(said.body.stream).id)
  if (push.stream === null) return openStream(world, robot, said, push, shown, id)
  const { stream } = push
  if (stream.id !== id) return refuse(846606)
  if (stream.finished) return refuse(world.switches.bot_after_finish)
  if (world.clock.now() - stream.startedAt > streamMs(world)) return refuse(846608)
  if (stream.carded && shown.card) return refuse(846606, 'one card for one message')
  if (filled(shown.feedback_id)) return refuse(40058, 'stream.feedback after the first frame')
  const quota = world.switches.bot_refresh_counts ? takeQuota(world, robot, push.chat) : null
  if (quota) return quota
  advance(robot, push, shown)
  change(push.chat, stream.msgid, (item) => refresh(item, shown))
  keepBooks(world, robot, said, push.chat, shown)
  return fine()
}

/** The documented flow chart says six minutes, the text of 846608 ten (a switch). */
export const streamMs = (world: World): number => world.switches.bot_stream_minutes * 60_000

const openStream = (world: World, robot: Robot, said: Said, push: Push, shown: Shown, id: string): Answer => {
  if (push.answered) return refuse(846606)
  const quota = takeQuota(world, robot, push.chat)
  if (quota) return quota
  const msgid = world.ids.unique('bot', 32)
  push.stream = { id, msgid, startedAt: world.clock.now(), finished: false, carded: false }
  advance(robot, push, shown)
  show(world, push.chat, msgid, shown, null)
  keepBooks(world, robot, said, push.chat, shown)
  return fine()
}

const advance = (robot: Robot, push: Push, shown: Shown) => {
  if (!push.stream) return
  takeTaskId(robot, shown)
  push.stream.carded ||= shown.card !== undefined
  push.stream.finished = shown.finished === true
  push.answered = push.stream.finished
}

const refresh = (item: BotItem, shown: Shown) => {
  item.text = shown.text ?? ''
  item.finished = shown.finished === true
  if (shown.card) item.card = shown.card
}
