import { type Calibration, raise, softmax } from './judge.ts'
import { sixDigits } from './metrics.ts'

/** Blended margins of a row that the weights had not seen, and the place of its true class. */
export interface HeldOut {
  blended: number[]
  truth: number
}

/** Share of honest rows that may look unlike anything learned. */
const WEAK_SHARE = 0.02

/** Share of honest rows that may be given a class known by examples before their own. */
const LIFT_SHARE = 0.03

/** How much of a class's messages must have it in their set, and whether no row, only examples, taught it. */
export interface CoveragePromise {
  coverage: number
  byExample: boolean
}

/**
 * Classes known by examples are lifted until they contend; then one temperature for all, and per class the probability
 * that the true class reaches with its promised coverage. Rows of citizens say how sure to be and what is weak;
 * `examples` stand in for the classes that no row has.
 */
export function calibrate(
  rows: readonly HeldOut[],
  examples: readonly HeldOut[],
  promises: readonly CoveragePromise[],
): Calibration {
  const lift = liftOf(rows, promises)
  const lifted = ({ blended, truth }: HeldOut): HeldOut => ({ truth, blended: raise(blended, lift) })
  const honest = rows.map(lifted)
  const temperature = fitTemperature(honest)
  const thresholds = promises.map(({ coverage }, k) => {
    const reached = [...honest, ...examples.map(lifted)]
      .filter((row) => row.truth === k)
      .map((row) => softmax(row.blended, temperature)[k] as number)
      .sort((a, b) => a - b)
    // Split conformal, per class: the floor((n + 1)(1 - coverage))-th smallest; with too few rows everything belongs.
    const rank = Math.floor((reached.length + 1) * (1 - coverage))
    return rank < 1 ? 0 : sixDigits(reached[rank - 1] as number)
  })
  const best = honest.map((row) => Math.max(...row.blended)).sort((a, b) => a - b)
  return { lift, temperature, thresholds, floor: sixDigits(best[Math.floor(best.length * WEAK_SHARE)] ?? 0) }
}

/** A few hundred examples beside thousands of rows end with low margins; added to them, this gives them their chance. */
function liftOf(rows: readonly HeldOut[], promises: readonly CoveragePromise[]): number[] {
  const best = (row: HeldOut, byExample: boolean): number =>
    Math.max(...row.blended.filter((_, k) => promises[k]?.byExample === byExample))
  const leads = rows.map((row) => best(row, false) - best(row, true)).sort((a, b) => a - b)
  const lead = leads[Math.floor(leads.length * LIFT_SHARE)] ?? 0
  return promises.map(({ byExample }) => (byExample && Number.isFinite(lead) ? sixDigits(lead) : 0))
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
