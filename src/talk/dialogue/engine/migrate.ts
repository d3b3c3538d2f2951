import type { AskStep, Flow } from '../flow.ts'
import { KINDS } from '../kinds/index.ts'
import { type Edition, type Fields, type FieldValue, nothingUnderstood, type Option, type Thread } from '../types.ts'
import { optionsOf } from './ask.ts'
import { holds } from './conditions.ts'
import { editionOf } from './edition.ts'
import type { World } from './world.ts'

/** What a published change does to a dialogue under way, by field. */
export interface Change {
  /** Answers that stand as they are, or as the new question reads them. */
  kept: Fields
  /** Answers to questions that are gone, or that do not fit the question as it is now. */
  putAside: Fields
  /** Questions to ask that were not there before, or whose answer no longer fits. */
  news: string[]
}

/**
 * A dialogue that began under other questions goes on under those published now: every answer keeps its field, and nothing that
 * was said is thrown away. A summary has to be read again before it can be confirmed.
 */
export function migrate(thread: Thread, world: World): Thread {
  const flow = world.flows[thread.flow]
  if (!flow) return thread
  const edition = editionOf(flow)
  if (thread.under ? thread.under.mark === edition.mark : thread.version === flow.version) return thread
  const { kept, putAside, news } = changes(thread, world)
  const { summary: _shown, changing: _offered, news: _old, putAside: _before, ...rest } = thread
  return {
    ...rest,
    version: flow.version,
    under: edition,
    fields: kept,
    trail: thread.trail.filter((name) => name in kept),
    asked: sameQuestion(thread, flow) ? thread.asked : GONE,
    ...(Object.keys(putAside).length > 0 ? { putAside } : {}),
    ...(news.length > 0 ? { news } : {}),
  }
}

/** No step has this id: what is said next answers no question of the flow as it is now (answer.ts). */
const GONE = ''

function sameQuestion({ asked, under }: Thread, flow: Flow): boolean {
  const step = flow.steps.find((each) => each.id === asked)
  return asked === null || (step !== undefined && (under?.kinds[step.field] ?? step.kind) === step.kind)
}

export function changes(thread: Thread, world: World): Change {
  const flow = world.flows[thread.flow] as Flow
  const kept: Fields = {}
  const putAside: Fields = { ...thread.putAside }
  for (const [name, value] of Object.entries(thread.fields)) {
    const step = stepOf(flow, name, thread)
    if (step?.kind === 'summary') continue
    const fitting = !(name in flow.fields) ? null : step ? refit(step, name, value, thread, world) : value
    if (fitting) kept[name] = fitting
    else putAside[name] = value
  }
  // What an earlier change put aside comes back where its question does.
  for (const [name, value] of Object.entries(thread.putAside ?? {})) {
    const step = name in thread.fields ? undefined : stepOf(flow, name, thread)
    const fitting = step && step.kind !== 'summary' ? refitAnew(step, value, thread, world) : null
    if (!fitting) continue
    kept[name] = fitting
    delete putAside[name]
  }
  return { kept, putAside, news: unasked(flow, thread.under, kept, putAside) }
}

function stepOf(flow: Flow, field: string, thread: Thread): AskStep | undefined {
  const steps = flow.steps.filter((step): step is AskStep => step.field === field && step.kind !== 'act')
  return steps.find((step) => holds(step.when, thread.fields)) ?? steps[0]
}

function unasked(flow: Flow, under: Edition | undefined, kept: Fields, putAside: Fields): string[] {
  const open = flow.steps.filter(
    (step) => step.kind !== 'act' && step.kind !== 'summary' && !step.volunteered && !(step.field in kept),
  )
  const fresh = (field: string) => field in putAside || (under !== undefined && !(field in under.kinds))
  return [...new Set(open.map((step) => step.field))].filter(fresh)
}

/** The answer as the question of today takes it; null where it has to be asked again. */
function refit(step: AskStep, name: string, value: FieldValue, thread: Thread, world: World): FieldValue | null {
  const fixed = step.kind === 'choice' && step.from === undefined
  if (!fixed && !value.skipped && (thread.under?.kinds[name] ?? step.kind) === step.kind) return value
  return refitAnew(step, value, thread, world)
}

function refitAnew(step: AskStep, value: FieldValue, thread: Thread, world: World): FieldValue | null {
  if (value.skipped) return step.optional ? value : null
  // What runs a command is no answer, though it may be called as one was.
  const options = optionsOf(step, thread, world).filter((option) => !option.command)
  if (options.some((option) => option.id === value.id)) return value
  if (value.media) return step.kind === 'photos' ? value : null
  return reread(step, value, thread, options, world)
}

function reread(step: AskStep, value: FieldValue, thread: Thread, options: Option[], world: World): FieldValue | null {
  const parts = value.parts ?? [{ seq: value.from?.[0] ?? 0, text: value.text }]
  const seq = parts[0]?.seq ?? 0
  const said = { type: 'answer' as const, seq, text: value.text, parts, understood: nothingUnderstood }
  const reading = KINDS[step.kind].read(said, step, thread, options, world.now)
  if (reading.is !== 'value') return null
  return { ...reading.value, ...(value.from ? { from: value.from } : {}), ...(value.by ? { by: value.by } : {}) }
}
