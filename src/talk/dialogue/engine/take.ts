import type { Flow } from '../flow.ts'
import { choose, chooseWhole, isNumber } from '../kinds/choose.ts'
import { isStory } from '../kinds/kind.ts'
import { render } from '../texts.ts'
import { type Answer, type Input, nothingUnderstood, type Session, type Thread } from '../types.ts'
import { answer } from './answer.ts'
import { aboutWhich, note, optionsOf } from './ask.ts'
import { command, commanded, menu, settle } from './command.ts'
import { COMPLETE, completing } from './complete.ts'
import { corrected } from './correction.ts'
import { asideAnswer, idleText } from './idle.ts'
import { leaving, leavingAnswer } from './leave.ts'
import { migrate } from './migrate.ts'
import { commandDenied, questioned } from './misplaced.ts'
import { asideSaid, open } from './open.ts'
import { came, isFiling, outgrows, productOfScene } from './products.ts'
import { recalled } from './recall.ts'
import { located, received } from './received.ts'
import { tap } from './tap.ts'
import { again, current } from './thread.ts'
import type { Line, Outcome, World } from './world.ts'

/** One message of the citizen: what is said, what is kept, and whether something has to be done before going on. */
export function take(session: Session, input: Input, world: World): Outcome {
  const greeted = greet(session, world)
  const calm = input.type === 'command' ? greeted.session : settle(greeted.session)
  const answered = leavingIn(calm, input, world)
  if (answered !== null) return leaving(calm, answered, world, greeted.lines)
  const thread = calm.thread ? migrate(calm.thread, world) : null
  return respond({ ...calm, thread, leaving: null }, input, world, greeted.lines)
}

/** What "keep or delete?" was answered with; anything else leaves the draft as it is. */
function leavingIn(session: Session, input: Input, world: World): string | null {
  if (input.type === 'tap') return input.menuId.startsWith('leave/') ? input.menuId.slice('leave/'.length) : null
  return input.type === 'answer' ? leavingAnswer(session, input.text, world) : null
}

/** The first thing anybody is told, once for each version of the notice (PIPL 17). */
function greet(session: Session, world: World): { session: Session; lines: Line[] } {
  const { version, text } = world.common.notice
  if (session.notice === version) return { session, lines: [] }
  return { session: { ...session, notice: version }, lines: note(render(text, world.values)) }
}

function respond(session: Session, input: Input, world: World, lines: Line[]): Outcome {
  const texts = world.common.texts
  switch (input.type) {
    case 'command': {
      const chosen = optionSaid(session, input, world)
      return chosen ? answer(session, chosen.thread, chosen.input, world, lines) : command(session, input, world, lines)
    }
    case 'tap':
      if (input.menuId.startsWith('aside/'))
        return asideAnswer(session, input.menuId === 'aside/add' ? 'add' : 'new', world, lines)
      return tap(session, input, world, lines)
    case 'answer':
      return heard(session, input, world, lines)
    case 'location':
      return located(session, input, world, lines)
    case 'media':
      return received(session, input, world, lines)
    case 'entered':
      return entered(session, input.scene, world, lines)
    case 'recalled':
      return recalled(session, input.recalledSeq, world, lines)
    case 'unreadable':
      return again(session, world, [...lines, ...note(texts.unreadable)])
  }
}

/** "举报" begins a filing; to a question that offers it, it is the answer. */
function optionSaid(session: Session, { name, seq, said = '' }: Extract<Input, { type: 'command' }>, world: World) {
  const { thread } = session
  const step = thread && name === 'complain' ? current(thread, world) : null
  if (!thread || step?.kind !== 'choice' || !chooseWhole(said, optionsOf(step, thread, world))) return null
  const parts = [{ seq, text: said }]
  return { thread, input: { type: 'answer' as const, seq, text: said, parts, understood: nothingUnderstood } }
}

/** Whoever comes by a link is met by what it stands for; from the chat list nobody comes for anything in particular. */
function entered(session: Session, scene: string, world: World, lines: Line[]): Outcome {
  const product = productOfScene(scene, world)
  const met = came(session, product)
  if (session.thread) return again(met, world, lines)
  const hello = product === null ? world.common.texts.hello : world.common.products[product]?.hello
  return { session: met, lines: [...lines, ...menu(render(hello ?? '', world.values), world)], act: null }
}

