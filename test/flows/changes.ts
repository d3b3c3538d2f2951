import { type Flow, type Step, stepSchema } from '../../src/talk/dialogue/flow.ts'
import type { Wording } from '../../src/talk/dialogue/index.ts'
import { wording } from './stage.ts'

/** The next version of the complaint: a question more, a question less, other options, other kinds. */
export const CHANGES: Record<string, (flow: Flow) => Flow> = {
  'a question more, before the summary': (flow) => ({
    ...flow,
    fields: { ...flow.fields, since: { label: '从什么时候起', also: [], personal: false, given: false } },
    steps: flow.steps.flatMap((step): Step[] =>
      step.kind === 'summary'
        ? [
            stepSchema.parse({ kind: 'text', id: 'since', field: 'since', ask: 'since', optional: true }),
            { ...step, lists: [...step.lists, 'since'] },
          ]
        : [step],
    ),
    texts: { ...flow.texts, since: '从什么时候开始的？' },
  }),
  'the place is no longer asked for': (flow) => {
    const { place: _gone, ...fields } = flow.fields
    return { ...flow, fields, steps: flow.steps.filter((step) => step.field !== 'place') }
  },
  'every choice offers other things': (flow) => ({
    ...flow,
    steps: flow.steps.map((step) =>
      step.kind === 'choice' && !step.from
        ? { ...step, options: step.options.map((option) => ({ ...option, id: `${option.id}2` })).reverse() }
        : step,
    ),
  }),
  'the wish is asked for as a place': (flow) => ({
    ...flow,
    steps: flow.steps.map((step) =>
      step.field === 'want' && step.kind !== 'act'
        ? stepSchema.parse({ kind: 'place', id: step.id, field: 'want', ask: step.ask, optional: true })
        : step,
    ),
  }),
}

export const changed = (change: (flow: Flow) => Flow): Wording => {
  const complaint = wording.flows.complaint as Flow
  const next = { ...change(complaint), version: complaint.version + 1 }
  return { ...wording, flows: { ...wording.flows, complaint: next } }
}
