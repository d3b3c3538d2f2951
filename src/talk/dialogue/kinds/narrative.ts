import { telling } from '../normalise.ts'
import type { Kind } from './kind.ts'

export const narrative: Kind = {
  read(input) {
    if (input.type !== 'answer' || !telling(input.text)) return { is: 'wrong' }
    return { is: 'value', value: { text: input.text, parts: input.parts, by: 'citizen' } }
  },
}
