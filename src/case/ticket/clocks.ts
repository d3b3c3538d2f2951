import { AppError } from '../../platform/kernel/index.ts'
import {
  addDays,
  type Calendars,
  type ClockId,
  type ClockRule,
  type DayKind,
  dayStatus,
  type Rules,
  shanghaiDate,
} from '../rules/index.ts'
import type { MatterEvent } from './acts.ts'
import type { Instant } from './states.ts'

/** A legal date with all that its sentence needs. Dates are days in Asia/Shanghai, `YYYY-MM-DD`. */
export interface DueDate {
  due: string
  article: string
  dayKind: DayKind
  days: number
  startDate: string
  /** The last day before it was moved off a rest day; D6 runs on from here. */
  unrolled: string
  rolled: boolean
  /** Days off of the notice that were skipped, in counting or in rolling. */
  holidaysUsed: string[]
  /** Saturdays and Sundays that counted because the notice makes them working days. */
  makeUpDaysUsed: string[]
  /** A day was looked at whose year's notice is not loaded. */
  provisional: boolean
  rulesVersion: string
}

/**
 * The day starts are excluded and a last day that is a rest day rolls on (Civil Code 201, 203, by analogy: the regulation
 * has no counting rule of its own).
 */
export function dueDate(rule: ClockRule, start: Instant, calendars: Calendars): DueDate {
  if (rule.days === null) {
    throw new AppError({ code: 'clock_without_length', message: `${rule.id}: its date is set by the sender` })
  }
  const startDate = shanghaiDate(start)
  const diary = openDiary(calendars)
  const unrolled =
    rule.dayKind === 'calendar' ? addDays(startDate, rule.days) : workingDaysAfter(startDate, rule.days, diary)
  let due = unrolled
  if (rule.roll) while (!diary.works(due)) due = addDays(due, 1)
  return {
    ...{ due, article: rule.article, dayKind: rule.dayKind, days: rule.days, startDate, unrolled },
    ...{ rolled: due !== unrolled, ...diary.used(), rulesVersion: rule.rulesVersion },
  }
}

function workingDaysAfter(startDate: string, days: number, diary: Diary): string {
  let day = startDate
  for (let left = days; left > 0; ) {
    day = addDays(day, 1)
    if (diary.works(day)) left -= 1
  }
  return day
}

type Diary = ReturnType<typeof openDiary>

/** Answers whether a day is worked, and remembers what the answers rested on. */
function openDiary(calendars: Calendars) {
  const holidays = new Set<string>()
  const makeUpDays = new Set<string>()
  let provisional = false
  return {
    works(date: string): boolean {
      const status = dayStatus(date, calendars)
      if (status.kind === 'holiday') holidays.add(date)
      if (status.kind === 'make_up') makeUpDays.add(date)
      if (!status.known) provisional = true
      return status.works
    },
    used: () => ({ holidaysUsed: [...holidays].sort(), makeUpDaysUsed: [...makeUpDays].sort(), provisional }),
  }
}

export interface RunningClock {
  rule: ClockId
  startedAt: Instant
  due: string
  /** The last event that stopped it, absent while it runs. */
  metAt?: Instant
  detail: DueDate
}

/** The clocks of a matter, from its events alone and in their order. Met ones stay in the list. */
export function clocksAfter(
  events: readonly MatterEvent[],
  rules: Pick<Rules, 'clocks' | 'calendars'>,
): RunningClock[] {
  const clocks = new Map<ClockId, RunningClock>()
  for (const event of events) {
    for (const id of event.clocks.stop) stop(clocks, id, event.at)
    for (const id of event.clocks.reopen) reopen(clocks, id)
    for (const id of event.clocks.start) {
      const rule = rules.clocks[id]
      if (applies(rule, event.data) && (rule.restarts || !clocks.has(id)))
        clocks.set(id, startClock(rule, event, rules.calendars))
    }
  }
  return [...clocks.values()]
}

function applies(rule: ClockRule, nature: MatterEvent['data']): boolean {
  if (rule.except.kinds.includes(nature.kind)) return false
  return nature.way === null || !rule.except.ways.includes(nature.way)
}

function startClock(rule: ClockRule, event: MatterEvent, calendars: Calendars): RunningClock {
  // A letter is registered after it came in: clocks of registration run from receipt (articles 22, 23).
  const startedAt = event.type === 'registered' ? event.data.receivedAt : event.at
  const detail = dueDate(rule, startedAt, calendars)
  return { rule: rule.id, startedAt, due: detail.due, detail }
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
