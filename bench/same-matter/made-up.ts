/** Made-up matters of a province: 1,200 towns, names put together from syllables, 40 things that go wrong, told in several ways. */
const SYLLABLES =
  '安柏澄川东芳丰福谷海和河恒宏湖华嘉江金景康兰乐丽林龙隆梅明南宁平青清泉荣瑞山盛石水松泰天桐望文西新兴秀雅阳银永玉园云泽竹紫'
const KINDS = ['花园', '小区', '家园', '新村', '村', '社区', '广场', '公寓', '市场', '学校']
const THINGS = [
  '路灯坏了',
  '自来水浑浊',
  '停水',
  '停电',
  '电梯故障',
  '垃圾没人清运',
  '下水道堵塞',
  '工地半夜施工',
  '餐馆油烟扰民',
  '违章搭建',
  '停车位乱收费',
  '物业不作为',
  '房产证办不下来',
  '开发商延期交房',
  '拖欠工资',
  '公交车不按时发车',
  '红绿灯设置不合理',
  '道路坑洼',
  '噪音污染',
  '搅拌站粉尘',
  '污水排进河里',
  '幼儿园迟迟不开园',
  '医保报销慢',
  '低保没有批下来',
  '征地补偿不到位',
  '宅基地纠纷',
  '学校强制补课',
  '培训机构不退费',
  '麻将馆扰民',
  '广场舞音响太大',
  '消防通道被占',
  '外墙脱落',
  '暖气不热',
  '燃气费算错',
  '快递柜堵路',
  '流浪狗咬人',
  '网络信号差',
  '井盖丢失',
  '树木挡住采光',
  '充电桩装不了',
]
const SAYINGS = [
  '反映过多次没有人管',
  '已经三个月了',
  '老人小孩出行很不方便',
  '希望有关部门尽快处理',
  '业主都很气愤',
  '打了热线也没有结果',
  '晚上根本睡不着',
  '请领导到现场看一看',
  '影响了几百户居民',
  '不知道该找哪个部门',
]
const TOWNS = 1200
const PLACES = 60_000

export interface MadeUp {
  text: string
  area: string
}

/** The same for the same number. Some places are complained of by many, most by few. */
export function madeUp(n: number): MadeUp {
  const random = counting(n)
  const below = (limit: number) => Math.floor(random() * limit)
  const place = Math.floor(PLACES * random() ** 3)
  const name = nameOf(place)
  const thing = THINGS[(place + Math.floor(3 * random() ** 2)) % THINGS.length] ?? ''
  const say = () => SAYINGS[below(SAYINGS.length)] ?? ''
  const text = `${name}${thing}，${say()}，${say()}。${1 + below(30)}栋门口的${thing}从${1 + below(12)}月就开始了，${say()}，${say()}。`
  return { text, area: `town-${place % TOWNS}` }
}

function nameOf(place: number): string {
  const random = counting(place + 7)
  const syllable = () => SYLLABLES.charAt(Math.floor(random() * SYLLABLES.length))
  return `${syllable()}${syllable()}${syllable()}${KINDS[Math.floor(random() * KINDS.length)]}`
}

/** Mulberry32. */
function counting(seed: number): () => number {
  let state = Math.imul(seed + 1, 0x9e3779b1)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}
