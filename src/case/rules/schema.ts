import { z } from 'zod'
import { addDays, isDate, weekday } from './days.ts'
import { CLOCK_EVENTS, CLOCK_IDS } from './types.ts'

const text = z.string().trim().min(1)
// abort: what looks at the dates together may then rely on them.
const date = z.string().refine(isDate, { error: 'must be a date that exists, YYYY-MM-DD', abort: true })
const clockId = z.enum(CLOCK_IDS)
const clockEvent = z.enum(CLOCK_EVENTS)

const clock = z.strictObject({
  what: text,
  article: text,
  days: z.int().positive().nullable(),
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
  source: text,
  confirmed: z.boolean().default(true),
})

export const clocksFile = z.strictObject({
  version: text,
  profile: text,
  source: text,
  clocks: z.strictObject(
    Object.fromEntries(CLOCK_IDS.map((id) => [id, clock])) as Record<(typeof CLOCK_IDS)[number], typeof clock>,
  ),
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
      const stray = days.find((day) => !day.startsWith(`${file.year}-`))
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

export type ClocksFile = z.infer<typeof clocksFile>
export type CalendarFile = z.infer<typeof calendarFile>
export type HotlinesFile = z.infer<typeof hotlinesFile>

export function datesBetween(from: string, to: string): string[] {
  const dates: string[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) dates.push(day)
  return dates
}
