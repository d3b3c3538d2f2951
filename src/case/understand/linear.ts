import type { SparseVector } from './features.ts'
import { seededRandom, shuffled } from './random.ts'

export interface LinearSettings {
  /** Penalty of a violated margin; larger follows the training rows more closely. */
  c: number
  epochs: number
  seed: number
}

/**
 * One weight per feature and class, `weights[feature * classes + class]`. No bias: it would learn how often each class
 * was complained of where the rows come from, and decide by that what it cannot read.
 */
export interface LinearWeights {
  classes: number
  weights: Float32Array
}

export interface LabelledVector {
  vector: SparseVector
  label: number
  /** How much more than one row it counts. */
  weight: number
  /** Per class, what else speaks for or against it: the weights learn only what this does not say. */
  offset?: readonly number[]
}

/**
 * One-against-rest support vector machines (squared hinge) by dual coordinate descent (Hsieh et al., ICML 2008), all
 * classes in one pass over a row: their weights lie side by side, so a row costs one walk through memory. From weights given as
 * `start` it moves no further than the rows ask for.
 */
export function trainLinear(
  rows: readonly LabelledVector[],
  classes: number,
  features: number,
  settings: LinearSettings,
  start: Float32Array = new Float32Array(features * classes),
): LinearWeights {
  const model: LinearWeights = { classes, weights: start.slice() }
  const dual = new Float32Array(rows.length * classes)
  const lengths = Float32Array.from(rows, ({ vector }) => squaredLength(vector))
  const margins = new Float32Array(classes)
  const steps = new Float32Array(classes)
  const random = seededRandom(settings.seed)

  for (let epoch = 0; epoch < settings.epochs; epoch += 1) {
    for (const r of shuffled(rows.length, random)) {
      const { vector, label, weight, offset } = rows[r] as LabelledVector
      const diagonal = 1 / (2 * settings.c * weight)
      scoreInto(model, vector, margins)
      let moved = false
      for (let k = 0; k < classes; k += 1) {
        const sign = label === k ? 1 : -1
        const at = r * classes + k
        const old = dual[at] as number
        const margin = (margins[k] as number) + (offset?.[k] ?? 0)
        const gradient = sign * margin - 1 + diagonal * old
        const next = Math.max(old - gradient / ((lengths[r] as number) + diagonal), 0)
        steps[k] = (next - old) * sign
        dual[at] = next
        moved ||= next !== old
      }
      if (moved) step(model, vector, steps)
    }
  }
  return model
}

/** Writes each class's margin for `row` into `into`. */
export function scoreInto(model: LinearWeights, row: SparseVector, into: Float32Array): void {
  const { classes, weights } = model
  into.fill(0)
  for (let i = 0; i < row.index.length; i += 1) {
    const base = (row.index[i] as number) * classes
    const value = row.value[i] as number
    for (let k = 0; k < classes; k += 1) into[k] = (into[k] as number) + value * (weights[base + k] as number)
  }
}

function step({ classes, weights }: LinearWeights, row: SparseVector, steps: Float32Array): void {
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
