import { meaningful } from '../normalise.ts'
import type { Kind } from './kind.ts'

/** Fewer letters than this tell nothing: "在吗", "😀", "？？". */
export const LEAST_STORY = 4

export const narrative: Kind = {
  read(input) {
    if (input.type !== 'answer' || meaningful(input.text) < LEAST_STORY) return { is: 'wrong' }
    return { is: 'value', value: { text: input.text, parts: input.parts, by: 'citizen' } }
  },
}
