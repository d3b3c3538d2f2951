import type { AskStep, Flow } from '../flow.ts'
import { render } from '../texts.ts'
import type { FieldValue, Input, Session, Thread } from '../types.ts'
import { answer } from './answer.ts'
import { note } from './ask.ts'
import { completeWith, lacking } from './complete.ts'
import { holdAside } from './idle.ts'
import { productFor } from './products.ts'
import { again, begin, current, fill, proceed } from './thread.ts'
import type { Line, Outcome, World } from './world.ts'

/** A location answers the place whenever it comes. */
export function located(
  session: Session,
  input: Extract<Input, { type: 'location' }>,
  world: World,
  lines: Line[],
): Outcome {
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
export function received(
  session: Session,
  input: Extract<Input, { type: 'media' }>,
  world: World,
  lines: Line[],
): Outcome {
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

/** A dialogue that is not concerned stands as it was. */
const goOn = (before: Session, session: Session, world: World, lines: Line[]): Outcome =>
  (session.thread === before.thread ? again : proceed)(session, world, lines)

function withMedia(
  before: FieldValue | undefined,
  input: Extract<Input, { type: 'media' }>,
  texts: Record<string, string>,
): FieldValue {
  const media = [...(before?.media ?? []), { seq: input.seq, media: input.media, kind: input.kind }]
  return { text: photosOf(media, texts), media, by: 'citizen' }
}

/** What an answer of photos and files says of itself. */
export const photosOf = (media: unknown[], texts: Record<string, string>): string =>
  render(texts.photos_count ?? '', { count: String(media.length) })

/** A photo more does not undo a confirmed text: it only joins the list. What stores photos stores this one too. */
function keepMedia(thread: Thread, flow: Flow, field: string, value: FieldValue): Thread {
  const trail = thread.trail.includes(field) ? thread.trail : [...thread.trail, field]
  const stored = flow.steps.filter((step) => step.kind === 'act' && step.when.includes(`has ${field}`))
  const fields = Object.fromEntries(
    Object.entries(thread.fields).filter(([name]) => !stored.some((step) => step.field === name)),
  )
  return { ...thread, fields: { ...fields, [field]: value }, trail }
}
