/** The three kinds of matter (Regulations Art. 29–31) as far as words tell them apart; staff decide. */
export type Nature = 'claim' | 'suggestion' | 'report'

const SENTENCE = /[^。！？!?；;\n]+[？?]?/gu
/** Who holds an office; Art. 30 is about them, not about a shop that cheats. */
const OFFICIAL =
  /支书|村主任|村干部|镇长|乡长|县长|书记|局长|处长|科长|所长|校长|院长|干部|公务员|公职人员|民警|警察|辅警|法官|检察官|政府.{0,6}领导|领导干部/u
const WRONGDOING =
  /贪污|受贿|行贿|索贿|(?:收|拿|吃|要)(?:了|受)?(?:红包|好处费?|回扣|贿赂)|吃拿卡要|侵吞|侵占|挪用|私分|截留|虚报|冒领|以权谋私|滥用职权|徇私|渎职|玩忽职守|买官卖官|包庇|公款(?:吃喝|旅游)|优亲厚友|违纪|贪腐|腐败/u
const ACCUSES = new RegExp(`(?:检举|控告|举报|揭发)(?!无|了|过|没|后|电话|人)[^，,]{0,20}(?:${OFFICIAL.source})`, 'u')
/** Bribes and theft of public money, of whoever governs: "你们收了他们的贿赂". */
const AUTHORITY = /你们|政府|部门|官员|村委会/u
const CORRUPT = /贪污|受贿|行贿|索贿|贿赂|收(?:了|受)?(?:红包|好处费?|回扣)|官商勾结|以权谋私|贪腐|腐败/u
/** Asked or guessed in passing: "难道官商勾结？" Whether it is meant, its author is asked. */
const GUESSED = /难道|莫非|是不是|是否|会不会|怀疑|估计|恐怕|好像|[？?]$/u
/** Something is wanted for oneself: a claim, whoever is to blame. */
const FOR_ONESELF =
  /(?:我|我们|本人)(?:家|们家)?的?(?:.{0,12})(?:低保|补偿|补助|工资|工钱|宅基地|承包地|房子|钱|款)|赔偿|要回|退(?:还|款|钱)|还(?:给)?我|补发/u
const SUGGESTS =
  /^(?:您好|你好|领导好?)?[，,。！!\s]*(?:我们?|本人)?(?:想|要)?(?:提(?:出)?(?:个|一个|一条|几条|几点|一点|点)?(?:小|合理化)?)?建议(?!书)|(?:提|有)(?:个|一个|一条|几条|几点|一点|点)(?:小|合理化)?建议|^(?:关于)?[^\n。！？!?，,：:]{4,40}的?(?:几[点条个]|一[点些条个]|若干|小)?建议(?=[\n。：:，,！!]|$)/u

/** What a story says it is; `unclear`: its words point two ways, and its author is asked. Null: an ordinary claim, as most are. */
export const readNature = (text: string): Exclude<Nature, 'claim'> | 'unclear' | null => natureWords(text).nature

/** The same, with the words that led there. */
export function natureWords(text: string): { nature: ReturnType<typeof readNature>; words: string[] } {
  const sentences = text.match(SENTENCE) ?? []
  const accusing = sentences.flatMap((sentence) => accusationIn(sentence) ?? [])
  const meant = sentences.some((sentence) => !GUESSED.test(sentence) && accusationIn(sentence) !== null)
  const suggesting = said(text.trim(), SUGGESTS)
  const wanting = said(text, FOR_ONESELF)
  const [accuses, suggests] = [accusing.length > 0, suggesting.length > 0]
  if (!accuses && !suggests) return { nature: null, words: [...new Set(wanting)] }
  const unclear = wanting.length > 0 || (accuses && (suggests || !meant))
  const words = [...new Set([...accusing, ...suggesting, ...(unclear ? wanting : [])])]
  return { nature: unclear ? 'unclear' : accuses ? 'report' : 'suggestion', words }
}

function accusationIn(sentence: string): string[] | null {
  if (OFFICIAL.test(sentence) && WRONGDOING.test(sentence))
    return [...said(sentence, OFFICIAL), ...said(sentence, WRONGDOING)]
  if (AUTHORITY.test(sentence) && CORRUPT.test(sentence))
    return [...said(sentence, AUTHORITY), ...said(sentence, CORRUPT)]
  return ACCUSES.test(sentence) ? said(sentence, ACCUSES) : null
}

const said = (text: string, pattern: RegExp): string[] => {
  const words = pattern.exec(text)?.[0]?.replace(/^[，,。！!\s]+/u, '')
  return words ? [words] : []
}
