import { meaningful } from '../normalise.ts'
import type { FieldValue } from '../types.ts'
import { choose, chooseWhole } from './choose.ts'
import { type Kind, STORY_LENGTH } from './kind.ts'

const MOBILE = /(?<!\d)(?:\+?86)?(1[3-9]\d{9})(?!\d)/
const LANDLINE = /(?<!\d)(0\d{2,3}\d{7,8})(?!\d)/
const NAMED = /(?:我(?:叫|是|姓)|本人|姓名|名字(?:叫|是)?|联系人|称呼)[:：是叫]?\s*(\p{Script=Han}{2,4})/u
/** Four characters at most, and none that begins a refusal or a request. */
const WHOLE =
  /^(?![不没别请打])(\p{Script=Han}{1,3}(?:先生|女士|小姐|师傅|老师|大爷|大妈|阿姨|叔叔)|\p{Script=Han}{2,4}|\p{Script=Han}{2,10}·\p{Script=Han}{2,10})$/u

/** A name, a telephone number, or both. Either is enough: neither is needed to file (petition.md §2.7). */
export const contact: Kind = {
  read(input, _step, _thread, options) {
    if (input.type !== 'answer') return { is: 'wrong' }
    if (chooseWhole(input.text, options)) return { is: 'skip' }
    const value = readContact(input.text)
    const long = meaningful(input.text) >= STORY_LENGTH
    // A number is given, whatever is said around it: "13800000000，不用回电话". A bare word that declines is no name.
    if (!value?.phone && choose(input.text, options)) return long ? { is: 'skip', also: 'story' } : { is: 'skip' }
    if (value) return long ? { is: 'value', value, also: 'story' } : { is: 'value', value }
    return long ? { is: 'story' } : { is: 'wrong' }
  },
}

export function readContact(raw: string): FieldValue | null {
  const text = raw.normalize('NFKC').trim()
  const digits = text.replace(/(?<=\d)[\s-]+(?=\d)/g, '')
  const phone = MOBILE.exec(digits)?.[1] ?? LANDLINE.exec(digits)?.[1]
  const rest = digits.replace(phone ?? '', ' ').replace(/电话|手机|号码|号|联系方式|是|[:：,，。;；+]|86/g, ' ')
  const name = NAMED.exec(text)?.[1] ?? rest.split(/\s+/).find((word) => WHOLE.test(word))
  if (!phone && !name) return null
  return {
    text: [name, phone].filter(Boolean).join(' '),
    by: 'citizen',
    ...(name ? { name } : {}),
    ...(phone ? { phone } : {}),
  }
}
