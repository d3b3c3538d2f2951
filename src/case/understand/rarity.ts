import type { Fingerprint } from './letters.ts'
import { sixDigits } from './metrics.ts'

/**
 * How rare a pair of letters is in citizens' messages: a pair that many write says little of which matter is meant, a pair of a
 * name says most. One byte a bucket; pairs share buckets, so nothing can be read back out of it.
 */
export interface Rarity {
  bytes: Uint8Array
  /** Of one step of a byte, as natural logarithm. */
  scale: number
}

const BUCKETS = 1 << 17
const bucketOf = (pair: Fingerprint): number => pair >>> 15

export const rarityOf = ({ bytes, scale }: Rarity, pair: Fingerprint): number =>
  (bytes[bucketOf(pair)] as number) * scale

/** ln((1 + n) / (1 + texts that have it)) of each bucket; what was never seen is as rare as can be. */
export function countRarity(texts: readonly Iterable<Fingerprint>[]): Rarity {
  const seen = new Int32Array(BUCKETS)
  for (const pairs of texts) {
    for (const bucket of new Set(Array.from(pairs, bucketOf))) seen[bucket] = (seen[bucket] as number) + 1
  }
  const scale = sixDigits(Math.log(1 + texts.length) / 255)
  const bytes = Uint8Array.from(seen, (n) => Math.round(Math.log((1 + texts.length) / (1 + n)) / scale))
  return { bytes, scale }
}

export const isRarity = ({ bytes }: Rarity): boolean => bytes.length === BUCKETS
