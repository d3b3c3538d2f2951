import { begin } from '../../../../src/talk/dialogue/engine/index.ts'
import { type Flow, flowSchema, stepSchema } from '../../../../src/talk/dialogue/flow.ts'
import type { World } from '../../../../src/talk/dialogue/index.ts'
import type { Fields, Input, Session, Thread } from '../../../../src/talk/dialogue/types.ts'
import { wording } from '../../../flows/stage.ts'

type Given = { id: string; kind: string; field?: string } & Record<string, unknown>

/** A made-up way of asking: a step asks for the field of its name, each field and each question is called by its name. */
export function asking(steps: Given[], { id = 'made_up', version = 1, fields = [] as string[] } = {}): Flow {
  const whole = steps.map((step) => {
    const own = step.kind === 'act' ? { do: 'tell', say: {} } : { ask: step.id }
    return stepSchema.parse({ field: step.id, ...own, ...step })
  })
  const names = [...new Set([...whole.map((step) => step.field), ...fields])]
  return flowSchema.parse({
    id,
    version,
    title: id,
    fields: Object.fromEntries(names.map((name) => [name, { label: name }])),
    steps: whole,
    texts: Object.fromEntries(whole.map((step) => [step.id, `${step.id}?`])),
  })
}

export const option = (id: string, label = id, more: Record<string, unknown> = {}) => ({ id, label, ...more })

export const summary = (...lists: string[]): Given => ({
  id: 'confirm',
  kind: 'summary',
  lists,
  options: [option('yes', '提交')],
})

/** The shipped dialogues, and made-up ones beside or instead of them. */
export const worldWith = (flows: Flow[], over: Partial<World> = {}): World => ({
  flows: { ...wording.flows, ...Object.fromEntries(flows.map((flow) => [flow.id, flow])) },
  common: wording.common,
  values: {},
  offers: {},
  now: new Date('2026-03-02T09:00:00Z'),
  ...over,
})

export const under = (flow: Flow, fields: Fields, over: Partial<Thread> = {}): Thread => ({
  ...begin(flow, fields),
  trail: Object.keys(fields),
  ...over,
})

export const sessionOf = (over: Partial<Session> = {}): Session => ({
  thread: null,
  waiting: [],
  notice: wording.common.notice.version,
  filed: null,
  aside: null,
  ...over,
})

export const saying = (text: string, seq = 9): Extract<Input, { type: 'answer' }> => ({
  type: 'answer',
  seq,
  text,
  parts: [{ seq, text }],
  understood: { fields: {}, options: {} },
})
