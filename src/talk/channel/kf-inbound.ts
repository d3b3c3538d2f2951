import { createHash } from 'node:crypto'
import type { KfContent, KfEvent, KfInbound, KfMessage, MergedItem } from '../../wecom/index.ts'
import type { Inbound, InboundBody } from './types.ts'

/** A kf message in the words of this house. Total: what is not known keeps its raw form. */
export function inboundOf(message: KfInbound, account: string, now: Date): Inbound {
  if (message.kind === 'unknown') {
    return {
      platformId: message.msgid ?? nameOf(message.raw),
      account,
      peer: message.externalUserid,
      author: message.origin === 'other' ? 'system' : message.origin,
      sentAt: message.sendTime === null ? now : new Date(message.sendTime * 1000),
      body: { kind: 'unknown', of: message.msgtype ?? 'none', raw: message.raw },
    }
  }
  return {
    platformId: message.msgid,
    account,
    peer: message.externalUserid,
    author: message.origin === 'other' ? 'system' : message.origin,
    sentAt: new Date(message.sendTime * 1000),
    ...(message.kind !== 'event' && message.servicerUserid ? { servicer: message.servicerUserid } : {}),
    body: message.kind === 'event' ? eventBody(message) : messageBody(message),
  }
}

function messageBody(message: KfMessage): InboundBody {
  switch (message.kind) {
    case 'text':
      return message.menuId === null
        ? { kind: 'text', text: message.text }
        : { kind: 'text', text: message.text, menuId: message.menuId }
    case 'image':
    case 'voice':
    case 'video':
    case 'file':
      return { kind: message.kind, platformMedia: message.mediaId }
    case 'location':
      return {
        kind: 'location',
        latitude: message.latitude,
        longitude: message.longitude,
        name: message.name,
        address: message.address,
      }
    default:
      return { kind: 'shared', of: message.kind, text: readable(message) }
  }
}

/** What a person reads of it on the phone: a forwarded chat may be all the evidence there is. */
function readable(content: KfContent): string {
  switch (content.kind) {
    case 'text':
      return content.text
    case 'location':
      return lines(content.name, content.address)
    case 'link':
      return lines(content.title, content.desc, content.url)
    case 'miniprogram':
      return content.title
    case 'merged_msg':
      return lines(content.title, ...content.items.map(forwarded))
    case 'msgmenu':
      return lines(content.head, ...content.items.map((item) => item.content), content.tail)
    case 'channels':
      return lines(content.nickname, content.title)
    case 'channels_shop_product':
      return lines(content.shop, content.title)
    case 'channels_shop_order':
      return lines(content.shop, content.productTitles, content.state)
    default:
      return ''
  }
}

function forwarded({ senderName, content, msgtype }: MergedItem): string {
  const said = (content === null ? '' : readable(content)) || `[${msgtype}]`
  return senderName === '' ? said : `${senderName}: ${said}`
}

const lines = (...parts: string[]): string => parts.filter(Boolean).join('\n')

function eventBody({ event }: KfEvent): InboundBody {
  switch (event.type) {
    case 'enter_session':
      return {
        kind: 'entered',
        scene: event.scene ?? '',
        sceneParam: event.sceneParam ?? '',
        ...(event.welcomeCode ? { welcomeCode: event.welcomeCode } : {}),
      }
    case 'msg_send_fail':
      return { kind: 'send_failed', messageId: event.failMsgid, failType: event.failType }
    case 'user_recall_msg':
      return { kind: 'recalled', platformId: event.recallMsgid }
    case 'servicer_recall_msg':
      return { kind: 'servicer_recalled', platformId: event.recallMsgid }
    case 'session_status_change':
      return {
        kind: 'session_changed',
        change: event.change,
        ...(event.newServicerUserid ? { servicer: event.newServicerUserid } : {}),
        ...(event.msgCode ? { code: event.msgCode } : {}),
      }
    case 'servicer_status_change':
      return { kind: 'servicer_changed', servicer: event.servicerUserid, serving: event.status === 'serving' }
    default:
      return { kind: 'unknown', of: event.type, raw: event }
  }
}

/** Same words, same ids: a message that lacks one still has a name to be recognised by. */
const nameOf = (raw: unknown): string =>
  `x-${createHash('sha256')
    .update(JSON.stringify(raw) ?? '')
    .digest('hex')
    .slice(0, 40)}`
