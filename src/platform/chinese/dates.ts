import { after, type Day, dayInShanghai, iso, moment, shift } from './day.ts'
import { NUMERAL, numberOf } from './numerals.ts'
import { EVERYWHERE, IN_AN_ANSWER, type Pattern, type Precision, type Span } from './phrases.ts'

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

/** The first time named in an answer to "when?"; a bare "3号" or "8.3" counts, a house number cannot be meant. */
export function readDate(text: string, now: Date): DateSaid | null {
  return find(text, now, [...EVERYWHERE, ...IN_AN_ANSWER])[0] ?? null
}

/** Every time named in a story. "12号" may be a house there, "两个月了" how long something took: neither is read. */
export const readDates = (text: string, now: Date): DateSaid[] => find(text, now, EVERYWHERE)
/** "大概" before or "左右" after: a day more or less on both sides. */
const ROUGHLY = /(?:大概|大约|约|差不多|好像|可能)(?:是|在)?$/u
const ROUGHLY_AFTER = /^(?:左右|前后|上下)/u
const NUMERAL_SIGN = /[\d〇零一二三四五六七八九十百千万]/u
const UNTIL = /^(?:开始)?(?:到|至|—+|–|~|-)(?!现在|今天?为止|目前)/u

const TIME_OF_DAY = new RegExp(
  `^(?:[（(]?(?:星期|周|礼拜)[一二三四五六日天][）)]?)?的?(?<part>凌晨|清晨|清早|早晨|早上|一早|上午|中午|下午|傍晚|晚上|晚间|夜晚|夜里|夜间|半夜|深夜|早|晚|夜)?(?:(?<hour>${NUMERAL})[点时:：](?!候)(?:(?<half>半)|(?<minute>${NUMERAL})分?|整|钟)?)?`,
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
  const today = dayInShanghai(now)
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
  if (NUMERAL_SIGN.test(text.charAt(at - 1)) && NUMERAL_SIGN.test(text.charAt(at))) return null
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
