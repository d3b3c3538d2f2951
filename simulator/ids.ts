import { randomBytes } from 'node:crypto'

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

export interface Ids {
  /** `length` letters and digits. */
  token(length: number): string
  /** A token that also counts, so that it cannot repeat within one run. */
  unique(prefix: string, length: number): string
  bytes(length: number): Buffer
}

/** Opaque names. With a seed every run gives the same ones; without, no two runs do. */
export const createIds = (seed?: number): Ids => {
  const bytes = seed === undefined ? randomBytes : seededBytes(seed)
  let count = 0
  const token = (length: number) => Array.from(bytes(length), (byte) => BASE62[byte % 62]).join('')
  return {
    token,
    unique: (prefix, length) => {
      count += 1
      const tail = count.toString(36)
      return prefix + token(Math.max(0, length - prefix.length - tail.length)) + tail
    },
    bytes,
  }
}

/** mulberry32: repeatable, not secret. */
const seededBytes = (seed: number) => {
  let state = seed | 0
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return (t ^ (t >>> 14)) >>> 0
  }
  return (length: number) => Buffer.from(Array.from({ length }, () => next() & 0xff))
}
