import { NUMERAL, numberOf } from './numerals.ts'

export type Precision = 'hour' | 'part' | 'day' | 'about' | 'month' | 'year'

/**
 * A time in the citizen's words, as days of Shanghai, both included; `part` and `hour` carry the time of day
 * (`2026-02-25T18:00`). Never later than today: what is complained of has happened.
 */
export interface DateSaid {
  from: string
  to: string
  precision: Precision
  said: string
}

interface Day {
  year: number
  month: number
  day: number
}
interface Span {
  from: Day
  to: Day
  precision: Precision
}

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** The first time named in an answer to "when?"; a bare "3号" or "8.3" counts, a house number cannot be meant. */
export function readDate(text: string, now: Date): DateSaid | null {
  return find(text, now, [...EVERYWHERE, ...IN_AN_ANSWER])[0] ?? null
}

/** Every time named in a story. "12号" may be a house there, "两个月了" how long something took: neither is read. */
export const readDates = (text: string, now: Date): DateSaid[] => find(text, now, EVERYWHERE)

/** "2026年2月25日", "2月", "2026年": the days meant, short, for reading back. */
export function sayDays(date: Pick<DateSaid, 'from' | 'to' | 'precision'>): string {
  const [year = '', month = '', day = ''] = date.from.slice(0, 10).split('-').map(Number).map(String)
  if (date.precision === 'year') return `${year}年`
  if (date.precision === 'month') return `${year}年${month}月`
  const first = `${year}年${month}月${day}日`
  const [endYear, endMonth, endDay] = date.to.slice(0, 10).split('-').map(Number)
  const oneDay = date.precision !== 'about' && date.from.slice(0, 10) === date.to.slice(0, 10)
  if (oneDay || date.precision === 'part' || date.precision === 'hour') return first
  return `${first}至${String(endYear) === year ? '' : `${endYear}年`}${endMonth}月${endDay}日`
}

interface Pattern {
  /** Found at the place where the search stands. */
  at: RegExp
  read(groups: Record<string, string | undefined>, today: Day): Span | null
}

const N = NUMERAL
const pattern = (source: string, read: Pattern['read']): Pattern => ({ at: new RegExp(source, 'uy'), read })

const YEARS_AGO: Record<string, number> = { 今: 0, 本: 0, 去: 1, 前: 2, 大前: 3 }
const DAYS_AGO: Record<string, number> = { 今: 0, 昨: 1, 前: 2, 大前: 3 }
const PERIODS_AGO: Record<string, number> = { 这: 0, 本: 0, 这一: 0, 上: 1, 上一: 1, 上上: 2 }
const WEEKDAYS = '一二三四五六日'
const SEASONS: Record<string, [number, number]> = {
  春天: [3, 5],
  春季: [3, 5],
  夏天: [6, 8],
  夏季: [6, 8],
  秋天: [9, 11],
  秋季: [9, 11],
  上半年: [1, 6],
  下半年: [7, 12],
  年初: [1, 2],
  初: [1, 2],
  年中: [5, 8],
  年底: [11, 12],
  年末: [11, 12],
  底: [11, 12],
  末: [11, 12],
}
const SOLAR_FESTIVALS: Record<string, [number, number, number]> = {
  元旦: [1, 1, 3],
  清明: [4, 4, 6],
  五一: [5, 1, 5],
  劳动节: [5, 1, 5],
  六一: [6, 1, 1],
  儿童节: [6, 1, 1],
  国庆: [10, 1, 7],
  十一国庆: [10, 1, 7],
}

const YEAR = '(?<year>(?:19|20)\\d{2}|[一二][零〇九]?[零〇一二三四五六七八九]{2}|\\d{2})'
const SAID_YEAR = `(?:${YEAR}年|(?<ago>大前|今|本|去|前)年)`
const WITHIN_MONTH = '(?<part>上旬|中旬|下旬|月初|月底|初|底|末)'

