import { ControlError, isRefusal } from '../errors.ts'
import { mediaOf, screenMedia } from '../media.ts'
import { asList, asObject, filled, isObject, type Json } from '../text.ts'
import type { World } from '../world.ts'
import { chatOf, type Shown, show, singleChat } from './chat.ts'
import { sealedLink } from './file.ts'
import { push, running } from './push.ts'
import type { BotItem, Chat, Robot } from './robot.ts'

export interface BotPlace {
  /** A group; without it the member's own chat with the robot. */
  chatid?: string | undefined
}
export type BotMessage = BotPlace & { msgtype: string; quote?: unknown } & Json

export interface Pushed {
  msgid: string
  /** Null when no program was connected. */
  req_id: string | null
}

export const robotOf = (world: World): Robot => {
  if (!world.robot) throw new ControlError(404, 'this simulator has no robot: give it one in its config')
  return world.robot
}

const MEDIA = ['image', 'file', 'video', 'voice']
/** §7.4: only these reach the robot from a group. */
const IN_GROUPS = ['text', 'mixed']

/** A member writes to the robot (§7.4). Files are named by the media_id of something planted. */
export const sayToBot = (world: World, userid: string, given: BotMessage): Pushed => {
  const robot = robotOf(world)
  const { chatid, msgtype, ...content } = given
  const chat = chatOf(world, robot, userid, chatid)
  if (chat.kind === 'group' && !IN_GROUPS.includes(msgtype))
    throw new ControlError(409, `a ${msgtype} in a group does not reach the robot`)
  if (running(world, robot, userid) >= world.limits.botAtOnce)
    throw new ControlError(409, `${world.limits.botAtOnce} messages of this member are still being answered`)
  const wire = wireContent(world, robot, chat, msgtype, content)
  const msgid = world.ids.unique('bm', 32)
  show(world, chat, msgid, shownOf(world, msgtype, content), userid)
  chat.written = true
  return push(world, robot, { kind: 'message', chat, userid, msgid, body: { msgtype, ...wire } })
}

/** What the developer gets in place of what stands on the phone. */
const wireContent = (world: World, robot: Robot, chat: Chat, msgtype: string, content: Json): Json => {
  const quote = asObject(content.quote)
  const quoted = isObject(content.quote)
    ? { quote: { ...quote, ...wireObject(world, robot, String(quote.msgtype), quote) } }
    : {}
  if (chat.kind === 'group' && msgtype === 'text') {
    const said = String(asObject(content.text).content ?? '')
    const called = said.includes('@') ? said : `@${robot.name} ${said}`
    return { text: { content: called }, ...quoted }
  }
  return { ...content, ...wireObject(world, robot, msgtype, content), ...quoted }
}

const wireObject = (world: World, robot: Robot, msgtype: string, content: Json): Json => {
  const object = asObject(content[msgtype])
  if (msgtype === 'mixed') {
    const items = asList(object.msg_item).map(asObject)
    return {
      mixed: { msg_item: items.map((item) => ({ ...item, ...wireObject(world, robot, String(item.msgtype), item) })) },
    }
  }
  if (msgtype === 'text' && !filled(object.content)) throw new ControlError(400, 'an empty text cannot be sent')
  // A voice is handed over as the words in it, never as sound.
  if (!MEDIA.includes(msgtype) || msgtype === 'voice') return { [msgtype]: object }
  return { [msgtype]: sealedLink(world, robot, needMedia(world, object.media_id).media_id) }
}

const needMedia = (world: World, mediaId: unknown) => {
  const media = mediaOf(world, mediaId)
  if (isRefusal(media)) throw new ControlError(400, `media_id: ${media.errmsg}`)
  if (media.size > world.limits.botInboundBytes) throw new ControlError(409, 'too big for the robot')
  return media
}

const shownOf = (world: World, msgtype: string, content: Json): Shown => {
  const object = asObject(content[msgtype])
  if (msgtype === 'text' || msgtype === 'voice') return { msgtype, text: String(object.content ?? '') }
  if (msgtype === 'mixed') {
    const words = asList(object.msg_item).map((item) => asObject(asObject(item).text).content ?? '[图片]')
    return { msgtype, text: words.join('\n') }
  }
  if (filled(object.media_id)) return { msgtype, media: screenMedia(needMedia(world, object.media_id)) }
  return { msgtype, raw: object }
}

const DAY_MS = 86_400_000
const SHANGHAI_MS = 8 * 3_600_000

