/**
 * Whom a story is about, offline. A unit is taken only where its name begins and ends plainly and where the words say that the
 * story is about it: it is accused, it does something, it is whom one dealt with. A wrong name harms (its office is left out of
 * the route, a school beside the road stands there as complained of); a missing one costs a question.
 */
export function readParties(text: string): string[] {
  const named = [...EVIDENCE.flatMap((pattern) => [...text.matchAll(pattern)]), ...atTheStart(text)]
    .map((match) => ({ name: match.groups?.name ?? '', at: match.index }))
    .filter(({ name }) => isName(name))
    .concat([...text.matchAll(ACCUSED)].flatMap(officeIn))
    .sort((one, other) => one.at - other.at)
    .map(({ name }) => name)
  const bare = BARE_PARTIES.map((pattern) => pattern.exec(text)?.groups?.kind).find((kind) => kind !== undefined)
  const once = oneNameEach([...new Set(named)])
  return once.length > 0 || bare === undefined ? once.slice(0, MAX_PARTIES) : [bare]
}

const MAX_PARTIES = 3

/** No name of a unit holds these: they belong to the sentence around it. */
const LETTER =
  '(?!向(?!阳)|和(?![平谐])|[的了在是有与及或我你他她它们这那哪每各全本该此某些但被把从到由对于就都也还很太不没将给去来收取入使因随着应需以等所请让叫说打跑走非时年月日如且并而为若欠补原乎])[\\p{Script=Han}A-Za-z]'
/** Words of names that hold such a letter. */
const WORD =
  '自来水|不锈钢|中等|高等|有色|时代|时尚|青年|少年|百年|万年|明月|月亮|月湖|都市|华为|中原|美的|仁和|嘉和|祥和|泰和|日报|打印|太阳|太平|太湖|维也纳|[瑶成国首古新名星]都|都(?=[乡镇村])|管理和行政'
/** The longer before its own end: "物业公司" is read whole. A kind that goes on is none: 中学生, 大学附属医院, 施工方案. */
const KIND = `(?:${[
  '物业(?:服务|管理)?(?:有限)?公司|有限责任公司|有限公司|股份公司|集团公司|公司|集团|物业(?![费税管服大])|开发商',
  '幼儿园|小学(?!生|[、和与及])|中学(?![生、和与及])|学校|学院|大学(?![生路城附]|毕业)|培训(?:机构|中心|班)|驾校|研究所|设计院',
  '人民医院|中医院|医院|保健院|妇幼院|养老院|敬老院|卫生院|卫生室|诊所|药店|福利院',
  '村委会|居委会|业委会|派出所|管理处|管理局|服务中心|供销社|[灌机粮物流医疗检测供电]站|信用社|联合社|银行(?![卡账业柜工存利贷转流])|支行|协会',
  '邮政所|邮局|超市|商场|酒店|饭店|宾馆|(?:休闲|度假)山庄|农家乐|酒家|酒楼|餐馆|歌厅|酒吧|网吧|会所|健身房|娱乐城|电玩城|动漫城|影城|俱乐部|麻将馆|(?:[面餐茶饭花]|烧烤|足浴|理发|美容|汽修|火锅|便利|水果|奶茶|宠物|专卖|旗舰|4S)店|工作室|[Kk][Tt][Vv]',
  '[采釆碎砂]?石料?场|[砂沙煤]场|土方场|铸造场|养[猪鸡鸭牛羊狗殖]+场|屠宰场|[渔林农茶]场|搅拌站|煤气站|加油站|[煤铁锰金锡]矿(?![工山井区])|工厂|工地|厂(?![房区坪头桥]|长(?!期)|家(?!属))',
].join('|')})`
const AREA = '(?:西地省|[A-Z]\\d{0,3}[省市区县])'
/** “环能”建材公司 */
const QUOTED = '(?:[“"]\\p{Script=Han}{2,8}[”"])'
const NAME = `(?<name>${AREA}{0,3}(?:${WORD}|${QUOTED}|${LETTER}){1,14}?${KIND}(?![街路巷村站城段]|有限|公司|集团|宿舍|家属|小区|社区|一条街))`

/** Near it, or on the way to it: the unit says where. */
const LANDMARK =
  '(?![^把将，。]{0,3}(?:门口|大门|校门|附近|旁|对面|隔壁|周[边围]|路口|后面|前面|背后|门前|门外|之间|一带|[前后]\\d|方向|公交站|[东南西北](?:侧|边|面))|[至到](?!今|现在|目前))'
