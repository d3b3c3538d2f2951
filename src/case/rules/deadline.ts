import { AppError, err, ok, type Result } from '../../platform/kernel/index.ts'
import { addDays, dayStatus, instantMs, isInstant, shanghaiDate } from './days.ts'
import type { Calendars, ClockId, ClockRule, DayKind, Profile } from './types.ts'

/** Half-open: the day in which `from` falls is the first that is not counted, the day in which `to` falls is counted again. */
export interface Pause {
  from: string
  to: string
}

export interface Question {
  rule: ClockId
  /** The instant of the start event; for a clock that runs on from another (D6), the start of that other. */
  from: string
  /** The day that the sender set, where the rule has no length of its own. */
  due?: string
  pauses?: readonly Pause[]
  /** A shorter length than the rule's: an extension may be approved for less than it allows. */
  days?: number
}

/** A legal date with all that its sentence needs. Dates are days in Asia/Shanghai, `YYYY-MM-DD`. */
export interface Deadline {
  rule: ClockRule
  profile: string
  due: string
  /** The day of the start event, which is not counted. */
  startDate: string
  /** Days or working days of this clock; null where the sender set the date. */
  days: number | null
  /** The clock it runs on from, with that clock's length and unrolled end. */
  base: { id: ClockId; days: number; dayKind: DayKind; end: string } | null
  /** The last day before it was moved off a rest day. */
  unrolled: string
  rolled: boolean
  /** Days that were not counted for a hearing. */
  pausedDays: readonly string[]
  /** Days off of the notices that were skipped, in counting or in rolling. */
  holidaysUsed: readonly { date: string; name: string }[]
  /** Saturdays and Sundays that counted because the notice makes them working days. */
  makeUpDaysUsed: readonly string[]
  /** Years that were looked at and whose notice is not loaded. */
  unknownYears: readonly number[]
  /** The date may change when those notices are loaded. */
  provisional: boolean
}

type What = 'from' | 'due' | 'pause'

export type DeadlineRefusal =
  | { code: 'no_such_clock'; rule: ClockId; profile: string; why: string }
  | { code: 'not_an_instant'; what: What; text: string }
  | { code: 'out_of_range'; what: What; text: string; first: number; last: number }
  | { code: 'due_needed' | 'due_not_taken' | 'due_before_start'; rule: ClockId; article: string }
  | { code: 'pause_not_taken'; rule: ClockId; article: string; pausing: readonly { id: ClockId; article: string }[] }
  | { code: 'pause_is_empty'; pause: Pause }
  | { code: 'days_not_allowed'; days: number; most: number | null }

type Clocks = Pick<Profile, 'name' | 'clocks' | 'absent'>

/** The day by which something is to be done, with its grounds; or why that question has no answer. */
export function deadline(profile: Clocks, question: Question, calendars: Calendars): Result<Deadline, DeadlineRefusal> {
  const rule = profile.clocks[question.rule]
  if (rule === undefined) {
    const why = profile.absent[question.rule] ?? ''
    return err({ code: 'no_such_clock', rule: question.rule, profile: profile.name, why })
  }
  const refusal = refusalOf(rule, question, profile)
  if (refusal !== null) return err(refusal)
  const diary = openDiary(calendars)
  const startDate = shanghaiDate(question.from)
  const span = question.due === undefined ? count(rule, question, profile, diary) : fixed(question.due)
  let due = span.unrolled
  if (rule.roll) while (!diary.works(due)) due = addDays(due, 1)
  return ok({
    ...{ rule, profile: profile.name, due, startDate, ...span, rolled: due !== span.unrolled },
    ...diary.used(),
  })
}

function refusalOf(rule: ClockRule, { from, due, pauses = [], days }: Question, profile: Clocks) {
  const { id, article } = rule
  const wrong = instantRefusal('from', from) ?? (due === undefined ? null : instantRefusal('due', due))
  if (wrong !== null) return wrong
  if (rule.days === null && due === undefined) return { code: 'due_needed', rule: id, article } as const
  if (rule.days !== null && due !== undefined) return { code: 'due_not_taken', rule: id, article } as const
  if (due !== undefined && shanghaiDate(due) < shanghaiDate(from))
    return { code: 'due_before_start', rule: id, article } as const
  if (days !== undefined && !(Number.isInteger(days) && days > 0 && days <= (rule.days ?? 0))) {
    return { code: 'days_not_allowed', days, most: rule.days } as const
  }
  if (pauses.length > 0 && rule.pause === null) {
    const pausing = Object.values(profile.clocks).filter(({ pause }) => pause !== null)
    return { code: 'pause_not_taken', rule: id, article, pausing } as const
  }
  return pauses.map(pauseRefusal).find((refusal) => refusal !== null) ?? null
}

