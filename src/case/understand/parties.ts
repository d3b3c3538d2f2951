/**
 * Whom a story is about, offline. A unit is taken only where its name begins and ends plainly and where the words say that the
 * story is about it: it is accused, it does something, it is whom one dealt with. A wrong name harms (its office is left out of
 * the route, a school beside the road stands there as complained of); a missing one costs a question.
 */
export function readParties(text: string): string[] {
  const named = [...EVIDENCE.flatMap((pattern) => [...text.matchAll(pattern)]), ...atTheStart(text)]
    .map((match) => ({ name: match.groups?.name ?? '', at: match.index }))
    .filter(({ name }) => isName(name))
    .sort((one, other) => one.at - other.at)
    .map(({ name }) => name)
  const bare = BARE_PARTY.exec(text)?.groups?.kind
  const once = oneNameEach([...new Set(named)])
  return once.length > 0 || bare === undefined ? once.slice(0, MAX_PARTIES) : [bare]
}

const MAX_PARTIES = 3

/** No name of a unit holds these: they belong to the sentence around it. */
const LETTER =
  '(?!向(?!阳)|和(?![平谐])|[的了在是有与及或我你他她它们这那哪每各全本该此某些但被把从到由对于就都也还很太不没将给去来收取入使因随着应需以等所请让叫说打跑走非时年月日如且并而为若欠补原乎])[\\p{Script=Han}A-Za-z]'
/** The longer before its own end: "物业公司" is read whole. A kind that goes on is none: 中学生, 大学附属医院, 施工方案. */
const KIND =
  '(?:物业(?:服务|管理)?(?:有限)?公司|有限责任公司|有限公司|股份公司|集团公司|公司|集团|物业(?![费税管服])|开发商|幼儿园|小学(?!生|[、和与及])|中学(?![生、和与及])|学校|学院|大学(?![生路城附]|毕业)|医院|保健院|养老院|敬老院|卫生院|诊所|村委会|居委会|业委会|派出所|管理处|管理局|服务中心|超市|酒店|饭店|酒家|酒楼|餐馆|歌厅|酒吧|网吧|会所|健身房|药店|驾校|联合社|信用社|协会|采石场|养[猪鸡鸭牛殖]场|搅拌站|煤气站|加油站|工厂|工地|厂(?![房区长家]))'
const AREA = '(?:[A-Z]\\d{0,3}[省市区县])'
/** “环能”建材公司 */
const QUOTED = '(?:[“"]\\p{Script=Han}{2,8}[”"])'
const NAME = `(?<name>${AREA}{0,3}(?:自来水|${QUOTED}|${LETTER}){1,14}?${KIND}(?![街路巷村站城]|宿舍|家属|小区|社区|一条街))`

/** Near it, or on the way to it: the unit says where. */
const LANDMARK =
  '(?![^把将，。]{0,3}(?:门口|大门|校门|附近|旁|对面|隔壁|周[边围]|路口|后面|前面|背后|门前|门外|之间|一带|方向|公交站|[东南西北](?:侧|边|面))|[至到](?!今|现在|目前))'
const PAUSE = '[。！？!?；;，,：:、\\s”"）)…]'
const BEFORE = `(?<=(?:^|${PAUSE})(?:由于|因为|因|现在|目前|如今|结果|但是?|可是|而|后来|其中)?)`

/** What a unit does or has that one complains of, right after its name or after a word or two: "的货车半夜轰鸣". */
const DOES =
  '(?=.{0,4}?(?:(?:已经?|一直|至今|长期|常年|多次|竟然?|[\\d一二两三四五六七八九十几多半]+个?[年月天]多?)*)(?:不|没(?!有?人)|未|乱|违|私自|擅自|自行|拒|拖|欠|克扣|骗|欺|偷|排[放污出烟油]|占|强[行制迫收]|逼|多收|收费|收了|把|将|半夜|夜里|深夜|凌晨|噪|扰民|污|补课|漏|臭|涨价|开除|辞退|解雇|裁员|停[水电气业]|倒闭|推[诿卸脱]|踢皮球|敷衍|包庇|打人|辱骂|体罚|殴打|垄断|坑|霸|诱|误|造成|导致|非法|无视|无证|违规|每天|天天|实行|采石|放炮|野蛮|暴力|限制|虚假|恶意|利用|态度|质量))'
const EVIDENCE = [
  `(?<=(?:投诉|举报|反映|控告|检举|起诉|状告|曝光|关于|彻查|严查|查处|查封|被|遭到?|咨询|请问)(?:一下|位于)?[：:，,\\s]?)${NAME}(?!关于)${LANDMARK}`,
  `${BEFORE}${NAME}${LANDMARK}${DOES}`,
  `(?<=[在于是])${NAME}(?=(?:的)?(?:连续)?(?:工作|上班|打工|干活|做工|务工|任职|担任|从事|实习|买|购|消费|就餐|吃饭|用餐|充值|报名|培训|学车|工人|职工|员工|农民工))`,
  `(?<=入职|就职于|供职于|受雇于)${NAME}`,
  `(?<=购买了?|买了|买的是?)${NAME}(?=的|开发|[\\p{Script=Han}]{0,6}(?:房|车|铺))`,
  `(?<=[在于到])${NAME}(?=(?:住院|就诊|看病|就医|治疗|手术|体检|分娩)[^。；！？]{0,20}(?:多收|乱收|收费|误诊|漏诊|感染|事故|不给|拒|态度|过期|强制|推))`,
  `(?<=(?:我|本人|我们)[^，。；]{0,16}[跟与和同])${NAME}(?=.{0,6}(?:合同|协议|纠纷|矛盾))`,
  `(?<=(?:施工(?:方|单位)?|开发(?:商|单位)|承建(?:方|单位|商)|建设单位|物业(?:公司)?|用[人工](?:方|单位)|责任单位|涉事(?:单位|企业)|商家|卖家|厂家|中介|公司名?|企业|单位|所属公司)的?(?:名称)?(?:叫做?|是|为|系|：|:)\\s?)${NAME}${LANDMARK}`,
  `(?<=由)${NAME}(?=承建|施工|开发|建设|承包|管理|负责|运营|经营|承接)`,
].map((source) => new RegExp(source, 'gu'))

