import { meaningful } from '../normalise.ts'
import { choose } from './choose.ts'
import { type Kind, valueOf } from './kind.ts'

export const text: Kind = {
  read(input, step, _thread, options) {
    if (input.type !== 'answer') return { is: 'wrong' }
    const chosen = choose(input.text, options)
    if (chosen) return step.optional ? { is: 'skip' } : valueOf(chosen.label)
    return meaningful(input.text) === 0 ? { is: 'wrong' } : valueOf(input.text.trim())
  },
}
