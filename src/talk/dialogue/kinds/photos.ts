import { meaningful } from '../normalise.ts'
import { choose, chooseWhole } from './choose.ts'
import { declines, type Kind } from './kind.ts'

/** From here on it is more than "no photos". */
const MORE_TO_SAY = 10

/** Photos are collected by the engine as they come, whatever is being asked; here only "no more" or words arrive. */
export const photos: Kind = {
  read(input, _step, _thread, options) {
    if (input.type !== 'answer') return { is: 'wrong' }
    if (chooseWhole(input.text, options) || declines(input.text)) return { is: 'skip' }
    const none = choose(input.text, options) !== null
    if (meaningful(input.text) >= MORE_TO_SAY) return none ? { is: 'skip', also: 'story' } : { is: 'story' }
    return none ? { is: 'skip' } : { is: 'wrong' }
  },
}
