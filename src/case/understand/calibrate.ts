import { type Calibration, softmax } from './judge.ts'
import { sixDigits } from './metrics.ts'

/** Blended margins of a row that the weights had not seen, and the place of its true class. */
export interface HeldOut {
  blended: number[]
  truth: number
}

/** Share of honest rows that may look unlike anything learned. */
const WEAK_SHARE = 0.02

/** One temperature for all classes, then per class the probability that the true class reaches with `coverage`. */
export function calibrate(rows: readonly HeldOut[], classes: number, coverage: number): Calibration {
  const temperature = fitTemperature(rows)
  const thresholds = Array.from({ length: classes }, (_, k) => {
    const reached = rows
      .filter((row) => row.truth === k)
      .map((row) => softmax(row.blended, temperature)[k] as number)
      .sort((a, b) => a - b)
    // Split conformal, per class: the floor((n + 1)(1 - coverage))-th smallest; with too few rows everything belongs.
    const rank = Math.floor((reached.length + 1) * (1 - coverage))
    return rank < 1 ? 0 : sixDigits(reached[rank - 1] as number)
  })
  const best = rows.map((row) => Math.max(...row.blended)).sort((a, b) => a - b)
  return { temperature, thresholds, floor: sixDigits(best[Math.floor(best.length * WEAK_SHARE)] ?? 0) }
}

/** Least mean negative log likelihood by golden section; the loss has one valley in the logarithm of the temperature. */
function fitTemperature(rows: readonly HeldOut[]): number {
  const loss = (log: number): number => {
    const temperature = Math.exp(log)
    return rows.reduce((sum, row) => sum - Math.log(softmax(row.blended, temperature)[row.truth] || 1e-12), 0)
  }
  const ratio = (Math.sqrt(5) - 1) / 2
  let low = Math.log(0.02)
  let high = Math.log(5)
  while (high - low > 1e-3) {
    const left = high - ratio * (high - low)
    const right = low + ratio * (high - low)
    if (loss(left) < loss(right)) high = right
    else low = left
  }
  return sixDigits(Math.exp((low + high) / 2))
}
