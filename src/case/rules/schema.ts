import { z } from 'zod'
import { addDays, isDate, weekday } from './days.ts'
import { CLOCK_EVENTS, CLOCK_IDS, STEPS } from './types.ts'

const text = z.string().trim().min(1)
// abort: what looks at the dates together may then rely on them.
const date = z.string().refine(isDate, { error: 'must be a date that exists, YYYY-MM-DD', abort: true })
const clockId = z.enum(CLOCK_IDS)
const clockEvent = z.enum(CLOCK_EVENTS)

/** No legal period here is longer than ten years; a slip of the key would be. */
const MOST_DAYS = 3660

const clock = z.strictObject({
  what: text,
  cite: text,
  article: text,
  note: text.nullable().default(null),
  counted_from: text,
  days: z.int().positive().max(MOST_DAYS).nullable(),
  day_kind: z.enum(['calendar', 'working']),
  start: clockEvent,
  stop: z.array(clockEvent).min(1),
  reopen: z.array(clockEvent).default([]),
  restarts: z.boolean().default(false),
  roll: z.boolean(),
  after: clockId.nullable().default(null),
  pause: z.literal('hearing').nullable().default(null),
  except: z
    .strictObject({
      kinds: z.array(z.enum(['suggestion', 'report', 'claim', 'unsorted'])).default([]),
      ways: z.array(z.int().min(1).max(6)).default([]),
    })
    .default({ kinds: [], ways: [] }),
  confirmed: z.boolean().default(true),
})

const cited = { cite: text, article: text }
const step = z.strictObject({
  ...cited,
  within: clockId,
  late: z.enum(['refuse', 'person']),
  times: z.int().positive().nullable(),
  needs: z.array(text).min(1),
  consent: z.literal('sender').nullable().default(null),
  gives: clockId.nullable().default(null),
})
const kind = z.strictObject({ ...cited, name: text, sealed: z.boolean().default(false) })
const limit = z.strictObject({ what: text, length: text, from: text, cite: text })
const way = z.strictObject({ ...cited, name: text, to: text, limits: z.array(limit).default([]) })
const endOfRoad = z.strictObject({
  ...cited,
  after: clockEvent,
  aid: z.array(z.strictObject({ name: text, to: text, cite: text })).min(1),
})

const declaredVersion = z.string().regex(/^\d{4}\.\d{1,3}$/, { error: 'year and count, in quotes: "2026.1"' })
const profileName = z.string().regex(/^[a-z][a-z0-9-]*$/, { error: 'lower-case letters, digits and -' })

export const profileFile = z.strictObject({
  version: declaredVersion,
  profile: profileName,
  source: text,
  clocks: z.partialRecord(clockId, clock),
  absent: z.partialRecord(clockId, text),
  kinds: z.record(profileName, kind),
  ways: z.partialRecord(z.enum(['1', '2', '3', '4', '5', '6']), way),
  steps: z.partialRecord(z.enum(STEPS), step),
  end_of_road: endOfRoad.nullable(),
})

/** What a variant says of its base, before the two are put together and read as one profile. */
export const variantFile = z.looseObject({
  base: z.strictObject({ profile: profileName, version: declaredVersion }).optional(),
  clocks: z.partialRecord(clockId, z.looseObject({})).optional(),
})

export const choiceFile = z.strictObject({ profile: profileName })

const days = z.int().min(1).max(1000)
export const supervisionFile = z.strictObject({
  version: declaredVersion,
  yellow_days: z.int().min(1).max(30),
  silence_days: z.int().min(3).max(60),
  checkpoints: z.strictObject({
    ...{ receipt: days, receipt_on_paper: days, execution: days, dispute: days, leader_wanted: days },
    ...{ meet_leader: days, meet_unit: days, meet_author: days, visit_promise: days, follow_up: days },
  }),
  hand_overs: z.int().min(2).max(20),
  pledges: z.array(text).min(1),
  page_minutes: z.int().min(1).max(120),
})

const festival = z
  .strictObject({ name: text, from: date, to: date, make_up: z.array(date).default([]) })
  .refine(({ from, to }) => from <= to, { error: 'ends before it begins', path: ['to'], abort: true })

export const calendarFile = z
  .strictObject({ year: z.int().min(2000).max(2999), source: text, holidays: z.array(festival).min(1) })
  .superRefine((file, report) => {
    const seen = new Set<string>()
    file.holidays.forEach(({ from, to, make_up }, index) => {
      const fault = (message: string) => report.addIssue({ code: 'custom', message, path: ['holidays', index] })
      const days = [...datesBetween(from, to), ...make_up]
      const stray = days.find((day) => !day.startsWith(`${file.year}-`) && !day.startsWith(`${file.year - 1}-12-`))
      if (stray !== undefined) fault(`${stray} is not in ${file.year}`)
      for (const day of days) {
        if (seen.has(day)) fault(`${day} is listed twice`)
        seen.add(day)
      }
      for (const day of make_up) {
        if (weekday(day) !== 0 && weekday(day) !== 6)
          fault(`${day} is worked anyway: a make-up day is a Saturday or Sunday`)
      }
    })
  })

const hotline = z.strictObject({
  id: z.string().regex(/^[a-z][a-z_]*$/, { error: 'lower-case letters and _' }),
  number: z.string().regex(/^\d{3,6}$/, { error: 'three to six digits, in quotes' }),
  name: text,
  for: text,
  group: z.enum(['emergency', 'help', 'service', 'report', 'merged']),
  show: z.boolean().default(true),
  /** In the list everybody gets. */
  common: z.boolean().default(false),
  /** Words of a matter that make the line worth naming. */
  words: z.array(text).default([]),
  note: text.optional(),
})

export const hotlinesFile = z
  .strictObject({ last_verified: date, source: text, lines: z.array(hotline).min(1) })
  .superRefine((file, report) => {
    file.lines.forEach((line, index) => {
      const twin = file.lines.findIndex((one) => one.id === line.id || one.number === line.number)
      if (twin < index) {
        report.addIssue({
          code: 'custom',
          message: `${line.id} ${line.number} is listed twice`,
          path: ['lines', index],
        })
      }
      if (line.group === 'merged' && line.show) {
        report.addIssue({ code: 'custom', message: 'a merged line is not shown', path: ['lines', index, 'show'] })
      }
    })
  })

export type ProfileFile = z.infer<typeof profileFile>
export type CalendarFile = z.infer<typeof calendarFile>
export type HotlinesFile = z.infer<typeof hotlinesFile>

export function datesBetween(from: string, to: string): string[] {
  const dates: string[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) dates.push(day)
  return dates
}
