import { meaningful } from '../normalise.ts'
import { chooseWhole } from './choose.ts'
import { answered, type Kind } from './kind.ts'

export const text: Kind = {
  read(input, step, _thread, options) {
    if (input.type !== 'answer') return { is: 'wrong' }
    const chosen = chooseWhole(input.text, options)
    if (chosen) return step.optional ? { is: 'skip' } : answered(chosen.label)
    return meaningful(input.text) === 0 ? { is: 'wrong' } : answered(input.text)
  },
}
