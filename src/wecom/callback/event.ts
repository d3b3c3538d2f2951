import { createHash } from 'node:crypto'
import { childrenOf, textOf, textsOf, type XmlTree } from './xml.ts'

export interface SelectedItem {
  questionKey: string
  optionIds: string[]
}

/** What a member sent to the app (§2.6). */
export type AppInbound =
  | { kind: 'text'; text: string }
  | { kind: 'image'; mediaId: string; picUrl: string | null }
  | { kind: 'voice'; mediaId: string; format: string | null }
  | { kind: 'video'; mediaId: string; thumbMediaId: string | null }
  | { kind: 'location'; latitude: number; longitude: number; label: string }
  | { kind: 'link'; title: string; desc: string; url: string; picUrl: string | null }
  | { kind: 'other'; msgtype: string; raw: XmlTree }

interface FromMember {
  userid: string
  agentId: string | null
  createTime: number | null
}

interface CardClick extends FromMember {
  eventKey: string
  taskId: string
  cardType: string | null
  responseCode: string | null
  /** Empty for plain buttons. */
  selectedItems: SelectedItem[]
}

export type CallbackEvent =
  /** The doorbell: "pull this account now". `token` is good for ten minutes. */
  | { type: 'kf_msg_or_event'; token: string | null; openKfId: string }
  | { type: 'kf_account_auth_change'; added: string[]; removed: string[] }
  | ({ type: 'template_card_event' | 'template_card_menu_event' } & CardClick)
  | {
      type: 'change_contact'
      changeType: string
      userid: string | null
      newUserid: string | null
      departmentId: string | null
      raw: XmlTree
    }
  | ({ type: 'message'; msgId: string; message: AppInbound } & FromMember)
  | ({ type: 'subscribe' | 'unsubscribe' | 'enter_agent' } & FromMember)
  | ({ type: 'click' | 'view' | 'view_miniprogram'; eventKey: string } & FromMember)
  | { type: 'unknown'; event: string; raw: XmlTree }

/** Total: what is not known, or lacks what makes it an event, is 'unknown' and keeps its fields. */
export function parseEvent(fields: XmlTree): CallbackEvent {
  const msgType = textOf(fields, 'MsgType') ?? ''
  if (msgType !== 'event') return readMessage(msgType, fields) ?? { type: 'unknown', event: msgType, raw: fields }
  const event = textOf(fields, 'Event') ?? ''
  return readEvent(event, fields) ?? { type: 'unknown', event, raw: fields }
}

/**
 * The same for every delivery of one event, different for different ones. FromUserName and CreateTime, the documented hint,
 * would merge different events of one second (trap 9.2).
 */
export function dedupeKey(event: CallbackEvent, plain: string): string {
  switch (event.type) {
    case 'message':
      return `msg:${event.msgId}`
    case 'template_card_event':
    case 'template_card_menu_event':
      return `card:${digest(JSON.stringify([event.taskId, event.userid, event.eventKey, event.responseCode]))}`
    default:
      return `sha256:${digest(plain)}`
  }
}

function readEvent(event: string, fields: XmlTree): CallbackEvent | null {
  switch (event) {
    case 'kf_msg_or_event': {
      const openKfId = textOf(fields, 'OpenKfId')
      return openKfId ? { type: event, token: textOf(fields, 'Token') || null, openKfId } : null
    }
    case 'kf_account_auth_change':
      return { type: event, added: textsOf(fields, 'AuthAddOpenKfId'), removed: textsOf(fields, 'AuthDelOpenKfId') }
    case 'template_card_event':
    case 'template_card_menu_event':
      return readCardClick(event, fields)
    case 'change_contact':
      return {
        type: event,
        changeType: textOf(fields, 'ChangeType') ?? '',
        userid: textOf(fields, 'UserID'),
        newUserid: textOf(fields, 'NewUserID'),
        departmentId: textOf(fields, 'Id'),
        raw: fields,
      }
    case 'subscribe':
    case 'unsubscribe':
    case 'enter_agent': {
      const from = fromMember(fields)
      return from && { type: event, ...from }
    }
    case 'click':
    case 'view':
    case 'view_miniprogram': {
      const from = fromMember(fields)
      return from && { type: event, ...from, eventKey: textOf(fields, 'EventKey') ?? '' }
    }
    default:
      return null
  }
}

function readCardClick(
  type: 'template_card_event' | 'template_card_menu_event',
  fields: XmlTree,
): CallbackEvent | null {
  const from = fromMember(fields)
  const taskId = textOf(fields, 'TaskId')
  if (from === null || taskId === null) return null
  const items = childrenOf(fields, 'SelectedItems').flatMap((list) => childrenOf(list, 'SelectedItem'))
  return {
    type,
    ...from,
    taskId,
    eventKey: textOf(fields, 'EventKey') ?? '',
    cardType: textOf(fields, 'CardType') || null,
    responseCode: textOf(fields, 'ResponseCode') || null,
    selectedItems: items.map((item) => ({
      questionKey: textOf(item, 'QuestionKey') ?? '',
      optionIds: childrenOf(item, 'OptionIds').flatMap((ids) => textsOf(ids, 'OptionId')),
    })),
  }
}

function readMessage(msgType: string, fields: XmlTree): CallbackEvent | null {
  const from = fromMember(fields)
  const msgId = textOf(fields, 'MsgId')
  const message = readContent(msgType, fields)
  return from && msgId && message ? { type: 'message', ...from, msgId, message } : null
}

function readContent(msgType: string, fields: XmlTree): AppInbound | null {
  const text = (name: string) => textOf(fields, name) ?? ''
  const mediaId = textOf(fields, 'MediaId')
  switch (msgType) {
    case 'text':
      return { kind: 'text', text: text('Content') }
    case 'image':
      return mediaId ? { kind: 'image', mediaId, picUrl: textOf(fields, 'PicUrl') } : null
    case 'voice':
      return mediaId ? { kind: 'voice', mediaId, format: textOf(fields, 'Format') } : null
    case 'video':
      return mediaId ? { kind: 'video', mediaId, thumbMediaId: textOf(fields, 'ThumbMediaId') } : null
    case 'location':
      return readLocation(fields)
    case 'link':
      return {
        kind: 'link',
        title: text('Title'),
        desc: text('Description'),
        url: text('Url'),
        picUrl: textOf(fields, 'PicUrl'),
      }
    default:
      return { kind: 'other', msgtype: msgType, raw: fields }
  }
}

function readLocation(fields: XmlTree): AppInbound | null {
  const latitude = numberOf(fields, 'Location_X')
  const longitude = numberOf(fields, 'Location_Y')
  if (latitude === null || longitude === null) return null
  return { kind: 'location', latitude, longitude, label: textOf(fields, 'Label') ?? '' }
}

function fromMember(fields: XmlTree): FromMember | null {
  const userid = textOf(fields, 'FromUserName')
  if (!userid) return null
  return { userid, agentId: textOf(fields, 'AgentID'), createTime: numberOf(fields, 'CreateTime') }
}

function numberOf(fields: XmlTree, name: string): number | null {
  const text = textOf(fields, name)
  return text !== null && /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : null
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