function heard(session: Session, input: Answer, world: World, lines: Line[]): Outcome {
  const { thread, aside } = session
  const reply = input.understood.fields.danger ? null : questioned(input.text, world)
  if (reply !== null) return replied(session, reply, world, lines)
  if (thread?.flow === COMPLETE && !input.understood.fields.danger)
    return completing(session, thread, input, world, lines)
  const filing = thread !== null && isFiling(thread, world)
  if (filing && outgrows(input.understood, world.flows[thread.flow] as Flow))
    return open({ ...session, thread: null, waiting: [...session.waiting, thread] }, input, world, lines)
  const aSideQuestion = thread !== null && !world.flows[thread.flow]?.steps.some((step) => step.kind === 'narrative')
  const told = thread !== null && current(thread, world)?.field === ADDITION
  const long = isStory(input.text) && !told
  const matters = input.understood.fields.danger !== undefined || long
  // A side question has no place for danger, nor for a story: the matter goes first.
  if (aSideQuestion && matters) return open({ ...session, thread: null }, withAside(aside, input), world, lines)
  const wanted = thread ? commandIn(thread, input, world) : aside ? null : menuItem(input, world)
  if (wanted !== null) return commanded(session, wanted, input.seq, world, lines)
  const parked = thread || aside ? undefined : session.waiting.find((each) => isFiling(each, world))
  const meant = parked ? commandIn(parked, input, world) : null
  // "先不提交", said again of a draft that waits, is no answer that ends it.
  if (parked && meant !== null) {
    const waiting = session.waiting.filter((each) => each !== parked)
    return commanded({ ...session, thread: parked, waiting }, meant, input.seq, world, lines)
  }
  if (thread && commandDenied(input.text, world)) return again(session, world, lines)
  if (thread) return corrects(session, thread, input, world, lines) ?? answer(session, thread, input, world, lines)
  if (!aside) return idleText(session, input, world, lines)
  const chosen = choose(input.text, aboutWhich(world))
  if (chosen) return asideAnswer(session, chosen.id as 'add' | 'new', world, lines)
  return idleText(session, withAside(aside, input), world, lines)
}

/** A question to the service by the way: what was open stays open. */
const replied = (session: Session, reply: string, world: World, lines: Line[]): Outcome => {
  const said = [...lines, ...note(render(reply, world.values))]
  if (session.thread || session.aside) return again(session, world, said)
  return { session, lines: [...said, ...menu(render(world.common.texts.hello ?? '', world.values), world)], act: null }
}

/** "地点错了，是幸福路": the field is asked anew, and what was said beside is its answer. */
function corrects(session: Session, thread: Thread, input: Answer, world: World, lines: Line[]): Outcome | null {
  const flow = world.flows[thread.flow]
  const right = flow ? corrected(input.text, thread, flow) : null
  if (!right) return null
  const asking = commanded(session, `change ${right.field}`, input.seq, world, lines)
  const opened = asking.session.thread
  if (!opened || right.value === '') return asking
  return answer(asking.session, opened, { ...input, text: right.value }, world, lines)
}

/** The field of what is added to a matter: however long it is, it opens no other. */
const ADDITION = 'extra'

const menuItem = (input: Answer, world: World): string | null =>
  chooseWhole(input.text, world.common.menu)?.command ?? null

/** An option that is a command means the same typed as tapped: "先不提交" files nothing. */
function commandIn(thread: Thread, input: Answer, world: World): string | null {
  if (thread.changing) {
    const field = choose(input.text, thread.changing)
    if (field) return `change ${field.id}`
    if (isNumber(input.text)) return 'change'
  }
  const step = current(thread, world)
  return step ? (chooseWhole(input.text, optionsOf(step, thread, world))?.command ?? null) : null
}

/** What waits for its place comes before what is said now. */
const withAside = (aside: Session['aside'], input: Answer): Answer =>
  aside ? { ...joined(asideSaid(aside), input), seq: aside.seq } : input

const joined = (first: Answer, second: Answer): Answer => ({
  ...second,
  text: [first.text, second.text].filter((text) => text !== '').join('\n'),
  parts: [...first.parts, ...second.parts],
  understood: {
    fields: { ...first.understood.fields, ...second.understood.fields },
    options: { ...first.understood.options, ...second.understood.options },
  },
})
