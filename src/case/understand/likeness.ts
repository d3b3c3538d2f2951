import { type Fingerprint, runs, wordsOf } from './letters.ts'
import { type Rarity, rarityOf } from './rarity.ts'
import type { Message } from './types.ts'

/** Pairs of neighbouring letters with their weight; as a vector of length 1. */
export type Portrait = ReadonlyMap<Fingerprint, number>

const PAIR = 2
/** A longer text is a history; its matter was named before. */
const READ_AT_MOST = 3000
/** A title, or what stands first where there is none, says most often what and where: it counts as if said so many times more. */
const LEAD = 60
const LEAD_COUNTS = 4

const pairsOf = (text: string): Fingerprint[] =>
  wordsOf(text.slice(0, READ_AT_MOST)).flatMap((word) => (word.length < PAIR ? [] : runs(word, PAIR)))

/** Every pair of letters of a message, as `countRarity` reads them. */
export const pairsIn = ({ text, title = '' }: Message): Fingerprint[] => [...pairsOf(title), ...pairsOf(text)]

export function portray(message: Message, rarity: Rarity): Portrait {
  const counts = new Map<Fingerprint, number>()
  const count = (pairs: Fingerprint[], times: number) => {
    for (const pair of pairs) counts.set(pair, (counts.get(pair) ?? 0) + times)
  }
  count(pairsIn(message), 1)
  count(pairsOf(message.title || message.text.slice(0, LEAD)), LEAD_COUNTS)
  let squares = 0
  for (const [pair, n] of counts) {
    const weight = (1 + Math.log(n)) * rarityOf(rarity, pair)
    counts.set(pair, weight)
    squares += weight * weight
  }
  const length = Math.sqrt(squares) || 1
  for (const [pair, weight] of counts) counts.set(pair, weight / length)
  return counts
}

/** From here on staff are shown it as perhaps the same, and a citizen is told of it or asked about it. */
export const PERHAPS_SAME = 0.2
export const SAME_MATTER = 0.28

/** 0 for nothing in common, 1 for the same words. */
export function likeness(a: Portrait, b: Portrait): number {
  const [small, large] = a.size < b.size ? [a, b] : [b, a]
  let sum = 0
  for (const [pair, weight] of small) sum += weight * (large.get(pair) ?? 0)
  return sum
}
