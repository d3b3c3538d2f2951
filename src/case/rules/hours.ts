import { shanghaiDay, shanghaiTime } from '../../platform/kernel/index.ts'
import { dayStatus, weekday } from './days.ts'
import type { Calendars } from './types.ts'

const SPAN = /(\d{1,2})[:：](\d{2})\s*[-–—~～至到]\s*(\d{1,2})[:：](\d{2})/g
const DAYS = /(?:周|星期)([一二三四五六日天])\s*[-–—~～至到]\s*(?:周|星期)?([一二三四五六日天])/
const ORDER = '一二三四五六日'

/**
 * Whether an office is open by its own words ("周一至周五 8:30–12:00，14:30–18:00"). Monday to Friday means working days: not on
 * holidays, but on make-up days. null: the words give no times that can be read.
 */
export function isOpen(hours: string, at: Date, calendars: Calendars): boolean | null {
  if (/24\s*小时|全天/.test(hours)) return true
  const spans = [...hours.matchAll(SPAN)].map(([, h, m, toH, toM]) => [minutes(h, m), minutes(toH, toM)] as const)
  if (spans.length === 0) return null
  const local = shanghaiTime(at)
  const now = local.getUTCHours() * 60 + local.getUTCMinutes()
  return isDayOf(hours, shanghaiDay(at), calendars) && spans.some(([from, to]) => from <= now && now < to)
}

const minutes = (hours = '0', rest = '0'): number => Number(hours) * 60 + Number(rest)

function isDayOf(hours: string, date: string, calendars: Calendars): boolean {
  if (/每天|每日/.test(hours)) return true
  const [, first, last] = DAYS.exec(hours.replace(/天(?=\s*[\d:])/g, '日')) ?? []
  const [from, to] = [indexOf(first), indexOf(last)]
  if (from === -1 || to <= ORDER.indexOf('五')) return dayStatus(date, calendars).works
  if (to === ORDER.indexOf('日')) return true
  const day = (weekday(date) + 6) % 7
  return from <= day && day <= to && dayStatus(date, calendars).kind !== 'holiday'
}

const indexOf = (day: string | undefined): number => (day === undefined ? -1 : ORDER.indexOf(day === '天' ? '日' : day))
