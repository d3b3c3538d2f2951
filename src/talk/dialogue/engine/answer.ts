import type { AskStep, Flow } from '../flow.ts'
import { isNumber } from '../kinds/choose.ts'
import { bareContact } from '../kinds/contact.ts'
import { KINDS, type Spoken } from '../kinds/index.ts'
import { normalise } from '../normalise.ts'
import type { FieldValue, Session, Thread } from '../types.ts'
import { ask, note, optionsOf, unread } from './ask.ts'
import { lookAt } from './conditions.ts'
import { absorb, again, current, fill, proceed, withoutDependents } from './thread.ts'
import type { Line, Outcome, World } from './world.ts'

/** A text or a location meets the question that is open. */
export function answer(session: Session, thread: Thread, input: Spoken, world: World, lines: Line[]): Outcome {
  const flow = world.flows[thread.flow] as Flow
  const step = current(thread, world)
  if (!step) return proceed(session, world, lines)
  const heard = input.type === 'media' ? thread : alert(thread, flow, step, input)
  // What answered a question that is no longer asked (a flow published meanwhile) is no answer to the next one.
  if (vanished(thread, flow)) return story(session, heard, input, world, lines)
  if (unseen(step, thread, input, world)) {
    // A summary may have been overtaken by a question that came with a published change.
    const onward = step.kind === 'summary' ? proceed : again
    return onward({ ...session, thread }, world, lines)
  }
  if (heard === thread && input.type === 'answer' && TAKE_ANYTHING.includes(step.kind)) {
    const kept = contactFor(step, thread, flow, input)
    if (kept) return again({ ...session, thread: kept }, world, [...lines, ...note(world.common.texts.contact_kept)])
    if (submitsEarly(flow, input.text))
      return wrong(session, thread, step, world, [...lines, ...note(world.common.texts.not_yet)])
  }
  const reading = KINDS[step.kind].read(input, step, thread, optionsOf(step, thread, world), world.now)
  const alarmed = heard !== thread
  // Danger comes first, and what was said of it is no answer to the question that was open.
  if (alarmed && input.type === 'answer' && (step.kind !== 'narrative' || reading.is === 'wrong'))
    return proceed({ ...session, thread: withStory(heard, flow, input) }, world, lines)
  switch (reading.is) {
    case 'value': {
      const value = { ...reading.value, from: messagesOf(input) }
      const filled = fill(heard, flow, step.field, merged(heard.fields[step.field], value))
      const told = reading.also === 'story' ? withStory(filled, flow, input) : filled
      if (step.kind !== 'narrative' || input.type !== 'answer')
        return proceed({ ...session, thread: told }, world, lines)
      // Danger is spoken of before anything else.
      const kept = alarmed || heard.fields[step.field] ? [] : note(world.common.texts.story_kept)
      return proceed({ ...session, thread: absorb(told, flow, input.understood) }, world, [...lines, ...kept])
    }
    case 'skip': {
      const declined: FieldValue = { text: '', skipped: true, from: messagesOf(input) }
      const filled = fill(heard, flow, step.field, declined)
      const told = reading.also === 'story' ? withStory(filled, flow, input) : filled
      return proceed({ ...session, thread: told }, world, lines)
    }
    case 'story':
      return story(session, heard, input, world, lines)
    case 'wrong':
      return wrong(session, heard, step, world, [...lines, ...slipped(reading.because, world)])
  }
}

type Answer = Extract<Spoken, { type: 'answer' }>

/** Kinds that take any words: what is plainly meant for another question would pass for an answer. */
const TAKE_ANYTHING: AskStep['kind'][] = ['text', 'demands', 'party', 'place', 'contact']

/** A telephone number where something else was asked for: kept as the contact that has not been asked for yet. */
function contactFor(step: AskStep, thread: Thread, flow: Flow, input: Answer): Thread | null {
  const contact = flow.steps.find((each) => each.kind === 'contact' && thread.fields[each.field] === undefined)
  const value = contact && step.kind !== 'contact' ? bareContact(input.text) : null
  if (!contact || !value) return null
  return { ...fill(thread, flow, contact.field, { ...value, from: messagesOf(input) }), wrong: thread.wrong }
}

