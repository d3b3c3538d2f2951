import type { Category } from '../types.ts'

/** What the local classifier left open: two or three to choose from, or nothing sure, likeliest first. */
export interface Open {
  set: readonly Category[]
  unsure: boolean
}

/** Where nothing is sure, only what was likely at all may be asked about. */
const LIKELY = 5

/**
 * Two who judged apart and agree may suggest; where they differ the citizen is asked, and a model alone settles nothing: so a text
 * that steers the model can at most have its author asked. Null: nothing is changed by what it said.
 */
export function weigh({ set, unsure }: Open, said: Category | null): Category[] | null {
  const [first] = set
  if (said === null || first === undefined) return null
  if (said === first) return [first]
  return unsure && set.slice(0, LIKELY).includes(said) ? [first, said] : null
}
