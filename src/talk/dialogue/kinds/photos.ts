import { meaningful } from '../normalise.ts'
import { choose } from './choose.ts'
import type { Kind } from './kind.ts'

/** Photos are collected by the engine as they come, whatever is being asked; here only "no more" or words arrive. */
export const photos: Kind = {
  read(input, _step, _thread, options) {
    if (input.type !== 'answer') return { is: 'wrong' }
    if (choose(input.text, options)) return { is: 'skip' }
    return meaningful(input.text) >= 10 ? { is: 'story' } : { is: 'wrong' }
  },
}