const PAUSE = '[。！？!?；;，,：:、\\s”"）)…]'
const BEFORE = `(?<=(?:^|${PAUSE})(?:由于|因为|因|现在|目前|如今|结果|但是?|可是|而|后来|其中|为什么|为何)?|(?:旁边|旁(?!边)|楼下|交[汇叉]处)的?|\\d[号栋楼层]|位于[^，。；\\n]{2,30}的)`

/** What a unit does or has that one complains of, right after its name or after a word or two: "的货车半夜轰鸣". */
const DOES =
  '(?=[^，。；！？\\n]{0,6}?(?:(?:已经?|一直|至今|长期|常年|多次|竟然?|[\\d一二两三四五六七八九十几多半]+个?[年月天]多?)*)(?:不|没(?!有?人)|未|乱|违|私自|擅自|自行|拒|拖|欠|克扣|骗|欺|偷|排[放污出烟油]|占|强[行制迫收]|逼|多收|收费|收了|把|将|半夜|夜里|深夜|凌晨|噪|扰民|污|补课|漏|臭|涨价|开除|辞退|解雇|裁员|停[水电气业]|倒闭|推[诿卸脱]|踢皮球|敷衍|包庇|打人|辱骂|体罚|殴打|垄断|坑|霸|诱|误|造成|导致|非法|无视|无证|违规|每天|天天|实行|采石|放炮|野蛮|暴力|限制|虚假|恶意|利用|态度|质量|涉嫌|强制|霸王|捆绑|故意|恶意|卷款|跑路|突然|迟迟|服务|臭气|焚烧|倾倒|泄漏|罔顾|不顾|扬尘|油烟))'
const EVIDENCE = [
  `(?<=(?:投诉|举报|反映|控告|检举|起诉|状告|曝光|关于|彻查|严查|查处|查封|取缔|整治|整顿|叫停|被|遭到?|咨询|请问)(?:一下|位于)?[：:，,\\s]?)${NAME}(?!关于)${LANDMARK}`,
  `${BEFORE}${NAME}${LANDMARK}${DOES}`,
  `(?<=[在于是])${NAME}(?=(?:的)?(?:连续)?(?:工作|上班|打工|干活|做工|务工|任职|担任|从事|实习|买|购|消费|就餐|吃饭|用餐|充值|报名|培训|学车|工人|职工|员工|农民工))`,
  `(?<=入职|就职于|供职于|受雇于)${NAME}`,
  `(?<=购买了?|买了|买的是?)${NAME}(?=的|开发|[\\p{Script=Han}]{0,6}(?:房|车|铺))`,
  `(?<=[在于到])${NAME}(?=(?:住院|就诊|看病|就医|治疗|手术|体检|分娩)[^。；！？]{0,20}(?:多收|乱收|收费|误诊|漏诊|感染|事故|不给|拒|态度|过期|强制|推))`,
  `(?<=(?:我|本人|我们)[^，。；]{0,16}[跟与和同])${NAME}(?=.{0,6}(?:合同|协议|纠纷|矛盾))`,
  `(?<=(?:施工(?:方|单位)?|开发(?:商|单位)|承建(?:方|单位|商)|建设单位|物业(?:公司)?|用[人工](?:方|单位)|责任单位|涉事(?:单位|企业)|商家|卖家|厂家|中介|公司名?|企业|单位|所属公司)的?(?:名称)?(?:叫做?|是|为|系|：|:)\\s?)${NAME}${LANDMARK}`,
  `(?<=是(?:一名)?原?)${NAME}(?=的?(?:一名)?(?:在职|在编|下岗|失业|内退|破产|改制|分流|买断|病退|老|原|普通|正式|合同制?|临时|一线){1,3}(?:的?(?:职工|员工|工人|人员)))`,
  `(?<=(?:开了|新开|办了)[一两三几]?[家个]|名叫|店名叫?)${NAME}`,
  `(?<=[在到])${NAME}(?=(?:现|就|上|读|入)?(?:读|就读|上学|读书|上[幼小中大]班)[^。；！？]{0,40}(?:收费|收取|学校|幼儿园|老师))`,
  `(?<=由)${NAME}(?=承建|施工|开发|建设|承包|管理|负责|运营|经营|承接)`,
].map((source) => new RegExp(source, 'gu'))

