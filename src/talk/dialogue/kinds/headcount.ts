import { readHeadcount } from '../../../platform/chinese/index.ts'
import type { FieldValue } from '../types.ts'
import { chooseWhole } from './choose.ts'
import { declines, isStory, type Kind, unanswered } from './kind.ts'

/** From here on people file together, and name who speaks for them (at most five, Regulations Art. 20). */
const JOINT = 2

export const counted = (count: number): Pick<FieldValue, 'count' | 'joint'> =>
  count >= JOINT ? { count, joint: true } : { count }

/** How many people file together. */
export const headcount: Kind = {
  read(input, _step, _thread, options) {
    if (input.type !== 'answer') return { is: 'wrong' }
    if (chooseWhole(input.text, options) || declines(input.text)) return { is: 'skip' }
    const count = isStory(input.text) ? null : readHeadcount(input.text)
    if (count === null) return unanswered(input.text)
    return { is: 'value', value: { text: input.text.trim(), ...counted(count), by: 'citizen' } }
  },
}
