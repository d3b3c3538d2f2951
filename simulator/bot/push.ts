import { ControlError } from '../errors.ts'
import type { Json } from '../text.ts'
import type { World } from '../world.ts'
import { streamMs } from './respond.ts'
import type { Chat, Push, Robot } from './robot.ts'

interface Order {
  kind: Push['kind']
  chat: Chat
  userid: string
  msgid: string
  body: Json
  card?: Push['card']
}

/** §7.4, §7.5: told to the connected program under a req_id of its own. There is no acknowledgement and no second try. */
export const push = (world: World, robot: Robot, order: Order): { msgid: string; req_id: string | null } => {
  const { kind, chat, userid, msgid, body } = order
  forgetOld(world, robot)
  const message = kind === 'message'
  const frame = {
    cmd: message ? 'aibot_msg_callback' : 'aibot_event_callback',
    body: {
      msgid,
      aibotid: robot.id,
      ...(chat.kind === 'group' ? { chatid: chat.chatid } : {}),
      chattype: chat.kind,
      from: { userid },
      create_time: world.clock.seconds(),
      ...body,
    },
  }
  world.transcript.note('bot', `${userid} ${message ? `sends ${body.msgtype}` : kind}`)
  if (!robot.link) {
    robot.book.missed += 1
    return { msgid, req_id: null }
  }
  return { msgid, req_id: deliver(world, robot, { ...order, frame }) }
}

const deliver = (world: World, robot: Robot, order: Order & { frame: Json }): string | null => {
  const { link } = robot
  if (!link) return null
  const { kind, chat, userid, frame, card = null } = order
  // Never begins with aibot_subscribe or ping: the SDK takes such for answers (§7.3).
  const reqId = world.ids.unique('T0', 32)
  const at = world.clock.now()
  robot.pushes.set(reqId, { reqId, kind, link, chat, userid, at, frame, answered: false, stream: null, card })
  const msgtype = kind === 'message' ? String((frame.body as Json).msgtype) : kind
  robot.book.pushed.push({ msgid: order.msgid, req_id: reqId, at, chatid: chat.chatid, msgtype })
  link.send({ cmd: frame.cmd, headers: { req_id: reqId }, body: frame.body })
  return reqId
}

/** The platform delivers something a second time: the same msgid under another req_id. */
export const repeat = (world: World, robot: Robot, msgid: string): { msgid: string; req_id: string | null } => {
  const earlier = [...robot.pushes.values()].find(({ frame }) => (frame.body as Json).msgid === msgid)
  if (!earlier) throw new ControlError(404, `nothing was pushed as ${msgid}`)
  const { kind, chat, userid, frame, card } = earlier
  return { msgid, req_id: deliver(world, robot, { kind, chat, userid, msgid, body: {}, frame, card }) }
}

/** §7.4: messages of one member that are still being answered; nobody waits for one longer than for a stream. */
export const running = (world: World, robot: Robot, userid: string): number => {
  const since = world.clock.now() - streamMs(world)
  const mine = [...robot.pushes.values()].filter(
    (each) => each.kind === 'message' && each.userid.toLowerCase() === userid.toLowerCase() && each.link === robot.link,
  )
  return mine.filter((each) => !each.answered && each.at >= since).length
}

/** In the order of their making: the oldest are first. A day past their end a late answer is as good as an unknown one. */
const forgetOld = (world: World, robot: Robot): void => {
  for (const [reqId, { at }] of robot.pushes) {
    if (world.clock.now() - at < 2 * world.limits.botReplyMs) return
    robot.pushes.delete(reqId)
  }
}
