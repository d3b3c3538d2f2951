import { halfWidth } from '../../platform/chinese/index.ts'

/**
 * Where, in the words of a story that names none of the organisation's own places: "阳光小区3栋", "A3区人民路12号". Taken only
 * where it can hardly be anything else: a wrong place sends a matter to the wrong office.
 */
export function readPlaceWords(text: string): string | null {
  const plain = halfWidth(text)
  const found = [...plain.matchAll(CHAIN), ...plain.matchAll(BY_SOMETHING)].filter(([said]) => isPlace(said))
  const best = found.sort((one, other) => weightOf(other[0]) - weightOf(one[0]) || one.index - other.index)[0]
  return best?.[0] ?? null
}

/** Too wide to send anybody to; said before something nearer. */
const WIDE = '省|市|自治州|州|区|县|旗'
const ESTATE =
  '小区|新村|家园|花园|公寓|广场|大厦|苑|新城|星城|国际城|[佳嘉景雅家丽馨怡润龙名]园|[华首学望]府|公馆|华庭|[一二三四1-5]期|[机建批农]\\p{Script=Han}?市场|批发市场'
const NEAR = `街道|社区|镇(?!长|政府|海区)|乡(?![镇亲土下长]|政府)|村(?!委会)|${ESTATE}|大道|(?<![电过沿])路(?![面况基板线程由费灯牙桩政]|街道)|街(?!道)|巷(?!街道)|胡同|工业园|产业园|开发区|菜市场|农贸市场|地铁站|火车站|汽车站|高铁站|体育馆|公园|景区|水库`
const NUMBER = '\\s?(?:[0-9]{1,4}|[一二三四五六七八九十]{1,4})(?:号楼|号院|号|栋|幢|单元|室|楼|组|期|队)'
/** No name of a place holds these: they belong to the sentence around it. */
const NOT_IN_NAMES =
  '既虽修映诉报咨的了在是有和与及或我你他她它们这那哪每各全本该此某些但被把从到由对于就都也还很太不没将给去来收取带入使用因随着应需要做以为等所请让叫说打跑走无非其之系至内里外间后前时年月日天家侧'
const LETTER = `(?![${NOT_IN_NAMES}一二三四五六七八九十]|向(?!阳))\\p{Script=Han}`
/** After its county a name may begin with a number: 三里坪, 九亿广场. */
const FIRST = `(?:${LETTER}|[一二三四五六七八九十](?![个条栋号户名年月日天次楼期批口部米所家位]))`
const WIDE_UNIT = `(?:西地省|[A-Z]\\d{0,3}(?:${WIDE})|(?:${LETTER}){1,4}?(?:${WIDE}))`
const NEAR_UNIT = `(?:${LETTER}){2,6}?(?:${NEAR})`
/** An estate that only its buildings show to be one: "望湖2幢". */
const BUILT = `(?:${LETTER}){2,6}(?=\\s?[0-9]{1,3}(?:号楼|栋|幢))`
/** Part of a village: "张家老屋组". */
const PART = `(?<=村|社区)(?:${LETTER}){2,4}(?:组|屋场)(?![织长成合建委])`
/** Says nothing by itself and much after a road. */
const AT = '菜市场|超市|广场|小区|村委会|医院|学校|加油站|红绿灯|公交站|大桥'
const BESIDE = '门口|旁边?|对面|附近|路口|交叉口|交汇处|[东西南北左右]侧'
/** What a place may follow: a pause, or a word that leads up to one. */
const BEFORE =
  '(?<=^|[\\s\\p{P}]|[位家]于|在|住|是|我们|咱们|反映|投诉|举报|咨询|关于|居住的|生活的|从|到|至|路过|经过|途经|地址|地点|地处|靠近?|包括|而)(?!靠(?!山)|近|地处|包括|而|仅|按照|并且|何况)'
/** An office that is written to is no place: "东溪街道办事处领导：". */
const NO_OFFICE = '(?!办事处|(?:党委|政府)?(?:的|各位)?(?:领导|书记|镇长|主任))'
const UNIT = `(?:${NEAR_UNIT}(?:${NUMBER}){0,3}|${BUILT}(?:${NUMBER}){1,3})`
const FIRST_UNIT = `(?:(?:${WIDE_UNIT}){1,3}${FIRST}(?:${LETTER}){1,5}?(?:${NEAR})(?:${NUMBER}){0,3}|(?:${WIDE_UNIT}){0,3}${UNIT})`
const CHAIN = new RegExp(`${BEFORE}${FIRST_UNIT}(?:${UNIT}){0,3}(?:${PART})?(?:${AT})?(?:${BESIDE})?${NO_OFFICE}`, 'gu')
/** Beside something that has a name and a county: "A3区老火车站对面". */
const BY_SOMETHING = new RegExp(
  `${BEFORE}(?:${WIDE_UNIT}){1,3}${FIRST}(?:${LETTER}){1,9}?(?:旁边?|对面|门口|大门|[东西南北左右]侧)`,
  'gu',
)

/** Ends like a place and names none. */
const NO_NAME = new RegExp(
  `^(?:尊敬|领导|各位|希望|建议|咨询|请问|[\\p{Script=Han}]*(?:高速公路|公路|马路|道路|铁路|线路|电路|网路|思路|出路|修路|沥青路|水泥路|柏油路|砂石路|石子路|断头路|硬化路|机耕路|农村|城镇|乡镇|下乡|家乡|老家乡|老旧小区|住宅小区|居民小区|业主小区|商业广场|文化广场|小区业主))(?:${BESIDE})?$`,
  'u',
)
/** Says what is done, not where: the words around a place that has no name here. */
const TELLS =
  /^(?:附近|周围|旁边|小区\d|宿舍\d|我家|社区街道)|周边|爱护|解决|老旧|满大街|连个|根据|再如|偏远|^农村|小区[共总有]|建公园|规定|约定|承诺|管理|经过|办公|当地|美丽乡|城中村|辖区|变商|污水|导致|造成|影响|整个|全部|所有|晚上|早上|白天|每天|[多几一][位名个]|继续|设立|成立|主管|分管|村庄|车上|破坏|规范|边上|占用|横穿|修建|新建|在建|拓宽|改造|建设小区|^(?:小区|社区|住宅)(?:花园|广场|公寓|大厦)/u
const NEAREST =
  /(?:小区|家园|花园|佳苑|家苑|雅苑|花苑|名苑|嘉园|公寓|大厦|新村|村|社区|路|街|巷|大道|号|栋|幢|组|期)(?:门口|旁边|对面|附近|路口|交叉口|交汇处)?$/u

const isPlace = (said: string): boolean => said.length >= 3 && !NO_NAME.test(said) && !TELLS.test(said)

/** The nearer and the more parts, the better. */
function weightOf(said: string): number {
  const units = said.match(new RegExp(`(?:${NEAR}|${NUMBER})`, 'gu'))?.length ?? 0
  return units * 2 + (NEAREST.test(said) ? 1 : 0)
}
