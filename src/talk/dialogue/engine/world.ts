import type { Flow } from '../flow.ts'
import type { Option, Said, Session } from '../types.ts'

/** Everything a step may look at beside the session: published flows, common wording, values of this office, the time. */
export interface World {
  flows: Record<string, Flow>
  common: Common
  values: Record<string, string>
  /** Options for choices that read them `from` outside, when the citizen's words gave none. */
  offers: Record<string, Option[]>
  now: Date
  /** The platform objected to this person's words: nothing of theirs is said back. */
  noEcho?: true
  /** The turn under way: what it asks cannot be answered before it ends. */
  turn?: string
}

export interface Common {
  notice: { version: string; text: string }
  commands: Record<string, string[]>
  /** Ways of filing by the name of their flow: words and entry links that lead to each, and how whoever comes by a link is met. */
  products: Record<string, { words: string[]; scenes: string[]; hello: string }>
  /** Words that open nothing: greetings. */
  smalltalk: string[]
  thanks: string[]
  /** What is asked of the service itself, by words of the question, and the answer. */
  questions: Record<string, { words: string[]; say: string }>
  /** "看不懂": a question was not understood. */
  lost: string[]
  texts: Record<string, string>
  /** What 改 may be followed by: names and labels of the fields that are asked for (load.ts reads them from the flows). */
  changeable: string[]
  /** Menu shown when nothing is under way. */
  menu: { id: string; label: string; command: string }[]
}

/**
 * A question replaces an earlier question of the same turn; a note is said once. `goesOn`: the same question, in one message more.
 * `person`: said where nobody of the office can take the conversation over. `echo`: repeats words of the person.
 */
export type Line = { role: 'note' | 'ask'; said: Said; goesOn?: true; person?: true; echo?: true }

export interface Outcome {
  session: Session
  lines: Line[]
  act: { step: string; name: string } | null
}
