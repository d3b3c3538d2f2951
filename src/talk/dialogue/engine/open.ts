import type { Flow } from '../flow.ts'
import type { Answer, Session, Thread } from '../types.ts'
import { answer, story } from './answer.ts'
import { migrate } from './migrate.ts'
import { isFiling, outgrows, productFor, toWhole } from './products.ts'
import { begin, current, proceed } from './thread.ts'
import type { Line, Outcome, World } from './world.ts'

/** A story opens a complaint, or goes on with the one that was left. */
export function open(session: Session, told: Answer, world: World, lines: Line[]): Outcome {
  const input = session.aside ? anew(told, session) : told
  const parked = session.waiting.find((thread) => isFiling(thread, world))
  const waiting = session.waiting.filter((thread) => thread !== parked)
  const begun = parked ? goneOn(parked, input, world) : begin(productFor(session, world, input.understood))
  const thread = { ...begun, fields: { ...begun.fields, ...session.aside?.held } }
  const next = { ...session, thread, waiting, aside: null }
  if (input.text === '') return proceed(next, world, lines)
  // Where an act comes first (what becomes of a report is told before anything is asked), no question is there to be answered.
  return (current(thread, world) ? answer : story)(next, thread, input, world, lines)
}

/** The number of an open matter of the same person that the words seem to be about: found by the working side. */
export const ABOUT = 'about'

/** "About that matter, or a new one?" was answered: the same is not asked again. */
function anew(told: Answer, { filed }: Session): Answer {
  const { [ABOUT]: about, ...fields } = told.understood.fields
  return about && about.text === filed?.number ? { ...told, understood: { ...told.understood, fields } } : told
}

const goneOn = (parked: Thread, { understood }: Answer, world: World): Thread =>
  outgrows(understood, world.flows[parked.flow] as Flow) ? toWhole(parked, world) : migrate(parked, world)

/** The text that waits for "about that matter, or a new one?", as it was said. */
export const asideSaid = (kept: NonNullable<Session['aside']>): Answer => ({
  type: 'answer',
  seq: kept.seq,
  text: kept.text,
  parts: kept.text === '' ? [] : [{ seq: kept.seq, text: kept.text }],
  understood: kept.understood,
})