/** The subject one begins with, by its full name: "柳镇卫生院什么时候开门". */
const FIRST = new RegExp(
  `^\\s*${NAME}(?!关于|[\\p{Script=Han}]{0,5}(?:患者|病人|老师|教师|学生|职工|员工|工人|退休|业主|家长))${LANDMARK}`,
  'u',
)
const FULL = new RegExp(`^(?:${AREA}|[\\p{Script=Han}]{1,4}?[省市州县区镇乡村])`, 'u')

function atTheStart(text: string): RegExpExecArray[] {
  const match = FIRST.exec(text)
  return match?.groups?.name && FULL.test(match.groups.name) ? [match] : []
}

/** Blamed without a name, and one of their kind is near at hand: good enough to say whom it is about. */
const BARE_PARTY = new RegExp(
  `(?<!请|让|叫|由|找|向|望|求|督促|委托|作为|我们?是)(?<kind>物业(?![费税管服])|开发商|(?<=^|[^\\p{Script=Han}]|[我们本该的被是但而和])(?:村委会|居委会|业委会)|施工方(?![案式法])|施工单位|中介(?!费)|房东|包工头)${LANDMARK}`,
  'u',
)

/** Any of its kind, not one of them. */
const ANY =
  '公立|私立|民办|公办|农村|城区|相关|有关|其他|其它|许多|很多|多家|几家|一些|附近|当地|国有|民营|私营|制造|中小|高校|重点|普通|周边|大型|小型|下属|所属|属下|属|市属|区属|市直|区直|县直|下区|寄宿制|初级|综合|住宅|小区|校区|园区|景区'
const TRADE =
  '文化|传媒|科技|网络|信息|装饰|装修|建筑|房地产|房产|置业|物流|快递|运输|出租车|租车|旅游|投资|管理|实业|贸易|商贸|教育|培训|服务|劳务|保险|广告|中介|美容|健身|餐饮|食品|服装|电子|机械|化工|医药|汽车|环保|能源|矿业|农业|金融|贷款|担保|家政|保安|保洁|直播|游戏|建材|家具|砖|石灰|水泥|采石|饲料|养殖'
const ANY_OF_A_KIND = new RegExp(`^(?:.{0,3}(?:${ANY}).{0,2}|中)$`, 'u')
const ANY_OF_A_TRADE = new RegExp(`^(?:${TRADE})+$`, 'u')

/** Says what somebody does or is: a sentence around the unit and no name of one ("合同规定开发商", "家乡镇医院"). */
const TELLS =
  /^(?:小学|学校|告|然|投诉|举报|反映|关于|咨询|请问|[经按其现何刚再又曾各凡往跟过办读念托求受称里近送转解]|进(?!贤))|一[个家所批二条洗]|[个这那查害]|规定|约定|承诺|保证|判决|允许|同意|反对|支持|阻止|禁止|制止|监督|督促|责成|责令|起诉|整治|问责|追究|关闭|催促|沟通|认可|筹备|纵容|占用|绕道|通往|恢复|拆除|调整|加强|提高|解决|成立|提交|递交|配合|委托|聘请|聘用|解聘|报考|考上|考取|录取|接种|免费|毕业|上班|下班|回家|路过|住进|进入|入学|上完|参加|大量|大开|全部|任何|下降|上涨|疫情|办理|退休|停业|倒闭|单位|部门|机构|家乡|乡镇|乡下|爸爸|妈妈|父亲|母亲|儿子|女儿|孩子|小孩|家长|学生|老师|老人|村民|业主|市民|群众|房子|商品房|政策|法规|法律|劳动法|政府|上级|领导|晚上|白天|半夜|期间|听说|据说|因为|什么|怎样|如何|难道|没有|可以|能够|必须|已经|已安|多次|时候|问题|情况|希望|导致|切实|国外|结果|新任|十几|家属|扩建|抵达|距离|完成|建议|突然|外地|外校|教过|中间|其附属|自己|整个|广大|义务教育|示范|示范性|出具|要挟|建造|污染|上网|协助|强制|要求|招聘|多家|几家|深信|相信|贵|购买前|扶持|毕竟/u

const ENDING = new RegExp(`${KIND}$`, 'u')
const AREAS = new RegExp(`^${AREA}+`, 'u')
/** What is left of a name without its area and its kind. */
const core = (name: string): string => name.replace(AREAS, '').replace(ENDING, '')

/** One of a trade is a name only with its area. */
function isName(said: string): boolean {
  const own = core(said)
  if (said.length < 4 || own === '' || TELLS.test(said) || ANY_OF_A_KIND.test(own)) return false
  return AREAS.test(said) || !ANY_OF_A_TRADE.test(own)
}

/** A firm and its short form are one: the longer stays, or the first. */
function oneNameEach(names: readonly string[]): string[] {
  const firm = (name: string): boolean => /(?:公司|集团|物业)$/u.test(name)
  const within = (name: string, other: string): boolean =>
    other.endsWith(name) || (firm(name) && firm(other) && core(other).includes(core(name)))
  return names.filter(
    (name, index) =>
      !names.some((other, at) => at !== index && within(name, other) && (other.length > name.length || at < index)),
  )
}
