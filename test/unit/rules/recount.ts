/**
 * A second count of the legal dates that shares nothing with the first: no code, no library, no calendar file. It reads the
 * sentences of the two notices, lays all days from 2024 to 2028 in a row, each with its weekday, and walks along that row.
 */
const NOTICES: { readonly [year: number]: string } = {
  2025: `
    一、元旦：1月1日（周三）放假1天，不调休。
    二、春节：1月28日（农历除夕、周二）至2月4日（农历正月初七、周二）放假调休，共8天。1月26日（周日）、2月8日（周六）上班。
    三、清明节：4月4日（周五）至6日（周日）放假，共3天。
    四、劳动节：5月1日（周四）至5日（周一）放假调休，共5天。4月27日（周日）上班。
    五、端午节：5月31日（周六）至6月2日（周一）放假，共3天。
    六、国庆节、中秋节：10月1日（周三）至8日（周三）放假调休，共8天。9月28日（周日）、10月11日（周六）上班。`,
  2026: `
    一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
    二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
    三、清明节：4月4日（周六）至6日（周一）放假，共3天。
    四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
    五、端午节：6月19日（周五）至21日（周日）放假，共3天。
    六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
    七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。`,
}

interface Day {
  date: string
  weekday: string
  rest: boolean
  /** Not by the week but by a notice. */
  festival: boolean
  noticed: boolean
}

const WEEK = '一二三四五六日'

function layOut(): Day[] {
  const row: Day[] = []
  // 1 January 2024 was a Monday.
  let passed = 0
  for (let year = 2024; year <= 2028; year += 1) {
    const leap = year % 4 === 0
    const months = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    months.forEach((length, month) => {
      for (let day = 1; day <= length; day += 1) {
        const weekday = WEEK.charAt(passed % 7)
        const date = dateOf(year, month + 1, day)
        row.push({ date, weekday, rest: '六日'.includes(weekday), festival: false, noticed: year in NOTICES })
        passed += 1
      }
    })
  }
  return row
}

const two = (value: number) => (value < 10 ? `0${value}` : `${value}`)
const dateOf = (year: number, month: number, day: number) => `${year}-${two(month)}-${two(day)}`

const DAYS = layOut()
const PLACE = new Map(DAYS.map((day, place) => [day.date, place]))
const at = (place: number): Day => {
  const day = DAYS[place]
  if (day === undefined) throw new Error('outside of the days laid out')
  return day
}
const placeOf = (date: string): number => {
  const place = PLACE.get(date)
  if (place === undefined) throw new Error(`${date} is outside of the days laid out`)
  return place
}

const MENTION = /(?:(\d+)月)?(\d+)日（[^）]*周(.)）/g

/** The days a sentence names; each must fall on the weekday that the sentence gives it. */
function named(sentence: string, year: number): string[] {
  let month = 0
  return [...sentence.matchAll(MENTION)].map((mention) => {
    month = mention[1] === undefined ? month : Number(mention[1])
    const date = dateOf(year, month, Number(mention[2]))
    if (at(placeOf(date)).weekday !== mention[3]) throw new Error(`${date} is no 周${mention[3]}`)
    return date
  })
}

for (const [year, notice] of Object.entries(NOTICES)) {
  for (const sentence of notice.split('。')) {
    const days = named(sentence, Number(year))
    if (sentence.endsWith('上班')) for (const date of days) at(placeOf(date)).rest = false
    if (!sentence.includes('放假')) continue
    const [first = '', last = first] = days
    const length = Number(/(\d+)天/.exec(sentence)?.[1])
    if (placeOf(last) - placeOf(first) + 1 !== length) throw new Error(`${sentence} has not ${length} days`)
    for (let place = placeOf(first); place <= placeOf(last); place += 1)
      Object.assign(at(place), { rest: true, festival: true })
  }
}

/** Days of each rule, in the words of the regulation; D6 has those of D5 before its own. */
const LENGTHS: { readonly [rule: string]: readonly [number, '日' | '工作日'] } = {
  D1: [15, '日'],
  D2: [15, '日'],
  D3: [15, '日'],
  D4: [5, '工作日'],
  D5: [60, '日'],
  D6: [90, '日'],
  D7: [30, '日'],
  D8: [30, '日'],
  D9: [30, '日'],
  D10: [30, '日'],
  D12: [30, '日'],
}

/** The day in Shanghai, eight hours ahead, of `2026-03-01T16:00:00Z`; of a date it is that date. */
export function dayInShanghai(from: string): string {
  const date = from.slice(0, 10)
  const hour = from.length > 10 ? Number(from.slice(11, 13)) : 0
  return hour >= 16 ? at(placeOf(date) + 1).date : date
}

export interface Recount {
  due: string
  provisional: boolean
  holidays: string[]
}

export function recount(rule: string, from: string, pause?: readonly [string, string]): Recount {
  const [length, kind] = LENGTHS[rule] ?? [0, '日']
  return walk(from, length, kind, pause === undefined ? [] : [pause])
}

/** From the day after `from`; days of a pause (its last not included) are passed over; the end is moved off a day of rest. */
export function walk(
  from: string,
  length: number,
  kind: '日' | '工作日' = '日',
  pauses: readonly (readonly [string, string])[] = [],
): Recount {
  const looked: Day[] = []
  const rests = (day: Day) => {
    looked.push(day)
    return day.rest
  }
  let place = placeOf(dayInShanghai(from))
  let counted = 0
  while (counted < length) {
    place += 1
    const day = at(place)
    if (pauses.some(([first, end]) => first <= day.date && day.date < end)) continue
    if (kind === '日' || !rests(day)) counted += 1
  }
  while (rests(at(place))) place += 1
  return {
    due: at(place).date,
    provisional: looked.some(({ noticed }) => !noticed),
    holidays: [...new Set(looked.filter(({ festival }) => festival).map(({ date }) => date))],
  }
}

/** So many days after a date, or before it. */
export const dayAfter = (date: string, days: number): string => at(placeOf(date) + days).date

/** The dates from one to another, both included. */
export const datesOf = (first: string, last: string): string[] =>
  DAYS.slice(placeOf(first), placeOf(last) + 1).map(({ date }) => date)

export const isRest = (date: string): boolean => at(placeOf(date)).rest
export const RULES = Object.keys(LENGTHS)
export const lengthOf = (rule: string): number => LENGTHS[rule]?.[0] ?? 0
export const daysBetween = (from: string, to: string): number => placeOf(to) - placeOf(from)
