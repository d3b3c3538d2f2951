import { AppError } from '../../platform/kernel/index.ts'
import {
  CLOCK_IDS,
  type ClockEvent,
  type ClockId,
  type ClockRule,
  type Deadline,
  deadline,
  type Pause,
  profileOf,
  type Question,
  type Rules,
} from '../rules/index.ts'
import type { MatterEvent } from './events.ts'
import type { Instant } from './states.ts'

export interface RunningClock {
  rule: ClockId
  /** The instant counted from: for D6 that of D5, from whose end it runs on. */
  startedAt: Instant
  due: string
  /** The last event that stopped it, absent while it runs. */
  metAt?: Instant
  /** Hearings that were cut out. */
  pauses: readonly Pause[]
  detail: Deadline
}

/** The clocks of a matter, from its events alone and in their order. Met ones stay in the list. */
export function clocksAfter(
  events: readonly MatterEvent[],
  rules: Pick<Rules, 'profile' | 'calendars'>,
): RunningClock[] {
  const clocks = new Map<ClockId, RunningClock>()
  for (const event of events) {
    for (const id of event.clocks.stop) stop(clocks, id, event.at)
    for (const id of dropped(event, rules)) clocks.delete(id)
    for (const id of event.clocks.reopen) reopen(clocks, id)
    for (const id of event.clocks.start) {
      const rule = rules.profile.clocks[id]
      if (rule !== undefined && applies(rule, event.data) && (rule.restarts || !clocks.has(id))) {
        clocks.set(id, startClock(rule, startOf(rule, event, clocks), rules, lengthOf(event)))
      }
    }
    if (event.type === 'heard') pause(clocks, event.data, rules)
  }
  return [...clocks.values()]
}

function applies(rule: ClockRule, nature: MatterEvent['data']): boolean {
  if (rule.except.kinds.includes(nature.kind)) return false
  return nature.way === null || !rule.except.ways.includes(nature.way)
}

function startOf(rule: ClockRule, event: MatterEvent, clocks: ReadonlyMap<ClockId, RunningClock>): Instant {
  if (rule.after !== null) {
    const base = clocks.get(rule.after)
    if (base === undefined) {
      throw new AppError({ code: 'clock_without_base', message: `${rule.id} was started and ${rule.after} never` })
    }
    return base.startedAt
  }
  // A letter is registered after it came in: clocks of registration run from receipt (articles 22, 23).
  return event.type === 'registered' ? event.data.receivedAt : event.at
}

/**
 * Clocks that are no longer there, and may start once more: a new answer, or a review that wants one, opens the rights of review anew;
 * whoever gets the matter next has the date that its sender sets with it, or none, and who gave it back has none.
 */
function dropped(event: MatterEvent, { profile }: Pick<Rules, 'profile'>): ClockId[] {
  const starts = DROPPING.find(({ by }) => by(event))?.starts ?? []
  return CLOCK_IDS.filter((id) => starts.some((name) => profile.clocks[id]?.start === name))
}

const RIGHTS_OF_REVIEW = ['answer_delivered', 'review_requested', 'review_delivered', 'rereview_requested'] as const
const DROPPING: readonly { by: (event: MatterEvent) => boolean; starts: readonly ClockEvent[] }[] = [
  { by: ({ type }) => type === 'answered', starts: RIGHTS_OF_REVIEW },
  {
    by: (event) => 'outcome' in event.data && event.data.outcome === 'redo',
    starts: [...RIGHTS_OF_REVIEW, 'assigned'],
  },
  { by: ({ type }) => type === 'forwarded' || type === 'returned', starts: ['assigned'] },
]

type Length = Pick<Question, 'due' | 'days' | 'pauses'>

/** What a step itself says of its date: the sender's day (D11), an extension shorter than the longest (D6). */
function lengthOf(event: MatterEvent): Length {
  if (event.type === 'assigned') return { due: event.data.due }
  return event.type === 'extended' ? { days: event.data.days } : {}
}

/** Days of a hearing are cut out of the clock that allows it (D10). */
function pause(clocks: Map<ClockId, RunningClock>, { from, to }: Pause, rules: Pick<Rules, 'profile' | 'calendars'>) {
  for (const [id, clock] of clocks) {
    const rule = rules.profile.clocks[id]
    if (rule === undefined || rule.pause === null || clock.metAt !== undefined) continue
    const pauses = [...clock.pauses, { from, to }]
    clocks.set(id, { ...startClock(rule, clock.startedAt, rules, { pauses }), pauses })
  }
}

function startClock(
  rule: ClockRule,
  from: Instant,
  rules: Pick<Rules, 'profile' | 'calendars'>,
  { due, days, pauses }: Length,
): RunningClock {
  const given = {
    ...(due !== undefined && rule.days === null ? { due } : {}),
    ...(days !== undefined && rule.after !== null ? { days } : {}),
    ...(pauses === undefined ? {} : { pauses }),
  }
  const found = deadline(rules.profile, { rule: rule.id, from, ...given }, rules.calendars)
  if (!found.ok) throw new AppError({ code: 'clock_impossible', message: `${rule.id}: ${found.error.code}` })
  return { rule: rule.id, startedAt: from, due: found.value.due, pauses: [], detail: found.value }
}

/**
 * What a date that is held rests on, counted again from its start. null where that gives another date: it rests on more (a
 * hearing), or on a calendar or rules that are no longer there.
 */
export function groundsOf(
  held: { rule: string; started_at: Date; due: string; profile: string; rules_version: string },
  rules: Pick<Rules, 'profiles' | 'calendars'>,
): Deadline | null {
  const profile = profileOf(rules, held)
  const rule = CLOCK_IDS.find((id) => id === held.rule)
  if (profile === undefined || rule === undefined) return null
  const set = profile.clocks[rule]?.days === null ? { due: held.due } : {}
  const found = deadline(profile, { rule, from: held.started_at.toISOString(), ...set }, rules.calendars)
  return found.ok && found.value.due === held.due ? found.value : null
}

/** The first stop counts: a second notice does not make a timely one late. */
function stop(clocks: Map<ClockId, RunningClock>, id: ClockId, at: Instant): void {
  const clock = clocks.get(id)
  if (clock !== undefined && clock.metAt === undefined) clocks.set(id, { ...clock, metAt: at })
}

function reopen(clocks: Map<ClockId, RunningClock>, id: ClockId): void {
  const clock = clocks.get(id)
  if (clock === undefined) return
  const { metAt: _, ...running } = clock
  clocks.set(id, running)
}
