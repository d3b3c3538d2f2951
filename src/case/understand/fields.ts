/** What a story says besides its story, offline: kept as the citizen said it, shown in the summary, confirmed there. */
export interface StoryFields {
  /** Sentences that ask for something, in order. */
  wants: string[]
  /** Units complained of or involved, by their names in the text. */
  parties: string[]
}

const SENTENCE = /[^。！？!?；;\n]+/gu
const ASKS =
  /(?:希望|请求|恳请|请(?:求|你们|贵|领导|政府|相关|有关|尽快|帮|给|求|问|予|依法|查|解决|处理|落实|督促|协调)|要求|盼望?|望(?:能|领导|政府|有关|相关|予|贵)|建议|能不能|能否|可否|何时能|什么时候能)/u
const UNIT =
  /[\p{Script=Han}A-Za-z0-9]{2,14}?(?:物业(?:服务|管理)?(?:有限)?公司|有限责任公司|有限公司|股份公司|集团公司|公司|集团|物业|开发商|幼儿园|小学|中学|学校|学院|大学|医院|卫生院|诊所|村委会|居委会|业委会|派出所|管理处|管理局|服务中心|超市|酒店|饭店|工厂|工地|厂)/gu
/** Words that only lead up to a name. */
const LEAD =
  /^(?:.*?(?:我们|我|他们|现在|由于|因为|关于|投诉|举报|反映|被|在|是|和|与|到|去|找|向|对|把|让|由|给|了|的|位于|附近|旁边|对面|这个|那个|这家|那家|一家|该|本))+/u

const MAX_WANT = 120
const MAX_PARTIES = 3

export function readStory(text: string): StoryFields {
  const sentences = (text.match(SENTENCE) ?? [])
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence.length > 3)
  const wants = sentences.filter((sentence) => ASKS.test(sentence)).map(fromAsking)
  const parties = (text.match(UNIT) ?? []).map((name) => name.replace(LEAD, '')).filter((name) => name.length >= 3)
  return { wants: [...new Set(wants)], parties: [...new Set(parties)].slice(0, MAX_PARTIES) }
}

/** A sentence that tells and asks is taken from the clause that asks: the story is shown on its own line. */
function fromAsking(sentence: string): string {
  const asks = ASKS.exec(sentence)?.index ?? 0
  const clause = Math.max(...['，', ',', '、', '：', ':'].map((mark) => sentence.lastIndexOf(mark, asks))) + 1
  return sentence.slice(clause, clause + MAX_WANT).trim()
}
