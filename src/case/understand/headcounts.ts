import { halfWidth, NUMERAL, readHeadcount } from '../../platform/chinese/index.ts'

export interface Headcount {
  said: string
  count: number
}

const MANY = `(?:${NUMERAL}|几[十百千]|上[百千]|数[十百千])(?:多|余|来)?`
const PEOPLE =
  '(?:人(?!民|次|行|员|口|均|工[^数]|为|大|家(?!里)|们|才|防)|业主|村民|居民|职工|员工|工人|农民工|家长|住户|商户|群众|用户)'
const TOGETHER = new RegExp(
  `(?:(?:我们|全体|全村|全小区|本小区|联名|共同|代表)[^，。；,;！!？?\\n]{0,12}?(?<count>${NUMERAL}(?:多|余|来)?(?:[名位个])?(?:人|户|业主|村民|居民|职工|员工|工人|农民工|家长|住户|商户)))`,
  'u',
)
/** "169户联名要求" */
const SIGNED = new RegExp(
  `(?<count>${MANY}(?:户|[名位]?${PEOPLE}))[^，。；！？\\d]{0,6}(?:联名|联合|共同签名|一致要求)`,
  'u',
)
const JOINT =
  /联名|联合(?:反映|投诉|举报)|(?:我们|全体)(?:[\p{Script=Han}0-9]{0,10})(?:共同|一起|一致|集体)(?:反映|投诉|要求|请求)/u
const CONCERNED = new RegExp(
  `(?<![\\d第.])(?<count>${MANY}(?:户(?!型|口|外|籍|主|内|均|室|数)(?:居民|人家|业主|村民|住户|家庭|用户|百姓)?|[名位个]?${PEOPLE}))`,
  'gu',
)
/** Fewer are those who tell it, or somebody else. */
const FEWEST = 10

/** They file together, whether or not the story says how many. */
export const isJoint = (text: string): boolean => JOINT.test(text)

/** A number alone tells how many suffer; together with 联名 or 我们 it tells how many file. */
export function readTogether(text: string): Headcount | null {
  const plain = closed(text)
  if (!JOINT.test(plain)) return null
  const said = (SIGNED.exec(plain) ?? TOGETHER.exec(plain))?.groups?.count
  const counted = said === undefined ? null : counts(said)
  return counted !== null && counted.count >= 2 ? counted : null
}

/** How many households or people it concerns, whoever files it: the most that a story names. */
export function readConcerned(text: string): Headcount | null {
  const found = [...closed(text).matchAll(CONCERNED)].flatMap((match) => counts(match.groups?.count ?? '') ?? [])
  const most = found.sort((one, other) => other.count - one.count)[0]
  return most !== undefined && most.count >= FEWEST ? most : null
}

/** "1 6 9户" */
const closed = (text: string): string => halfWidth(text).replace(/(?<=\d) (?=\d)/g, '')

function counts(said: string): Headcount | null {
  const vague = /^(?:几|上|数)(?<unit>[十百千])/u.exec(said)?.groups?.unit
  const count = readHeadcount(vague === undefined ? said : said.replace(/^./u, '一'))
  return count === null ? null : { said, count }
}
