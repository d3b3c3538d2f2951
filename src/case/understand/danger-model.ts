import { z } from 'zod'
import { bucketOf } from './features.ts'
import { fold } from './fold.ts'
import { type Sentence, sentencesOf } from './sentences.ts'

const features = z.strictObject({
  buckets: z.int().positive(),
  longestGram: z.int().positive(),
  /** Stands beside the number of n-grams: three words are too few to be sure by. */
  damping: z.number().positive(),
})
export type DangerFeatures = z.infer<typeof features>

/** What `danger.json` holds: everything about the weights but the weights. No text. */
export const dangerModelInfo = z.strictObject({
  format: z.literal(1),
  version: z.string(),
  features,
  scale: z.number().positive(),
  bias: z.number(),
  /** A sentence above it tells of danger. */
  threshold: z.number(),
  training: z.strictObject({
    rows: z.int(),
    sha256: z.string(),
    examplesVersion: z.string(),
    seed: z.int(),
  }),
})
export type DangerModelInfo = z.infer<typeof dangerModelInfo>

/** One weight per bucket, and how far a sentence without any known word is from danger. */
export interface DangerWeights {
  weights: ArrayLike<number>
  bias: number
}

const NOT_SAID = /[^\p{L}\p{N}]+/gu

/** The buckets of a sentence's character n-grams, each once: what is said, not how often. */
export function gramsOf(sentence: string, { buckets, longestGram }: DangerFeatures): Int32Array {
  const text = fold(sentence).text.replace(/\d+/g, '0').replace(NOT_SAID, ' ').trim()
  const grams = new Set<number>()
  for (let start = 0; start < text.length; start += 1) {
    let hash = 0x811c9dc5
    for (let end = start; end < Math.min(text.length, start + longestGram); end += 1) {
      hash = Math.imul(hash ^ text.charCodeAt(end), 0x01000193)
      grams.add(bucketOf(hash, buckets))
    }
  }
  return Int32Array.from(grams)
}

/** How much one of a sentence's `grams` n-grams counts. */
export const gramValue = (grams: number, { damping }: DangerFeatures): number => 1 / Math.sqrt(grams + damping)

export function dangerOfSentence(sentence: string, { weights, bias }: DangerWeights, settings: DangerFeatures): number {
  const grams = gramsOf(sentence, settings)
  let sum = 0
  for (const gram of grams) sum += weights[gram] as number
  return sum * gramValue(grams.length, settings) + bias
}

/** Finds sentences that tell of danger, often without naming it. */
export function describedDanger(info: DangerModelInfo, bytes: Int8Array): (text: string) => Sentence[] {
  const { scale, bias, threshold, features: settings } = info
  const learned = { weights: bytes, bias: bias / scale }
  return (text) =>
    sentencesOf(text).filter(({ text: sentence }) => scale * dangerOfSentence(sentence, learned, settings) > threshold)
}
