import type { AskStep, Flow } from '../flow.ts'
import { choose, chooseWhole, isNumber } from '../kinds/choose.ts'
import { isStory } from '../kinds/kind.ts'
import { render } from '../texts.ts'
import { type FieldValue, type Input, nothingUnderstood, type Session, type Thread } from '../types.ts'
import { answer } from './answer.ts'
import { aboutWhich, note, optionsOf } from './ask.ts'
import { command, commanded, menu, settle } from './command.ts'
import { COMPLETE, completeWith, completing, lacking } from './complete.ts'
import { corrected } from './correction.ts'
import { asideAnswer, holdAside, idleText } from './idle.ts'
import { leaving, leavingAnswer } from './leave.ts'
import { migrate } from './migrate.ts'
import { commandDenied, questioned } from './misplaced.ts'
import { asideSaid, open } from './open.ts'
import { came, isFiling, outgrows, productFor, productOfScene } from './products.ts'
import { tap } from './tap.ts'
import { again, begin, current, fill, proceed } from './thread.ts'
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

function heard(session: Session, input: Extract<Input, { type: 'answer' }>, world: World, lines: Line[]): Outcome {
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
  if (aSideQuestion && matters) return open({ ...session, thread: null }, input, world, lines)
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
  return idleText(session, { ...joined(asideSaid(aside), input), seq: aside.seq }, world, lines)
}

type Answer = Extract<Input, { type: 'answer' }>

/** A question to the service by the way: what was open stays open. */
const replied = (session: Session, reply: string, world: World, lines: Line[]): Outcome => {
  const said = [...lines, ...note(render(reply, world.values))]
  if (session.thread || session.aside) return again(session, world, said)
  return { session, lines: [...said, ...menu(render(world.common.texts.hello ?? '', world.values), world)], act: null }
}

