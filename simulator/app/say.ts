import type { CallbackRecord } from '../callback.ts'
import { ControlError, isRefusal } from '../errors.ts'
import { type MediaType, mediaOf } from '../media.ts'
import { asObject, filled, type Json } from '../text.ts'
import type { World } from '../world.ts'
import { toXml, type XmlTree } from '../xml.ts'
import { type Member, needMember } from './member.ts'
import { applyPassive } from './passive.ts'

export type MemberMessage = { msgtype: string } & Json

const withAnswer = async (world: World, member: Member, what: string, nodes: XmlTree): Promise<CallbackRecord> => {
  const record = await world.callbacks.send({
    app: world.staffApp,
    family: 'app',
    what,
    plain: toXml({
      ToUserName: world.corpId,
      FromUserName: member.userid,
      CreateTime: world.clock.seconds(),
      ...nodes,
      AgentID: world.staffApp.agentId ?? 0,
    }),
  })
  if (record.outcome === 'delivered') applyPassive(world, member, what, record.attempts.at(-1)?.body ?? '')
  return record
}

/** A member writes to the app in WeCom (§2.6): text, image, voice, video, location, link. */
export const sendToApp = async (
  world: World,
  userid: string,
  message: MemberMessage,
): Promise<{ msgid: string; record: CallbackRecord }> => {
  const member = needMember(world, userid)
  const nodes = nodesOf(world, message)
  world.memberTexts += 1n
  const MsgId = world.memberTexts
  const record = await withAnswer(world, member, message.msgtype, { MsgType: message.msgtype, ...nodes, MsgId })
  return { msgid: MsgId.toString(), record }
}

const nodesOf = (world: World, message: MemberMessage): XmlTree => {
  const object = asObject(message[message.msgtype])
  const text = (name: string) => String(object[name] ?? '')
  switch (message.msgtype) {
    case 'text':
      if (!filled(object.content)) throw new ControlError(400, 'an empty text cannot be sent')
      return { Content: object.content }
    case 'image':
      return { PicUrl: `${world.address.url}/sim/media/${object.media_id}`, MediaId: mediaId(world, object, 'image') }
    case 'voice':
      return { MediaId: mediaId(world, object, 'voice'), Format: 'amr' }
    case 'video':
      return { MediaId: mediaId(world, object, 'video'), ThumbMediaId: text('thumb_media_id') }
    case 'location':
      return {
        Location_X: text('latitude'),
        Location_Y: text('longitude'),
        Scale: 15,
        Label: text('name'),
        AppType: 'wxwork',
      }
    case 'link':
      return { Title: text('title'), Description: text('desc'), Url: text('url'), PicUrl: text('pic_url') }
    default:
      throw new ControlError(400, `a member cannot send ${message.msgtype} to an app`)
  }
}

const mediaId = (world: World, object: Json, type: MediaType): string => {
  const media = mediaOf(world, object.media_id)
  if (isRefusal(media) || media.type !== type) throw new ControlError(400, `${type}.media_id: not a ${type}`)
  return media.media_id
}

/** Anything else of §2.7 a member's client causes, by its event name and nodes: subscribe, click, view, LOCATION … */
export const sendEvent = (world: World, userid: string, event: string, nodes: XmlTree = {}): Promise<CallbackRecord> =>
  withAnswer(world, needMember(world, userid), event, { MsgType: 'event', Event: event, ...nodes })

/** A member opens the app's home in WeCom (§2.7 enter_agent). */
export const enterApp = (world: World, userid: string): Promise<CallbackRecord> =>
  sendEvent(world, userid, 'enter_agent', { EventKey: '' })
