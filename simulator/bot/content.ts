import { createHash } from 'node:crypto'
import { checkCard } from '../app/card.ts'
import { isRefusal, type Refusal, refuse } from '../errors.ts'
import { mediaOf, screenMedia, sniffImage } from '../media.ts'
import { asList, asObject, bytes, cutBytes, filled, isObject, type Json, within } from '../text.ts'
import type { World } from '../world.ts'
import type { Shown } from './chat.ts'
import type { Robot } from './robot.ts'

/** §7.6: what may be said with each msgtype; a stream's state is not looked at here. */
export const checkContent = (world: World, robot: Robot, body: Json, allowed: readonly string[]): Shown | Refusal => {
  const { msgtype } = body
  if (typeof msgtype !== 'string' || !allowed.includes(msgtype)) return refuse(40008, String(msgtype))
  switch (msgtype) {
    case 'markdown':
      return markdown(world, asObject(body.markdown))
    case 'text':
      return text(world, asObject(body.text))
    case 'template_card':
      return card(world, robot, body.template_card)
    case 'stream':
    case 'stream_with_template_card':
      return stream(world, robot, body, msgtype)
    default:
      return media(world, msgtype as MediaMsgtype, asObject(body[msgtype]))
  }
}

export const REPLIES = [
  'stream',
  'stream_with_template_card',
  'template_card',
  'markdown',
  'file',
  'image',
  'voice',
  'video',
]
export const PUSHES = ['markdown', 'template_card', 'file', 'image', 'voice', 'video']
export const WELCOMES = ['text', 'template_card']

const feedbackFault = (world: World, feedback: unknown): Refusal | null => {
  if (feedback === undefined) return null
  return within(asObject(feedback).id, 1, world.limits.botFeedbackBytes) ? null : refuse(40058, 'feedback.id')
}

const feedbackOf = (feedback: unknown) => {
  const { id } = asObject(feedback)
  return filled(id) ? { feedback_id: id } : {}
}

const markdown = (world: World, object: Json): Shown | Refusal => {
  if (!filled(object.content)) return refuse(44004, 'markdown.content')
  if (bytes(object.content) > world.limits.botContentBytes) return refuse(45002, 'markdown.content')
  const fault = feedbackFault(world, object.feedback)
  return fault ?? { msgtype: 'markdown', text: object.content, ...feedbackOf(object.feedback) }
}

const text = (world: World, object: Json): Shown | Refusal => {
  if (!filled(object.content)) return refuse(44004, 'text.content')
  if (bytes(object.content) > world.limits.botContentBytes) return refuse(45002, 'text.content')
  return { msgtype: 'text', text: object.content }
}

/** task_id is unique for the robot: it is taken here, so that nothing after this may refuse the message. */
const card = (world: World, robot: Robot, object: unknown): Shown | Refusal => {
  if (!isObject(object)) return refuse(40058, 'template_card')
  const fault = checkCard(world, object, 'send', 'bot') ?? feedbackFault(world, object.feedback)
  if (fault) return fault
  const { task_id: taskId } = object
  if (filled(taskId) && robot.taskIds.has(taskId)) return refuse(42014, 'task_id has been used')
  return { msgtype: 'template_card', card: object, ...feedbackOf(object.feedback) }
}

/** Once a message is accepted its task_id is taken. */
export const takeTaskId = (robot: Robot, shown: Shown): void => {
  if (filled(shown.card?.task_id)) robot.taskIds.add(shown.card.task_id)
}

const stream = (world: World, robot: Robot, body: Json, msgtype: string): Shown | Refusal => {
  const object = asObject(body.stream)
  const { content = '' } = object
  if (msgtype !== 'stream' && !world.switches.bot_stream_with_card) return refuse(40008, msgtype)
  if (!filled(object.id)) return refuse(40058, 'stream.id')
  if (object.finish !== undefined && typeof object.finish !== 'boolean') return refuse(40058, 'stream.finish')
  if (typeof content !== 'string') return refuse(40058, 'stream.content')
  if (bytes(content) > world.limits.botContentBytes) return refuse(45002, 'stream.content')
  const fault = feedbackFault(world, object.feedback) ?? itemsFault(world, object)
  if (fault) return fault
  const along = body.template_card === undefined ? null : card(world, robot, body.template_card)
  if (isRefusal(along)) return along
  return {
    msgtype,
    text: content,
    finished: object.finish === true,
    ...(along?.card ? { card: along.card } : {}),
    ...feedbackOf(object.feedback),
  }
}

const ITEM_IMAGE_BYTES = 10 * 1024 * 1024

/** Pictures at the end of a stream: one page offers them, another says not over the long connection (a switch). */
const itemsFault = (world: World, object: Json): Refusal | null => {
  if (object.msg_item === undefined) return null
  if (!world.switches.bot_msg_item) return refuse(40058, 'stream.msg_item over the long connection')
  if (object.finish !== true) return refuse(40058, 'stream.msg_item before the end')
  const bad = asList(object.msg_item).find((each) => {
    const image = asObject(asObject(each).image)
    const raw = Buffer.from(String(image.base64 ?? ''), 'base64')
    const md5 = createHash('md5').update(raw).digest('hex')
    return !sniffImage(raw) || raw.length > ITEM_IMAGE_BYTES || image.md5 !== md5
  })
  return bad === undefined ? null : refuse(40058, 'stream.msg_item')
}

type MediaMsgtype = 'file' | 'image' | 'voice' | 'video'

const media = (world: World, msgtype: MediaMsgtype, object: Json): Shown | Refusal => {
  const found = mediaOf(world, object.media_id)
  if (isRefusal(found)) return found
  if (found.type !== msgtype) return refuse(40007, `of a ${found.type}`)
  const title = msgtype === 'video' && filled(object.title) ? { text: cutBytes(object.title, 128) } : {}
  return { msgtype, media: screenMedia(found), ...title }
}
