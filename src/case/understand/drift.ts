import { mean } from './metrics.ts'

export interface DriftLimits {
  /** The last so many matters count, and the last so many decisions. */
  window: number
  /** Shares above which suggestions are turned off. */
  unsure: number
  disagreed: number
}

export interface Share {
  share: number
  matters: number
}

export interface Drift {
  /** The model did not know. */
  unsure: Share
  /** It was sure, and people put the matter elsewhere. */
  disagreed: Share
  past: 'unsure' | 'disagreed' | null
}

/** A quarter of the window has to be there: three of the first four say nothing. */
const FILLED = 4

/** Two lists of the last matters, true where the model did not know, and where people disagreed. */
export function driftOf(unsure: readonly boolean[], disagreed: readonly boolean[], limits: DriftLimits): Drift {
  const shares = { unsure: shareOf(unsure), disagreed: shareOf(disagreed) }
  const past = (['disagreed', 'unsure'] as const).find(
    (each) => shares[each].matters >= limits.window / FILLED && shares[each].share > limits[each],
  )
  return { ...shares, past: past ?? null }
}

const shareOf = (list: readonly boolean[]): Share => ({ share: mean(list.map(Number)), matters: list.length })
