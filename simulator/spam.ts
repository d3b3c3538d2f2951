import { type Refusal, refuse } from './errors.ts'
import type { World } from './world.ts'

/** 40201, for the word the operator forbade. What the real platform objects to is not published. */
export const spamFault = (world: World, text: string | undefined): Refusal | null => {
  const word = world.switches.forbidden_word
  return word !== '' && text?.includes(word) ? refuse(40201) : null
}
