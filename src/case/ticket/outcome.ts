import { shanghaiDay } from '../../platform/kernel/index.ts'
import {
  CLOCK_EVENTS,
  type ClockEvent,
  type ClockId,
  type ClockTrigger,
  mayStep,
  type Profile,
  type StepName,
} from '../rules/index.ts'
import type { Act, Delivered } from './acts.ts'
import type { Checkpoint } from './checkpoints.ts'
import type { ActEvent, MatterEvent, Nature, ToldStep } from './events.ts'
import type { ActName, Actor, Course, Day, Instant, Matter, State } from './states.ts'
import type { OutOfOrder } from './table.ts'

/** What the transition must be told beside the matter: read by the shell, never guessed. */
export interface Facts {
  /** The rules the matter is pinned to. */
  profile: Pick<Profile, 'name' | 'steps' | 'triggers' | 'clocks'>
  /** Dates that run, by rule. */
  dues: { readonly [clock in ClockId]?: Day }
  /** Steps that the citizen is known to have been told of, since they last happened. */
  told: readonly ToldStep[]
  /** Documents that are known to be in the citizen's hands, since their step last happened. */
  delivered: readonly Delivered[]
  /** Every demand of the matter. */
  demands: readonly string[]
  /** Of these, what the answer that stands supports and nobody has recorded as done. */
  toExecute: readonly string[]
  /** Offices complained of, with their subordinates (`barredOffices` of route.ts). Nothing is given to them. */
  barred: readonly string[]
  /** The office one level above the one that decided last, and not complained of; null where there is none. */
  superior: string | null
  /** Who decides between offices that both say "not ours" (article 24). */
  arbiter: string
  /** Check-points that are still open. */
  pending: readonly Checkpoint[]
  /** Words of a pledge to give up; none is taken (petition.md E8). */
  pledges: readonly string[]
  /** The matter that a merge names; null where there is none. */
  into: Into | null
}

/** The other side of a merge. */
export interface Into {
  id: string
  number: string
  state: State
  receivedAt: Instant
  /** By the same author. */
  sameAuthor: boolean
  /** Who has it, and whoever else may read it: from now on also what the other one says. */
  offices: readonly string[]
  /** Both are reports of officials, or may be, or neither is (article 30 ¶3). */
  sameSeal: boolean
}

/** Why an act was refused: a key for the wording, and the values it needs. */
export type Refusal =
  | { code: 'already_done'; act: ActName; at: Instant; by: Actor }
  | { code: OutOfOrder; state: State | 'none' }
  | {
      code:
        | 'text_required'
        | 'reason_required'
        | 'note_required'
        | 'answer_not_told'
        | 'report_due'
        | 'not_supported'
        | 'not_assigned'
        | 'dates_wrong'
        | 'same_officer'
        | 'not_reviewable'
        | 'no_superior'
        | 'due_required'
        | 'author_only'
        | 'recused'
        | 'was_designated'
        | 'nothing_to_reply'
        | 'not_kept_here'
        | 'own_order'
        | 'no_pledge'
        | 'offices_required'
        | 'consent_required'
        | 'not_mediable'
        | 'not_same_author'
        | 'report_apart'
        | 'into_newer'
        | 'into_ended'
        | 'demands_wrong'
    }
  | { code: 'not_theirs'; act: ActName }
  | { code: 'barred_office'; office: string }
  | { code: 'no_sender'; office: string }
  /** Demands without, or with half, an answer. */
  | { code: 'demands_open'; demands: readonly string[] }
  /** What the law asks for beside the act (rules: `needs`). */
  | { code: 'needs'; step: StepName; missing: readonly string[] }
  | { code: 'late'; due: Day }
  | { code: 'taken_before' | 'not_running'; step: StepName }
  /** The profile has no such step (a hotline has no review). */
  | { code: 'no_such_step'; step: StepName }
  | { code: 'days_not_allowed'; days: number; most: number }
  /** Since the actor looked, the matter went to another office. */
  | { code: 'moved_on'; office: string }

export type Outcome<E = ActEvent> = { ok: true; matter: Matter; events: readonly E[] } | { ok: false; refusal: Refusal }

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

/** A note that may be left out, as an event keeps it. */
export const noted = (note: string | undefined): { note?: string } =>
  note === undefined || blank(note) ? {} : { note }

/** The matter after the act: its new state, who did it last, and what else changed. */
export function step({ matter, act, now, to }: Asked, change: Partial<Matter> = {}): Matter {
  const marks = { ...matter.marks, [act.type]: { at: now, by: act.actor } }
  return { ...matter, state: to, ...change, marks, revision: matter.revision + 1 }
}

export const withCourse = (matter: Matter, change: Partial<Course>): { course: Course } => ({
  course: { ...matter.course, ...change },
})

/** To another office: whoever worked on it did so for the one before. */
export const handedTo = (matter: Matter, holder: string, change: Partial<Course> = {}): Partial<Matter> => ({
  ...{ holder, ...withCourse(matter, { owner: null, ...change }) },
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

/** What happened since a step was last taken, itself included; nothing where it never was. */
export function since(step: ToldStep, events: readonly MatterEvent[]): readonly MatterEvent[] {
  const last = events.findLastIndex(({ type }) => type === step)
  return last === -1 ? [] : events.slice(last)
}

export const natureOf = ({ kind, way }: Matter): Nature => ({ kind, way })

/**
 * Whether the rules allow a step with conditions now. `late`: its time is over, and a person has to decide; where that time never began
 * (who asks for a review has the answer, receipt or not) nothing is late.
 */
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
  if (answer.ok) return { ok: true, late: answer.person && due !== null }
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
