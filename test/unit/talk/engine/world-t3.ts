import { begin } from '../../../../src/talk/dialogue/engine/thread.ts'
import type { Common, Outcome, World } from '../../../../src/talk/dialogue/engine/world.ts'
import { type AskStep, type Flow, flowSchema } from '../../../../src/talk/dialogue/flow.ts'
import type { Answer, Fields, FieldValue, Input, Session, Thread } from '../../../../src/talk/dialogue/types.ts'
import { wording } from '../../../flows/stage.ts'

/** A step as a flow file has it; its id and its question are called like its field. */
type Told = { kind: string; field: string } & Record<string, unknown>

/** A made-up flow of these steps: every field is labelled by its own name, every question asks "<name>？". */
export function flowOf(steps: Told[], over: Record<string, unknown> = {}): Flow {
  const asks = steps.flatMap(({ field, wrong }) => [field, ...((wrong as string[]) ?? [])])
  return flowSchema.parse({
    id: 'complaint',
    version: 1,
    title: '',
    fields: Object.fromEntries(steps.map(({ field }) => [field, { label: field }])),
    steps: steps.map(({ kind, ...step }) => ({
      kind,
      id: step.field,
      ...(kind === 'act' ? {} : { ask: step.field }),
      ...step,
    })),
    texts: Object.fromEntries(asks.map((name) => [name, `${name}？`])),
    ...over,
  })
}

export const optionOf = (id: string, label: string, ...words: string[]) => ({ id, label, words })
export const CONFIRM: Told = {
  kind: 'summary',
  field: 'confirmed',
  lists: [],
  options: [optionOf('yes', '没问题，提交')],
}

/** These flows with the shipped common wording, or parts of another. */
export const worldOf = (flows: Flow[], common: Partial<Common> = {}): World => ({
  flows: Object.fromEntries(flows.map((flow) => [flow.id, flow])),
  common: { ...wording.common, ...common },
  values: { draft_by: '3月5日' },
  offers: {},
  now: new Date('2026-03-02T09:00:00Z'),
})

/** A dialogue under way with these answers, in their order. */
export const threadOf = (flow: Flow, fields: Fields = {}, over: Partial<Thread> = {}): Thread => ({
  ...begin(flow, fields),
  trail: Object.keys(fields),
  ...over,
})

export const sessionOf = (thread: Thread | null, over: Partial<Session> = {}): Session => ({
  thread,
  waiting: [],
  notice: wording.common.notice.version,
  filed: null,
  aside: null,
  leaving: null,
  ...over,
})

export const said = (text: string, seq = 9, fields: Fields = {}): Answer => ({
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

/** What the citizen reads, one line each. */
export const heard = ({ lines }: Outcome): string[] =>
  lines.map(({ said: each }) => (each.kind === 'text' ? each.text : each.head))

export const text = (name: string): string => wording.common.texts[name] as string
