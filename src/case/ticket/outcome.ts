import { shanghaiDay } from '../../platform/kernel/index.ts'
import { CLOCK_EVENTS, type ClockEvent, type ClockTrigger, mayStep, type StepName } from '../rules/index.ts'
import type { Act, ActEvent, Facts, Nature, Outcome, Refusal, ToldStep } from './acts.ts'
import type { Course, Day, Instant, Matter, State } from './states.ts'

export const NO_CLOCKS: ClockTrigger = { start: [], stop: [], reopen: [] }

export interface Asked<A extends Act = Act> {
  matter: Matter
  act: A
  now: Instant
  facts: Facts
  /** The state the table gives. */
  to: State
}

export const done = (matter: Matter, ...events: ActEvent[]): Outcome => ({ ok: true, matter, events })
export const refuse = (refusal: Refusal): Outcome => ({ ok: false, refusal })

export const dayOf = (instant: Instant): Day => shanghaiDay(new Date(instant))

export const blank = (text: string | undefined): boolean => (text ?? '').trim() === ''

/** The matter after the act: its new state, who did it last, and what else changed. */
export function step({ matter, act, now, to }: Asked, change: Partial<Matter> = {}): Matter {
  const marks = { ...matter.marks, [act.type]: { at: now, by: act.actor } }
  return { ...matter, state: to, ...change, marks, revision: matter.revision + 1 }
}

export const withCourse = (matter: Matter, change: Partial<Course>): { course: Course } => ({
  course: { ...matter.course, ...change },
})

/** `clock`: the event of the rules that it is; none: it moves no clock. */
export function event<T extends ActEvent['type'], D extends object>(
  type: T,
  matter: Matter,
  { act, now, facts }: Pick<Asked, 'act' | 'now' | 'facts'>,
  data: D,
  clock: ClockEvent | null,
) {
  const clocks = clock === null ? NO_CLOCKS : facts.profile.triggers[clock]
  return { type, at: now, actor: act.actor, data: { ...natureOf(matter), ...data }, clocks }
}

/** What the telling of a step moves. */
export function clocksOfTelling(of: ToldStep, { profile }: Pick<Facts, 'profile'>): ClockTrigger {
  const clock = CLOCK_EVENTS.find((name) => name === `told.${of}`)
  return clock ? profile.triggers[clock] : NO_CLOCKS
}

/** Who has a document in hand, or heard it from a person, was told: the event ends what the telling ends as well. */
export function alsoTold<E extends ActEvent>(event: E, of: ToldStep, facts: Facts): E {
  const { start, stop, reopen } = clocksOfTelling(of, facts)
  const { clocks } = event
  const both = {
    start: [...new Set([...clocks.start, ...start])],
    stop: [...new Set([...clocks.stop, ...stop])],
    reopen: [...new Set([...clocks.reopen, ...reopen])],
  }
  return { ...event, clocks: both }
}

export const natureOf = ({ kind, way }: Matter): Nature => ({ kind, way })

/** Whether the rules allow a step with conditions now; `late`: a person has to decide. */
export function stepAllowed(
  name: StepName,
  { facts, now }: Pick<Asked, 'facts' | 'now'>,
  given: Readonly<Record<string, string | undefined>>,
  taken: number,
): { ok: true; late: boolean } | { ok: false; refusal: Refusal } {
  const { profile, dues } = facts
  const within = profile.steps[name]?.within
  const due = within === undefined ? null : (dues[within] ?? null)
  const answer = mayStep(profile, { step: name, given, taken, due, today: dayOf(now) })
  if (answer.ok) return { ok: true, late: answer.person }
  const { refusal } = answer
  switch (refusal.code) {
    case 'needs':
      return { ok: false, refusal: { code: 'needs', step: name, missing: refusal.missing } }
    case 'late':
      return { ok: false, refusal: { code: 'late', due: refusal.due } }
    default:
      return { ok: false, refusal: { code: refusal.code, step: name } }
  }
}
