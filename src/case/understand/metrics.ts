export interface ClassScore {
  n: number
  precision: number
  recall: number
  f1: number
}

/** Precision, recall and F1 of every class that is true somewhere. */
export function classScores(truths: readonly string[], said: readonly string[]): Map<string, ClassScore> {
  const scores = new Map<string, ClassScore>()
  for (const name of [...new Set(truths)].sort()) {
    const n = truths.filter((truth) => truth === name).length
    const claimed = said.filter((answer) => answer === name).length
    const right = truths.filter((truth, i) => truth === name && said[i] === name).length
    const precision = claimed === 0 ? 0 : right / claimed
    const recall = right / n
    const f1 = right === 0 ? 0 : (2 * precision * recall) / (precision + recall)
    scores.set(name, { n, precision: round(precision), recall: round(recall), f1: round(f1) })
  }
  return scores
}

export function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((a, b) => a + b, 0) / values.length
}

/** Student's t for 2 to 10 values; five folds are too few for 1.96. */
const T95 = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262]

export function meanInterval95(values: readonly number[]): [number, number] {
  const centre = mean(values)
  const variance = values.reduce((sum, v) => sum + (v - centre) ** 2, 0) / Math.max(1, values.length - 1)
  const half = (T95[values.length - 2] ?? 1.96) * Math.sqrt(variance / Math.max(1, values.length))
  return [round(centre - half), round(centre + half)]
}

export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * q) - 1)] ?? 0
}

/** Six digits: enough for a scale or a threshold, and short enough to read. */
export const sixDigits = (value: number): number => Number(value.toPrecision(6))

export const round = (value: number): number => Math.round(value * 10_000) / 10_000
