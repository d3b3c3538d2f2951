import { ControlError } from '../errors.ts'
import { mediaOf, screenMedia } from '../media.ts'
import { asObject, filled, isObject, type Json } from '../text.ts'
import type { World } from '../world.ts'
import type { Account } from './account.ts'
import {
  type Conversation,
  conversationOf,
  isOver,
  issueEventCode,
  moveTo,
  type Phone,
  type ScreenItem,
  show,
} from './conversation.ts'
import { appendEvent, appendMessage, sendTime } from './log.ts'
import { isSent } from './send.ts'
import { tallyMessage } from './tally.ts'

/** A new WeChat user. */
export const newPhone = (world: World, name?: string): Phone => {
  const number = world.phones.size + 1
  const external_userid = world.ids.unique('wm', 32)
  const phone = { external_userid, name: name ?? `微信用户${number}`, number }
  world.phones.set(external_userid, phone)
  return phone
}

export const talkOf = (world: World, externalUserid: string, openKfid?: string): Conversation => {
  const phone = world.phones.get(externalUserid)
  if (!phone) throw new ControlError(404, `no phone ${externalUserid}`)
  const account = openKfid === undefined ? onlyAccount(world) : world.accounts.get(openKfid)
  if (!account) throw new ControlError(404, `no kf account ${openKfid}`)
  return conversationOf(world, account, phone)
}

const onlyAccount = (world: World): Account => {
  const [first, ...others] = world.accounts.values()
  if (!first || others.length > 0) throw new ControlError(400, 'name the open_kfid: there is not exactly one account')
  return first
}

export interface Entry {
  open_kfid?: string | undefined
  scene?: string | undefined
  scene_param?: string | undefined
  /** Where in 视频号 the customer came from (§3.4). */
  wechat_channels?: Json | undefined
  /** A link from add_contact_way, with or without &scene_param=. Stands for the other fields. */
  url?: string | undefined
}

/** Opens the conversation through a link (§3.4 enter_session). Opening it from the chat list rings nothing: just send. */
export const enter = (world: World, externalUserid: string, given: Entry): { msgid: string; welcome_code?: string } => {
  const entry = given.url === undefined ? given : { ...given, ...readLink(world, given.url) }
  const talk = talkOf(world, externalUserid, entry.open_kfid)
  const scene = entry.scene ?? ''
  const param = scene === '' ? '' : (entry.scene_param ?? '')
  if (Buffer.byteLength(param) > world.limits.sceneParamBytes) throw new ControlError(400, 'scene_param is too long')
  const scene_param = world.switches.decode_scene_param ? param : encodeURIComponent(param)
  const channels = entry.wechat_channels === undefined ? {} : { wechat_channels: entry.wechat_channels }
  talk.entered = { at: world.clock.now(), scene, scene_param, ...channels }
  const welcome = mayBeWelcomed(world, talk) ? { welcome_code: issueEventCode(world, talk, 'welcome') } : {}
  const msgid = appendEvent(world, talk.account, {
    event_type: 'enter_session',
    open_kfid: talk.account.open_kfid,
    external_userid: externalUserid,
    scene,
    scene_param,
    ...welcome,
    ...channels,
  })
  world.transcript.note('phone', `${externalUserid} enters ${talk.account.open_kfid}`)
  return { msgid, ...welcome }
}

const readLink = (world: World, url: string): Entry => {
  const query = new URL(url).searchParams
  const way = world.contactWays.get(query.get('enc_scene') ?? '')
  if (!way) throw new ControlError(404, 'not a link of this platform')
  const param = query.get('scene_param')
  return { open_kfid: way.open_kfid, scene: way.scene ?? undefined, scene_param: param ?? undefined }
}

/** Only when there was no welcome and no message of the customer's in the last 48 hours. */
const mayBeWelcomed = (world: World, talk: Conversation): boolean => {
  const quietSince = world.clock.now() - world.limits.welcomeQuietMs
  return (talk.lastWelcomeAt ?? 0) < quietSince && (talk.lastCustomerAt ?? 0) < quietSince
}

export type PhoneMessage = { open_kfid?: string | undefined; msgtype: string } & Json

/** A customer's message of any type, known to the service or not. */
export const phoneSend = (world: World, externalUserid: string, given: PhoneMessage): { msgid: string } => {
  const talk = talkOf(world, externalUserid, given.open_kfid)
  const { msgtype, content, shown } = readOutgoing(world, given)
  openSession(world, talk)
  const msgid = world.ids.unique('msg', 40)
  show(world, talk, { from: 'me', msgid, ...shown })
  appendMessage(world, talk.account, {
    msgid,
    open_kfid: talk.account.open_kfid,
    external_userid: externalUserid,
    send_time: sendTime(world),
    origin: 3,
    msgtype,
    ...content,
  })
  const sent = { msgid, at: world.clock.now(), open_kfid: talk.account.open_kfid, msgtype }
  world.books.phone(externalUserid).sent.push(shown.text === undefined ? sent : { ...sent, text: shown.text })
  world.transcript.note('phone', `${externalUserid} sends ${msgtype}`)
  return { msgid }
}

type Outgoing = { msgtype: string; content: Json; shown: Omit<ScreenItem, 'seq' | 'at' | 'wall_ms' | 'from' | 'msgid'> }

const MEDIA = { image: '图片', voice: '语音', video: '视频', file: '文件' } as const

