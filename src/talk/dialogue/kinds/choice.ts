import { choose, saidBeside } from './choose.ts'
import { type Kind, unanswered } from './kind.ts'

/** From here on what is said beside the choice is worth keeping. */
const ALSO_SAID = 8

export const choice: Kind = {
  read(input, _step, _thread, options) {
    if (input.type !== 'answer') return { is: 'wrong' }
    const chosen = choose(input.text, options)
    if (!chosen) return unanswered(input.text)
    const also = saidBeside(input.text, options) >= ALSO_SAID ? { also: 'story' as const } : {}
    return 'skip' in chosen && chosen.skip
      ? { is: 'skip', ...also }
      : { is: 'value', value: { text: chosen.label, id: chosen.id, by: 'citizen' }, ...also }
  },
}
