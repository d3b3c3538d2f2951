import { choose, saidBeside } from './choose.ts'
import { declines, type Kind } from './kind.ts'

/** From here on it is more than "no photos". */
const MORE_TO_SAY = 8

/** Photos are collected by the engine as they come, whatever is being asked; here only "no more" or words arrive. */
export const photos: Kind = {
  read(input, _step, _thread, options) {
    if (input.type !== 'answer') return { is: 'wrong' }
    if (declines(input.text)) return { is: 'skip' }
    const more = saidBeside(input.text, options) >= MORE_TO_SAY
    if (choose(input.text, options)) return more ? { is: 'skip', also: 'story' } : { is: 'skip' }
    return more ? { is: 'story' } : { is: 'wrong' }
  },
}