/** The subject a line begins with, by its full name: "柳镇卫生院什么时候开门". */
const FIRST = new RegExp(
  `^\\s*${NAME}(?!关于|[:：]|[东西南北]|晚自习|[\\p{Script=Han}]{0,3}(?:患者|病人|老师|教师|学生|职工|员工|工人|退休|业主|家长))${LANDMARK}`,
  'gmu',
)
const FULL = new RegExp(`^(?:${AREA}|[\\p{Script=Han}]{1,4}?[省市州县区镇乡村])`, 'u')

const atTheStart = (text: string): RegExpExecArray[] =>
  [...text.matchAll(FIRST)].filter(({ groups }) => FULL.test(groups?.name ?? ''))

/**
 * An office that is accused itself, in so many words. Whom one merely wrote to is none, nor who is asked why something is not
 * paid: such matters are its own to answer.
 */
const OFFICE = `(?!投诉|举报|控告|请问|为什么|为何)(?<name>${AREA}{0,3}(?:${WORD}|${LETTER}){0,10}?(?:[\\p{Script=Han}](?:局|委|厅|(?<!场|厕|会|诊|事务)所)|计生办|政府|管委会|街道办事处|派出所|交警队|[大中支]队|法院|检察院|社保站|服务中心|公积金中心))`
const ACCUSED = new RegExp(
  `(?<=^\\s*|\\n\\s*|投诉|举报|控告)${OFFICE}(?:(?:的)?(?:工作人员|窗口|干部|领导|所长|局长|院长|个别人|服务|咨询电话))?(?=(?![一某])[^，,。；！？\\n]{0,4}?(?:不作为|乱作为|懒政|乱收费|乱罚款|滥用职权|徇私|推诿|踢皮球|刁难|敷衍|态度(?:恶劣|差|不好)|拒不|拒绝|拒付|乱批|拖欠|克扣|损害|侵害|欺骗|侵犯|违规|违反|违法|纵容|包庇|失职|渎职|造假|形同虚设|强拆|强占|罔顾|无视|罚款不|不(?:处理|管|理|受理|执行|立案|履行|公开|回复)))`,
  'gu',
)

const NUISANCES = '施工|噪|扰民|扬尘|灰尘|油烟|臭|污|半夜|夜间|凌晨|深夜|通宵|昼夜|占|赌'
const NUISANCE = `(?=[^，。；！？\\n]{0,8}(?:${NUISANCES}))`

/** Blamed without a name, and one of their kind is near at hand: good enough to say whom it is about. */
const BARE_PARTIES = [
  `(?<!请|让|叫|由|找|向|望|求|和|跟|与|同|问|给|、|以及|督促|委托|作为|我们?是)(?<kind>物业(?![费税管服])|开发商|(?<=^|[^\\p{Script=Han}]|[我们本该的被是但而])(?:村委会|居委会|业委会)(?!多次|[找向])|施工方(?![案式法])|施工单位|中介(?!费)|房东|包工头)${LANDMARK}`,
  `(?<=^|${PAUSE}|投诉|反映|举报|我家|[因但是])(?<kind>(?:楼[上下]|隔壁|对门)的?(?:住户|邻居|业主|租户|租客|商户|店铺))(?=[^，。；！？\\n]{0,8}(?:${NUISANCES}|把|将|私自|违|漏|养|长期|经常))`,
  `(?<=^|[^\\p{Script=Han}]|(?:小区|对面|旁边?|附近|楼下|隔壁)的?|该|有一?[家个]|一家)(?<kind>(?:养[猪鸡鸭牛羊狗]|[采碎砂]石|屠宰|铸造|土方)场|(?:[砖瓷煤]|水泥|造纸|塑料|洗[沙砂]|化工|木材|铝材|家具|食品|饲料)厂|烧烤[店摊]|(?:夜宵|烧烤|早餐|[面粉饭])店|KTV|酒吧|餐馆|麻将馆|洗车店|洗车场|工地|邻居)${LANDMARK}${NUISANCE}`,
].map((source) => new RegExp(source, 'u'))

/** Any of its kind, not one of them. */
const ANY =
  '基层|公立|私立|民办|公办|农村|城区|相关|有关|其他|其它|许多|很多|多家|几家|一些|附近|当地|国有|民营|私营|制造|中小|高校|重点|普通|周边|大型|小型|下属|所属|属下|属|市属|区属|市直|区直|县直|下区|寄宿制|初级|综合|住宅'
