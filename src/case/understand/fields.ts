import { introducedAs, NUMERAL, readHeadcount, readPhone } from '../../platform/chinese/index.ts'

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
const ASKS =
  /(?:希望|请求|恳请|请(?:求|你们|贵|领导|政府|相关|有关|尽快|帮|给|求|问|予|依法|查|解决|处理|落实|督促|协调)|要求|盼望?|望(?:能|领导|政府|有关|相关|予|贵)|建议|能不能|能否|可否|何时能|什么时候能)|请[^，。；！？\n]{0,14}(?:政府|部门|单位|领导|大队|局)[^，。；！？\n]{0,12}(?:处理|解决|查|管|整治|落实|答复|回复)/u
/** No name of a unit holds these: they belong to the sentence around it. */
const LETTER =
  '(?!向(?!阳)|和(?![平谐])|[的了在是有与及或我你他她它们这那哪每各全本该此某些但被把从到由对于就都也还很太没不将给去来收取入使因随着应需以等所请让叫说打跑走非时年月日如且并而为若欠补原乎])[\\p{Script=Han}A-Za-z]'
const KIND_OF_UNIT =
  '物业(?:服务|管理)?(?:有限)?公司|有限责任公司|有限公司|股份公司|集团公司|公司|集团|物业|开发商|幼儿园|小学|中学|学校|学院|大学|医院|卫生院|诊所|村委会|居委会|业委会|派出所|管理处|管理局|服务中心|超市|酒店|饭店|工厂|工地|厂'
const UNIT = new RegExp(`(?:[A-Z]\\d{0,3}[市区县])?(?:${LETTER}){2,12}?(?:${KIND_OF_UNIT})`, 'gu')
/** Any of its kind, not one of them. */
const NO_NAME =
  /^(?:.{0,3}(?:公立|私立|民办|农村|城区|相关|有关|其他|其它|许多|很多|多家|一些|附近|当地|国有|民营|私营|制造|中小|高校|重点|普通|周边|大型|小型).{0,1}(?:小学|中学|学校|学院|大学|医院|幼儿园|公司|集团|企业|厂|工厂|超市|酒店|饭店|派出所)|(?:住宅)?小区物业(?:公司)?|中小学|中小学校|公共厕所|协助派出所)$/u
/** Says what somebody does or is: a sentence around the unit and no name of one ("合同规定开发商", "家乡镇医院"). */
const TELLS =
  /^(?:[经按其现何刚再又曾各凡往跟过办读念托求受称里近]|进(?!贤))|一[个家所批二条洗]|[个这那]|规定|约定|承诺|保证|判决|允许|同意|反对|支持|阻止|禁止|检查|监督|督促|责成|责令|起诉|整治|问责|追究|查处|关闭|催促|沟通|认可|筹备|纵容|占用|绕道|通往|恢复|拆除|调查|调整|加强|提高|解决|成立|提交|配合|委托|聘请|聘用|报考|考上|考取|录取|接种|免费|毕业|上班|下班|回家|投资|路过|送[进往]|住进|进入|入学|上完|参加|大量|大开|全部|任何|质量|标准|下降|上涨|疫情|办理|退休|停业|倒闭|单位|部门|机构|家乡|乡镇|乡下|爸爸|妈妈|父亲|母亲|儿子|女儿|孩子|小孩|家长|学生|老师|老人|村民|业主|市民|群众|房子|商品房|政策|法规|法律|劳动法|政府|上级|领导|晚上|白天|半夜|期间|听说|据说|因为|什么|怎样|如何|难道|没有|可以|能够|应该|必须|已经|已安|多次|时候|问题|情况|希望|导致|造成|影响|切实|国外|结果|新任|十几|家属|扩建|抵达|距离|完成|建议|突然|外地|外校|教过|中间|其附属|自己|整个|广大|义务教育|示范|示范性|培训学校/u
const ONLY_A_KIND = new RegExp(`^(?:${KIND_OF_UNIT})$`, 'u')
/** Words that only lead up to a name. */
const LEAD =
  /^(?:.*?(?:我们|我|他们|现在|由于|因为|关于|投诉|举报|反映|被|在|是|和(?![平谐])|与|到|去|找|向(?!阳)|对|把|让|由|给|了|的|位于|附近|旁边|对面|这个|那个|这家|那家|一家|该|本|因|住|协助|请求|要求|强制|享受|严禁|取缔|装修时|目前|购买|接触|其中|包括|以及|通过|经过))+/u
/** Blamed without a name, and one of their kind is near at hand: good enough to say whom it is about. */
const BARE_PARTY =
  /(?<!请|让|叫|由|找|向|望|求|督促|委托)(?<kind>物业|开发商|村委会|居委会|业委会|施工方|施工单位|中介|房东|包工头)/u
const BLAMES =
  /贪污|受贿|行贿|侵占|挪用|私分|滥用职权|包庇|徇私|打人|打伤|殴打|辱骂|威胁|恐吓|诈骗|骗取|被骗|拖欠|克扣|欠薪|不发工资|老板|村干部|村支书|村主任|书记|主任|校长|所长|局长/u

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
const MAX_PARTIES = 3

export function readStory(text: string): StoryFields {
  const sentences = (text.match(SENTENCE) ?? [])
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence.length > 3)
  const wants = sentences.filter((sentence) => ASKS.test(sentence)).map((sentence) => fromClause(sentence, ASKS))
  const tried = sentences.filter((sentence) => TRIED.test(sentence)).map((sentence) => fromClause(sentence, TRIED))
  const parties = partiesIn(text)
  const together = togetherIn(text)
  const behalf = BEHALF.exec(text)?.groups?.who ?? null
  return {
    wants: [...new Set(wants)],
    parties,
    blamed: parties.length === 0 && BLAMES.test(text),
    together,
    joint: together === null && JOINT.test(text),
    proxy: behalf === null && PROXY.test(text),
    tried: [...new Set(tried)],
    behalf,
    contact: contactIn(text),
  }
}

function partiesIn(text: string): string[] {
  const named = (text.match(UNIT) ?? [])
    .map((name) => name.replace(LEAD, ''))
    .filter((name) => name.length >= 4 && !NO_NAME.test(name) && !TELLS.test(name) && !ONLY_A_KIND.test(name))
  const bare = BARE_PARTY.exec(text)?.groups?.kind
  const once = [...new Set(named)].filter(
    (name, _index, all) => !all.some((other) => other !== name && other.endsWith(name)),
  )
  return once.length > 0 || bare === undefined ? once.slice(0, MAX_PARTIES) : [bare]
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
