import { NUMERAL, numberOf } from './numerals.ts'

const NAMED =
  /(?:我(?:叫|是|姓)|本人|姓名|名字(?:叫|是)?|联系人|称呼)[:：是叫]?\s*(\p{Script=Han}{2,4})(?![\p{Script=Han}])/u
/** Four characters at most, and none that begins a refusal, a request or a greeting, or holds a particle. */
const WHOLE =
  /^(?![不没别请打我你您他她它这可好在嗯]|谢谢|有[的事]|愿意|同意|需要|联系|方便|大家|.*[了的吗吧呢们很])(\p{Script=Han}{1,3}(?:先生|女士|小姐|师傅|老师|大爷|大妈|阿姨|叔叔)|\p{Script=Han}{2,4}|\p{Script=Han}{2,10}·\p{Script=Han}{2,10})$/u

/** A name that somebody gives as a name: "我叫李建国". */
export const introducedAs = (text: string): string | null => NAMED.exec(text)?.[1] ?? null

/** Could be a person's name and nothing else. */
export const isName = (word: string): boolean => WHOLE.test(word)

const COUNTED = new RegExp(
  `(?<count>${NUMERAL}|几)(?<tens>[十百千万])?(?:多|余|来|几)?(?:[个名位口])?(?<unit>人|户|家|业主|村民|居民|职工|员工|工人|农民工|家长|学生|住户|邻居|商户|乘客|个$|位$|名$|$)`,
  'u',
)
const ALONE = /^(?:就|只有|只|是)?(?:我|本人)(?:自己|一个人?|一人|个人)?(?:反映)?$|^(?:就)?(?:一个人|自己|个人)$/u
const BESIDE_ME = /我(?:和|跟|与|同)/u

/** How many people an answer speaks of, a household for one; null where it says no number. */
export function readHeadcount(text: string): number | null {
  const plain = text.normalize('NFKC').replace(/[\s\p{P}]+/gu, '')
  if (ALONE.test(plain)) return 1
  const { count, tens } = COUNTED.exec(plain)?.groups ?? {}
  if (count === undefined) return null
  const number = count === '几' ? 3 : numberOf(count + (tens ?? ''))
  if (number === null || number < 1 || number > 1_000_000) return null
  const others = BESIDE_ME.test(plain) && !/一共|总共|共|两个人|都/u.test(plain)
  return others ? number + 1 : number
}
