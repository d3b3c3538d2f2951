import { addDays, type DayKind, type Deadline, weekday } from '../case/rules/index.ts'
import type { Wording } from '../talk/dialogue/index.ts'
import { byLine, line } from './words.ts'

const WEEKDAYS = ['周日', '周一', '周二', '周三', '周四', '周五', '周六']

/** "2026年9月28日（周一）": a legal date is never short of its year. */
export function legalDate(date: string): string {
  const [year = '', month = '', day = ''] = date.split('-')
  return `${year}年${Number(month)}月${Number(day)}日（${WEEKDAYS[weekday(date)]}）`
}

/** The date with its grounds for the citizen: what happens by then, the law, how it was counted. */
export function plainSentence(wording: Wording, date: Deadline): string {
  return [
    line(wording, byLine(date.rule.id), { date: legalDate(date.due) }),
    plainGrounds(wording, date),
    date.provisional ? line(wording, 'grounds_provisional', { years: years(date) }) : '',
  ].join('')
}

/** The law and the count alone, for where the date is said already. */
export function plainGrounds(wording: Wording, date: Deadline): string {
  const say = (name: string, values: Record<string, string>) => line(wording, name, values)
  return [
    say(`grounds_${manner(date)}`, { ...values(date), ...lengths(wording, date, 'grounds') }),
    date.rule.confirmed ? '' : say('grounds_unconfirmed', {}),
    date.pausedDays.length > 0 ? say('grounds_paused', { count: String(date.pausedDays.length) }) : '',
    date.rolled ? say('grounds_rolled', { day: legalDate(date.unrolled), reason: restReason(wording, date) }) : '',
  ].join('')
}

/** The same for staff, with every day that the count rested on. */
export function exactSentence(wording: Wording, date: Deadline): string {
  const { note, confirmed, rulesVersion } = date.rule
  const say = (name: string, values: Record<string, string>) => line(wording, name, values)
  const list = (days: readonly string[]) =>
    listed(
      wording,
      days.map((day) => ({ date: day, name: '' })),
    )
  const holidays = listed(wording, date.holidaysUsed)
  const parts = [
    say(`exact_${manner(date)}`, { ...values(date), ...lengths(wording, date, 'exact') }),
    date.pausedDays.length > 0
      ? say('exact_paused', { days: list(date.pausedDays), count: String(date.pausedDays.length) })
      : '',
    date.rolled ? say('exact_rolled', { due: legalDate(date.due) }) : '',
    say('exact_holidays', { days: holidays }),
    say('exact_make_up', { days: list(date.makeUpDaysUsed) }),
    say('exact_note', { note: note ?? '' }),
    confirmed ? '' : say('exact_unconfirmed', {}),
    date.provisional ? say('exact_provisional', { years: years(date) }) : '',
    say('exact_version', { profile: date.profile, version: rulesVersion }),
  ]
  return `${parts.filter((part) => part !== '').join('；')}。`
}

const manner = (date: Deadline) => (date.days === null ? 'set' : date.base === null ? 'counted' : 'extended')

function values({ rule, startDate, unrolled, base }: Deadline): Record<string, string> {
  return {
    rule: rule.id,
    what: rule.what,
    cite: rule.cite,
    counted_from: rule.countedFrom,
    start: legalDate(startDate),
    unrolled: legalDate(unrolled),
    base_end: base === null ? '' : legalDate(base.end),
  }
}

function lengths(wording: Wording, { rule, days, base }: Deadline, style: 'grounds' | 'exact') {
  const length = (count: number, kind: DayKind) => line(wording, `${style}_${kind}`, { days: String(count) })
  return {
    length: days === null ? '' : length(days, rule.dayKind),
    base_length: base === null ? '' : line(wording, `${style}_base_${base.dayKind}`, { days: String(base.days) }),
  }
}

function restReason(wording: Wording, { unrolled, holidaysUsed }: Deadline): string {
  const festival = holidaysUsed.find(({ date }) => date === unrolled)
  return festival === undefined
    ? line(wording, 'day_off', {})
    : line(wording, 'day_of_festival', { name: festival.name })
}

/** Days in a row under one name are one entry. */
function listed(wording: Wording, days: readonly { date: string; name: string }[]): string {
  const runs: { from: string; to: string; name: string }[] = []
  for (const { date, name } of days) {
    const last = runs.at(-1)
    if (last !== undefined && last.name === name && addDays(last.to, 1) === date) last.to = date
    else runs.push({ from: date, to: date, name })
  }
  return runs.map((run) => line(wording, 'days_of_festival', { days: span(wording, run), name: run.name })).join('、')
}

const span = (wording: Wording, { from, to }: { from: string; to: string }): string =>
  from === to ? legalDate(from) : line(wording, 'days_from_to', { from: legalDate(from), to: legalDate(to) })

const years = ({ unknownYears }: Deadline) => unknownYears.map((year) => `${year}年`).join('、')
