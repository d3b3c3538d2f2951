import { type DateSaid, NUMERAL, readDate, readDates } from '../../platform/chinese/index.ts'

/** A story that names many days tells a history: which of them is meant, only its words say. */
const MOST_DAYS = 2
/** In a long letter "今天" is the day of its writing, or of what was seen on television. */
const LONG = 120

/** When it happened or since when, as far as a story says; null where a day named may be another one. */
export function readWhen(story: string, now: Date): DateSaid | null {
  const plain = story.normalize('NFKC')
  const dates = unsigned(readDates(plain, now), plain)
  const [first] = dates
  if (!first) return since(plain, now)
  if (dates.length > MOST_DAYS || !happened(plain, first.said)) return null
  return { ...first, said: first.said.replace(/的$/, '') }
}

/** How long it has been so, where no day is named: "已经坏了三个月了". Not how long somebody has lived or worked there. */
const SINCE = new RegExp(
  `(?:已经?(?:有|过)?|已过|都|整整|快|[坏停断漏拖欠黑堵])[了有过]?(?:已经?|整整|将近|快|大)?(?<said>(?:${NUMERAL}|[十好]?几|半)(?:多)?个?(?:天|周|星期|月|年)多?了)`,
  'u',
)
const LIVES = /开|结婚|工作|上班|退休|住|干|当|毕业|从事|怀孕|读|教|打工|服务|岁|龄|社保|缴|交了/u

function since(plain: string, now: Date): DateSaid | null {
  const match = SINCE.exec(plain)
  const said = match?.groups?.said
  if (!match || said === undefined) return null
  const clause =
    plain
      .slice(0, match.index)
      .split(/[，,。；！？\n]/u)
      .at(-1) ?? ''
  return LIVES.test(clause + match[0]) ? null : readDate(said, now)
}

/** Without the day a letter is signed with. */
function unsigned(dates: readonly DateSaid[], plain: string): readonly DateSaid[] {
  const last = dates.at(-1)
  return dates.length > 1 && last && plain.trimEnd().endsWith(last.said) ? dates.slice(0, -1) : dates
}

/** A day of what is complained of: not of a decree, of a plan, of the letter itself, and no bare year of a history. */
function happened(plain: string, said: string): boolean {
  const at = plain.indexOf(said)
  const before = plain.slice(Math.max(0, at - 6), at)
  const after = plain.slice(at + said.length)
  if (/^[^，。]{0,6}(?:发布|印发|出台|颁布|公布的|施行|将[^\d，。]|拟|准备|打算|计划)/u.test(after)) return false
  if (plain.length > LONG && after.trim() === '') return false
  if (/^(?:今天|今日|昨天|昨日|刚才|刚刚)$/u.test(said)) return plain.length <= LONG && !/[至到]$/u.test(before)
  if (said === '今年' && /^.{0,8}(?:岁|高考|中考)/u.test(after)) return false
  if (/^(?:19|20)\d{2}年$/u.test(said)) return /[从自]$/u.test(before) || /^(?:开始|起|以来|至今|到现在)/u.test(after)
  return true
}