/** The lunar calendar is not reckoned: its days are other days, and 腊月 ends in the next year. */
const LUNAR = '农历|阴历|旧历|腊月|正月|冬月|过年|春节|除夕|元宵|端午|中秋|重阳'

const EVERYWHERE: Pattern[] = [
  pattern('(?<year>(?:19|20)\\d{2})[-/.](?<month>\\d{1,2})[-/.](?<day>\\d{1,2})(?!\\d)', (said, today) =>
    dayOf(said, today),
  ),
  pattern(
    `(?<!农历|阴历|旧历)(?:${SAID_YEAR}的?)?(?<!个)(?<month>${N})月(?:份)?(?:(?<day>${N})[日号]|${WITHIN_MONTH})?(?!子)`,
    (said, today) => (said.day === undefined ? monthOf(said, today) : dayOf(said, today)),
  ),
  pattern(
    `(?:${SAID_YEAR}的?)?(?<festival>${Object.keys(SOLAR_FESTIVALS).join('|')})(?:节)?(?:期间|假期|当天|那天)?`,
    festivalOf,
  ),
  pattern(`${SAID_YEAR}(?:的)?(?<season>${Object.keys(SEASONS).join('|')})?(?!的?(?:${LUNAR}))`, yearOf),
  pattern('(?<ago>大前|今|昨|前)(?:天|日|(?=[早晚夜]))', ({ ago }, today) =>
    single(shift(today, -(DAYS_AGO[ago ?? ''] ?? 0))),
  ),
  pattern('刚才|刚刚', (_said, today) => single(today)),
  pattern('(?<ago>上上|上|这一|这|本)个?(?:周|星期|礼拜)(?<weekday>[一二三四五六日天末])?', weekOf),
  pattern('(?:星期|礼拜|(?<![一二两三四五六七八九十每\\d])周)(?<weekday>[一二三四五六日天])', lastWeekday),
  pattern(`(?<ago>上上|上一|上|这|本)个?月(?:(?<day>${N})[日号]|${WITHIN_MONTH})?`, monthBack),
  pattern(
    `(?<count>${N}|十?几|半)(?:多|来)?个?(?<unit>小时|分钟|钟头|天|周|星期|礼拜|月|年)(?<half>半)?多?(?:以前|之前|前)(?![后面])`,
    countedBack,
  ),
]

const IN_AN_ANSWER: Pattern[] = [
  pattern('(?<month>\\d{1,2})[-/.](?<day>\\d{1,2})(?!\\d)', (said, today) => dayOf(said, today)),
  pattern(`(?<!月)(?<day>${N})[日号]`, dayAlone),
  pattern(
    `(?<![那这每])(?<count>${N}|十?几|半)(?:多|来)?个?(?<unit>天|周|星期|礼拜|月|年)(?<half>半)?多?(?:了|$)`,
    countedBack,
  ),
]

/** "大概" before or "左右" after: a day more or less on both sides. */
const ROUGHLY = /(?:大概|大约|约|差不多|好像|可能)(?:是|在)?$/u
const ROUGHLY_AFTER = /^(?:左右|前后|上下)/u
const NUMERAL_ENDS = /[\d〇零一二三四五六七八九十百千万]$/u
const NUMERAL_BEGINS = /^[\d〇零一二三四五六七八九十百千万]/u
const UNTIL = /^(?:开始)?(?:到|至|—+|–|~|-)(?!现在|今天?为止|目前)/u

