import { AppError, shanghaiDay } from '../../platform/kernel/index.ts'
import type { Calendars } from './types.ts'

const DAY_MS = 86_400_000

const INSTANT = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/

/** A calendar date that exists, `YYYY-MM-DD`. */
export function isDate(text: string): boolean {
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN
  return !Number.isNaN(ms) && isoDate(ms) === text
}

/** ISO 8601 with `Z` or an offset, or a bare date; a time without a zone would depend on the machine. */
export function isInstant(text: string): boolean {
  return INSTANT.test(text) && isDate(text.slice(0, 10)) && !Number.isNaN(Date.parse(text))
}

/** The legal day of an instant. A bare date is that day. */
export function shanghaiDate(instant: string): string {
  if (!isInstant(instant)) throw new AppError({ code: 'bad_instant', message: `not an instant: ${instant}` })
  return instant.length === 10 ? instant : shanghaiDay(new Date(instant))
}

/** A bare date is its beginning in Shanghai. */
export function instantMs(instant: string): number {
  if (!isInstant(instant)) throw new AppError({ code: 'bad_instant', message: `not an instant: ${instant}` })
  return instant.length === 10 ? Date.parse(`${instant}T00:00:00+08:00`) : Date.parse(instant)
}

export function addDays(date: string, days: number): string {
  return isoDate(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS)
}

/** 0 = Sunday … 6 = Saturday. */
export function weekday(date: string): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay()
}

export interface DayStatus {
  works: boolean
  kind: 'weekday' | 'weekend' | 'holiday' | 'make_up'
  /** Name of the festival, for a holiday. */
  name?: string
  /** false: the year's notice is not loaded, so only the week was asked. */
  known: boolean
}

export function dayStatus(date: string, calendars: Calendars): DayStatus {
  const year = Number(date.slice(0, 4))
  const known = calendars.has(year)
  // The days around New Year may stand in the notice of the year that begins.
  const notices = [calendars.get(year), calendars.get(year + 1)].filter((calendar) => calendar !== undefined)
  const name = notices.map(({ holidays }) => holidays.get(date)).find((festival) => festival !== undefined)
  if (name !== undefined) return { works: false, kind: 'holiday', name, known }
  if (notices.some(({ makeUpDays }) => makeUpDays.has(date))) return { works: true, kind: 'make_up', known }
  const weekend = weekday(date) === 0 || weekday(date) === 6
  return { works: !weekend, kind: weekend ? 'weekend' : 'weekday', known }
}

function isoDate(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10)
}
