import { readPhone } from '../../../platform/chinese/index.ts'
import { meaningful } from '../normalise.ts'
import { choose } from './choose.ts'
import { declines, type Kind, type Slip, STORY_LENGTH } from './kind.ts'

/** A number that can be dialled, in figures or spoken digits; a digit too few or too many is said. */
export const phone: Kind = {
  read(input, _step, _thread, options) {
    if (input.type !== 'answer') return { is: 'wrong' }
    const read = readPhone(input.text)
    const long = meaningful(input.text) >= STORY_LENGTH
    if (read.is === 'phone') {
      const value = { text: read.phone, phone: read.phone, by: 'citizen' as const }
      return long ? { is: 'value', value, also: 'story' } : { is: 'value', value }
    }
    if (choose(input.text, options) || declines(input.text))
      return long ? { is: 'skip', also: 'story' } : { is: 'skip' }
    if (long) return { is: 'story' }
    return read.is === 'none' ? { is: 'wrong' } : { is: 'wrong', because: read.is }
  },
}

export function slipIn(text: string): Slip | null {
  const read = readPhone(text)
  return read.is === 'too_short' || read.is === 'too_long' ? read.is : null
}