const TIME_OF_DAY = new RegExp(
  `^的?(?<part>凌晨|清晨|清早|早晨|早上|一早|上午|中午|下午|傍晚|晚上|晚间|夜晚|夜里|夜间|半夜|深夜|早|晚|夜)?(?:(?<hour>${N})[点时:：](?!候)(?:(?<half>半)|(?<minute>${N})分?|整|钟)?)?`,
  'u',
)
const PARTS: Record<string, [number, number]> = {
  凌晨: [0, 5],
  清晨: [5, 8],
  清早: [5, 8],
  早晨: [5, 9],
  早上: [5, 9],
  一早: [5, 9],
  早: [5, 9],
  上午: [8, 12],
  中午: [11, 14],
  下午: [12, 18],
  傍晚: [17, 20],
  晚上: [18, 24],
  晚间: [18, 24],
  夜晚: [18, 24],
  晚: [18, 24],
  夜里: [20, 29],
  夜间: [20, 29],
  半夜: [22, 29],
  深夜: [22, 29],
  夜: [20, 29],
}

function find(text: string, now: Date, patterns: Pattern[]): DateSaid[] {
  const plain = text.normalize('NFKC').replace(/(?<=[\d年月日号])\s+(?=[\d年月日号])/g, '')
  const today = shanghaiDay(now)
  const found: DateSaid[] = []
  for (let at = 0; at < plain.length; ) {
    const hit = readAt(plain, at, patterns, today)
    if (!hit) {
      at += 1
      continue
    }
    at += hit.length
    const end = UNTIL.exec(plain.slice(at))
    const other = end ? readAt(plain, at + end[0].length, [...patterns, ...IN_AN_ANSWER], today) : null
    const joined = end && other ? join(hit.date, other.date, end[0]) : null
    if (joined) at += (end?.[0].length ?? 0) + (other?.length ?? 0)
    found.push(joined ?? hit.date)
  }
  return found
}

function readAt(text: string, at: number, patterns: Pattern[], today: Day): { date: DateSaid; length: number } | null {
  // The rest of a number is no number: "13月" is not 3月.
  if (NUMERAL_ENDS.test(text.slice(0, at)) && NUMERAL_BEGINS.test(text.slice(at))) return null
  for (const { at: expression, read } of patterns) {
    expression.lastIndex = at
    const match = expression.exec(text)
    const span = match ? read(match.groups ?? {}, today) : null
    if (!match || !span || after(span.from, today)) continue
    const rest = text.slice(at + match[0].length)
    const time = span.precision === 'day' ? TIME_OF_DAY.exec(rest) : null
    const tail = ROUGHLY_AFTER.exec(rest.slice(time?.[0].length ?? 0))?.[0] ?? ''
    const rough = tail !== '' || ROUGHLY.test(text.slice(0, at))
    const said = match[0] + (time?.[0] ?? '') + tail
    return { date: { ...timed(roughly(span, rough), time, today), said }, length: said.length }
  }
  return null
}

function join(first: DateSaid, last: DateSaid, by: string): DateSaid | null {
  if (last.from < first.from) return null
  const precision = first.precision === last.precision ? first.precision : 'about'
  return {
    from: first.from,
    to: last.to,
    precision: precision === 'day' ? 'about' : precision,
    said: first.said + by + last.said,
  }
}

function timed(span: Span, time: RegExpExecArray | null, today: Day): Omit<DateSaid, 'said'> {
  const { part, hour: saidHour, half, minute } = time?.groups ?? {}
  const to = after(span.to, today) ? today : span.to
  const whole = { from: iso(span.from), to: iso(to), precision: span.precision }
  if (span.precision !== 'day') return whole
  const window = PARTS[part ?? '']
  const hour = saidHour === undefined ? null : numberOf(saidHour)
  if (hour === null || hour > 24) {
    if (!window) return whole
    const [start, end] = window
    return { from: moment(span.from, start * 60), to: moment(span.from, end * 60 - 1), precision: 'part' }
  }
  const afternoon = window !== undefined && window[0] >= 11 && hour < 12 && !(part === '半夜' && hour < 6)
  const minutes = (hour + (afternoon && hour > 0 ? 12 : 0)) * 60 + (half ? 30 : (numberOf(minute ?? '') ?? 0))
  return { from: moment(span.from, minutes), to: moment(span.from, minutes + 59), precision: 'hour' }
}

