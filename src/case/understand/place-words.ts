/**
 * Where, in the words of a story that names none of the organisation's own places: "幸福路12号", "A3区阳光小区3栋". Taken only
 * where it can hardly be anything else: a wrong place sends a matter to the wrong office.
 */
export function readPlaceWords(text: string): string | null {
  const found = [...text.normalize('NFKC').matchAll(CHAIN)].flatMap((match) => {
    const chain = named(match[0])
    return chain === null ? [] : [{ text: chain, weight: weightOf(chain), at: match.index }]
  })
  const best = found.sort((one, other) => other.weight - one.weight || one.at - other.at)[0]
  return best && best.weight >= SURE ? best.text : null
}

const AREA = '省|市|自治州|州|区|县|镇|乡|街道|村|社区'
const SPOT =
  '小区|新村|家园|花园|公寓|广场|大厦|嘉园|佳苑|家苑|雅苑|花苑|名苑|御苑|学府|新城|国际城|大道|路|街|巷|胡同|弄|里|工业园|产业园|开发区|菜市场|农贸市场|车站|地铁站|公园|桥|水库|立交|组'
const NUMBER = '[0-9一二三四五六七八九十]{1,4}(?:号楼|号院|号|栋|幢|单元|室|组|期|楼|队)'
const NAME =
  '(?:(?![的了在是有和与及我你他这那每各全本该此某一并但被把从到由向对于就都也还很太不没])\\p{Script=Han}){1,7}?'
const UNIT = `(?:[A-Z]\\d{0,3}|${NAME})(?:${AREA}|${SPOT})`
const CHAIN = new RegExp(`(?:${UNIT}){1,5}(?:${NUMBER}){0,3}(?:门口|旁边?|对面|附近|路口|交叉口|交汇处)?`, 'gu')

/** Before the name of a place, and no part of it. */
const LEAD =
  /^(?:尊敬|各位|领导|您好|你好|反映|投诉|举报|关于|位于|家住|住在|居住|现住|本人|就在|地处|坐落|座落|请问|咨询|建议|希望|因为|由于|目前|现在|今年|去年|最近|近期|作为|前往|经过|途经|路过|靠近|来自|户籍|离开|附近|整个|打造|加强|完善|问题|地址|地点|[：:，,。、])+/u
/** Ends like a place and is none, or is one that has no name. */
const NO_NAME =
  /^(?:(?:[大小新老旧同马公铁思出网电水线道套门退销一二三四五六七八九十条段]|小区内?|社区|道)(?:路|街)|马路|道路|公路|高速公路|铁路|小区|校区|园区|市区|城区|农村|社区|街道|地区|全[市省县区村]|[我本该各外][市省县区村镇乡]|城市|全国|超市|股市|上市|楼市|门市|夜市|省市|市县|县区|区县|景区|库区|片区|辖区|郊区|城乡|下乡|家乡|老家乡|乡镇|村镇|城镇|[一二三四五六七八九十]+[里路区组]|公里|这里|那里|哪里|家里|心里|手里|夜里|屋里|街里|院里|车里|广场|大厦|公园|车站|地铁站|菜市场|农贸市场|工业园|产业园|开发区|花园|公寓|大桥|天桥|大道|班组|小组|项目组|调查组|专案组|工作组|领导小组|业主委员会)+(?:门口|旁边?|对面|附近|路口|交叉口|交汇处)?$/u
const SURE = 2

function named(said: string): string | null {
  const chain = said.replace(LEAD, '')
  return chain.length < 3 || NO_NAME.test(chain) ? null : chain
}

/** One named unit alone is sure when it is a road, an estate or a village; the more parts and numbers, the surer. */
function weightOf(chain: string): number {
  const units = chain.match(new RegExp(`(?:${AREA}|${SPOT})`, 'gu'))?.length ?? 0
  const numbers = chain.match(new RegExp(NUMBER, 'gu'))?.length ?? 0
  const solid =
    /(?:小区|家园|花园|大道|街道|社区|镇|乡|村)(?:门口|旁边?|对面|附近|$)/u.test(chain) && chain.length >= 4 ? 1 : 0
  return units + numbers + solid
}
