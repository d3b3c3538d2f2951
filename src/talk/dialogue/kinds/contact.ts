import { introducedAs, isName, readPhone } from '../../../platform/chinese/index.ts'
import { meaningful } from '../normalise.ts'
import type { FieldValue } from '../types.ts'
import { choose, chooseWhole } from './choose.ts'
import { type Kind, STORY_LENGTH } from './kind.ts'
import { slipIn } from './phone.ts'

/** A name, a telephone number, or both. Either is enough: neither is needed to file (petition.md §2.7). */
export const contact: Kind = {
  read(input, _step, thread, options) {
    if (input.type !== 'answer') return { is: 'wrong' }
    if (chooseWhole(input.text, options)) return { is: 'skip' }
    const value = readContact(input.text)
    const long = meaningful(input.text) >= STORY_LENGTH
    // A number is given, whatever is said around it: "13800000000，不用回电话". A bare word that declines is no name.
    if (!value?.phone && choose(input.text, options)) return long ? { is: 'skip', also: 'story' } : { is: 'skip' }
    // A digit missing is told once; the name alone is better than nothing.
    const slip = value?.phone || long ? null : slipIn(input.text)
    if (slip && !(value && thread.wrong > 0)) return { is: 'wrong', because: slip }
    if (value) return long ? { is: 'value', value, also: 'story' } : { is: 'value', value }
    return long ? { is: 'story' } : { is: 'wrong' }
  },
}

/** "我的电话是", "姓王": what is said around a number. */
const AROUND_A_NUMBER = 6

/** A telephone number, with or without a name, and nothing else: no answer to any other question. */
export function bareContact(text: string): FieldValue | null {
  const value = readContact(text)
  return value?.phone && meaningful(text) - meaningful(value.text) < AROUND_A_NUMBER ? value : null
}

const BESIDE_A_NAME = /电话|手机|号码|号|联系方式|是|我姓|[:：,，。;；+]|86/g

export function readContact(raw: string): FieldValue | null {
  const text = raw.normalize('NFKC').trim()
  const read = readPhone(text)
  const rest = (read.is === 'none' ? text : text.replace(read.said, ' ')).replace(BESIDE_A_NAME, ' ')
  const phone = read.is === 'phone' ? read.phone : undefined
  const name = introducedAs(text) ?? rest.split(/\s+/).find(isName)
  if (!phone && !name) return null
  return {
    text: [name, phone].filter(Boolean).join(' '),
    by: 'citizen',
    ...(name ? { name } : {}),
    ...(phone ? { phone } : {}),
  }
}
