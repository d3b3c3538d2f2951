import { z } from 'zod'
import { type KfContent, parseContent } from './inbound-content.ts'
import { type KfEventBody, parseEventBody } from './inbound-event.ts'
import { looseNumber, numberOrNull, textOrNull } from './loose.ts'

export type { KfContent, MenuEntry, MergedItem } from './inbound-content.ts'
export type { KfEventBody, ServicerStatus } from './inbound-event.ts'

/** Who spoke: 3 the customer, 4 the platform, 5 a servicer in the WeCom client (§3.2). */
export type KfOrigin = 'customer' | 'system' | 'servicer' | 'other'

const ORIGINS = { 3: 'customer', 4: 'system', 5: 'servicer' } as const

interface Common {
  msgid: string
  /** Unix seconds. For display: the order of a conversation is the order of the pages. */
  sendTime: number
  origin: KfOrigin
}

export type KfMessage = Common & {
  openKfid: string
  externalUserid: string
  /** Only with origin 'servicer'. */
  servicerUserid: string | null
} & KfContent

/** Account and customer stand inside `event` on the wire, and not every event has them. */
export type KfEvent = Common & {
  kind: 'event'
  openKfid: string | null
  externalUserid: string | null
  event: KfEventBody
}

/** Of a kind nobody knows, or malformed: kept as far as it can be read, so that one odd message never fails its page. */
export interface KfUnknown {
  kind: 'unknown'
  msgid: string | null
  sendTime: number | null
  origin: KfOrigin
  openKfid: string | null
  externalUserid: string | null
  servicerUserid: string | null
  msgtype: string | null
  raw: unknown
}

export type KfInbound = KfMessage | KfEvent | KfUnknown

const envelope = z.looseObject({
  msgid: z.string().min(1),
  send_time: looseNumber,
  origin: numberOrNull,
  msgtype: z.string(),
  open_kfid: textOrNull,
  external_userid: textOrNull,
  servicer_userid: textOrNull,
})
type Envelope = z.infer<typeof envelope>

const eventHead = z.object({ event_type: z.string(), open_kfid: textOrNull, external_userid: textOrNull })

/** One entry of sync_msg's `msg_list`. Never throws. */
export function parseKfMessage(raw: unknown): KfInbound {
  const parsed = envelope.safeParse(raw)
  if (!parsed.success) return unknown(raw)
  const head = parsed.data
  return (head.msgtype === 'event' ? readEvent(head) : readMessage(head)) ?? unknown(raw)
}

function readMessage(head: Envelope): KfMessage | null {
  const content = parseContent(head.msgtype, head[head.msgtype])
  if (content === null || head.open_kfid === null || head.external_userid === null) return null
  return {
    ...common(head),
    openKfid: head.open_kfid,
    externalUserid: head.external_userid,
    servicerUserid: head.servicer_userid,
    ...content,
  }
}

function readEvent(head: Envelope): KfEvent | null {
  const event = eventHead.safeParse(head.event)
  if (!event.success) return null
  const body = parseEventBody(event.data.event_type, head.event)
  if (body === null) return null
  return {
    ...common(head),
    kind: 'event',
    openKfid: event.data.open_kfid ?? head.open_kfid,
    externalUserid: event.data.external_userid ?? head.external_userid,
    event: body,
  }
}

function common(head: Envelope): Common {
  return { msgid: head.msgid, sendTime: head.send_time, origin: originOf(head.origin) }
}

const lenient = z.looseObject({
  msgid: textOrNull.catch(null),
  send_time: numberOrNull.catch(null),
  origin: numberOrNull.catch(null),
  msgtype: textOrNull.catch(null),
  open_kfid: textOrNull.catch(null),
  external_userid: textOrNull.catch(null),
  servicer_userid: textOrNull.catch(null),
})

function unknown(raw: unknown): KfUnknown {
  const head = lenient.safeParse(raw).data
  const inner = lenient.safeParse(head?.event).data
  return {
    kind: 'unknown',
    msgid: head?.msgid ?? null,
    sendTime: head?.send_time ?? null,
    origin: originOf(head?.origin ?? null),
    openKfid: head?.open_kfid ?? inner?.open_kfid ?? null,
    externalUserid: head?.external_userid ?? inner?.external_userid ?? null,
    servicerUserid: head?.servicer_userid ?? null,
    msgtype: head?.msgtype ?? null,
    raw,
  }
}

function originOf(origin: number | null): KfOrigin {
  return ORIGINS[origin as keyof typeof ORIGINS] ?? 'other'
}
