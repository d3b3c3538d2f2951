import { type DateSaid, NUMERAL, readDate, readDates } from '../../platform/chinese/index.ts'

/** A story that names many days tells a history: which of them is meant, only its words say. */
const MOST_DAYS = 2
/** Beyond it is an account of a life. */
const MOST_OF_A_HISTORY = 5
/** In a long letter "今天" is the day of its writing, or of what was seen on television. */
const LONG = 120

/** When it happened or since when, as far as a story says; null where a day named may be another one. */
export function readWhen(story: string, now: Date): DateSaid | null {
  const plain = story.normalize('NFKC')
  const dates = eachOnce(unsigned(readDates(plain, now), plain))
  const [first] = dates
  const meant = first && dates.length <= (begins(plain, first.said) ? MOST_OF_A_HISTORY : MOST_DAYS)
  if (meant && happened(plain, first.said)) return { ...first, said: first.said.replace(/的$/, '') }
  return dates.every(({ said }) => TODAY.test(said)) ? since(plain, now) : null
}

const TODAY = /^(?:今天|今日|刚才|刚刚|今年)$/u
const NUMBER = `(?:${NUMERAL}|[十好]?几|半)`
const UNIT = '个?(?:天|周|星期|月|年)'
const LENGTH = `(?<![几数十百一二两三四五六七八九\\d.])(?:${NUMBER}多?${UNIT}(?:多|半)?)`
const NEARLY = '(?:已经?|有|了|过|快要?|将近|近|整整|超过|差不多|大概|大)*'

/** How long it has been so, where no day is named: "已经坏了三个月了", "停工五个月". Not how long somebody has lived or worked there. */
const SINCE = [
  `(?:已经?|已过|都|整整|快|差不多|大概|[坏停断漏拖欠黑堵])${NEARLY}(?<said>${LENGTH}了)`,
  `(?:持续|长达|达|拖延?|停[工运水电产业]|失修|泡水|烂尾|瘫痪|故障|维修|施工|荒废|闲置|拖欠[^,。;\\d]{0,8}|反[映馈]|投诉|完工|建成|交房|收房|建好|修好|埋好|装好)${NEARLY}(?<said>${LENGTH}(?:了|之久)?)(?=[,。;!\\s]|时间|之久|[未没无仍至]|都|还(?!要)|$)`,
  `(?<=[,。;!\\s]|可是?|但)(?<said>${LENGTH})(?:都?过去了|时间过去)`,
  `(?<said>${LENGTH}了)(?=,?\\s?(?:都|还|仍|依然|至今|一直|始终|也)?(?:[没未无]|(?<=[都还仍然今直终也])不))`,
  `(?<=业主|村民|居民|我们|住户|职工)(?<said>${LENGTH}以?来)(?=[多一反不])`,
].map((source) => new RegExp(source, 'u'))
/** "建于80年", "每月休4天", "前几年" count something else. */
const NO_LENGTH = /(?:每[一个]?|前|后|第|上|满|为期|于|最[多少迟]|至少|不[到足]|[年月]息)$/u
const LIVES =
  /每|婚|(?<![离刚])开|工作|上班|退休|住|干|当|毕业|从事|怀孕|读|教|打工|服务|岁|龄|社保|保险|缴|交了|缓交|期限|有效|历史|合同|实习/u

function since(plain: string, now: Date): DateSaid | null {
  for (const pattern of SINCE) {
    const match = pattern.exec(plain)
    const said = match?.groups?.said
    if (!match || said === undefined) continue
    const before =
      plain
        .slice(0, match.index)
        .split(/[,。;!?\n]/u)
        .at(-1) ?? ''
    if (LIVES.test(before + match[0]) || NO_LENGTH.test(plain.slice(0, plain.indexOf(said, match.index)))) continue
    const date = readDate(said.replace(/(?:之久|以?来|了)$/u, ''), now)
    if (date) return { ...date, said }
  }
  return null
}

/** Without the day a letter is signed with. */
function unsigned(dates: readonly DateSaid[], plain: string): readonly DateSaid[] {
  const last = dates.at(-1)
  return dates.length > 1 && last && plain.trimEnd().endsWith(last.said) ? dates.slice(0, -1) : dates
}

/** A title says it, and the letter again; and the day of the letter, beside others, is none of them. */
function eachOnce(dates: readonly DateSaid[]): readonly DateSaid[] {
  const [first, ...others] = dates
  return first === undefined
    ? []
    : [first, ...others.filter(({ said, from }) => from !== first.from && !TODAY.test(said))]
}

/** What a matter begins with: bought, signed, handed over, broken. */
const EVENT =
  '购|买|签|交房|交付|收房|搬|破产|改制|下岗|失业|(?<![土基城])[建修](?![议设筑造])|开工|动工|完工|竣工|停[工产水电气止发]|施工|安装|拆[除迁]|征[收用地]|占用|被|入职|交了|缴了|办理|申请|发[生现]|查出|受伤|去世|开业|倒闭|投资|务工|租|装修|承包|创立|注册|取消|成立|完成|承诺|答应|骗|撞|扩建|挖|铺|涨|通知|公[示布]|验收|判决|起诉'

/** Said where a story begins to tell: "2018年3月我买了一套房", "于2013年11月停产". */
const LEADS_TO_IT = /(?:^|[\s,。;:!]|[于在自从我们人]|公司|单位|小区|厂)$/u
const HAPPENED_THEN = new RegExp(
  `^(?!年?度|[级届版款会能要将]|的?(?:政策|规定|文件)|[^,。]{0,16}(?:考试|职称|证书|遴选|宣传|说|将|拟))[^,。;《〔(]{0,16}?(?:${EVENT})`,
  'u',
)

function begins(plain: string, said: string): boolean {
  const at = plain.indexOf(said)
  return LEADS_TO_IT.test(plain.slice(0, at)) && HAPPENED_THEN.test(plain.slice(at + said.length))
}

/** Said twice it is every week: "周六补课". */
const WEEKDAY = /^(?:星期|礼拜|周)[一二三四五六日天]$/u

/** A day of what is complained of: not of a decree, of a plan, of the letter itself, and no bare year of a history. */
function happened(plain: string, said: string): boolean {
  const at = plain.indexOf(said)
  const before = plain.slice(Math.max(0, at - 6), at)
  const after = plain.slice(at + said.length)
  if (/(?:准备|打算|计划|建议|将|拟)(?:于|在)?$/u.test(before)) return false
  if (/^[^,。]{0,4}(?:出生|生[人的]|毕业|参加工作)/u.test(after)) return false
  if (WEEKDAY.test(said) && plain.split(said).length > MOST_DAYS) return false
  if (/^[^,。]{0,6}(?:发布|印发|出台|颁布|公布的|施行|将[^\d,。]|拟|准备|打算|计划)/u.test(after)) return false
  if (plain.length > LONG && after.trim() === '') return false
  if (/^(?:今天|今日|昨天|昨日|刚才|刚刚)$/u.test(said)) return plain.length <= LONG && !/[至到]$/u.test(before)
  if (/^(?:(?:19|20)\d{2}|今)年$/u.test(said))
    return begins(plain, said) || /[从自]$/u.test(before) || /^(?:开始|起|以来|至今|到现在)/u.test(after)
  return true
}