const roughly = (span: Span, rough: boolean): Span =>
  rough && span.precision === 'day' ? { from: shift(span.from, -1), to: shift(span.to, 1), precision: 'about' } : span

type Groups = Record<string, string | undefined>

/** A year said in figures, in words, or by 去年; null where none was said. NaN where it makes no year. */
function saidYear({ year, ago }: Groups, today: Day): number | null {
  if (ago !== undefined) return today.year - (YEARS_AGO[ago] ?? 0)
  if (year === undefined) return null
  const value = numberOf(year) ?? Number.NaN
  const full = value < 100 ? 2000 + value : value
  return full >= 1949 && full <= today.year ? full : Number.NaN
}

/** The year that was not said: the latest in which the day has come. */
function dayOf(said: Groups, today: Day): Span | null {
  const month = numberOf(said.month ?? '')
  const day = numberOf(said.day ?? '')
  const year = saidYear(said, today)
  if (month === null || day === null || Number.isNaN(year)) return null
  const date = { year: year ?? today.year, month, day }
  const past = year === null && after(date, today) ? { ...date, year: date.year - 1 } : date
  return isDay(past) ? single(past) : null
}

function monthOf(said: Groups, today: Day): Span | null {
  const month = numberOf(said.month ?? '')
  const year = saidYear(said, today)
  if (month === null || month < 1 || month > 12 || Number.isNaN(year)) return null
  const latest = month > today.month ? today.year - 1 : today.year
  return partOfMonth({ year: year ?? latest, month, day: 1 }, said.part)
}

function partOfMonth(first: Day, part: string | undefined): Span {
  const end = lastOf(first)
  const within = (from: number, to: number): Span => ({
    from: { ...first, day: from },
    to: { ...first, day: Math.min(to, end.day) },
    precision: 'about',
  })
  if (part === undefined) return { from: first, to: end, precision: 'month' }
  if (part === '中旬') return within(11, 20)
  return part === '上旬' || part.endsWith('初') ? within(1, 10) : within(21, 31)
}

function yearOf(said: Groups, today: Day): Span | null {
  const year = saidYear(said, today)
  // "干了30年", "19年": a year of two figures is one only with its month.
  if (year === null || Number.isNaN(year) || said.year?.length === 2) return null
  const [first, last] = SEASONS[said.season ?? ''] ?? [1, 12]
  return {
    from: { year, month: first, day: 1 },
    to: lastOf({ year, month: last, day: 1 }),
    precision: said.season ? 'about' : 'year',
  }
}

function festivalOf(said: Groups, today: Day): Span | null {
  const [month, first, last] = SOLAR_FESTIVALS[said.festival ?? ''] ?? [1, 1, 1]
  const year = saidYear(said, today)
  if (Number.isNaN(year)) return null
  const latest = after({ year: today.year, month, day: first }, today) ? today.year - 1 : today.year
  const day = { year: year ?? latest, month, day: first }
  return { from: day, to: { ...day, day: last }, precision: 'about' }
}

function weekOf({ ago, weekday }: Groups, today: Day): Span | null {
  const monday = shift(today, -weekdayOf(today) - 7 * (PERIODS_AGO[ago ?? ''] ?? 0))
  if (weekday === undefined) return { from: monday, to: shift(monday, 6), precision: 'about' }
  if (weekday === '末') return { from: shift(monday, 5), to: shift(monday, 6), precision: 'about' }
  return single(shift(monday, indexOfWeekday(weekday)))
}

/** "周三" alone is the last one that has come. */
function lastWeekday({ weekday = '' }: Groups, today: Day): Span {
  return single(shift(today, -((weekdayOf(today) - indexOfWeekday(weekday) + 7) % 7)))
}

const indexOfWeekday = (said: string): number => WEEKDAYS.indexOf(said === '天' ? '日' : said)

