/**
 * Where, in the words of a story that names none of the organisation's own places: "阳光小区3栋", "A3区人民路12号". Taken only
 * where it can hardly be anything else: a wrong place sends a matter to the wrong office.
 */
export function readPlaceWords(text: string): string | null {
  const found = [...text.normalize('NFKC').matchAll(CHAIN)].filter(([said]) => isPlace(said))
  const best = found.sort((one, other) => weightOf(other[0]) - weightOf(one[0]) || one.index - other.index)[0]
  return best?.[0] ?? null
}

/** Too wide to send anybody to; said before something nearer. */
const WIDE = '省|市|自治州|州|区|县|旗'
const NEAR =
  '街道|社区|镇(?!长)|乡(?![镇亲土下长])|村|小区|新村|家园|花园|公寓|广场|大厦|嘉园|佳苑|家苑|雅苑|花苑|名苑|新城|国际城|大道|(?<![电过沿])路(?![面况基板]|街道)|街|巷(?!街道)|胡同|工业园|产业园|菜市场|农贸市场|地铁站|水库'
const NUMBER = '[0-9一二三四五六七八九十]{1,4}(?:号楼|号院|号|栋|幢|单元|室|组|期|队)'
/** No name of a place holds these: they belong to the sentence around it. */
const LETTER =
  '(?![既虽修映诉报咨的了在是有和与及或我你他她它们这那哪每各全本该此某些但被把从到由向对于就都也还很太不没将给去来收取带入使用因随着应需要做以为等所请让叫说打跑走无非其之系至内里外间后前时年月日天家一二三四五六七八九十])\\p{Script=Han}'
const WIDE_UNIT = `(?:[A-Z]\\d{0,3}|(?:${LETTER}){1,4}?)(?:${WIDE})`
const NEAR_UNIT = `(?:${LETTER}){2,6}?(?:${NEAR})`
/** Says nothing by itself and much after a road. */
const AT = '菜市场|超市|广场|小区|村委会|医院|学校|加油站|红绿灯|公交站|大桥'
const BESIDE = '门口|旁边|对面|附近|路口|交叉口|交汇处'
/** What a place may follow: a pause, or a word that leads up to one. */
const BEFORE =
  '(?<=^|[\\s\\p{P}]|[位家]于|在|住|是|我们|咱们|反映|投诉|举报|咨询|关于|居住的|生活的|从|到|至|路过|经过|途经|地址|地点)'
const CHAIN = new RegExp(
  `${BEFORE}(?:${WIDE_UNIT}){0,3}(?:${NEAR_UNIT}){1,4}(?:${NUMBER}){0,3}(?:${AT})?(?:${BESIDE})?`,
  'gu',
)

/** Ends like a place and names none. */
const NO_NAME = new RegExp(
  `^(?:尊敬|领导|各位|希望|建议|咨询|请问|[\\p{Script=Han}]*(?:高速公路|公路|马路|道路|铁路|线路|电路|网路|思路|出路|修路|沥青路|水泥路|柏油路|砂石路|石子路|断头路|硬化路|机耕路|农村|城镇|乡镇|下乡|家乡|老家乡|老旧小区|住宅小区|居民小区|业主小区|商业广场|文化广场|小区业主))(?:${BESIDE})?$`,
  'u',
)
/** Says what is done, not where: the words around a place that has no name here. */
const TELLS =
  /规定|约定|承诺|管理|经过|办公|当地|美丽乡|城中村|辖区|变商|污水|导致|造成|影响|整个|全部|所有|晚上|早上|白天|每天|[多几一][位名个]|继续|设立|成立|主管|分管|村庄|车上|破坏|规范|边上|占用|横穿|修建|新建|在建|拓宽|改造|建设小区|^(?:小区|社区|住宅)(?:花园|广场|公寓|大厦)/u
const NEAREST =
  /(?:小区|家园|花园|佳苑|家苑|雅苑|花苑|名苑|嘉园|公寓|大厦|新村|村|社区|路|街|巷|大道|号|栋|幢|组|期)(?:门口|旁边|对面|附近|路口|交叉口|交汇处)?$/u

const isPlace = (said: string): boolean => said.length >= 3 && !NO_NAME.test(said) && !TELLS.test(said)

/** The nearer and the more parts, the better. */
function weightOf(said: string): number {
  const units = said.match(new RegExp(`(?:${NEAR}|${NUMBER})`, 'gu'))?.length ?? 0
  return units * 2 + (NEAREST.test(said) ? 1 : 0)
}
