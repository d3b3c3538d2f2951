import { take } from '../../../../src/talk/dialogue/engine/take.ts'
import { begin } from '../../../../src/talk/dialogue/engine/thread.ts'
import type { Outcome, World } from '../../../../src/talk/dialogue/engine/world.ts'
import { type Flow, flowSchema } from '../../../../src/talk/dialogue/flow.ts'
import {
  type Answer,
  emptySession,
  type Fields,
  type FieldValue,
  type Session,
  type Thread,
} from '../../../../src/talk/dialogue/types.ts'
import { wording } from '../../../flows/stage.ts'

export const NOW = new Date('2026-03-02T01:00:00Z')
export const TEXTS = wording.common.texts

type StepDraft = { kind: string; id: string; field?: string; ask?: string; [more: string]: unknown }

/** A small flow: a step asks by its own name and fills the field of that name; what it is called stands in `labels`. */
export function flowOf(
  id: string,
  steps: StepDraft[],
  texts: Record<string, string> = {},
  labels: Record<string, string> = {},
): Flow {
  const full = steps.map((step) => ({
    field: step.id,
    ...(step.kind === 'act' ? { do: step.id } : { ask: step.id }),
    ...step,
  }))
  const asked = Object.fromEntries(full.map((step) => [step.id, `${step.id}?`]))
  const fields = Object.fromEntries(full.map(({ field }) => [field, { label: field }]))
  const named = Object.fromEntries(Object.entries(labels).map(([name, label]) => [name, { label }]))
  return flowSchema.parse({
    id,
    version: 1,
    title: id,
    fields: { ...fields, ...named },
    steps: full,
    texts: { ...asked, ...texts },
  })
}

export const optionOf = (id: string, label: string, more: object = {}) => ({ id, label, ...more })

/** The shipped wording around made-up flows. */
export const worldOf = (flows: Flow[], more: Partial<World> = {}): World => ({
  flows: { ...wording.flows, ...Object.fromEntries(flows.map((flow) => [flow.id, flow])) },
  common: wording.common,
  values: {},
  offers: {},
  now: NOW,
  ...more,
})

export const saying = (text: string, seq = 1, fields: Fields = {}): Answer => ({
  type: 'answer',
  seq,
  text,
  parts: [{ seq, text }],
  understood: { fields, options: {} },
})

export const mine = (text: string, more: Partial<FieldValue> = {}): FieldValue => ({ text, by: 'citizen', ...more })

export const threadOf = (flow: Flow, fields: Fields = {}, more: Partial<Thread> = {}): Thread => ({
  ...begin(flow, fields),
  trail: Object.keys(fields),
  ...more,
})

/** Somebody who has been shown the notice. */
export const sessionOf = (thread: Thread | null, more: Partial<Session> = {}): Session => ({
  ...emptySession,
  notice: wording.common.notice.version,
  thread,
  ...more,
})

/** What is read: texts, heads and what can be tapped, in order. */
export const read = ({ lines }: Pick<Outcome, 'lines'>): string[] =>
  lines.flatMap(({ said }) => (said.kind === 'text' ? [said.text] : [said.head, ...said.options.map((o) => o.label)]))

/** A dialogue in which one thing is said after the other. */
export function talk(session: Session, world: World, ...texts: string[]): Outcome {
  let outcome: Outcome = { session, lines: [], act: null }
  for (const [index, text] of texts.entries()) outcome = take(outcome.session, saying(text, index + 1), world)
  return outcome
}
