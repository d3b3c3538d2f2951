import { createHash } from 'node:crypto'

export interface Dice {
  /** In [0, 1). */
  next(): number
  chance(share: number): boolean
  /** An integer from `least` to `most`, both included. */
  between(least: number, most: number): number
  pick<T>(list: readonly [T, ...T[]]): T
  shuffle<T>(list: readonly T[]): T[]
}

/** Repeatable chance: the same words give the same run (mulberry32 over a hashed seed). */
export const createDice = (...seed: (string | number)[]): Dice => {
  let state = createHash('sha256').update(seed.join('/')).digest().readUInt32BE(0)
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const between = (least: number, most: number) => least + Math.floor(next() * (most - least + 1))
  return {
    next,
    between,
    chance: (share) => next() < share,
    pick: (list) => list[between(0, list.length - 1)] ?? list[0],
    shuffle: (list) => {
      const cards = [...list]
      for (let last = cards.length - 1; last > 0; last -= 1) {
        const other = between(0, last)
        ;[cards[last], cards[other]] = [cards[other] as never, cards[last] as never]
      }
      return cards
    },
  }
}
