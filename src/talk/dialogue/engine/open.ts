import type { Flow } from '../flow.ts'
import type { Input, Session } from '../types.ts'
import { answer } from './answer.ts'
import { migrate } from './migrate.ts'
import { begin } from './thread.ts'
import type { Line, Outcome, World } from './world.ts'

export type Answer = Extract<Input, { type: 'answer' }>

/** A story opens a complaint, or goes on with the one that was left. */
export function open(session: Session, input: Answer, world: World, lines: Line[]): Outcome {
  const waiting = session.waiting.filter((thread) => thread.flow !== 'complaint')
  const parked = session.waiting.find((thread) => thread.flow === 'complaint')
  const thread = parked ? migrate(parked, world) : begin(world.flows.complaint as Flow)
  const next = { ...session, thread, waiting, aside: null }
  return answer(next, thread, input, world, lines)
}

/** The text that waits for "about that matter, or a new one?", as it was said. */
export const asideSaid = (kept: NonNullable<Session['aside']>): Answer => ({
  type: 'answer',
  seq: kept.seq,
  text: kept.text,
  parts: [{ seq: kept.seq, text: kept.text }],
  understood: kept.understood,
})