function pauseRefusal(pause: Pause) {
  const wrong = instantRefusal('pause', pause.from) ?? instantRefusal('pause', pause.to)
  if (wrong !== null) return wrong
  return instantMs(pause.from) < instantMs(pause.to) ? null : ({ code: 'pause_is_empty', pause } as const)
}

/** Shanghai has had no summer time since 1991 (days.ts); the end is that of the calendars' years (schema.ts). */
const [FIRST_YEAR, LAST_YEAR] = [1992, 2999]

function instantRefusal(what: What, text: string) {
  if (!isInstant(text)) return { code: 'not_an_instant', what, text } as const
  const year = Number(shanghaiDate(text).slice(0, 4))
  if (year >= FIRST_YEAR && year <= LAST_YEAR) return null
  return { code: 'out_of_range', what, text, first: FIRST_YEAR, last: LAST_YEAR } as const
}

const fixed = (due: string) => ({ unrolled: shanghaiDate(due), days: null, base: null, pausedDays: [] })

function count(rule: ClockRule, question: Question, profile: Clocks, diary: Diary) {
  const base = rule.after === null ? null : endOfBase(rule.after, question, profile, diary)
  const days = question.days ?? rule.days ?? 0
  const paused = pausedDates(question.pauses ?? [])
  const pausedDays: string[] = []
  const unrolled = lastDay(base?.end ?? shanghaiDate(question.from), days, (day) => {
    if (paused(day)) pausedDays.push(day)
    return !paused(day) && (rule.dayKind === 'calendar' || diary.works(day))
  })
  return { unrolled, days, base, pausedDays }
}

/** The other clock's last day as counted: rolling it off a rest day must not lengthen the two together. */
function endOfBase(id: ClockId, { from }: Question, profile: Clocks, diary: Diary) {
  const rule = profile.clocks[id]
  if (rule === undefined || rule.days === null) {
    throw new AppError({ code: 'clock_without_base', message: `${profile.name}: nothing to run on from in ${id}` })
  }
  const counts = (day: string) => rule.dayKind === 'calendar' || diary.works(day)
  return { id, days: rule.days, dayKind: rule.dayKind, end: lastDay(shanghaiDate(from), rule.days, counts) }
}

/** The day on which the count is complete; the day it starts from is not counted (Civil Code 201). */
function lastDay(from: string, days: number, counts: (day: string) => boolean): string {
  let day = from
  for (let left = days; left > 0; ) {
    day = addDays(day, 1)
    if (counts(day)) left -= 1
  }
  return day
}

function pausedDates(pauses: readonly Pause[]): (day: string) => boolean {
  const spans = pauses.map(({ from, to }) => [shanghaiDate(from), shanghaiDate(to)] as const)
  return (day) => spans.some(([from, to]) => from <= day && day < to)
}

type Diary = ReturnType<typeof openDiary>

/** Answers whether a day is worked, and remembers what the answers rested on. */
function openDiary(calendars: Calendars) {
  const holidays = new Map<string, string>()
  const makeUpDays = new Set<string>()
  const unknown = new Set<number>()
  return {
    works(date: string): boolean {
      const status = dayStatus(date, calendars)
      if (status.kind === 'holiday') holidays.set(date, status.name ?? '')
      if (status.kind === 'make_up') makeUpDays.add(date)
      if (!status.known) unknown.add(Number(date.slice(0, 4)))
      return status.works
    },
    used: () => ({
      holidaysUsed: [...holidays].map(([date, name]) => ({ date, name })),
      makeUpDaysUsed: [...makeUpDays],
      unknownYears: [...unknown],
      provisional: unknown.size > 0,
    }),
  }
}