const readOutgoing = (world: World, given: PhoneMessage): Outgoing => {
  const { open_kfid: _account, msgtype, ...content } = given
  if (msgtype in MEDIA) return readMedia(world, msgtype as keyof typeof MEDIA, content)
  const object = asObject(content[msgtype])
  if (msgtype === 'text' && !filled(object.content)) throw new ControlError(400, 'an empty text cannot be sent')
  if (msgtype === 'text') return { msgtype, content, shown: { msgtype, text: String(object.content) } }
  if (msgtype === 'location') return { msgtype, content, shown: { msgtype, location: object } }
  return { msgtype, content, shown: { msgtype, ...(isObject(content[msgtype]) ? { raw: object } : {}) } }
}

/** §3.2: past the size limit the customer's media reaches the account as a text that says so. */
const readMedia = (world: World, msgtype: keyof typeof MEDIA, content: Json): Outgoing => {
  const media = mediaOf(world, asObject(content[msgtype]).media_id)
  if ('errcode' in media) throw new ControlError(400, `${msgtype}.media_id: ${media.errmsg}`)
  const limits = {
    image: 'inboundImageBytes',
    voice: 'inboundVoiceBytes',
    video: 'inboundVideoBytes',
    file: 'inboundFileBytes',
  } as const
  const shown = { msgtype, media: screenMedia(media) }
  if (media.size <= world.limits[limits[msgtype]] || media.asIs) return { msgtype, content, shown }
  const notice = `客户发送了一个过大的${MEDIA[msgtype]}，无法接收`
  return { msgtype: 'text', content: { text: { content: notice } }, shown }
}

/** §3.7: a message after the end begins a new session; any message refills the five. */
const openSession = (world: World, talk: Conversation): void => {
  const fresh = isOver(world, talk) || talk.state === 4
  if (fresh) {
    talk.startedAt = world.clock.now()
    moveTo(world, talk, 0)
    talk.hadServicer = false
  }
  talk.lastCustomerAt = world.clock.now()
  talk.sentSince = 0
  const assign = world.switches.auto_assign
  if (fresh && assign === 'pool') moveTo(world, talk, 2)
  else if (fresh && assign !== 'off') moveTo(world, talk, 3, assign)
  tallyMessage(world, talk)
}

/** Taps an item of a menu on the screen: a click item is sent as a text that carries the item's id. */
export const tap = (
  world: World,
  externalUserid: string,
  given: { open_kfid?: string | undefined; msgid: string; item: number | string },
): { msgid: string } | { url: string } => {
  const talk = talkOf(world, externalUserid, given.open_kfid)
  const items = talk.byMsgid.get(given.msgid)?.menu?.items
  if (!items) throw new ControlError(404, `no menu ${given.msgid} on this screen`)
  const item = items.find((each) =>
    typeof given.item === 'number' ? each.index === given.item : each.id === given.item,
  )
  if (!item) throw new ControlError(404, `no item ${given.item} in menu ${given.msgid}`)
  if (item.type === 'view' && item.url !== undefined) return { url: item.url }
  if (item.type !== 'click') throw new ControlError(409, `a ${item.type} item does nothing when tapped`)
  const text = { content: item.content, ...(item.id === undefined ? {} : { menu_id: item.id }) }
  return phoneSend(world, externalUserid, { open_kfid: talk.account.open_kfid, msgtype: 'text', text })
}

export const recallByPhone = (
  world: World,
  externalUserid: string,
  given: { open_kfid?: string | undefined; msgid: string },
): { msgid: string } => {
  const talk = talkOf(world, externalUserid, given.open_kfid)
  const item = talk.byMsgid.get(given.msgid)
  if (item?.from !== 'me') throw new ControlError(404, `no message ${given.msgid} of this phone`)
  if (world.clock.now() - item.at > world.limits.phoneRecallMs) throw new ControlError(409, 'too late to take it back')
  item.recalled = true
  talk.screen.touch(item)
  const msgid = appendEvent(world, talk.account, {
    event_type: 'user_recall_msg',
    open_kfid: talk.account.open_kfid,
    external_userid: externalUserid,
    recall_msgid: given.msgid,
  })
  return { msgid }
}

/** An accepted message that could not be delivered after all (§3.4 msg_send_fail). */
export const failMessage = (
  world: World,
  externalUserid: string,
  given: { open_kfid?: string | undefined; msgid: string; fail_type: number },
): { msgid: string } => {
  const talk = talkOf(world, externalUserid, given.open_kfid)
  if (!isSent(talk.account, given.msgid)) throw new ControlError(404, `no accepted message ${given.msgid}`)
  const item = talk.byMsgid.get(given.msgid)
  if (item) {
    item.failed = true
    talk.screen.touch(item)
  }
  const msgid = appendEvent(world, talk.account, {
    event_type: 'msg_send_fail',
    open_kfid: talk.account.open_kfid,
    external_userid: externalUserid,
    fail_msgid: given.msgid,
    fail_type: given.fail_type,
  })
  return { msgid }
}

export const screenOf = (
  world: World,
  externalUserid: string,
  query: { open_kfid?: string | undefined; after?: number | undefined; wait?: number | undefined },
): Promise<{ items: ScreenItem[]; last: number }> =>
  talkOf(world, externalUserid, query.open_kfid).screen.wait(query.after ?? 0, query.wait ?? 0)
