import type { AskStep, Flow, Step } from '../flow.ts'
import type { ActResult, Fields, FieldValue, Session, Thread, Understood } from '../types.ts'
import { ask, askWhich, note, wordsOf } from './ask.ts'
import { followsOn, holds, lookAt } from './conditions.ts'
import { editionOf } from './edition.ts'
import { migrate } from './migrate.ts'
import type { Line, Outcome, World } from './world.ts'

export function begin(flow: Flow, fields: Fields = {}): Thread {
  return {
    flow: flow.id,
    version: flow.version,
    fields,
    trail: [],
    asked: null,
    wrong: 0,
    shown: [],
    offers: {},
    restarting: false,
    under: editionOf(flow),
  }
}

/** The step that is due: conditions hold, field still missing. Also right after a published change or an undone answer. */
export function due(thread: Thread, world: World): Step | null {
  const steps = world.flows[thread.flow]?.steps ?? []
  const correcting = steps.filter((step) => step.field === thread.correcting && wanted(step, thread))
  const asked = correcting.find((step) => holds(step.when, thread.fields)) ?? correcting.at(-1)
  return asked ?? steps.find((step) => wanted(step, thread)) ?? null
}

function wanted(step: Step, thread: Thread): boolean {
  if (thread.fields[step.field] !== undefined) return false
  if (thread.correcting === step.field) return true
  if (step.kind !== 'act' && step.volunteered) return false
  return holds(step.when, thread.fields)
}

/** The question the citizen is answering: the one seen last if it is still open, else the one that is due. */
export function current(thread: Thread, world: World): AskStep | null {
  const seen = world.flows[thread.flow]?.steps.find((step) => step.id === thread.asked)
  const open = seen && wanted(seen, thread) ? seen : due(thread, world)
  return open && open.kind !== 'act' ? open : null
}

/** Goes on until a question is asked, an act is due, or the dialogue ends (then an interrupted one resumes). */
export function proceed(session: Session, world: World, lines: Line[]): Outcome {
  const thread = session.thread
  if (!thread) return idle(session, world, lines)
  const step = due(thread, world)
  if (step === null) return resume({ ...session, thread: null }, world, lines)
  if (step.kind === 'act') return { session, lines, act: { step: step.id, name: step.do } }
  const { told, news } = announce(thread, step, world)
  const asked = ask(step, { ...told, wrong: 0 }, world)
  return { session: { ...session, thread: asked.thread }, lines: [...lines, ...news, ...asked.lines], act: null }
}

/** A question that came with a published change is announced, once for all that came with it. */
function announce(thread: Thread, step: AskStep, world: World): { told: Thread; news: Line[] } {
  if (!thread.news?.includes(step.field)) return { told: thread, news: [] }
  const { news: _said, ...told } = thread
  return { told, news: note(world.common.texts.flow_changed) }
}

/** Nothing is under way; a text may still wait to be told where it belongs. Nobody is left without a word. */
const idle = (session: Session, world: World, lines: Line[]): Outcome => ({
  session,
  lines: session.aside
    ? [...lines, ...askWhich(session, world)]
    : lines.length > 0
      ? lines
      : note(world.common.texts.left),
  act: null,
})

/** The open question once more. */
export function again(session: Session, world: World, lines: Line[]): Outcome {
  const thread = session.thread
  const step = thread ? current(thread, world) : null
  if (!thread || !step) return proceed(session, world, lines)
  const asked = ask(step, thread, world)
  return { session: { ...session, thread: asked.thread }, lines: [...lines, ...asked.lines], act: null }
}

export function resume(session: Session, world: World, lines: Line[]): Outcome {
  const last = session.waiting.at(-1)
  if (!last) return idle(session, world, lines)
  const thread = migrate(last, world)
  const waiting = session.waiting.slice(0, -1)
  const note: Line = { role: 'note', said: { kind: 'text', text: world.common.texts.resumed ?? '' } }
  return proceed({ ...session, thread, waiting }, world, [...lines, note])
}

/** The act was carried out: say what it says, keep what it gives, go on. */
export function acted(session: Session, stepId: string, result: ActResult, world: World): Outcome {
  const thread = session.thread
  const flow = thread ? world.flows[thread.flow] : undefined
  const step = flow?.steps.find((each) => each.id === stepId)
  if (!thread || !flow || step?.kind !== 'act') throw new Error(`no act ${stepId} is under way`)
  if (!(result.say in step.say))
    throw new Error(`flow ${flow.id}, step ${step.id}: the act answered "${result.say}", which has no text`)
  const wording = step.say[result.say]
  const fields = { ...thread.fields, ...result.fields, [step.field]: { text: result.say, id: result.say } }
  const template = wording ? (flow.texts[wording] ?? '') : ''
  const { text, echo } = wordsOf(template, thread.fields, flow, world, { values: result.values })
  const lines: Line[] = text === '' ? [] : [{ role: 'note', said: { kind: 'text', text }, ...echo }]
  const { product: _done, ...filed } = session
  const next = {
    ...(result.filed ? filed : session),
    thread: { ...thread, fields },
    filed: result.filed ?? session.filed,
  }
  return proceed(next, world, lines)
}

/** An answer is kept; what depended on the old one (a confirmed summary, a question asked because of it) has to be asked again. */
export function fill(thread: Thread, flow: Flow, field: string, value: FieldValue): Thread {
  const fields = withoutDependents(thread.fields, flow, field)
  const trail = thread.trail.filter((name) => name !== field && name in fields)
  return { ...thread, fields: { ...fields, [field]: value }, trail: [...trail, field], wrong: 0, correcting: null }
}

export function withoutDependents(fields: Fields, flow: Flow, changed: string): Fields {
  const gone = flow.steps
    .filter((step) => step.field !== changed)
    .filter((step) => lookAt(step.when, changed) || (step.kind === 'summary' && !followsOn(step, changed, flow)))
    .map((step) => step.field)
  if (!gone.some((name) => name in fields)) return fields
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !gone.includes(name)))
}

/** Fields the words filled by themselves; never over an answer. They are shown in the summary and confirmed there. */
export function absorb(thread: Thread, flow: Flow, understood: Understood): Thread {
  const news = Object.entries(understood.fields).filter(
    ([name]) => name in flow.fields && (thread.fields[name] === undefined || thread.fields[name]?.by === 'understood'),
  )
  const named = news.map(([name, value]): [string, FieldValue] => [name, inWords(flow, name, value)])
  return {
    ...thread,
    fields: { ...thread.fields, ...Object.fromEntries(named) },
    offers: { ...thread.offers, ...understood.options },
  }
}

/** An option that was understood is shown like one that was chosen. */
function inWords(flow: Flow, field: string, value: FieldValue): FieldValue {
  const options = flow.steps.flatMap((step) => (step.kind === 'choice' && step.field === field ? step.options : []))
  const label = options.find((option) => option.id === value.id)?.label
  return value.text === '' && label !== undefined ? { ...value, text: label } : value
}
