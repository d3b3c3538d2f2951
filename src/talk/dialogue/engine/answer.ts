import type { AskStep, Flow } from '../flow.ts'
import { chooseWhole, isNumber } from '../kinds/choose.ts'
import { KINDS, type Spoken } from '../kinds/index.ts'
import type { Answer, FieldValue, Option, Session, Thread } from '../types.ts'
import { ask, note, optionsOf, unread } from './ask.ts'
import { lookAt } from './conditions.ts'
import { addsMore, contactFor, isLost, submitsEarly, worthKeeping } from './misplaced.ts'
import { absorb, again, current, due, fill, proceed, withoutDependents } from './thread.ts'
import type { Line, Outcome, World } from './world.ts'

/** Photos and files never come here: they are kept whatever is being asked (received.ts). */
type Told = Exclude<Spoken, { type: 'media' }>

/** A text or a location meets the question that is open. */
export function answer(session: Session, thread: Thread, input: Told, world: World, lines: Line[]): Outcome {
  const flow = world.flows[thread.flow] as Flow
  const step = current(thread, world)
  if (!step) return proceed(session, world, lines)
  const heard = alert(thread, flow, step, input)
  // Words that answered a question that is no longer asked (a flow published meanwhile) are no answer to the next one.
  if (input.type === 'answer' && vanished(thread, flow)) return story(session, heard, input, world, lines)
  if (unseen(step, thread, input, world)) {
    // A summary may have been overtaken by a question that came with a published change.
    const onward = step.kind === 'summary' ? proceed : again
    return onward({ ...session, thread }, world, lines)
  }
  if (heard === thread && input.type === 'answer') {
    const elsewhere = misplaced(session, thread, step, input, world, lines)
    if (elsewhere) return elsewhere
  }
  const options = optionsOf(step, thread, world)
  const reading = KINDS[step.kind].read(input, step, thread, options, world.now)
  const alarmed = heard !== thread
  // Danger comes first, and what was said of it is no answer to the question that was open.
  if (alarmed && input.type === 'answer' && (step.kind !== 'narrative' || reading.is === 'wrong'))
    return proceed({ ...session, thread: withStory(heard, flow, input) }, world, lines)
  switch (reading.is) {
    case 'value': {
      const filled = fill(heard, flow, step.field, { ...reading.value, from: messagesOf(input) })
      const told = reading.also === 'story' ? withStory(filled, flow, input) : filled
      if (step.kind !== 'narrative' || input.type !== 'answer')
        return proceed({ ...session, thread: told }, world, lines)
      // Danger is spoken of before anything else.
      const kept = alarmed ? [] : note(world.common.texts.story_kept)
      return proceed({ ...session, thread: absorb(told, flow, input.understood) }, world, [...lines, ...kept])
    }
    case 'skip': {
      const declined: FieldValue = { text: '', skipped: true, from: messagesOf(input) }
      const filled = fill(heard, flow, step.field, declined)
      const told = reading.also === 'story' ? withStory(filled, flow, input) : filled
      return proceed({ ...session, thread: told }, world, lines)
    }
    case 'story':
      return keptBeside(session, heard, withStory(heard, flow, input), step, world, lines)
    case 'wrong': {
      const said = [...lines, ...slipped(reading.because, world)]
      const tells = input.type === 'answer' && !reading.because && worthKeeping(step, input.text, options)
      const told = tells ? withStory(heard, flow, input) : heard
      return keptBeside(session, heard, told, step, world, said)
    }
  }
}

/**
 * Words that joined the story and answered nothing: the question is asked once more and more easily, or whoever goes on telling would
 * be asked the same for ever. Words that nothing keeps are no answer. At the summary they are shown, and there is nothing to ask more easily.
 */
function keptBeside(
  session: Session,
  heard: Thread,
  told: Thread,
  step: AskStep,
  world: World,
  lines: Line[],
): Outcome {
  if (told === heard) return wrong(session, heard, step, world, lines)
  const said = [...lines, ...note(world.common.texts.added)]
  const open = step.kind !== 'summary' && due(told, world)?.id === step.id
  return open ? wrong(session, told, step, world, said) : proceed({ ...session, thread: told }, world, said)
}

