import { readPhone } from '../../../platform/chinese/index.ts'
import type { Option } from '../types.ts'
import { chooseNear, chooseWhole } from './choose.ts'
import { answeredIn, declines, isStory, type Kind, type Slip, unanswered } from './kind.ts'

/** A number that can be dialled, in figures or spoken digits; a digit too few or too many is said. */
export const phone: Kind = {
  read(input, _step, _thread, options) {
    if (input.type !== 'answer') return { is: 'wrong' }
    const read = readPhone(input.text)
    if (read.is === 'phone')
      return answeredIn(input.text, { is: 'value', value: { text: read.phone, phone: read.phone, by: 'citizen' } })
    if (declines(input.text) || declinesNumber(input.text, options)) return answeredIn(input.text, { is: 'skip' })
    return read.is === 'none' || isStory(input.text) ? unanswered(input.text) : { is: 'wrong', because: read.is }
  },
}

export function slipIn(text: string): Slip | null {
  const read = readPhone(text)
  return read.is === 'too_short' || read.is === 'too_long' ? read.is : null
}

const OF_A_NUMBER = /电话|手机|号码?|联系方式|[回打]|(?<![不想])留/gu

/** One clause of it declines and says no more: "我不想留电话，怕他们知道". "这件事没有人管" declines nothing. */
export const declinesNumber = (text: string, options: Option[]): boolean =>
  chooseNear(text, options) !== null ||
  [text, ...text.split(/[\p{P}\s]/u)].some(
    (clause) => chooseWhole(clause, options) ?? chooseWhole(clause.replace(OF_A_NUMBER, ''), options),
  )
