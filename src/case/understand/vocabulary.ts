import type { Counts } from './features.ts'

/** The buckets that carry weight, numbered from 0. All others were seen in too few rows to say anything of the next. */
export interface Vocabulary {
  /** Per bucket its number, or -1. */
  slots: Int32Array
  /** Inverse document frequency by number. */
  idf: Float32Array
}

/** ln((1 + n) / (1 + df)) of the buckets seen in at least `minDocs` rows. */
export function vocabularyOf(rows: readonly Counts[], buckets: number, minDocs: number): Vocabulary {
  const seen = new Int32Array(buckets)
  for (const row of rows) {
    for (const part of [row.text, row.title]) {
      for (const bucket of part.index) seen[bucket] = (seen[bucket] as number) + 1
    }
  }
  const kept = [...seen.keys()].filter((bucket) => (seen[bucket] as number) >= minDocs)
  const idf = Float32Array.from(kept, (bucket) => Math.log((1 + rows.length) / (1 + (seen[bucket] as number))))
  return { slots: numbered(kept, buckets), idf }
}

export function numbered(kept: Iterable<number>, buckets: number): Int32Array {
  const slots = new Int32Array(buckets).fill(-1)
  let number = 0
  for (const bucket of kept) {
    slots[bucket] = number
    number += 1
  }
  return slots
}