function monthBack({ ago, day, part }: Groups, today: Day): Span | null {
  const first = shiftMonths({ ...today, day: 1 }, -(PERIODS_AGO[ago ?? ''] ?? 0))
  if (day === undefined) return partOfMonth(first, part)
  const date = { ...first, day: numberOf(day) ?? 0 }
  return isDay(date) ? single(date) : null
}

function dayAlone({ day }: Groups, today: Day): Span | null {
  const date = { ...today, day: numberOf(day ?? '') ?? 0 }
  const past = after(date, today) ? shiftMonths({ ...date, day: 1 }, -1) : date
  const meant = { ...past, day: date.day }
  return isDay(meant) ? single(meant) : null
}

/** How far "N units ago" may be off, in days, and how long a unit is. */
const SLACK: Record<string, number> = { 天: 0, 周: 3, 星期: 3, 礼拜: 3, 月: 15, 年: 180 }
const LENGTH: Record<string, number> = { 天: 1, 周: 7, 星期: 7, 礼拜: 7, 月: 30, 年: 365 }

function countedBack({ count = '', unit = '', half }: Groups, today: Day): Span | null {
  if (/小时|分钟|钟头/.test(unit)) return { from: shift(today, -1), to: today, precision: 'about' }
  const length = LENGTH[unit] ?? 1
  if (count.endsWith('几')) {
    const tens = count.startsWith('十') ? 10 : 0
    return {
      from: shift(today, -(tens + 9) * length),
      to: shift(today, -(tens || 1) * length),
      precision: 'about',
    }
  }
  const number = count === '半' ? 0.5 : numberOf(count)
  if (number === null || number * length > 365 * 80) return null
  const total = number + (half ? 0.5 : 0)
  const centre =
    unit === '月' || unit === '年'
      ? monthsBack(today, total * (unit === '年' ? 12 : 1))
      : shift(today, -Math.round(total * length))
  const slack = total < 1 ? Math.ceil((SLACK[unit] ?? 0) / 4) : (SLACK[unit] ?? 0)
  if (slack === 0) return single(centre)
  return { from: shift(centre, -slack), to: shift(centre, slack), precision: 'about' }
}

const monthsBack = (day: Day, months: number): Day =>
  shift(shiftMonths(day, -Math.floor(months)), -Math.round((months % 1) * 30))

const single = (day: Day): Span => ({ from: day, to: day, precision: 'day' })
const utc = ({ year, month, day }: Day): number => Date.UTC(year, month - 1, day)
const dayFrom = (ms: number): Day => {
  const date = new Date(ms)
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
}
/** Shanghai keeps UTC+8 the whole year. */
const shanghaiDay = (now: Date): Day => dayFrom(now.getTime() + 8 * HOUR_MS)
const shift = (day: Day, days: number): Day => dayFrom(utc(day) + days * DAY_MS)
const lastOf = ({ year, month }: Day): Day => dayFrom(Date.UTC(year, month, 0))
function shiftMonths(day: Day, months: number): Day {
  const first = dayFrom(Date.UTC(day.year, day.month - 1 + months, 1))
  return { ...first, day: Math.min(day.day, lastOf(first).day) }
}
const isDay = (day: Day): boolean => day.month >= 1 && iso(dayFrom(utc(day))) === iso(day)
const after = (one: Day, other: Day): boolean => utc(one) > utc(other)
/** Monday is 0. */
const weekdayOf = (day: Day): number => (new Date(utc(day)).getUTCDay() + 6) % 7
const two = (value: number): string => String(value).padStart(2, '0')
const iso = ({ year, month, day }: Day): string => `${year}-${two(month)}-${two(day)}`
/** Minutes may run into the next day. */
const moment = (day: Day, minutes: number): string => {
  const at = shift(day, Math.floor(minutes / 1440))
  return `${iso(at)}T${two(Math.floor((minutes % 1440) / 60))}:${two(minutes % 60)}`
}