/** "地点错了，是幸福路": the field is asked anew, and what was said beside is its answer. */
function corrects(session: Session, thread: Thread, input: Answer, world: World, lines: Line[]): Outcome | null {
  const right = corrected(input.text, thread, world.flows[thread.flow] as Flow)
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

const joined = (first: Answer, second: Answer): Answer => ({
  ...second,
  text: [first.text, second.text].filter((text) => text !== '').join('\n'),
  parts: [...first.parts, ...second.parts],
  understood: {
    fields: { ...first.understood.fields, ...second.understood.fields },
    options: { ...first.understood.options, ...second.understood.options },
  },
})

/** A location answers the place whenever it comes. */
function located(session: Session, input: Extract<Input, { type: 'location' }>, world: World, lines: Line[]): Outcome {
  const { thread } = session
  if (thread && current(thread, world)?.kind === 'place') return answer(session, thread, input, world, lines)
  const known = input.understood.fields.place
  const value: FieldValue = {
    text: input.text,
    latitude: input.latitude,
    longitude: input.longitude,
    by: 'citizen',
    from: [input.seq],
    ...(known?.id ? { id: known.id } : {}),
  }
  const said = [...lines, ...note(world.common.texts.location_kept)]
  const waits = lacking(session) ? null : holdAside(session, input.seq, { place: value }, world, said)
  if (waits) return waits
  const next = kept(session, 'place', world, (held, flow, step) => fill(held, flow, step.field, value))
  return goOn(session, next, world, said)
}

/** Photos and files are kept whenever they come; several at once are one answer. */
function received(session: Session, input: Extract<Input, { type: 'media' }>, world: World, lines: Line[]): Outcome {
  const { texts } = world.common
  const said = [...lines, ...note(input.kind === 'voice' ? texts.voice_kept : texts.photo_kept)]
  const photos = withMedia(session.aside?.held?.photos, input, texts)
  const waits = lacking(session) ? null : holdAside(session, input.seq, { photos }, world, said)
  if (waits) return waits
  const next = kept(session, 'photos', world, (thread, flow, step) =>
    keepMedia(thread, flow, step.field, withMedia(thread.fields[step.field], input, texts)),
  )
  return goOn(session, next, world, said)
}

/** What can be taken at any time goes to the dialogue that asks for it: the one under way, one that waits, or a new complaint. */
function kept(
  session: Session,
  kind: 'photos' | 'place',
  world: World,
  change: (thread: Thread, flow: Flow, step: AskStep) => Thread,
): Session {
  const changed = (thread: Thread): Thread | null => {
    const flow = world.flows[thread.flow]
    const step = flow?.steps.find((each) => each.kind === kind)
    return flow && step && step.kind !== 'act' ? change(thread, flow, step) : null
  }
  if (lacking(session)) return kept(completeWith(session, world), kind, world, change)
  const here = session.thread ? changed(session.thread) : null
  if (here) return { ...session, thread: here }
  const parked = session.waiting.findLast((thread) => changed(thread) !== null)
  const other = changed(parked ?? begin(productFor(session, world)))
  const waiting = session.waiting.filter((thread) => thread !== parked)
  if (!other) return session
  return session.thread ? { ...session, waiting: [...waiting, other] } : { ...session, thread: other, waiting }
}

const goOn = (before: Session, session: Session, world: World, lines: Line[]): Outcome =>
  before.thread !== null && session.thread === before.thread
    ? again(session, world, lines)
    : proceed(session, world, lines)

function withMedia(
  before: FieldValue | undefined,
  input: Extract<Input, { type: 'media' }>,
  texts: Record<string, string>,
): FieldValue {
  const media = [...(before?.media ?? []), { seq: input.seq, media: input.media, kind: input.kind }]
  return { text: countOf(media, texts), media, by: 'citizen' }
}

const countOf = (media: unknown[], texts: Record<string, string>): string =>
  render(texts.photos_count ?? '', { count: String(media.length) })

/** A photo more does not undo a confirmed text: it only joins the list. What stores photos stores this one too. */
function keepMedia(thread: Thread, flow: Flow, field: string, value: FieldValue): Thread {
  const trail = thread.trail.includes(field) ? thread.trail : [...thread.trail, field]
  const stored = flow.steps.filter((step) => step.kind === 'act' && step.when.includes(`has ${field}`))
  const fields = Object.fromEntries(
    Object.entries(thread.fields).filter(([name]) => !stored.some((step) => step.field === name)),
  )
  return { ...thread, fields: { ...fields, [field]: value }, trail, wrong: 0 }
}

/** What was taken back is no longer used, as long as it has not been filed. */
function recalled(session: Session, seq: number, world: World, lines: Line[]): Outcome {
  const said = [...lines, ...note(world.common.texts.recalled)]
  if (session.aside?.seq === seq) return again({ ...session, aside: null }, world, said)
  if (session.aside && heldIn(session.aside).includes(seq))
    return again({ ...session, aside: withoutHeld(session.aside, seq, world) }, world, said)
  const threads = [...session.waiting, ...(session.thread ? [session.thread] : [])]
  if (!threads.some((thread) => holdsMessage(thread, seq))) return { session, lines, act: null }
  const next = {
    ...session,
    waiting: session.waiting.map((thread) => strip(thread, seq, world)),
    thread: session.thread ? strip(session.thread, seq, world) : null,
  }
  return next.thread ? proceed(next, world, said) : { session: next, lines: said, act: null }
}

const messagesIn = (value: FieldValue): number[] => [
  ...(value.from ?? []),
  ...(value.parts ?? []).map((part) => part.seq),
  ...(value.media ?? []).map((item) => item.seq),
]

type Aside = NonNullable<Session['aside']>

const heldIn = ({ held }: Aside): number[] => Object.values(held ?? {}).flatMap(messagesIn)

function withoutHeld(aside: Aside, seq: number, world: World): Aside | null {
  const left = Object.entries(aside.held ?? {}).flatMap(([name, value]): [string, FieldValue][] => {
    const kept = messagesIn(value).includes(seq) ? leftOf(value, seq, world) : value
    return kept === null ? [] : [[name, kept]]
  })
  return left.length === 0 && aside.text === '' ? null : { ...aside, held: Object.fromEntries(left) }
}

const holdsMessage = (thread: Thread, seq: number): boolean =>
  Object.values(thread.fields).some((value) => messagesIn(value).includes(seq))

/** The message goes, and with words of the story what was read out of them. */
function strip(thread: Thread, seq: number, world: World): Thread {
  if (!holdsMessage(thread, seq)) return thread
  const told = Object.values(thread.fields).some((value) => value.parts?.some((part) => part.seq === seq))
  const kept = Object.entries(thread.fields).flatMap(([name, value]): [string, FieldValue][] => {
    if (told && value.by === 'understood') return []
    const left = messagesIn(value).includes(seq) ? leftOf(value, seq, world) : value
    return left === null ? [] : [[name, left]]
  })
  const fields = Object.fromEntries(kept)
  // The summary repeated it, and is no longer what would be shown.
  const { summary: _shown, ...rest } = thread
  return { ...rest, fields, trail: thread.trail.filter((name) => name in fields) }
}

function leftOf(value: FieldValue, seq: number, world: World): FieldValue | null {
  const from = value.from?.filter((one) => one !== seq) ?? []
  const media = value.media?.filter((item) => item.seq !== seq) ?? []
  const parts = value.parts?.filter((part) => part.seq !== seq) ?? []
  if (media.length > 0) return { ...value, from, media, text: countOf(media, world.common.texts) }
  return parts.length === 0 ? null : { ...value, from, parts, text: parts.map((part) => part.text).join('\n') }
}
