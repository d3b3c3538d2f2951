import type { AskStep, Flow } from '../flow.ts'
import { normalise } from '../normalise.ts'
import { render } from '../texts.ts'
import type { Fields, FieldValue, Input, Session, Thread } from '../types.ts'
import { MENU_ITEMS, note, saidWith } from './ask.ts'
import { holds } from './conditions.ts'
import { keepDraft, leave } from './leave.ts'
import { ABOUT, asideSaid, open } from './open.ts'
import { came, isFiling, productFor, switched } from './products.ts'
import { again, begin, proceed, resume, withoutDependents } from './thread.ts'
import type { Line, Outcome, World } from './world.ts'

type CommandInput = Omit<Extract<Input, { type: 'command' }>, 'type'>

/** The citizen's commands work in every step of every flow (contract.md). */
export function command(session: Session, input: CommandInput, world: World, lines: Line[]): Outcome {
  // Only 重来 itself remembers that it was said just now.
  const calm = settle(session)
  const text = (name: string) => note(render(world.common.texts[name] ?? '', world.values))
  switch (input.name) {
    case 'complain':
      return complain(calm, input.arg, world, lines)
    case 'status':
    case 'mine':
      return aside(calm, 'status', {}, world, lines)
    case 'look_up':
      return aside(calm, 'status', { number: { text: input.arg, by: 'citizen' } }, world, lines)
    case 'notify':
    case 'supplement':
    case 'law':
    case 'hotlines':
    case 'received':
    case 'withdraw':
    case 'dispute':
    case 'review':
    case 'rate':
      return aside(calm, input.name, {}, world, lines)
    case 'person':
      return again(calm, world, [...lines, ...text('person').map((line): Line => ({ ...line, person: true }))])
    case 'privacy':
      return again(calm, world, [...lines, ...note(render(world.common.notice.text, world.values)), ...text('privacy')])
    case 'help':
      return help(calm, world, lines)
    case 'back':
      return back(calm, world, lines)
    case 'restart':
      return restart(session, world, lines)
    case 'leave':
      return input.arg === 'keep' ? keepDraft(calm, world, lines) : leave(calm, world, lines)
    case 'change':
      return change(calm, input.arg, world, lines)
    case 'add':
      return addTo(calm, world, lines)
  }
}

/** A command as an option of a flow names it: `leave`, `change place`. */
export function commanded(session: Session, wanted: string, seq: number, world: World, lines: Line[]): Outcome {
  const [name = 'help', arg = ''] = wanted.split(' ')
  return command(session, { seq, name: name as 'help', arg }, world, lines)
}

/** `to`: the way of filing that was named, or none: then the one that is under way, or waits, goes on. */
function complain(session: Session, to: string, world: World, lines: Line[]): Outcome {
  const { thread } = session
  const stays = (one: Thread) => to === '' || to === one.flow
  if (thread && isFiling(thread, world)) {
    if (stays(thread)) return again(session, world, lines)
    const said = [...lines, ...note(world.common.texts.product_changed)]
    return proceed({ ...session, thread: switched(thread, to, world) }, world, said)
  }
  const named = to === '' ? session : came(session, to)
  if (session.aside) return open(named, asideSaid(session.aside), world, lines)
  const parked = session.waiting.find((one) => isFiling(one, world))
  if (!parked) return proceed({ ...session, thread: begin(productFor(named, world)) }, world, lines)
  if (stays(parked)) return resume({ ...session, thread: null }, world, lines)
  const waiting = session.waiting.filter((one) => one !== parked)
  return proceed({ ...session, thread: switched(parked, to, world), waiting }, world, lines)
}

/** A side question: the dialogue under way waits and resumes afterwards; a second side question replaces the first. */
export function aside(session: Session, flowId: string, fields: Fields, world: World, lines: Line[]): Outcome {
  const flow = world.flows[flowId] as Flow
  const matter = session.thread && isFiling(session.thread, world) ? session.thread : null
  const waiting = matter ? [...session.waiting, matter] : session.waiting
  return proceed({ ...session, thread: begin(flow, fields), waiting }, world, lines)
}

