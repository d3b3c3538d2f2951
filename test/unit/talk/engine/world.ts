import { take } from '../../../../src/talk/dialogue/engine/take.ts'
import { begin } from '../../../../src/talk/dialogue/engine/thread.ts'
import type { Outcome, World } from '../../../../src/talk/dialogue/engine/world.ts'
import { type AskStep, type Flow, flowSchema } from '../../../../src/talk/dialogue/flow.ts'
import {
  type Answer,
  emptySession,
  type Fields,
  type FieldValue,
  type Input,
  type Session,
  type Thread,
} from '../../../../src/talk/dialogue/types.ts'
import { wording } from '../../../flows/stage.ts'

export const NOW = new Date('2026-03-02T01:00:00Z')
export const TEXTS = wording.common.texts

/** A step as a flow file has it; where it does not say so itself, its id, its field, its question and its act are called alike. */
export type Told = { kind: string; id?: string; field?: string; ask?: string; wrong?: string[] } & Record<
  string,
  unknown
>

interface About {
  id?: string
  version?: number
  /** A field beside those of the steps, or one with another label than its name. */
  fields?: Record<string, string | Record<string, unknown>>
  /** What is said where "name?" would not do. */
  texts?: Record<string, string>
}

/** A made-up flow of these steps. */
export function flowOf(steps: Told[], { id = 'complaint', version = 1, fields = {}, texts = {} }: About = {}): Flow {
  const whole = steps.map((step) => {
    const name = step.id ?? step.field ?? ''
    const own = step.kind === 'act' ? { do: step.field ?? name, say: {} } : { ask: name }
    return { id: name, field: name, ...own, ...step }
  })
  const asked = whole.flatMap(({ ask, wrong = [] }) => [...(ask ? [ask] : []), ...wrong])
  const labels = Object.entries(fields).map(([name, is]) => [name, typeof is === 'string' ? { label: is } : is])
  return flowSchema.parse({
    id,
    version,
    title: id,
    fields: {
      ...Object.fromEntries(whole.map(({ field }) => [field, { label: field }])),
      ...Object.fromEntries(labels),
    },
    steps: whole,
    texts: { ...Object.fromEntries(asked.map((name) => [name, `${name}?`])), ...texts },
  })
}

export const optionOf = (id: string, label = id, more: Record<string, unknown> = {}) => ({ id, label, ...more })

export const CONFIRM: Told = {
  kind: 'summary',
  field: 'confirmed',
  lists: [],
  options: [optionOf('yes', '没问题，提交')],
}
export const summary = (...lists: string[]): Told => ({
  kind: 'summary',
  id: 'confirm',
  lists,
  options: [optionOf('yes', '提交')],
})

/** The shipped dialogues and words, and made-up ones beside or instead of them. */
export const worldOf = (flows: Flow[], more: Partial<World> = {}): World => ({
  flows: { ...wording.flows, ...Object.fromEntries(flows.map((flow) => [flow.id, flow])) },
  common: wording.common,
  values: { draft_by: '3月5日' },
  offers: {},
  now: NOW,
  ...more,
})

/** A dialogue under way with these answers, in their order. */
export const threadOf = (flow: Flow, fields: Fields = {}, more: Partial<Thread> = {}): Thread => ({
  ...begin(flow, fields),
  trail: Object.keys(fields),
  ...more,
})

/** Somebody who has been shown the notice. */
export const sessionOf = (thread: Thread | null, more: Partial<Session> = {}): Session => ({
  ...emptySession,
  notice: wording.common.notice.version,
  leaving: null,
  thread,
  ...more,
})

export const mine = (text: string, more: Partial<FieldValue> = {}): FieldValue => ({ text, by: 'citizen', ...more })

export const saying = (text: string, seq = 9, fields: Fields = {}): Answer => ({
  type: 'answer',
  seq,
  text,
  parts: [{ seq, text }],
  understood: { fields, options: {} },
})
export const photo = (seq: number, kind: 'image' | 'voice' = 'image'): Input => ({
  type: 'media',
  seq,
  kind,
  media: `media-${seq}`,
})
export const location = (seq: number, known?: FieldValue): Input => ({
  type: 'location',
  seq,
  latitude: 30,
  longitude: 114,
  text: '幸福路12号',
  understood: { fields: known ? { place: known } : {}, options: {} },
})

export const stepOf = (flow: Flow, field: string): AskStep => flow.steps.find((step) => step.field === field) as AskStep

/** A dialogue in which one thing is said after the other. */
export function talk(session: Session, world: World, ...texts: string[]): Outcome {
  let outcome: Outcome = { session, lines: [], act: null }
  for (const [index, text] of texts.entries()) outcome = take(outcome.session, saying(text, index + 1), world)
  return outcome
}

/** What is said, a line each. */
export const heard = ({ lines }: Pick<Outcome, 'lines'>): string[] =>
  lines.map(({ said }) => (said.kind === 'text' ? said.text : said.head))

/** The same with what can be tapped, in order. */
export const read = ({ lines }: Pick<Outcome, 'lines'>): string[] =>
  lines.flatMap(({ said }) =>
    said.kind === 'text' ? [said.text] : [said.head, ...said.options.map(({ label }) => label)],
  )
