import type { Counts } from './features.ts'

/** The buckets that carry weight, numbered from 0. All others were seen in too few rows to say anything of the next. */
export interface Vocabulary {
  /** Per bucket its number, or -1. */
  slots: Int32Array
  /** By number, how loudly it speaks beside the others: how rare it is, times how much it tells of the class. */
  emphasis: Float32Array
}

/** So many rows must be seen with a bucket until what they say weighs as much as what was believed without it. */
const DOUBT = 4

/**
 * Of the buckets seen in at least `minDocs` rows: inverse document frequency ln((1 + n) / (1 + df)), times the root of
 * the Kullback–Leibler divergence of the classes in the rows that have it, drawn towards all rows' by `DOUBT`, from all rows'.
 */
export function vocabularyOf(
  rows: readonly { counts: Counts; label: number }[],
  { buckets, classes, minDocs }: { buckets: number; classes: number; minDocs: number },
): Vocabulary {
  const docs = new Int32Array(buckets)
  for (const { counts } of rows) countInto(docs, counts, (bucket) => bucket)
  const kept = [...docs.keys()].filter((bucket) => (docs[bucket] as number) >= minDocs)
  const slots = numbered(kept, buckets)
  const byClass = new Int32Array(kept.length * classes)
  const rowsOf = new Int32Array(classes)
  for (const { counts, label } of rows) {
    rowsOf[label] = (rowsOf[label] as number) + 1
    countInto(byClass, counts, (bucket) => (slots[bucket] as number) * classes + label)
  }
  const emphasis = Float32Array.from(kept, (bucket, slot) => {
    const rarity = Math.log((1 + rows.length) / (1 + (docs[bucket] as number)))
    return rarity * Math.sqrt(divergence(byClass.subarray(slot * classes, (slot + 1) * classes), rowsOf, rows.length))
  })
  return { slots, emphasis }
}

/** Places before the first are buckets without a number. */
function countInto(into: Int32Array, { text, title }: Counts, placeOf: (bucket: number) => number): void {
  for (const part of [text, title]) {
    for (const bucket of part.index) {
      const place = placeOf(bucket)
      if (place >= 0) into[place] = (into[place] as number) + 1
    }
  }
}

/** Of the classes in the rows that have a bucket from those in all rows. */
function divergence(here: Int32Array, rowsOf: Int32Array, all: number): number {
  const docs = here.reduce((a, b) => a + b, 0)
  let sum = 0
  for (let k = 0; k < here.length; k += 1) {
    const before = (rowsOf[k] as number) / all
    if (before === 0) continue
    const after = ((here[k] as number) + DOUBT * before) / (docs + DOUBT)
    sum += after * Math.log(after / before)
  }
  return Math.max(0, sum)
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
