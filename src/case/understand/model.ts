import { z } from 'zod'
import { featureExtractor, type SparseVector, weigh } from './features.ts'
import { type LinearWeights, scoreInto } from './linear.ts'
import type { Message } from './types.ts'
import type { Vocabulary } from './vocabulary.ts'

const calibration = z.strictObject({
  lift: z.array(z.number()),
  temperature: z.number().positive(),
  thresholds: z.array(z.number()),
  floor: z.number(),
})

/** What `category.json` holds: everything about the weights but the weights. No text. */
export const modelInfo = z.strictObject({
  format: z.literal(2),
  version: z.string(),
  classes: z.array(z.string()).min(2),
  /** Those of `classes` that no row named: they are known by our own examples. */
  byExample: z.array(z.string()),
  features: z.strictObject({
    buckets: z.int().positive(),
    minGram: z.int().positive(),
    maxGram: z.int().positive(),
    titleWeight: z.number(),
    maxChars: z.int().positive(),
  }),
  idfScale: z.number().positive(),
  weightScales: z.array(z.number()),
  calibration: z.strictObject({ titled: calibration, chat: calibration }),
  coverage: z.number(),
  training: z.strictObject({
    source: z.string(),
    rows: z.int(),
    sha256: z.string(),
    date: z.string(),
    seed: z.int(),
    c: z.number(),
    epochs: z.int(),
    wordsVersion: z.string(),
    examplesVersion: z.string(),
  }),
  /** Of a model that an office taught further: on which shipped one it rests, and by how many matters. */
  office: z.strictObject({ base: z.string(), matters: z.int(), date: z.string() }).optional(),
})
export type ModelInfo = z.infer<typeof modelInfo>

/** What is fitted to rows, before it is packed. */
export interface Fitted {
  vocabulary: Vocabulary
  linear: LinearWeights
}

export type Margins = (message: Message) => { margins: Float32Array; readable: number }

/** Scores messages; holds its own counters, so give each thread its own. */
export function marginsOf({ vocabulary, linear }: Fitted, features: ModelInfo['features']): Margins {
  const extract = featureExtractor(features)
  return (message) => {
    const counts = extract(message)
    const margins = new Float32Array(linear.classes)
    scoreInto(linear, weigh(counts, vocabulary, features.titleWeight), margins)
    return { margins, readable: counts.readable }
  }
}

/** A message as the model reads it, of unit length. */
export function vectorOf({ vocabulary }: Fitted, features: ModelInfo['features']): (message: Message) => SparseVector {
  const extract = featureExtractor(features)
  return (message) => weigh(extract(message), vocabulary, features.titleWeight)
}

export const titledOrChat = (message: Message): 'titled' | 'chat' => (message.title?.trim() ? 'titled' : 'chat')
