import { bare, clausesOf } from './clauses.ts'

/** In a story more wishes than this are told, not asked; a list that its author numbers is taken whole. */
const MOST = 3
const MOST_NUMBERED = 9
/** As much as a summary can show; clauses that would go beyond the first are left in the story. */
const LONGEST = 120
const LONG = 80

/** What a story asks for, each thing by itself, in its own words. */
export function readDemands(text: string): string[] {
  const listed = numberedIn(text)
  if (listed.length > 1) return listed.slice(0, MOST_NUMBERED)
  return [...new Set(clausesOf(text).flatMap(asksIn))].slice(-MOST)
}

/** A sentence that tells and asks is taken from the clause that asks, up to the next that asks. */
function asksIn(clauses: readonly string[]): string[] {
  const asking = clauses.flatMap((clause, index) => (asks(clause) ? [index] : []))
  const starts = asking.filter((start) => !(CALLS.test(clauses[start] ?? '') && asking.includes(start + 1)))
  return starts.flatMap((start, index) => {
    const [first = '', ...more] = clauses.slice(start, starts[index + 1])
    const said = tidy(fewest([fromPause(first), ...more]))
    return said.length > 2 ? [said] : []
  })
}

/** "请问张书记，" leads up to what is asked. */
const CALLS = /^请问(?:一下)?[^，,：:]{0,8}[，,：:]?$/u
const asks = (clause: string): boolean => ASKS.test(clause) || asksWhen(clause)

/** What stands before a colon or a space and asks nothing is a greeting, or tells. */
function fromPause(clause: string): string {
  const pauses = [...clause.matchAll(/[：:\s]+/gu)].filter(({ index }) => !asks(clause.slice(0, index)))
  const last = pauses.at(-1)
  return last && asks(clause.slice(last.index + last[0].length)) ? clause.slice(last.index + last[0].length) : clause
}

function fewest(clauses: readonly string[]): string[] {
  const fits = clauses.findIndex((_, index) => clauses.slice(0, index + 1).join('').length > LONG)
  return clauses.slice(0, fits < 0 ? undefined : Math.max(1, fits))
}

/** "诉求：1、退费；2、道歉": what its author numbers is several things, whatever words stand in them. */
function numberedIn(text: string): string[] {
  const head = HEAD.exec(text)
  if (head === null) return []
  const parts = text.slice(head.index + head[0].length).split(NUMBER)
  const last = parts.pop() ?? ''
  // After the last number the letter goes on: its item ends with its sentence.
  return [...parts, /^[^。！？!?\n]*/u.exec(last)?.[0] ?? '']
    .map((part) => bare([part]).slice(0, LONGEST))
    .filter((part) => part.length > 1)
}

const HEAD =
  /(?:诉求|要求|请求(?:事项)?|希望|建议|恳请|请问)(?:[^。！？!?\n：:，,]{0,14})[：:，,]?\s*(?=(?:[1一①]|第一)(?:[、.．)）：:，,]|是(?!否))|[（(][1一][)）]|①)/u
const NUMBER =
  /(?:[（(](?:\d{1,2}|[一二三四五六七八九十])[)）]|[①-⑨]|(?<=^|[\s；;。，,、：:！？!?])第?(?:\d{1,2}|[一二三四五六七八九十])(?:[、.．)）：:](?!\d)|是(?!否)|[，,](?=\D)))\s*/u

/** Thanks end a demand and are none of it. */
const THANKS =
  /(?:[，,。]?\s*(?:在此|先|对此|将)?(?:表示)?(?:万分|十分|非常|不胜|衷心|深表|多多?)?(?:感谢|感激|谢谢|谢意|谢了|谢过|为谢|为盼|为感))[^，,]*$/u
const HEADING = /^.{0,4}诉求(?:如下|是|为)?[：:]\s*/u

const tidy = (clauses: readonly string[]): string => {
  const said = bare(clauses)
  return bare([said.replace(THANKS, '').replace(HEADING, '')]).slice(0, LONGEST)
}

/** What is demanded by somebody else, or is a noun, asks nothing: "符合要求", "学校要求家长", "再三要求下". */
const DEMANDS =
  '(?<=^|[，,、：:\\s”）)]|我们?|本人|强烈|一致|共同|特|坚决|业主们?|居民|村民|家长们?|职工|工人|群众|[此现故])要求(?!其|[他她]|所有|收取|家长|学生|员工|职工|工人|孩子|必须|缴|交)(?=[^，,。的下我\\s]|[，,：:]\\s?[一1])'
const HOPES =
  '(?<!没有|[的无没了新不])希望(?![的和与之]|自己|[您你]们?在百忙|[。，,：:！!.…]*$)|(?<!以)(?:盼望(?![的了着])|盼(?![望的了着已]))|期盼(?![的了已])|(?<![失绝看观展渴名])望(?=能|领导|政府|有关|相关|部门|予|贵|加快|加强|采纳|[^，。；]{0,6}(?:尽快|予以|处理|解决|重视|解答|答复|回复))'
const AT_START = '(?<=^[“”"\\s]*(?:我们?|本人|特|现|故|还|敬|诚|烦|恭|所以|在此|因此)*)'
const BEGS =
  `(?<![的裁次])请求(?![不被，,])|恳[请求]|(?<![申邀聘])请(?:你们|您(?!耐心)|各级|各位领导|市委|市政府|县委|县政府|贵|领导|政府|相关|有关|尽快|帮|给|问|予|依法|查|解决|处理|落实|督促|协调|明确|加快|加强|增加|及时|立即|回复|答复|告知)|(?<![申邀聘])请[^，。；！？\\n]{0,14}(?:政府|部门|单位|领导|大队|局|厅)[^，。；！？\\n]{0,12}(?:处理|解决|查|管|整治|落实|答复|回复|重视|支持|过问|核实)` +
  `|${AT_START}请(?![了过来客假示教人吃到的愿他她它]|不要)` +
  '|(?<=^)呼吁|(?<=^)麻烦(?=你们|您|给|帮|领导|解决|回复|查|尽快)|(?<=^)(?:跪|哀|乞)?求(?=[^，。]{0,10}(?:部门|政府|领导|局|厅|帮|查|解决|给个))'
const PROPOSES = '(?<!医生|专家|律师|老师|的)建议(?=[\\p{Script=Han}：:，,“])(?![书的被过]|你(?!们)|我们?[到去])'
const WONDERS = '想(?:请?问|咨询|知道|了解|请教)(?!过|[^，。]{0,4}却)'
const LISTS = '诉求(?:如下|是|为)?[：:]'
const WHETHER =
  '(?<!至于|不知道?|不管|无论|没说)(?:能不能|能否|可否|可不可以|是否可以)(?![^，。？?]{0,8}问题)|应该?找(?:谁|哪)|归(?:谁|哪个)'
const ASKS = new RegExp([HOPES, BEGS, DEMANDS, PROPOSES, WHETHER, WONDERS, LISTS].join('|'), 'u')

/** "何时能通水？": asked, where it is not lamented. */
const WHEN =
  /(?:何时|什么时候)(?!是|候|休|了$)[^，,。]{0,20}|(?<!该)(?:如何|怎么|怎样)(?:办理|申请|报销|计算|缴纳|转移|转回)/u
const asksWhen = (clause: string): boolean =>
  /(?:何时|什么时候)才?能/u.test(clause) || (/[？?]$/u.test(clause) && WHEN.test(clause))