const TRADE =
  '销售|文化|传媒|科技|网络|信息|装饰|装修|建筑|房地产|房产|置业|物流|快递|运输|出租车|租车|旅游|投资|管理|实业|贸易|商贸|教育|培训|服务|劳务|保险|广告|中介|美容|健身|餐饮|食品|服装|电子|机械|化工|医药|汽车|环保|能源|矿业|农业|金融|贷款|担保|家政|保安|保洁|直播|游戏|建材|家具|砖|石灰|水泥|采石|饲料|养殖'
const ANY_OF_A_KIND = new RegExp(`^(?:.{0,3}(?:${ANY}).{0,2}|.?[小校园景]区|中)$`, 'u')
const ANY_OF_A_TRADE = new RegExp(`^(?:${TRADE})+$`, 'u')

/** Says what somebody does or is: a sentence around the unit and no name of one ("合同规定开发商", "家乡镇医院"). */
const TELLS =
  /^(?:最后|怀疑|严禁|人民医院$|(?:居民)?小区|一下|逼|却|比|问|中午|地处|管管|见证|车位|村内|小学|学校|告|然|投诉|举报|反映|关于|咨询|请问|[经按其现何刚再又曾各凡往跟过办读念托求受称里近送转解]|进(?!贤))|一[个家所批二条洗]|[二三四五六七八九十]家|产权|业主找|物业找|发现|目前|前期|开设|楼办|督导|黑心|举报|正规|事后|期内|上述|比小学|遇上|楼里|顺便|部分|伙同|答复|最近|紧邻|临近|毗邻|[个这那查害]|规定|约定|承诺|保证|判决|允许|同意|反对|支持|阻止|禁止|制止|监督|督促|责成|责令|起诉|整治|问责|追究|关闭|催促|沟通|认可|筹备|纵容|占用|绕道|通往|恢复|拆除|调整|加强|提高|解决|成立|提交|递交|配合|委托|聘请|聘用|解聘|报考|考上|考取|录取|接种|免费|毕业|上班|下班|回家|路过|住进|进入|入学|上完|参加|大量|大开|全部|任何|下降|上涨|疫情|办理|退休|停业|倒闭|单位|部门|机构|家乡|乡镇|乡下|爸爸|妈妈|父亲|母亲|儿子|女儿|孩子|小孩|家长|学生|老师|老人|村民|业主|市民|群众|房子|商品房|政策|法规|法律|劳动法|政府|上级|领导|晚上|白天|半夜|期间|听说|据说|因为|什么|怎样|如何|难道|没有|可以|能够|必须|已经|已安|多次|时候|问题|情况|希望|导致|切实|国外|结果|新任|十几|家属|扩建|抵达|距离|完成|建议|突然|外地|外校|教过|中间|其附属|自己|整个|广大|义务教育|示范|示范性|出具|要挟|建造|污染|上网|协助|强制|要求|招聘|多家|几家|深信|相信|贵(?!州|阳)|购买前|扶持|毕竟/u

const ENDING = new RegExp(`${KIND}$`, 'u')
const AREAS = new RegExp(`^${AREA}+`, 'u')
/** What is left of a name without its area and its kind. */
const core = (name: string): string => name.replace(AREAS, '').replace(ENDING, '')

/** One of a trade is a name only with its area. */
function isName(said: string): boolean {
  const own = core(said)
  if (
    said.length < 4 ||
    (own === '' && !/[省市区县]\p{Script=Han}{0,2}医院$/u.test(said)) ||
    TELLS.test(said) ||
    ANY_OF_A_KIND.test(own)
  )
    return false
  return AREAS.test(said) || !ANY_OF_A_TRADE.test(own)
}

const officeIn = ({ groups, index }: RegExpMatchArray): { name: string; at: number }[] => {
  const name = groups?.name ?? ''
  return name.length < 3 || TELLS.test(name) || ANY_OF_A_KIND.test(core(name)) ? [] : [{ name, at: index ?? 0 }]
}

/** A firm and its short form are one: the longer stays, or the first. */
function oneNameEach(names: readonly string[]): string[] {
  const firm = (name: string): boolean => /(?:公司|集团|物业)$/u.test(name)
  const within = (name: string, other: string): boolean =>
    other.includes(name) ||
    core(other) === core(name) ||
    (firm(name) && firm(other) && core(other).includes(core(name)))
  return names.filter(
    (name, index) =>
      !names.some(
        (other, at) =>
          at !== index &&
          within(name, other) &&
          (other.length > name.length || (other.length === name.length && at < index)),
      ),
  )
}
