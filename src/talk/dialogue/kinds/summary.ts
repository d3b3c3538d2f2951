import type { Option } from '../types.ts'
import { type Choosable, chooseMistyped, chooseWhole, saidBeside } from './choose.ts'
import type { Kind } from './kind.ts'

/** A text of this length at the summary is something more to say, not a slip at the choice. */
const MORE_TO_SAY = 6

const isCommand = ({ command }: Option & { command?: string }): boolean => command !== undefined

/** "没问题，要纸质的": the words of the plain confirmation say nothing against one that says more. */
function chooseConfirming(text: string, [plain, ...others]: Choosable[]): Choosable | null {
  const also = plain ? [plain.label, ...(plain.words ?? [])] : []
  const found = others.filter((each) => chooseWhole(text, [{ ...each, words: [...(each.words ?? []), ...also] }]))
  return found.length === 1 ? (found[0] ?? null) : null
}

/**
 * Confirm, change, or not now, and nothing else beside: "不要提交" holds a confirming word. Anything longer said here belongs to
 * the matter, and the summary is shown with it. One character written wrong is forgiven; one too many (“没问题吗”) may be a question.
 */
export const summary: Kind = {
  read(input, _step, _thread, options) {
    if (input.type !== 'answer') return { is: 'wrong' }
    const confirming = options.filter((option) => !isCommand(option))
    const chosen =
      chooseWhole(input.text, options) ??
      chooseConfirming(input.text, confirming) ??
      chooseMistyped(input.text, confirming)
    if (chosen) return { is: 'value', value: { text: chosen.label, id: chosen.id, by: 'citizen' } }
    return saidBeside(input.text, options) >= MORE_TO_SAY ? { is: 'story' } : { is: 'wrong' }
  },
}
