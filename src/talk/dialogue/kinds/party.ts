import { meaningful, telling } from '../normalise.ts'
import { chooseWhole } from './choose.ts'
import { answered, declines, isSaidToUs, isStory, type Kind } from './kind.ts'

/** The unit or person complained of, as the citizen calls it. Of a long text the names that were understood, if any. */
export const party: Kind = {
  read(input, step, _thread, options) {
    if (input.type !== 'answer') return { is: 'wrong' }
    if (chooseWhole(input.text, options) || declines(input.text)) return { is: 'skip' }
    if (isStory(input.text)) {
      const known = input.understood.fields[step.field]
      return known ? { is: 'value', value: { ...known, by: 'citizen' }, also: 'story' } : { is: 'story' }
    }
    if (isSaidToUs(input.text)) return telling(input.text) ? { is: 'story' } : { is: 'wrong' }
    return meaningful(input.text) < 2 || /^\d+$/.test(input.text.trim()) ? { is: 'wrong' } : answered(input.text)
  },
}