/** What is meant for another question, for the dialogue itself, or for nothing: null where it may answer the open one. */
function misplaced(
  session: Session,
  thread: Thread,
  step: AskStep,
  input: Answer,
  world: World,
  lines: Line[],
): Outcome | null {
  const flow = world.flows[thread.flow] as Flow
  const { contact_kept, contact_declined, not_yet, rest_open } = world.common.texts
  if (chooseWhole(input.text, optionsOf(step, thread, world))) return null
  if (isLost(input.text, world)) return wrong(session, thread, step, world, lines)
  const kept = contactFor(step, thread, flow, input)
  if (kept) {
    const said = note(kept.declined ? contact_declined : contact_kept)
    return again({ ...session, thread: kept.thread }, world, [...lines, ...said])
  }
  if (submitsEarly(flow, step, input.text)) {
    const said = (text: string | undefined) => [...lines, ...note(text)]
    if (thread.wrong === 0 || !step.optional) return wrong(session, thread, step, world, said(not_yet))
    return proceed({ ...session, thread: restOpen(thread, flow, world) }, world, said(rest_open))
  }
  return step.kind !== 'narrative' && addsMore(input.text) ? story(session, thread, input, world, lines) : null
}

/** Whoever says "提交" again is done: what may be left open is, and the summary shows what there is. */
function restOpen(thread: Thread, flow: Flow, world: World): Thread {
  const step = due(thread, world)
  if (!step || step.kind === 'act' || !step.optional) return thread
  return restOpen(fill(thread, flow, step.field, { text: '', skipped: true }), flow, world)
}

const messagesOf = (input: Told): number[] =>
  input.type === 'answer' ? input.parts.map((part) => part.seq) : [input.seq]

const vanished = (thread: Thread, flow: Flow): boolean =>
  thread.asked !== null && !flow.steps.some((step) => step.id === thread.asked)

/** The number of an option that has since moved or was never shown, or a word for a summary that nobody has read yet. */
function unseen(step: AskStep, thread: Thread, input: Told, world: World): boolean {
  const options = optionsOf(step, thread, world)
  if (step.kind === 'summary' && unread(thread, world))
    return KINDS.summary.read(input, step, thread, options, world.now).is === 'value'
  const ids = (some: Option[]) => some.map((option) => option.id).join()
  return isNumber(input.text) && ids(thread.shown) !== ids(options)
}

/**
 * Danger may be spoken of at any moment: its field opens the safety question, which stands first in the flow. Spoken of again
 * after that question was answered, it is asked again; a question too many costs a tap.
 */
function alert(thread: Thread, flow: Flow, step: AskStep, input: Told): Thread {
  const danger = input.understood.fields.danger
  if (!danger || !('danger' in flow.fields) || lookAt(step.when, 'danger')) return thread
  return { ...thread, fields: { ...withoutDependents(thread.fields, flow, 'danger'), danger } }
}

/** Words about the matter that do not answer the question are never lost: they join the story, and the question stays. */
export function story(session: Session, thread: Thread, input: Answer, world: World, lines: Line[]): Outcome {
  const next = withStory(thread, world.flows[thread.flow] as Flow, input)
  if (next === thread) return proceed({ ...session, thread }, world, lines)
  return proceed({ ...session, thread: next }, world, [...lines, ...note(world.common.texts.added)])
}

function withStory(thread: Thread, flow: Flow, input: Told): Thread {
  const telling = flow.steps.find((step) => step.kind === 'narrative')
  if (!telling || input.type !== 'answer') return thread
  const before = thread.fields[telling.field]
  const said: FieldValue = { text: input.text, parts: input.parts, by: 'citizen' }
  const longer = before?.parts
    ? { ...before, ...said, text: `${before.text}\n${input.text}`, parts: [...before.parts, ...input.parts] }
    : said
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
