import { type FieldValue, nothingUnderstood, type Session, type Thread } from '../types.ts'
import { note } from './ask.ts'
import { photosOf } from './received.ts'
import { again, proceed } from './thread.ts'
import type { Line, Outcome, World } from './world.ts'

/** What was taken back is no longer used, as long as it has not been filed. */
export function recalled(session: Session, seq: number, world: World, lines: Line[]): Outcome {
  const said = [...lines, ...note(world.common.texts.recalled)]
  if (session.aside && (session.aside.seq === seq || heldIn(session.aside).includes(seq)))
    return again({ ...session, aside: withoutMessage(session.aside, seq, world) }, world, said)
  const threads = [...session.waiting, ...(session.thread ? [session.thread] : [])]
  if (!threads.some((thread) => holdsMessage(thread, seq))) return { session, lines, act: null }
  const next = {
    ...session,
    waiting: session.waiting.map((thread) => strip(thread, seq, world)),
    thread: session.thread ? strip(session.thread, seq, world) : null,
  }
  return proceed(next, world, said)
}

const messagesIn = (value: FieldValue): number[] => [
  ...(value.from ?? []),
  ...(value.parts ?? []).map((part) => part.seq),
  ...(value.media ?? []).map((item) => item.seq),
]

type Aside = NonNullable<Session['aside']>

const heldIn = ({ held }: Aside): number[] => Object.values(held ?? {}).flatMap(messagesIn)

/** The words go with what was read out of them; what came beside them waits on. */
function withoutMessage(aside: Aside, seq: number, world: World): Aside | null {
  const said = aside.seq === seq ? { ...aside, text: '', understood: nothingUnderstood } : aside
  const left = Object.entries(aside.held ?? {}).flatMap(([name, value]): [string, FieldValue][] => {
    const kept = messagesIn(value).includes(seq) ? leftOf(value, seq, world) : value
    return kept === null ? [] : [[name, kept]]
  })
  return left.length === 0 && said.text === '' ? null : { ...said, held: Object.fromEntries(left) }
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
  if (media.length > 0) return { ...value, from, media, text: photosOf(media, world.common.texts) }
  return parts.length === 0 ? null : { ...value, from, parts, text: parts.map((part) => part.text).join('\n') }
}
