import { createHash } from 'node:crypto'
import { z } from 'zod'

/** What the smart robot is told over its long connection (wecom.md §7.4, §7.5). */
export interface BotPush {
  /** Every answer to this push repeats it. Good on the connection it came on only. */
  reqId: string
  msgid: string
  botId: string
  /** null: the member's own chat with the robot. */
  groupId: string | null
  userid: string
  /** Something that was done, not said. */
  event: boolean
  /** Seconds; optional on the wire. */
  sentAt: number | null
  content: BotContent
}

export interface BotFile {
  kind: 'image' | 'file' | 'video'
  /** Good for five minutes. */
  url: string
  aesKey: string
}

export type BotContent =
  | { kind: 'text'; text: string; quoted: string | null }
  /** The platform has put it into words; there is no sound. */
  | { kind: 'voice'; text: string; quoted: string | null }
  | BotFile
  | { kind: 'mixed'; items: ({ kind: 'text'; text: string } | BotFile)[]; quoted: string | null }
  | { kind: 'enter_chat' }
  | { kind: 'card_click'; key: string; taskId: string }
  | { kind: 'feedback'; id: string; verdict: number; text: string; reasons: number[] }
  | { kind: 'unknown'; of: string; raw: unknown }

const words = z.object({ content: z.string() })
const link = z.object({ url: z.string().min(1), aeskey: z.string().min(1) })

const envelope = z.object({
  msgid: z.string().min(1).optional(),
  create_time: z.coerce.number().optional(),
  aibotid: z.string().catch(''),
  chatid: z.string().optional(),
  chattype: z.string().optional(),
  from: z.object({ userid: z.string().min(1) }),
  msgtype: z.string(),
  quote: z.unknown().optional(),
})

const bodies = {
  text: z.object({ text: words }),
  voice: z.object({ voice: words }),
  mixed: z.object({ mixed: z.object({ msg_item: z.array(z.unknown()) }) }),
}

const named = z.object({ eventtype: z.string() })
const clicked = z.object({ event_key: z.string(), task_id: z.string() })
const judged = z.object({
  id: z.string().catch(''),
  type: z.coerce.number(),
  content: z.string().catch(''),
  inaccurate_reason_list: z.array(z.coerce.number()).catch([]),
})

/** Total but for one thing: a push that names nobody cannot be answered and is null. */
export function parseBotPush(reqId: string, body: unknown): BotPush | null {
  const head = envelope.safeParse(body)
  if (!head.success) return null
  const { msgid, create_time, aibotid, chatid, chattype, from, msgtype } = head.data
  return {
    reqId,
    msgid: msgid ?? nameOf(body),
    botId: aibotid,
    groupId: chattype === 'group' ? (chatid ?? '') : null,
    userid: from.userid,
    event: msgtype === 'event',
    sentAt: create_time ?? null,
    content: msgtype === 'event' ? eventIn(body) : messageIn(msgtype, body, quotedIn(head.data.quote)),
  }
}

/** One live connection for a robot: this one has just been replaced (§7.1). */
export function isKick(body: unknown): boolean {
  const parsed = z.object({ event: named }).safeParse(body)
  return parsed.success && parsed.data.event.eventtype === 'disconnected_event'
}

function messageIn(msgtype: string, body: unknown, quoted: string | null): BotContent {
  switch (msgtype) {
    case 'text': {
      const parsed = bodies.text.safeParse(body)
      if (parsed.success) return { kind: 'text', text: parsed.data.text.content, quoted }
      break
    }
    case 'voice': {
      const parsed = bodies.voice.safeParse(body)
      if (parsed.success) return { kind: 'voice', text: parsed.data.voice.content, quoted }
      break
    }
    case 'image':
    case 'file':
    case 'video': {
      const file = fileIn(msgtype, body)
      if (file) return file
      break
    }
    case 'mixed': {
      const parsed = bodies.mixed.safeParse(body)
      const items = parsed.success ? parsed.data.mixed.msg_item.map(itemIn).filter((item) => item !== null) : []
      if (items.length > 0) return { kind: 'mixed', items, quoted }
      break
    }
  }
  return { kind: 'unknown', of: msgtype, raw: body }
}

function itemIn(item: unknown): { kind: 'text'; text: string } | BotFile | null {
  const text = bodies.text.safeParse(item)
  return text.success ? { kind: 'text', text: text.data.text.content } : fileIn('image', item)
}

function fileIn(kind: BotFile['kind'], body: unknown): BotFile | null {
  const found = z.object({ [kind]: link }).safeParse(body)
  const { url, aeskey } = (found.success ? found.data[kind] : null) ?? { url: '', aeskey: '' }
  return url === '' ? null : { kind, url, aesKey: aeskey }
}

/** The words of what is quoted; a quoted picture has none. */
function quotedIn(quote: unknown): string | null {
  const said = z.union([bodies.text.transform((q) => q.text), bodies.voice.transform((q) => q.voice)]).safeParse(quote)
  if (said.success) return said.data.content
  const mixed = bodies.mixed.safeParse(quote)
  if (!mixed.success) return null
  const texts = mixed.data.mixed.msg_item.map(itemIn).flatMap((item) => (item?.kind === 'text' ? [item.text] : []))
  return texts.length > 0 ? texts.join('\n') : null
}

/** The documentation nests a click's fields in an object named like the event, the SDK's type has them beside it (§7.5): both are read. */
function eventIn(body: unknown): BotContent {
  const event = (body as { event?: Record<string, unknown> }).event ?? {}
  const name = named.safeParse(event)
  const type = name.success ? name.data.eventtype : 'event'
  const detail = { ...event, ...(event[type] as Record<string, unknown> | undefined) }
  if (type === 'enter_chat') return { kind: 'enter_chat' }
  if (type === 'template_card_event') {
    const click = clicked.safeParse(detail)
    if (click.success) return { kind: 'card_click', key: click.data.event_key, taskId: click.data.task_id }
  }
  if (type === 'feedback_event') {
    const feedback = judged.safeParse(detail)
    if (feedback.success) {
      const { id, type: verdict, content, inaccurate_reason_list: reasons } = feedback.data
      return { kind: 'feedback', id, verdict, text: content, reasons }
    }
  }
  return { kind: 'unknown', of: type, raw: body }
}

/** Same words, same name: a push without msgid can still be recognised. */
const nameOf = (body: unknown): string =>
  `x-${createHash('sha256')
    .update(JSON.stringify(body) ?? '')
    .digest('hex')
    .slice(0, 40)}`
