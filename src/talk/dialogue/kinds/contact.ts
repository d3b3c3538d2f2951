import { introducedAs, isLikelyName, isName, readPhone } from '../../../platform/chinese/index.ts'
import { meaningful, normalise } from '../normalise.ts'
import type { FieldValue } from '../types.ts'
import { answeredIn, declines, isStory, type Kind, unanswered } from './kind.ts'
import { declinesNumber, slipIn } from './phone.ts'

/** A name, a telephone number, or both. Either is enough: neither is needed to file (petition.md §2.7). */
export const contact: Kind = {
  read(input, _step, thread, options) {
    if (input.type !== 'answer') return { is: 'wrong' }
    if (declines(input.text) || isAnonymous(input.text)) return { is: 'skip' }
    const value = readContact(input.text)
    // What is given counts, whatever is said around it: "13800000000，不用回电话". A bare word that declines is no name.
    const given = value?.phone ?? introducedAs(input.text)
    if (!given && declinesNumber(input.text, options)) return answeredIn(input.text, { is: 'skip' })
    // A digit missing is told once; the name alone is better than nothing.
    const slip = isStory(input.text) ? null : slipIn(input.text)
    if (slip && !(value && thread.wrong > 0)) return { is: 'wrong', because: slip }
    // "换电梯" has the form of a name: asked once more, it counts as one.
    if (value?.name && !value.phone && thread.wrong === 0 && isDoubtful(value.name, input.text)) return { is: 'wrong' }
    return value ? answeredIn(input.text, { is: 'value', value }) : unanswered(input.text)
  },
}

const isDoubtful = (name: string, text: string): boolean => introducedAs(text) === null && !isLikelyName(name)

/** "我的", "有事打我": what is said around a number, beside the words for it. */
const AROUND_A_NUMBER = 6

/** A telephone number, with or without a name, and nothing else: no answer to any other question. */
export function bareContact(text: string, around = AROUND_A_NUMBER): FieldValue | null {
  const value = readContact(text)
  return value?.phone && meaningful(besideNumber(text)) - meaningful(value.name ?? '') < around ? value : null
}

const ANONYMOUS =
  /^(?:我们?|就|那|都|还是)*(?:匿名|不具名|不(?:想|要|愿意|能|敢)?(?:留|写|透露)(?:我的|下)?(?:名|姓名|名字|电话|号码|联系方式|称呼)?)(?:了|吧|反映|可以吗|行吗|我?怕(?:被|打击|遭)?报复|我?(?:害)?怕|[\p{P}\p{S}])*$/u

/** "匿名", "不留": said before it was asked, or afterwards. */
export const isAnonymous = (text: string): boolean => ANONYMOUS.test(normalise(text))

/** A short word in what tells something is no name, unless it comes first and a number with it. */
const MORE_THAN_A_NAME = 10

const BESIDE_A_NAME =
  /电话|電話|手机|手機|号码|號碼|号|联系方式|聯繫方式|不?是|不对|错了|改成|换成|应该|我的|[这那]个|我姓|[:：,，。;；+]|86/g

function besideNumber(raw: string): string {
  const text = raw.normalize('NFKC')
  const read = readPhone(text)
  return (read.is === 'none' ? text : text.replace(read.said, ' ')).replace(BESIDE_A_NAME, ' ')
}

export function readContact(text: string): FieldValue | null {
  const read = readPhone(text)
  const phone = read.is === 'phone' ? read.phone : undefined
  const rest = besideNumber(text)
  const words = rest.trim().split(/\s+/)
  const likely = meaningful(rest) < MORE_THAN_A_NAME ? words : words.slice(0, phone ? 1 : 0)
  const name = introducedAs(text.normalize('NFKC')) ?? likely.find(isName)
  if (!phone && !name) return null
  return {
    text: [name, phone].filter(Boolean).join(' '),
    by: 'citizen',
    ...(name ? { name } : {}),
    ...(phone ? { phone } : {}),
  }
}
