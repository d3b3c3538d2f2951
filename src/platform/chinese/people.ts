import { NUMERAL, numberOf, pairOf } from './numerals.ts'

const NAMED =
  /(?:我(?:叫|是|姓)|本人|姓名|名字(?:叫|是)?|联系人|称呼)[:：是叫]?\s*(\p{Script=Han}{2,4})(?![\p{Script=Han}])/u
/** Four characters at most, and none that begins a refusal, a request or a greeting, or holds a particle. */
const WHOLE =
  /^(?![不没别请打我你您他她它这可好在嗯]|谢谢|有[的事]|愿意|同意|需要|联系|方便|大家|.*[了的吗吧呢们很])(\p{Script=Han}{1,3}(?:先生|女士|小姐|师傅|老师|大爷|大妈|阿姨|叔叔)|\p{Script=Han}{2,4}|\p{Script=Han}{2,10}·\p{Script=Han}{2,10})$/u

/** A name that somebody gives as a name: "我叫李建国". */
export const introducedAs = (text: string): string | null => NAMED.exec(text)?.[1] ?? null

/** Could be a person's name and nothing else. */
export const isName = (word: string): boolean => WHOLE.test(word)

/** The common ones, but for those that begin everyday words (解, 都, 应): whoever is called so is asked once more. */
const SURNAME =
  /^(?:欧阳|司马|上官|诸葛|皇甫|尉迟|东方|慕容|令狐|长孙|宇文|司徒|[王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢岳齐梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍覃霍翁隋甘景单包司柏宁柯阮桂闵强柴华车冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫苟褚廉简娄盖符奚木穆党燕郎邸冀谈姬屠连郜晏栾郁商蒙喻揭窦迟宇敖糜鄢卓花仇艾蓝巩稽井练仲乐虞卞封竺冼楚佟栗匡宗台巫鞠桑荆谌银沙薄伏岑习胥蔺麻]\p{Script=Han}{1,2}$)/u
const CALLED =
  /^[小老阿]\p{Script=Han}{1,2}$|(?:先生|女士|小姐|师傅|老师|大爷|大妈|大叔|大姐|大哥|大娘|阿姨|叔叔|哥|姐|叔|婶)$|·/u

/** Not only the form of a name: begins like one, or is how people are called. */
export const isLikelyName = (word: string): boolean => isName(word) && (SURNAME.test(word) || CALLED.test(word))

const COUNTED = new RegExp(
  `(?<count>${NUMERAL}|几)(?<tens>[十百千万])?(?:多|余|来|几)?(?:[个名位口])?(?<unit>人|户|家|业主|村民|居民|职工|员工|工人|农民工|家长|学生|住户|邻居|商户|乘客|个$|位$|名$|$)`,
  'u',
)
const ALONE = /^(?:就|只有|只|是)?(?:我|本人)(?:自己|一个人?|一人|个人)?(?:反映)?$|^(?:就)?(?:一个人|自己|个人)$/u
const BESIDE_ME = /我(?:和|跟|与|同)/u

/** How many people an answer speaks of, a household for one; null where it says no number. */
export function readHeadcount(text: string): number | null {
  const plain = text.normalize('NFKC').replace(/[\s\p{P}]+/gu, '')
  if (ALONE.test(plain)) return 1
  const { count, tens } = COUNTED.exec(plain)?.groups ?? {}
  if (count === undefined) return null
  const said = count + (tens ?? '')
  const number = count === '几' ? 3 : (pairOf(said)?.[0] ?? numberOf(said))
  if (number === null || number < 1 || number > 1_000_000) return null
  const others = BESIDE_ME.test(plain) && !/一共|总共|共|两个人|都/u.test(plain)
  return others ? number + 1 : number
}

/** Leads up to a name: who speaks, who is spoken of, and what they are. */
const BEFORE_NAME =
  /(?:我叫|我是|我姓名|本人|姓名|名字|名叫|叫做|联系人|投诉人|反映人|举报人|当事人|被害人|受害人|委托人|负责人|法人代表|法定代表人|法人|户主|业主|村民|居民|职工|员工|工人|学生|患者|病人|邻居|同事|朋友|老公|丈夫|妻子|老婆|儿子|女儿|父亲|母亲|老板|经理|主任|书记|村长|镇长|乡长|所长|局长|校长|院长|医生|老师|司机|房东|中介|包工头)[是叫为:：，, ]{0,2}(?=(\p{Script=Han}{2,3}))/gu
/** Follows a name. */
const AFTER_NAME =
  /(\p{Script=Han}{1,3}?)(?=先生|女士|小姐|师傅|老师|医生|大爷|大妈|阿姨|叔叔|主任|书记|村长|镇长|局长|所长|经理|校长|院长)/gu

/** Names that a text seems to hold, the longest reading of each: for hiding them, where one too many does no harm. */
export function namesIn(text: string): string[] {
  const led = [...text.matchAll(BEFORE_NAME)].map((match) => match[1] ?? '')
  const titled = [...text.matchAll(AFTER_NAME)].map((match) => match[1] ?? '')
  const readings = (said: string) => [said, said.slice(0, 2)]
  const endings = (said: string) => [said, said.slice(-2)]
  const found = [
    ...led.map((said) => readings(said).find(isLikelyName)),
    ...titled.map((said) => endings(said).find(isLikelyName)),
  ]
  return [...new Set(found.filter((name) => name !== undefined))]
}
