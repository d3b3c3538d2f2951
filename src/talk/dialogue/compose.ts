import type { Content } from '../channel/index.ts'
import type { Line } from './engine/index.ts'

/** A question may be overtaken while it waits to be sent; what was told may not. */
export interface Reply {
  content: Content
  question: boolean
  /** Repeats words of the person. */
  echo?: true
}

/**
 * What a turn said, as messages. Only the last question stays (the earlier ones were overtaken within the turn), a note is said
 * once, and notes are joined: five messages are all the platform allows until the citizen writes again.
 */
export function compose(lines: Line[]): Reply[] {
  const asks = lastQuestion(lines).map((line): Reply => ({ content: line.said, question: true, ...echoOf([line]) }))
  const notes = lines.filter((line) => line.role === 'note' && textOf(line) !== '')
  const head = [...new Set(notes.map(textOf))].join('\n\n')
  if (head === '') return asks
  return [{ content: { kind: 'text', text: head }, question: false, ...echoOf(notes) }, ...asks]
}

/** The question of one step may take two messages: a long summary and its menu. */
function lastQuestion(lines: Line[]): Line[] {
  const asks = lines.filter((line) => line.role === 'ask')
  return asks.slice(asks.at(-2)?.goesOn ? -2 : -1)
}

const echoOf = (said: { echo?: true }[]): { echo?: true } => (said.some(({ echo }) => echo) ? { echo: true } : {})

const textOf = (line: Line): string => (line.said.kind === 'text' ? line.said.text : line.said.head)

/** The same in one message where it fits, for a code that sends exactly one (wecom.md §3.6). */
export function composeOne(lines: Line[]): Reply[] {
  const all = compose(lines)
  const last = all.at(-1)?.content
  const texts = all.slice(0, -1).map(({ content }) => (content.kind === 'text' ? content.text : content.head))
  if (!last || texts.length === 0) return all
  const head = [...texts, last.kind === 'text' ? last.text : last.head].join('\n\n')
  const content = last.kind === 'text' ? { kind: 'text' as const, text: head } : { ...last, head }
  return [{ content, question: false, ...echoOf(all) }]
}