/** Opening the chat is told once a day. */
export const enterBot = (world: World, userid: string): Partial<Pushed> & { told: boolean } => {
  const robot = robotOf(world)
  const chat = singleChat(world, robot, userid)
  const day = Math.floor((world.clock.now() + SHANGHAI_MS) / DAY_MS)
  if (robot.entered.get(userid.toLowerCase()) === day) return { told: false }
  robot.entered.set(userid.toLowerCase(), day)
  const msgid = world.ids.unique('be', 32)
  return {
    told: true,
    ...push(world, robot, { kind: 'enter_chat', chat, userid, msgid, body: eventBody('enter_chat', {}) }),
  }
}

const eventBody = (eventtype: string, more: Json): Json => ({ msgtype: 'event', event: { eventtype, ...more } })

export interface BotClick extends BotPlace {
  msgid: string
  key: string
  selected?: Record<string, string[]> | undefined
}

const itemOf = (chat: Chat, userid: string, msgid: string): BotItem => {
  const item = chat.seats.get(userid.toLowerCase())?.items.get(msgid)
  if (!item) throw new ControlError(404, `no message ${msgid} on this screen`)
  return item
}

/** A member presses a button of a card (§7.5), a link, or a question of its jump list (asked in the member's name). */
export const clickBotCard = (world: World, userid: string, click: BotClick): Pushed | { url: string } => {
  const robot = robotOf(world)
  const chat = chatOf(world, robot, userid, click.chatid)
  const { card } = itemOf(chat, userid, click.msgid)
  if (!card) throw new ControlError(404, `no card ${click.msgid} on this screen`)
  const jumps = asList(card.jump_list).map(asObject)
  const question = jumps.find((jump) => jump.type === 3 && (jump.question === click.key || jump.title === click.key))
  if (question) {
    const content = String(question.question ?? question.title)
    return sayToBot(world, userid, { chatid: click.chatid, msgtype: 'text', text: { content } })
  }
  const buttons = [...asList(card.button_list), ...asList(asObject(card.action_menu).action_list)].map(asObject)
  const button = buttons.find((each) => each.key === click.key || (each.type === 1 && each.url === click.key))
  if (button?.type === 1) return { url: String(button.url) }
  if (!button && asObject(card.submit_button).key !== click.key)
    throw new ControlError(404, `no button ${click.key} on this card`)
  const taskId = String(card.task_id ?? '')
  const body = eventBody('template_card_event', cardEvent(world, card, click, taskId))
  const pressed = { msgid: click.msgid, taskId }
  return push(world, robot, {
    kind: 'template_card_event',
    chat,
    userid,
    msgid: world.ids.unique('be', 32),
    body,
    card: pressed,
  })
}

/** The documentation nests the fields, the SDK's type has two of them in the event itself (a switch). */
const cardEvent = (world: World, card: Json, click: BotClick, taskId: string): Json => {
  const shape = world.switches.bot_card_event
  const flat = { event_key: click.key, task_id: taskId }
  const chosen = Object.entries(click.selected ?? {})
  const selected_items = {
    selected_item: chosen.map(([key, ids]) => ({ question_key: key, option_ids: { option_id: ids } })),
  }
  const nested = { card_type: card.card_type, ...flat, ...(chosen.length > 0 ? { selected_items } : {}) }
  return {
    ...(shape === 'nested' ? {} : flat),
    ...(shape === 'flat' ? {} : { template_card_event: nested }),
  }
}

export interface BotFeedback extends BotPlace {
  msgid: string
  /** 1 accurate, 2 inaccurate, 3 withdrawn. */
  type: 1 | 2 | 3
  content?: string | undefined
  reasons?: number[] | undefined
}

/** Only a reply that asked for it can be judged; words and reasons come with "inaccurate" only. */
export const judge = (world: World, userid: string, given: BotFeedback): Pushed => {
  const robot = robotOf(world)
  const chat = chatOf(world, robot, userid, given.chatid)
  const { feedback_id: id } = itemOf(chat, userid, given.msgid)
  if (id === undefined) throw new ControlError(409, 'this message asks for no feedback')
  const detail = given.type === 2 ? { content: given.content ?? '', inaccurate_reason_list: given.reasons ?? [] } : {}
  const body = eventBody('feedback_event', { feedback_event: { id, type: given.type, ...detail } })
  return push(world, robot, { kind: 'feedback_event', chat, userid, msgid: world.ids.unique('be', 32), body })
}
