import { after, type Day, isDay, lastOf, shift, shiftMonths, weekdayOf } from './day.ts'
import { NUMERAL, numberOf, pairOf } from './numerals.ts'

export type Precision = 'hour' | 'part' | 'day' | 'about' | 'month' | 'year'

export interface Span {
  from: Day
  to: Day
  precision: Precision
}

export interface Pattern {
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
  春: [3, 5],
  夏: [6, 8],
  秋: [9, 11],
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

/** "国庆北路" and "五一广场" are places. */
const NO_STREET = '(?![东西南北中新老一二三]{0,2}(?:路|街|巷|大道|广场|社区|小区|村|桥|小学|中学))'

/** What names a day wherever it stands. */
export const EVERYWHERE: Pattern[] = [
  pattern('(?<year>(?:19|20)\\d{2})[-/.](?<month>\\d{1,2})[-/.](?<day>\\d{1,2})(?!\\d)', (said, today) =>
    dayOf(said, today),
  ),
  pattern(
    `(?<!农历|阴历|旧历)(?:${SAID_YEAR}的?)?(?<!个)(?<month>${N}|元(?!月?[旦宵]))月(?:份)?(?:(?<day>${N})[日号]|${WITHIN_MONTH})?(?!子|之?内)`,
    (said, today) => (said.day === undefined ? monthOf(said, today) : dayOf(said, today)),
  ),
  pattern(
    `(?:${SAID_YEAR}的?)?(?<festival>${Object.keys(SOLAR_FESTIVALS).join('|')})(?:节)?(?:期间|假期|当天|那天)?${NO_STREET}`,
    festivalOf,
  ),
  pattern(`${SAID_YEAR}(?:的)?(?<season>${Object.keys(SEASONS).join('|')})?(?!的?(?:${LUNAR}))`, yearOf),
  pattern('(?<ago>今|去)(?<season>春|夏|秋)(?![节耕收运装])', yearOf),
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
  pattern(
    `近(?<count>${N}|十?几)(?:多)?个?(?<unit>天|周|星期|礼拜|月|年)(?:多)?(?:来|以来|之?内|间)?(?![距乎])`,
    (said, today) => upToNow(countedBack(said, today), today),
  ),
]

/** What names one only where a day was asked for. */
export const IN_AN_ANSWER: Pattern[] = [
  pattern('(?<month>\\d{1,2})[-/.](?<day>\\d{1,2})(?!\\d)', (said, today) => dayOf(said, today)),
  pattern(`(?<!月)(?<day>${N})[日号]`, dayAlone),
  pattern(
    `(?<![那这每])(?<count>${N}|十?几|半)(?:多|来)?个?(?<unit>天|周|星期|礼拜|月|年)(?<half>半)?多?(?:了|$)`,
    countedBack,
  ),
]

type Groups = Record<string, string | undefined>

/** A year said in figures, in words, or by 去年; null where none was said. NaN where it makes no year. */
function saidYear({ year, ago }: Groups, today: Day): number | null {
  if (ago !== undefined) return today.year - (YEARS_AGO[ago] ?? 0)
  if (year === undefined) return null
  const value = numberOf(year) ?? Number.NaN
  const full = value < 100 ? 2000 + value : value
  return full >= 1949 && full <= today.year ? full : Number.NaN
}

/** 元月 is the first. */
const monthNumber = ({ month = '' }: Groups): number | null => (month === '元' ? 1 : numberOf(month))

/** The year that was not said: the latest in which the day has come. */
function dayOf(said: Groups, today: Day): Span | null {
  const month = monthNumber(said)
  const day = numberOf(said.day ?? '')
  const year = saidYear(said, today)
  if (month === null || day === null || Number.isNaN(year)) return null
  const date = { year: year ?? today.year, month, day }
  const past = year === null && after(date, today) ? { ...date, year: date.year - 1 } : date
  return isDay(past) ? single(past) : null
}

function monthOf(said: Groups, today: Day): Span | null {
  const month = monthNumber(said)
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
  const pair = pairOf(count)
  if (pair) return { from: shift(today, -pair[1] * length), to: shift(today, -pair[0] * length), precision: 'about' }
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

/** "近三年": from then to now. */
const upToNow = (span: Span | null, today: Day): Span | null =>
  span && { from: span.from, to: today, precision: 'about' }

const monthsBack = (day: Day, months: number): Day =>
  shift(shiftMonths(day, -Math.floor(months)), -Math.round((months % 1) * 30))

const single = (day: Day): Span => ({ from: day, to: day, precision: 'day' })
