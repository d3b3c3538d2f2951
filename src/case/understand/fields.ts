import { introducedAs, readPhone } from '../../platform/chinese/index.ts'
import { readAmounts } from './amounts.ts'
import { readDemands } from './demands.ts'
import { type Headcount, isJoint, readConcerned, readTogether } from './headcounts.ts'
import { readParties } from './parties.ts'
import { readTried } from './tried.ts'

/** What a story says besides its story, offline: kept as the citizen said it, shown in the summary, confirmed there. */
export interface StoryFields {
  /** What is asked for, each thing by itself and in order. */
  wants: string[]
  /** Units complained of or involved, by their names in the text. */
  parties: string[]
  /** Somebody is blamed and not named: worth a question. */
  blamed: boolean
  /** How many file together, where the story says that they do. */
  together: Headcount | null
  /** How many households or people it concerns, where it does not say how many file. */
  concerned: Headcount | null
  /** What was done about it before: 12345, the police, a court. */
  tried: string[]
  /** Sums of money, in the words of the story. */
  amounts: string[]
  /** They file together, and how many is not said. */
  joint: boolean
  /** It is told for somebody who is not named. */
  proxy: boolean
  /** For whom it is told, where it is not for oneself: "母亲". */
  behalf: string | null
  /** A number the citizen gives as their own, with the name given beside it. */
  contact: { name?: string; phone: string } | null
}

/** Addressed by their office: "李局长：您好" blames nobody. */
const ADDRESSED =
  /(?:尊敬的|敬爱的)[^，,。：:！!\n]{0,12}[，,：:！!]|\p{Script=Han}{1,3}(?:书记|主任|校长|所长|局长)(?=[：:]|[，,！!\s]{0,2}[您你])/gu
const BLAMES =
  /贪污|受贿|行贿|侵占|挪用|私分|滥用职权|包庇|徇私|打人|打伤|殴打|辱骂|威胁|恐吓|诈骗|骗取|被骗|拖欠|克扣|欠薪|不发工资|老板|村干部|村支书|村主任|书记|(?<!班)主任|校长|所长|局长/u

const BEHALF =
  /(?:替|帮|代(?:替|表)?|为)我?的?(?<who>(?:父亲|母亲|爸爸?|妈妈?|父母|爷爷|奶奶|外公|外婆|姥姥|姥爷|公公|婆婆|岳父|岳母|丈夫|老公|妻子|老婆|爱人|儿子|女儿|孩子|哥哥?|姐姐?|弟弟?|妹妹?|邻居|朋友|老乡|同事|亲戚))(?:来)?(?:反映|投诉|举报|咨询|问|写|申诉|求助|说)/u
const PROXY = /(?:替|帮|代(?:替|表)?)(?:别人|他人|人家|另一个人|一位|一个)|代(?:人|他人)(?:反映|投诉|申诉)/u
/** Leads up to one's own number; the number of the one complained of is not prefilled. */
const MINE =
  /(?:联系(?:我|人|电话|方式|号码)|我(?:的|叫|姓|是)[^。；！？\n]{0,10}|本人[^。；！？\n]{0,10}|(?:请|可)(?:打|致电|联系|拨打?)我?)(?:[\p{Script=Han}]{0,4})(?:电话|手机|号码|号)?[是为]?[:：，, ]{0,3}(?:\p{Script=Han}{2,4}[ ，,:：]{0,2})?$/u

export function readStory(text: string): StoryFields {
  const parties = readParties(text)
  const together = readTogether(text)
  const behalf = BEHALF.exec(text)?.groups?.who ?? null
  return {
    wants: readDemands(text),
    parties,
    blamed: parties.length === 0 && BLAMES.test(text.replace(ADDRESSED, '')),
    together,
    amounts: readAmounts(text),
    concerned: together === null ? readConcerned(text) : null,
    joint: together === null && isJoint(text),
    proxy: behalf === null && PROXY.test(text),
    tried: readTried(text),
    behalf,
    contact: contactIn(text),
  }
}

function contactIn(text: string): StoryFields['contact'] {
  const plain = text.normalize('NFKC')
  const read = readPhone(plain)
  if (read.is !== 'phone') return null
  const before = plain.slice(Math.max(0, plain.indexOf(read.said) - 30), plain.indexOf(read.said))
  if (!MINE.test(before)) return null
  const name = introducedAs(before)
  return { phone: read.phone, ...(name ? { name } : {}) }
}
