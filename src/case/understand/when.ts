import { type DateSaid, readDates } from '../../platform/chinese/index.ts'

/** A story that names many days tells a history: which of them is meant, only its words say. */
const MOST_DAYS = 2
/** In a long letter "今天" is the day of its writing, or of what was seen on television. */
const LONG = 120

/** When it happened or since when, as far as a story says; null where a day named may be another one. */
export function readWhen(story: string, now: Date): DateSaid | null {
  const plain = story.normalize('NFKC')
  const dates = readDates(plain, now)
  const [first] = dates
  if (!first || dates.length > MOST_DAYS || !happened(plain, first.said)) return null
  return { ...first, said: first.said.replace(/的$/, '') }
}

/** A day of what is complained of: not of a decree, of a plan, of the letter itself, and no bare year of a history. */
function happened(plain: string, said: string): boolean {
  const at = plain.indexOf(said)
  const before = plain.slice(Math.max(0, at - 6), at)
  const after = plain.slice(at + said.length)
  if (/^[^，。]{0,6}(?:发布|印发|出台|颁布|公布的|施行|将[^\d，。]|拟|准备|打算|计划)/u.test(after)) return false
  if (plain.length > LONG && after.trim() === '') return false
  if (/^(?:今天|今日|昨天|昨日|刚才|刚刚)$/u.test(said)) return plain.length <= LONG && !/[至到]$/u.test(before)
  if (/^(?:19|20)\d{2}年$/u.test(said)) return /[从自]$/u.test(before) || /^(?:开始|起|以来|至今|到现在)/u.test(after)
  return true
}
