import { shanghaiTime } from '../kernel/index.ts'

/** A day of the calendar, without a clock or a zone. */
export interface Day {
  year: number
  month: number
  day: number
}

const DAY_MS = 24 * 3_600_000

const utc = ({ year, month, day }: Day): number => Date.UTC(year, month - 1, day)
const dayFrom = (ms: number): Day => {
  const date = new Date(ms)
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
}
export const shift = (day: Day, days: number): Day => dayFrom(utc(day) + days * DAY_MS)
export const lastOf = ({ year, month }: Day): Day => dayFrom(Date.UTC(year, month, 0))
export function shiftMonths(day: Day, months: number): Day {
  const first = dayFrom(Date.UTC(day.year, day.month - 1 + months, 1))
  return { ...first, day: Math.min(day.day, lastOf(first).day) }
}
export const isDay = (day: Day): boolean => day.month >= 1 && iso(dayFrom(utc(day))) === iso(day)
export const after = (one: Day, other: Day): boolean => utc(one) > utc(other)
/** Monday is 0. */
export const weekdayOf = (day: Day): number => (new Date(utc(day)).getUTCDay() + 6) % 7
const two = (value: number): string => String(value).padStart(2, '0')
export const iso = ({ year, month, day }: Day): string => `${year}-${two(month)}-${two(day)}`
/** Minutes may run into the next day. */
export const moment = (day: Day, minutes: number): string => {
  const at = shift(day, Math.floor(minutes / 1440))
  return `${iso(at)}T${two(Math.floor((minutes % 1440) / 60))}:${two(minutes % 60)}`
}

export const dayInShanghai = (now: Date): Day => dayFrom(shanghaiTime(now).getTime())
