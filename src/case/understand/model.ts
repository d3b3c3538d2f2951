import { z } from 'zod'
import { featureExtractor, weigh } from './features.ts'
import { type LinearWeights, scoreInto } from './linear.ts'
import type { Message } from './types.ts'

const calibration = z.strictObject({
  temperature: z.number().positive(),
  thresholds: z.array(z.number()),
  floor: z.number(),
})

/** What `category.json` holds: everything about the weights but the weights. No text. */
export const modelInfo = z.strictObject({
  format: z.literal(1),
  version: z.string(),
  classes: z.array(z.string()).min(2),
  features: z.strictObject({
    buckets: z.int().positive(),
    minGram: z.int().positive(),
    maxGram: z.int().positive(),
    titleWeight: z.number(),
    maxChars: z.int().positive(),
  }),
  idfScale: z.number().positive(),
  weightScales: z.array(z.number()),
  bias: z.array(z.number()),
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
  }),
})
export type ModelInfo = z.infer<typeof modelInfo>

/** What is fitted to rows, before it is packed. */
export interface Fitted {
  idf: Float32Array
  linear: LinearWeights
}

export type Margins = (message: Message) => { margins: Float32Array; readable: number }

/** Scores messages; holds its own counters, so give each thread its own. */
export function marginsOf({ idf, linear }: Fitted, features: ModelInfo['features']): Margins {
  const extract = featureExtractor(features)
  return (message) => {
    const counts = extract(message)
    const margins = new Float32Array(linear.classes)
    scoreInto(linear, weigh(counts, idf, features.titleWeight), margins)
    return { margins, readable: counts.readable }
  }
}

export const titledOrChat = (message: Message): 'titled' | 'chat' => (message.title?.trim() ? 'titled' : 'chat')
