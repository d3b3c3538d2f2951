import type { SparseVector } from './features.ts'
import { seededRandom, shuffled } from './random.ts'

export interface LinearSettings {
  /** Penalty of a violated margin; larger follows the training rows more closely. */
  c: number
  epochs: number
  seed: number
}

/** One weight per bucket and class, `weights[bucket * classes + class]`, and a bias per class. */
export interface LinearWeights {
  classes: number
  weights: Float32Array
  bias: Float32Array
}

/**
 * One-against-rest support vector machines (squared hinge) by dual coordinate descent (Hsieh et al., ICML 2008), all
 * classes in one pass over a row: their weights lie side by side, so a row costs one walk through memory.
 */
export function trainLinear(
  rows: readonly SparseVector[],
  labels: Int32Array,
  classes: number,
  buckets: number,
  settings: LinearSettings,
): LinearWeights {
  const model = { classes, weights: new Float32Array(buckets * classes), bias: new Float32Array(classes) }
  const dual = new Float32Array(rows.length * classes)
  const diagonal = 1 / (2 * settings.c)
  const lengths = Float32Array.from(rows, (row) => 1 + squaredLength(row))
  const margins = new Float32Array(classes)
  const steps = new Float32Array(classes)
  const random = seededRandom(settings.seed)

  for (let epoch = 0; epoch < settings.epochs; epoch += 1) {
    for (const r of shuffled(rows.length, random)) {
      const row = rows[r] as SparseVector
      scoreInto(model, row, margins)
      let moved = false
      for (let k = 0; k < classes; k += 1) {
        const sign = labels[r] === k ? 1 : -1
        const at = r * classes + k
        const old = dual[at] as number
        const gradient = sign * (margins[k] as number) - 1 + diagonal * old
        const next = Math.max(old - gradient / ((lengths[r] as number) + diagonal), 0)
        steps[k] = (next - old) * sign
        dual[at] = next
        moved ||= next !== old
      }
      if (moved) step(model, row, steps)
    }
  }
  return model
}

/** Writes each class's margin for `row` into `into`. */
export function scoreInto(model: LinearWeights, row: SparseVector, into: Float32Array): void {
  const { classes, weights } = model
  into.set(model.bias)
  for (let i = 0; i < row.index.length; i += 1) {
    const base = (row.index[i] as number) * classes
    const value = row.value[i] as number
    for (let k = 0; k < classes; k += 1) into[k] = (into[k] as number) + value * (weights[base + k] as number)
  }
}

function step({ classes, weights, bias }: LinearWeights, row: SparseVector, steps: Float32Array): void {
  for (let k = 0; k < classes; k += 1) bias[k] = (bias[k] as number) + (steps[k] as number)
  for (let i = 0; i < row.index.length; i += 1) {
    const base = (row.index[i] as number) * classes
    const value = row.value[i] as number
    for (let k = 0; k < classes; k += 1) {
      weights[base + k] = (weights[base + k] as number) + value * (steps[k] as number)
    }
  }
}

function squaredLength(row: SparseVector): number {
  let sum = 0
  for (const v of row.value) sum += v * v
  return sum
}
