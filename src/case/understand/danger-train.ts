import { asChat } from './chat.ts'
import { type DangerExamples, spread } from './danger-examples.ts'
import { type DangerFeatures, type DangerWeights, gramsOf, gramValue } from './danger-model.ts'
import type { LabelledRow } from './dataset.ts'
import { type LabelledVector, trainLinear } from './linear.ts'
import { sixDigits } from './metrics.ts'
import { seededRandom } from './random.ts'
import { sentencesOf } from './sentences.ts'

export interface DangerTraining {
  features: DangerFeatures
  c: number
  epochs: number
  /** How many ordinary sentences one sentence of danger counts for. */
  dangerWeight: number
  threshold: number
  seed: number
}

/** Chosen on the development halves; docs/model-card.md says what else was tried. */
export const DANGER_TRAINING: DangerTraining = {
  features: { buckets: 524_288, longestGram: 3, damping: 20 },
  c: 1,
  epochs: 4,
  dangerWeight: 3,
  threshold: 0.36,
  seed: 1,
}

const DANGER = 0
const ORDINARY = 1

/**
 * Our sentences of danger against every sentence of ordinary complaints and our own in the same voice: without the latter
 * it would learn who speaks, not of what.
 */
export function trainDanger(
  complaints: readonly LabelledRow[],
  examples: DangerExamples,
  settings: DangerTraining,
): DangerWeights {
  const random = seededRandom(settings.seed)
  const made = (lines: readonly string[]): string[] => lines.flatMap((line) => spread(line, examples.perLine, random))
  const ordinary = complaints.filter(({ id }) => !examples.notOrdinary.some((danger) => danger === id)).map(asChat)
  const { buckets } = settings.features
  const row =
    (label: number, weight: number) =>
    (sentence: string): LabelledVector => {
      const grams = gramsOf(sentence, settings.features)
      const index = Int32Array.of(...grams, buckets)
      const value = new Float32Array(index.length).fill(gramValue(grams.length, settings.features))
      value[grams.length] = 1
      return { vector: { index, value }, label, weight }
    }
  const rows = [
    ...made(Object.values(examples.danger).flat()).map(row(DANGER, settings.dangerWeight)),
    ...made(examples.ordinary).map(row(ORDINARY, 1)),
    ...ordinary.flatMap(({ text }) => sentencesOf(text)).map(({ text }) => row(ORDINARY, 1)(text)),
  ]
  const { weights } = trainLinear(rows, 1, buckets + 1, settings)
  return { weights: weights.subarray(0, buckets), bias: sixDigits(weights[buckets] as number) }
}

/** One signed byte a bucket. */
export function packDanger({ weights }: DangerWeights): { bytes: Int8Array; scale: number } {
  let most = 1e-12
  for (let i = 0; i < weights.length; i += 1) most = Math.max(most, Math.abs(weights[i] as number))
  const scale = sixDigits(most / 127)
  return { bytes: Int8Array.from(weights, (weight) => Math.round(weight / scale)), scale }
}