/** The words that submit, said whole: those that hold the label's "提交"; "好" may answer anything. */
function submitsEarly(flow: Flow, text: string): boolean {
  const said = normalise(text)
  return flow.steps.some(
    (step) =>
      step.kind === 'summary' &&
      step.options.some(
        ({ id, words }) => id === 'yes' && words.some((word) => word.includes('提交') && word === said),
      ),
  )
}

const messagesOf = (input: Spoken): number[] =>
  input.type === 'answer' ? input.parts.map((part) => part.seq) : [input.seq]

const vanished = (thread: Thread, flow: Flow): boolean =>
  thread.asked !== null && !flow.steps.some((step) => step.id === thread.asked)

/** The number of an option that has since moved, or a word for a summary that nobody has read yet. */
function unseen(step: AskStep, thread: Thread, input: Spoken, world: World): boolean {
  if (input.type !== 'answer') return false
  const options = optionsOf(step, thread, world)
  if (step.kind === 'summary' && unread(thread, world))
    return KINDS.summary.read(input, step, thread, options, world.now).is === 'value'
  if (thread.asked !== step.id) return false
  const offered = options.map((option) => option.id)
  return (
    isNumber(input.text) && thread.shown.length > 0 && thread.shown.map((option) => option.id).join() !== offered.join()
  )
}

/**
 * Danger may be spoken of at any moment: its field opens the safety question, which stands first in the flow. Spoken of again
 * after that question was answered, it is asked again; a question too many costs a tap.
 */
function alert(thread: Thread, flow: Flow, step: AskStep, input: Exclude<Spoken, { type: 'media' }>): Thread {
  const danger = input.understood.fields.danger
  if (!danger || !('danger' in flow.fields) || lookAt(step.when, 'danger')) return thread
  return { ...thread, fields: { ...withoutDependents(thread.fields, flow, 'danger'), danger } }
}

/** Words about the matter that do not answer the question are never lost: they join the story, and the question stays. */
function story(session: Session, thread: Thread, input: Spoken, world: World, lines: Line[]): Outcome {
  const next = withStory(thread, world.flows[thread.flow] as Flow, input)
  if (next === thread) return proceed({ ...session, thread }, world, lines)
  return proceed({ ...session, thread: next }, world, [...lines, ...note(world.common.texts.added)])
}

function withStory(thread: Thread, flow: Flow, input: Spoken): Thread {
  const telling = flow.steps.find((step) => step.kind === 'narrative')
  if (!telling || input.type !== 'answer') return thread
  const longer = merged(thread.fields[telling.field], { text: input.text, parts: input.parts, by: 'citizen' })
  return absorb({ ...thread, fields: { ...thread.fields, [telling.field]: longer } }, flow, input.understood)
}

const slipped = (because: string | undefined, world: World): Line[] =>
  because === undefined ? [] : note(world.common.texts[`slip_${because}`])

/** Two different, easier questions; then the question is left open where it may be, or a person is offered. */
function wrong(session: Session, thread: Thread, step: AskStep, world: World, lines: Line[]): Outcome {
  const easier = step.wrong[thread.wrong]
  if (easier !== undefined) {
    const asked = ask(step, { ...thread, wrong: thread.wrong + 1 }, world, easier)
    return { session: { ...session, thread: asked.thread }, lines: [...lines, ...asked.lines], act: null }
  }
  if (step.optional) {
    const flow = world.flows[thread.flow] as Flow
    const skipped = fill(thread, flow, step.field, { text: '', skipped: true })
    return proceed({ ...session, thread: skipped }, world, [...lines, ...note(world.common.texts.left_open)])
  }
  const asked = ask(step, { ...thread, wrong: thread.wrong + 1 }, world)
  return {
    session: { ...session, thread: asked.thread },
    lines: [...lines, ...note(world.common.texts.way_out), ...asked.lines],
    act: null,
  }
}

/** A story grows; anything else is replaced. */
function merged(before: FieldValue | undefined, value: FieldValue): FieldValue {
  if (!before?.parts || !value.parts) return value
  const from = [...(before.from ?? []), ...(value.from ?? [])]
  return { ...value, from, text: `${before.text}\n${value.text}`, parts: [...before.parts, ...value.parts] }
}
