import { introducedAs, NUMERAL, readHeadcount, readPhone } from '../../platform/chinese/index.ts'
import { readAmounts } from './amounts.ts'
import { readParties } from './parties.ts'

/** What a story says besides its story, offline: kept as the citizen said it, shown in the summary, confirmed there. */
export interface StoryFields {
  /** Sentences that ask for something, in order. */
  wants: string[]
  /** Units complained of or involved, by their names in the text. */
  parties: string[]
  /** Somebody is blamed and not named: worth a question. */
  blamed: boolean
  /** How many file together, where the story says that they do. */
  together: { said: string; count: number } | null
  /** What was done about it before: 12345, the police, a court. */
  tried: string[]
  /** Sums of money, in the words of the story. */
  amounts: string[]
  /** They file together, and how many is not said. */
  joint: boolean
  /** It is told for somebody who is not named. */
  proxy: boolean
  /** For whom it is told, where it is not for oneself: "母亲". */
  behalf: string | null
  /** A number the citizen gives as their own, with the name given beside it. */
  contact: { name?: string; phone: string } | null
}

const SENTENCE = /[^。！？!?；;\n]+/gu
/** What is demanded by somebody else, or is a noun, asks nothing: "符合要求", "学校要求家长", "再三要求下". */
const DEMANDS =
  '(?<=^|[，,、：:\\s”）)]|我们?|本人|强烈|一致|共同|特|坚决|业主们?|居民|村民|家长们?|职工|工人|群众|[此现故])要求(?=[^，,。的下我\\s]|[，,：:]\\s?[一1])'
const HOPES =
  '(?<!没有|[的无没])希望(?!的)|(?<!以)盼望?(?![的了着已])|期盼(?![的了已])|(?<![失绝看观展渴名])望(?=能|领导|政府|有关|相关|部门|予|贵|加快|加强|采纳|[^，。；]{0,6}(?:尽快|予以|处理|解决|重视|解答|答复|回复))'
const BEGS =
  '(?<![的裁次])请求(?![不被，,])|恳请|(?<![申邀聘])请(?:你们|您(?!耐心)|各级|各位领导|市委|市政府|县委|县政府|贵|领导|政府|相关|有关|尽快|帮|给|问|予|依法|查|解决|处理|落实|督促|协调|明确|加快|加强|增加|及时|立即|回复|答复|告知)|(?<![申邀聘])请[^，。；！？\\n]{0,14}(?:政府|部门|单位|领导|大队|局|厅)[^，。；！？\\n]{0,12}(?:处理|解决|查|管|整治|落实|答复|回复|重视|支持|过问|核实)'
const PROPOSES = '(?<!医生|专家|律师|老师|的)建议(?=[\\p{Script=Han}：:，,])(?![书的被过]|你(?!们)|我们?[到去])'
const WHETHER = '(?<!至于|不知道?|不管|无论)(?:能不能|能否|可否)|何时能|什么时候能'
const ASKS = new RegExp([HOPES, BEGS, DEMANDS, PROPOSES, WHETHER].join('|'), 'u')
/** Addressed by their office: "李局长：您好" blames nobody. */
const ADDRESSED =
  /(?:尊敬的|敬爱的)[^，,。：:！!\n]{0,12}[，,：:！!]|\p{Script=Han}{1,3}(?:书记|主任|校长|所长|局长)(?=[：:]|[，,！!\s]{0,2}[您你])/gu
const BLAMES =
  /贪污|受贿|行贿|侵占|挪用|私分|滥用职权|包庇|徇私|打人|打伤|殴打|辱骂|威胁|恐吓|诈骗|骗取|被骗|拖欠|克扣|欠薪|不发工资|老板|村干部|村支书|村主任|书记|(?<!班)主任|校长|所长|局长/u

const TOGETHER = new RegExp(
  `(?:(?:我们|全体|全村|全小区|本小区|联名|共同|代表)[^，。；,;！!？?\\n]{0,12}?(?<count>${NUMERAL}(?:多|余|来)?(?:[名位个])?(?:人|户|业主|村民|居民|职工|员工|工人|农民工|家长|住户|商户)))`,
  'u',
)
const JOINT =
  /联名|联合(?:反映|投诉|举报)|(?:我们|全体)(?:[\p{Script=Han}0-9]{0,10})(?:共同|一起|一致|集体)(?:反映|投诉|要求|请求)/u
