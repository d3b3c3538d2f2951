import type { Org } from '../case/org/index.ts'
import { petitionOfficeOf } from '../case/org/index.ts'
import type { ClockId } from '../case/rules/index.ts'
import { shanghaiDay, shanghaiTime } from '../platform/kernel/index.ts'
import { render, type Wording } from '../talk/dialogue/index.ts'

/** "12月8日", with the year where it is not this one. Legal days are Shanghai's. */
export function dateInWords(date: string, now: Date): string {
  const [year = '', month = '', day = ''] = date.slice(0, 10).split('-')
  const thisYear = String(shanghaiTime(now).getUTCFullYear())
  return `${year === thisYear ? '' : `${year}年`}${Number(month)}月${Number(day)}日`
}

export const officeOf = (org: Org, id: string) => org.offices.find((office) => office.id === id)

/** "11月26日下午3点": when something happens unless somebody acts before. The minutes are dropped, so it is never said too late. */
export function hourInWords(at: Date, now: Date): string {
  const hour = shanghaiTime(at).getUTCHours()
  const [part, from] = DAY_PARTS.find(([, , until]) => hour < until) ?? ['', 0]
  return `${dateInWords(shanghaiDay(at), now)}${part}${hour - from}点`
}

/** Part of the day, what its hours are counted from, and the hour it ends with. */
const DAY_PARTS: [string, number, number][] = [
  ['凌晨', 0, 6],
  ['上午', 0, 12],
  ['中午', 0, 13],
  ['下午', 12, 18],
  ['晚上', 12, 24],
]

const HOUR_MS = 3_600_000

/** How long a draft is kept that nobody submits, and until when if nothing more is said. */
export function draftValues(fileMs: number, now: Date): Record<string, string> {
  const hours = fileMs / HOUR_MS
  return {
    draft_wait: hours % 24 === 0 ? `${hours / 24}天` : `${hours}小时`,
    draft_by: hourInWords(new Date(now.getTime() + fileMs), now),
  }
}

/** Values every text may use: who we are and how to reach us. */
export function officeValues(org: Org): Record<string, string> {
  const office = petitionOfficeOf(null, org)
  return {
    office_name: office?.name ?? '',
    office_phone: office?.phone ?? '',
    office_address: office?.address ?? '',
    office_hours: office?.hours ?? '',
  }
}

/** What the smart robot says by itself, without a turn. */
export const robotWords = (wording: Wording) => ({
  get waiting() {
    return wording.common.texts.bot_waiting ?? ''
  },
  get group() {
    return wording.common.texts.bot_group ?? ''
  },
  chosen: (label: string) => render(wording.common.texts.bot_chosen ?? '', { label }),
})

/** A line of flows/notices.yaml, or nothing where a value it needs is missing. */
export function line(wording: Wording, name: string, values: Record<string, string>): string {
  return render(wording.notices.lines[name] ?? '', values)
}

/** The next legal date in plain words: what happens by then. */
export function dateLine(
  wording: Wording,
  next: { rule: string; due: string; provisional: boolean } | null,
  now: Date,
): string {
  if (!next) return ''
  const text = line(wording, byLine(next.rule), { date: dateInWords(next.due, now) })
  return next.provisional ? text + (wording.notices.lines.provisional ?? '') : text
}

const BY_LINES = {
  D1: 'route_by',
  D2: 'notice_by',
  D3: 'notice_by',
  D4: 'object_by',
  D5: 'handle_by',
  D6: 'extended_by',
  D7: 'review_until',
  D8: 'review_by',
  D9: 'rereview_until',
  D10: 'rereview_by',
  D11: 'report_by',
  D12: 'feedback_by',
} as const satisfies { readonly [rule in ClockId]: string }

/** The line that says what happens by the date of a clock. */
export const byLine = (rule: string): string => (rule in BY_LINES ? BY_LINES[rule as ClockId] : 'next_by')

/** Fields of a filing by key, as citizens and staff read them. */
export const fieldLabels = (wording: Pick<Wording, 'flows'>): Record<string, string> =>
  Object.fromEntries(Object.entries(wording.flows.complaint?.fields ?? {}).map(([key, { label }]) => [key, label]))