/** A filing about a matter of the same person that is open: what was told is added to that one, and nothing is filed. */
function addTo(session: Session, world: World, lines: Line[]): Outcome {
  const { [ABOUT]: about, words, photos, place } = session.thread?.fields ?? {}
  if (!about || !words) return again(session, world, lines)
  const extra: FieldValue = { text: words.text, ...(words.parts ? { parts: words.parts } : {}), by: 'citizen' }
  const held = { ...(photos ? { photos } : {}), ...(place?.by === 'citizen' ? { place } : {}) }
  return aside(
    { ...session, thread: null },
    'supplement',
    { number: { text: about.text }, extra, ...held },
    world,
    lines,
  )
}

function help(session: Session, world: World, lines: Line[]): Outcome {
  const text = render(world.common.texts.help ?? '', world.values)
  if (session.thread) return again(session, world, [...lines, ...note(text)])
  return { session, lines: [...lines, ...menu(text, world)], act: null }
}

export function menu(text: string, world: World): Line[] {
  return saidWith(text, world.common.menu, (item) => `menu/${item.id}`)
}

function back(session: Session, world: World, lines: Line[]): Outcome {
  const thread = session.thread
  const last = thread?.trail.at(-1)
  if (thread && last !== undefined) return proceed({ ...session, thread: without(thread, last, world) }, world, lines)
  if (session.waiting.length > 0) return resume({ ...session, thread: null }, world, lines)
  return again(session, world, [...lines, ...note(world.common.texts.nothing_back)])
}

function without(thread: Thread, field: string, world: World): Thread {
  const flow = world.flows[thread.flow] as Flow
  const { [field]: _gone, ...rest } = withoutDependents(thread.fields, flow, field)
  return { ...thread, fields: rest, trail: thread.trail.filter((name) => name !== field), wrong: 0, asked: null }
}

/** Throwing answers away takes saying it twice. */
function restart(session: Session, world: World, lines: Line[]): Outcome {
  const thread = session.thread
  if (!thread) return complain(session, '', world, lines)
  if (!thread.restarting) {
    return {
      session: { ...session, thread: { ...thread, restarting: true } },
      lines: [...lines, ...note(world.common.texts.restart)],
      act: null,
    }
  }
  const flow = world.flows[thread.flow] as Flow
  return proceed({ ...session, thread: begin(flow) }, world, [...lines, ...note(world.common.texts.restarted)])
}

export function settle(session: Session): Session {
  return session.thread ? { ...session, thread: { ...session.thread, restarting: false } } : session
}

/** `改 地点`: by the field's label or name; without one, the fields that can be changed are offered. */
function change(session: Session, arg: string, world: World, lines: Line[]): Outcome {
  const thread = session.thread
  if (!thread) return { session, lines: [...lines, ...note(world.common.texts.nothing_to_change)], act: null }
  const flow = world.flows[thread.flow] as Flow
  const wanted = normalise(arg)
  const askable = flow.steps.filter((step) => step.kind !== 'act' && step.kind !== 'summary')
  const names = [...new Set(askable.map((step) => step.field))]
  const called = (name: string) => [flow.fields[name]?.label ?? '', ...(flow.fields[name]?.also ?? [])].map(normalise)
  const found = names.find(
    (name) => name === wanted || (wanted !== '' && called(name).some((word) => word.includes(wanted))),
  )
  if (found !== undefined) {
    const asking = { ...without(thread, found, world), correcting: found }
    return proceed({ ...session, thread: asking }, world, lines)
  }
  const offered = changeable(thread, askable)
  if (offered.length === 0) return again(session, world, [...lines, ...note(world.common.texts.nothing_to_change)])
  const options = offered.map((name) => ({ id: name, label: flow.fields[name]?.label ?? name }))
  const asked = saidWith(world.common.texts.change_what ?? '', options, (option) => `change/${option.id}`)
  return { session: { ...session, thread: { ...thread, changing: options } }, lines: [...lines, ...asked], act: null }
}

/** What has been answered; after that, what nobody asks for and may be added here. */
function changeable(thread: Thread, askable: AskStep[]): string[] {
  const known = askable.filter(({ field }) => thread.fields[field] !== undefined)
  const free = askable.filter((step) => step.volunteered && holds(step.when, thread.fields))
  const names = [...new Set([...known, ...free].map(({ field }) => field))]
  return known.length === 0 ? [] : names.slice(0, MENU_ITEMS)
}
