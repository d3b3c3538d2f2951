import { introducedAs, isName, readPhone } from '../../../platform/chinese/index.ts'
import { meaningful } from '../normalise.ts'
import type { FieldValue } from '../types.ts'
import { answeredIn, isStory, type Kind, unanswered } from './kind.ts'
import { declinesNumber, slipIn } from './phone.ts'

/** A name, a telephone number, or both. Either is enough: neither is needed to file (petition.md §2.7). */
export const contact: Kind = {
  read(input, _step, thread, options) {
    if (input.type !== 'answer') return { is: 'wrong' }
    const value = readContact(input.text)
    // What is given counts, whatever is said around it: "13800000000，不用回电话". A bare word that declines is no name.
    const given = value?.phone ?? introducedAs(input.text)
    if (!given && declinesNumber(input.text, options)) return answeredIn(input.text, { is: 'skip' })
    // A digit missing is told once; the name alone is better than nothing.
    const slip = isStory(input.text) ? null : slipIn(input.text)
    if (slip && !(value && thread.wrong > 0)) return { is: 'wrong', because: slip }
    return value ? answeredIn(input.text, { is: 'value', value }) : unanswered(input.text)
  },
}

/** "我的", "有事打我": what is said around a number, beside the words for it. */
const AROUND_A_NUMBER = 6

/** A telephone number, with or without a name, and nothing else: no answer to any other question. */
export function bareContact(text: string): FieldValue | null {
  const value = readContact(text)
  return value?.phone && meaningful(besideNumber(text)) - meaningful(value.name ?? '') < AROUND_A_NUMBER ? value : null
}

/** A short word in what tells something is no name, unless it comes first and a number with it. */
const MORE_THAN_A_NAME = 10

const BESIDE_A_NAME = /电话|手机|号码|号|联系方式|是|我姓|[:：,，。;；+]|86/g

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
