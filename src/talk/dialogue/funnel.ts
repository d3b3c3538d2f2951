import type { World } from './engine/index.ts'
import type { AskStep } from './flow.ts'
import type { Input, Session, Thread } from './types.ts'

/** What happened at one step of one flow. No words, no person: it is only ever counted. */
export interface Mark {
  flow: string
  version: number
  step: string
  what: 'reached' | 'answered' | 'wrong' | 'skipped' | 'left'
  how: string
}

/** What a dialogue was left with; `filed`: registered as it stood. */
export type LeftBy = 'exit' | 'person' | 'restart' | 'aside' | 'silence' | 'filed'

/** Upper ends of the times from question to answer, in milliseconds. */
export const BUCKETS_MS = [10_000, 30_000, 60_000, 300_000, 3_600_000, 86_400_000]
export const LONGER = 'longer'

/** How far one input brought a person, read from the session before and after it. Pure. */
export function marksOf(before: Session, after: Session, input: Input, world: World): Mark[] {
  const open = before.thread ? askedIn(before.thread, world) : null
  const left = open && before.thread ? ended(before.thread, open, after, input, world) : []
  return [...left, ...reached(before, after, world)]
}

export const markOf = (thread: Thread, what: Mark['what'], how: string, step = thread.asked ?? ''): Mark => ({
  ...{ flow: thread.flow, version: thread.version, step, what, how },
})

function ended(thread: Thread, open: AskStep, after: Session, input: Input, world: World): Mark[] {
  const next = threadsOf(after).find((each) => each.flow === thread.flow)
  const left = (by: LeftBy): Mark[] => [markOf(thread, 'left', by)]
  const isCommand = input.type === 'command'
  if (isCommand && input.name === 'person') return left('person')
  // Nothing is left of it: left on purpose, or it came to its end with this answer.
  if (!next && isCommand) return left(input.name === 'leave' ? 'exit' : 'aside')
  if (!next) return [markOf(thread, 'answered', bucketOf(thread, world))]
  if (thread.restarting && isCommand && input.name === 'restart') return left('restart')
  const value = next.fields[open.field]
  if (value)
    return [value.skipped ? markOf(thread, 'skipped', '') : markOf(thread, 'answered', bucketOf(thread, world))]
  if (after.thread === null) return left('exit')
  return next.asked === open.id && next.wrong > thread.wrong ? [markOf(thread, 'wrong', '')] : []
}

/** A question counts once, however often it is repeated while it is open. */
function reached(before: Session, after: Session, world: World): Mark[] {
  const { thread } = after
  if (!thread || !askedIn(thread, world)) return []
  const was = threadsOf(before).find((each) => each.flow === thread.flow)
  const same = was?.asked === thread.asked && was.askedAt === thread.askedAt
  return same ? [] : [markOf(thread, 'reached', '')]
}

/** The question that is open, as the person saw it. */
function askedIn(thread: Thread, world: World): AskStep | null {
  const step = world.flows[thread.flow]?.steps.find((each) => each.id === thread.asked)
  return step && step.kind !== 'act' && thread.fields[step.field] === undefined ? step : null
}

const threadsOf = (session: Session): Thread[] => [...session.waiting, ...(session.thread ? [session.thread] : [])]

function bucketOf(thread: Thread, world: World): string {
  const took =
    thread.askedAt === undefined ? Number.POSITIVE_INFINITY : world.now.getTime() - Date.parse(thread.askedAt)
  return String(BUCKETS_MS.find((end) => took < end) ?? LONGER)
}
