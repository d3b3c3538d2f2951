import { createHash } from 'node:crypto'
import type { KfEvent, KfInbound, KfMessage } from '../../wecom/index.ts'
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
    case 'link':
      return { kind: 'shared', of: 'link', text: [message.title, message.desc, message.url].filter(Boolean).join('\n') }
    case 'merged_msg':
      return { kind: 'shared', of: 'merged_msg', text: message.title }
    case 'miniprogram':
      return { kind: 'shared', of: 'miniprogram', text: message.title }
    default:
      return { kind: 'shared', of: message.kind, text: '' }
  }
}

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
