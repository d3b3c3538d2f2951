import { meaningful } from '../normalise.ts'
import { choose } from './choose.ts'
import { type Kind, STORY_LENGTH } from './kind.ts'

export const choice: Kind = {
  read(input, _step, _thread, options) {
    if (input.type !== 'answer') return { is: 'wrong' }
    const chosen = choose(input.text, options)
    if (!chosen) return meaningful(input.text) >= STORY_LENGTH ? { is: 'story' } : { is: 'wrong' }
    return 'skip' in chosen && chosen.skip
      ? { is: 'skip' }
      : { is: 'value', value: { text: chosen.label, id: chosen.id, by: 'citizen' } }
  },
}
