import { choose, saidBeside } from './choose.ts'
import { declines, isIndifferent, type Kind, unanswered } from './kind.ts'

/** From here on what is said beside the choice is worth keeping. */
const ALSO_SAID = 8

export const choice: Kind = {
  read(input, step, _thread, options) {
    if (input.type !== 'answer') return { is: 'wrong' }
    const open = declines(input.text) || isIndifferent(input.text)
    const skip = open ? options.find((option) => 'skip' in option && option.skip) : undefined
    const chosen = choose(input.text, options) ?? skip
    if (!chosen && step.optional && declines(input.text)) return { is: 'skip' }
    if (!chosen) return unanswered(input.text)
    const also = saidBeside(input.text, options) >= ALSO_SAID ? { also: 'story' as const } : {}
    return 'skip' in chosen && chosen.skip
      ? { is: 'skip', ...also }
      : { is: 'value', value: { text: chosen.label, id: chosen.id, by: 'citizen' }, ...also }
  },
}