const TRIED =
  /(?:打(?:过|了)?(?:多次)?|拨打|致电)(?:[^，。；]{0,4})(?:12345|12315|110|市长热线|热线)|报(?:过|了)警|报警|(?:多次|曾|已|已经)(?:[^，。；]{0,8})(?:反映|投诉|举报|协商|交涉|找过|上访|信访)|(?:起诉|仲裁|行政复议|法院(?:判决|起诉|受理)|劳动监察(?:大队)?(?:投诉|举报|立案))/u
const BEHALF =
  /(?:替|帮|代(?:替|表)?|为)我?的?(?<who>(?:父亲|母亲|爸爸?|妈妈?|父母|爷爷|奶奶|外公|外婆|姥姥|姥爷|公公|婆婆|岳父|岳母|丈夫|老公|妻子|老婆|爱人|儿子|女儿|孩子|哥哥?|姐姐?|弟弟?|妹妹?|邻居|朋友|老乡|同事|亲戚))(?:来)?(?:反映|投诉|举报|咨询|问|写|申诉|求助|说)/u
const PROXY = /(?:替|帮|代(?:替|表)?)(?:别人|他人|人家|另一个人|一位|一个)|代(?:人|他人)(?:反映|投诉|申诉)/u
/** Leads up to one's own number; the number of the one complained of is not prefilled. */
const MINE =
  /(?:联系(?:我|人|电话|方式|号码)|我(?:的|叫|姓|是)[^。；！？\n]{0,10}|本人[^。；！？\n]{0,10}|(?:请|可)(?:打|致电|联系|拨打?)我?)(?:[\p{Script=Han}]{0,4})(?:电话|手机|号码|号)?[是为]?[:：，, ]{0,3}(?:\p{Script=Han}{2,4}[ ，,:：]{0,2})?$/u

/** Joins a clause to the one before it, which is not shown. */
const LEADS_ON = /^(?:但是?|可是|所以|因此|故此?|而且|并且|同时|最后|另外|在此)[，,]?/u

const MAX_WANT = 120

export function readStory(text: string): StoryFields {
  const sentences = (text.match(SENTENCE) ?? [])
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence.length > 3)
  const wants = sentences.filter((sentence) => ASKS.test(sentence)).map((sentence) => fromClause(sentence, ASKS))
  const tried = sentences.filter((sentence) => TRIED.test(sentence)).map((sentence) => fromClause(sentence, TRIED))
  const parties = readParties(text)
  const together = togetherIn(text)
  const behalf = BEHALF.exec(text)?.groups?.who ?? null
  return {
    wants: [...new Set(wants)],
    parties,
    blamed: parties.length === 0 && BLAMES.test(text.replace(ADDRESSED, '')),
    together,
    amounts: readAmounts(text),
    joint: together === null && JOINT.test(text),
    proxy: behalf === null && PROXY.test(text),
    tried: [...new Set(tried)],
    behalf,
    contact: contactIn(text),
  }
}

/** A number alone tells how many suffer; together with 联名 or 我们 it tells how many file. */
function togetherIn(text: string): StoryFields['together'] {
  const said = TOGETHER.exec(text)?.groups?.count
  const count = said === undefined ? null : readHeadcount(said)
  return said === undefined || count === null || count < 2 || !JOINT.test(text) ? null : { said, count }
}

function contactIn(text: string): StoryFields['contact'] {
  const plain = text.normalize('NFKC')
  const read = readPhone(plain)
  if (read.is !== 'phone') return null
  const before = plain.slice(Math.max(0, plain.indexOf(read.said) - 30), plain.indexOf(read.said))
  if (!MINE.test(before)) return null
  const name = introducedAs(before)
  return { phone: read.phone, ...(name ? { name } : {}) }
}

/** A sentence that tells and asks is taken from the clause that asks: the story is shown on its own line. */
function fromClause(sentence: string, words: RegExp): string {
  const asks = words.exec(sentence)?.index ?? 0
  const clause = Math.max(...['，', ',', '、', '：', ':'].map((mark) => sentence.lastIndexOf(mark, asks))) + 1
  return sentence.slice(clause).trim().replace(LEADS_ON, '').slice(0, MAX_WANT)
}
