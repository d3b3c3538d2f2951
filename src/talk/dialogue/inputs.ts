import type { InboundBody } from '../channel/index.ts'
import type { Input, Understood } from './types.ts'

export interface Pending {
  seq: number
  author: string
  body: InboundBody
  sentAt: Date
  receivedAt: Date
  /** Our id of the file that came with it. */
  media: string | null
  /** For a recall: which earlier message it takes back. */
  recalledSeq: number | null
}

/** A text of these is never read by a model: what was tapped, and what is a command or a number. */
export interface Recognise {
  isCommand(text: string): boolean
}

/** One thing to hear. Texts that need understanding are named here, purely; reading them may be slow and happens elsewhere. */
export type Heard =
  | { kind: 'words'; seq: number; text: string; parts: { seq: number; text: string }[] }
  | { kind: 'place'; seq: number; text: string; latitude: number; longitude: number }
  | { kind: 'ready'; input: Input }

/** WeCom cuts nothing inbound, people paste whole letters: what is read at once is bounded, what is kept is not. */
export const READ_AT_MOST = 12_000

/**
 * Messages that came before the citizen could see an answer belong together: their texts are one answer, at the place of the
 * first. A command or a tap in between ends it. Photos keep their order after the words.
 */
export function hear(pending: Pending[], recognise: Recognise): Heard[] {
  const heard: Heard[] = []
  let words: Extract<Heard, { kind: 'words' }> | null = null
  for (const message of pending) {
    const { seq, body } = message
    const text = wordsOf(body)
    if (text !== null && text.trim() !== '' && !recognise.isCommand(text)) {
      if (words === null) {
        words = { kind: 'words', seq, text, parts: [{ seq, text }] }
        heard.push(words)
        continue
      }
      words.text = `${words.text}\n${text}`
      words.parts.push({ seq, text })
      continue
    }
    const one = single(message)
    if (one.kind === 'ready' && (one.input.type === 'tap' || one.input.type === 'answer')) words = null
    heard.push(one)
  }
  return heard
}

function wordsOf(body: InboundBody): string | null {
  if (body.kind === 'text') return body.menuId ? null : body.text
  // A voice that the platform has put into words.
  if (body.kind === 'voice') return 'text' in body ? body.text : null
  return body.kind === 'shared' ? body.text : null
}

function single({ seq, body, media, recalledSeq }: Pending): Heard {
  switch (body.kind) {
    case 'text':
      if (body.menuId) return ready({ type: 'tap', seq, menuId: body.menuId, text: body.text })
      // A command keeps its words; Botkit hears which one it is. An empty text is nothing we can read.
      return body.text.trim() === '' ? unreadable(seq, 'text') : ready(answerOf(seq, body.text))
    case 'voice':
      if ('text' in body) return body.text.trim() === '' ? unreadable(seq, 'voice') : ready(answerOf(seq, body.text))
      return media === null ? unreadable(seq, body.kind) : ready({ type: 'media', seq, kind: body.kind, media })
    case 'image':
    case 'video':
    case 'file':
      return media === null ? unreadable(seq, body.kind) : ready({ type: 'media', seq, kind: body.kind, media })
    case 'location':
      return {
        kind: 'place',
        seq,
        text: [body.name, body.address].filter(Boolean).join(' ') || `${body.latitude},${body.longitude}`,
        latitude: body.latitude,
        longitude: body.longitude,
      }
    case 'entered':
      return ready({ type: 'entered', seq, scene: body.scene })
    case 'recalled':
      return ready({ type: 'recalled', seq, recalledSeq: recalledSeq ?? -1 })
    default:
      return unreadable(seq, body.kind)
  }
}

const ready = (input: Input): Heard => ({ kind: 'ready', input })
const unreadable = (seq: number, kind: string): Heard => ready({ type: 'unreadable', seq, kind })
const answerOf = (seq: number, text: string): Input => ({
  type: 'answer',
  seq,
  text,
  parts: [{ seq, text }],
  understood: { fields: {}, options: {} },
})

export function inputOf(heard: Heard, understood: Understood): Input {
  switch (heard.kind) {
    case 'ready':
      return heard.input
    case 'words':
      return { type: 'answer', seq: heard.seq, text: heard.text, parts: heard.parts, understood }
    case 'place':
      return {
        type: 'location',
        seq: heard.seq,
        latitude: heard.latitude,
        longitude: heard.longitude,
        text: heard.text,
        understood,
      }
  }
}
