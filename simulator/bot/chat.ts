import { memberOf } from '../app/member.ts'
import { ControlError, type Refusal, refuse } from '../errors.ts'
import { createFeed } from '../feed.ts'
import type { Json } from '../text.ts'
import type { World } from '../world.ts'
import type { BotItem, Chat, Robot, Seat } from './robot.ts'

const seatFor = (userid: string): Seat => ({ userid, screen: createFeed<BotItem>(), items: new Map() })

const makeChat = (robot: Robot, kind: Chat['kind'], chatid: string, userids: string[]): Chat => {
  const seats = new Map(userids.map((userid) => [userid.toLowerCase(), seatFor(userid)]))
  const chat: Chat = { chatid, kind, seats, written: false }
  robot.chats.set(`${kind} ${chatid.toLowerCase()}`, chat)
  return chat
}

/** A member's own chat with the robot; it is there from the beginning, empty. */
export const singleChat = (world: World, robot: Robot, userid: string): Chat => {
  const member = memberOf(world, userid)
  if (!member) throw new ControlError(404, `no member ${userid}`)
  const held = robot.chats.get(`single ${member.userid.toLowerCase()}`)
  return held ?? makeChat(robot, 'single', member.userid, [member.userid])
}

/** An internal group that the robot was taken into. */
export const newGroup = (world: World, robot: Robot, userids: string[]): { chatid: string } => {
  const members = userids.map((userid) => {
    const member = memberOf(world, userid)
    if (!member) throw new ControlError(404, `no member ${userid}`)
    return member.userid
  })
  return { chatid: makeChat(robot, 'group', world.ids.unique('wr', 32), members).chatid }
}

/** Where a member writes: the group named, else the chat of their own. */
export const chatOf = (world: World, robot: Robot, userid: string, chatid: string | undefined): Chat => {
  if (chatid === undefined) return singleChat(world, robot, userid)
  const chat = robot.chats.get(`group ${chatid.toLowerCase()}`)
  if (!chat?.seats.has(userid.toLowerCase())) throw new ControlError(404, `${userid} is in no group ${chatid}`)
  return chat
}

/** §7.2: chat_type 1 is a member, 2 a group; without one the platform finds out for itself (which wins is a switch). */
export const addressed = (world: World, robot: Robot, body: Json): Chat | Refusal => {
  const { chatid, chat_type: type = 0 } = body
  if (typeof chatid !== 'string' || chatid === '') return refuse(93006, 'chatid missing')
  if (type !== 0 && type !== 1 && type !== 2) return refuse(40058, 'chat_type')
  const member = type === 2 ? undefined : memberOf(world, chatid)
  const single = member && singleChat(world, robot, member.userid)
  const group = type === 1 ? undefined : robot.chats.get(`group ${chatid.toLowerCase()}`)
  const found = world.switches.bot_chat_clash === 'group' ? (group ?? single) : (single ?? group)
  return found ?? refuse(93006, chatid)
}

export type Shown = Omit<BotItem, 'seq' | 'at' | 'wall_ms' | 'from' | 'msgid' | 'updates'>

/** Puts a message on every screen of a chat. `writer` sees it as his own. */
export const show = (world: World, chat: Chat, msgid: string, shown: Shown, writer: string | null): void => {
  const at = world.clock.now()
  for (const [key, seat] of chat.seats) {
    const from = writer === null ? 'bot' : writer.toLowerCase() === key ? 'me' : 'other'
    const item = seat.screen.append((seq) => ({
      seq,
      at,
      wall_ms: world.clock.wall(),
      from,
      msgid,
      ...shown,
      updates: 0,
    }))
    seat.items.set(msgid, item)
  }
}

/** Changes what stands on the screens of all, or of the members named. */
export const change = (chat: Chat, msgid: string, apply: (item: BotItem) => void, userids?: string[]): void => {
  const wanted = userids && new Set(userids.map((userid) => userid.toLowerCase()))
  for (const [key, seat] of chat.seats) {
    const item = seat.items.get(msgid)
    if (!item || (wanted && !wanted.has(key))) continue
    apply(item)
    item.updates += 1
    seat.screen.touch(item)
  }
}
