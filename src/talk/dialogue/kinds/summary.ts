import { meaningful } from '../normalise.ts'
import { choice } from './choice.ts'
import type { Kind } from './kind.ts'

/** A text of this length at the summary is something more to say, not a slip at the choice. */
const MORE_TO_SAY = 6

/** Confirm, change, or not now; anything else said here belongs to the matter, and the summary is shown with it. */
export const summary: Kind = {
  read(input, step, thread, options) {
    const reading = choice.read(input, step, thread, options)
    const more = reading.is === 'wrong' && input.type === 'answer' && meaningful(input.text) >= MORE_TO_SAY
    return more ? { is: 'story' } : reading
  },
}
