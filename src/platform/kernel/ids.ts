import { randomBytes } from 'node:crypto'
import type { Clock } from './clock.ts'

/** Source of identifiers and randomness, passed in wherever one is needed. */
export interface Ids {
  /**
   * 26 characters of Crockford base 32 (a ULID): fits WeCom's msgid (≤ 32 B of [0-9a-zA-Z_-]). Ordered as they were made within
   * a process, also within one millisecond; between processes by the millisecond.
   */
  next(): string
  bytes(length: number): Uint8Array
}

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

export function systemIds(clock: Clock): Ids {
  let last = -1
  let tail = new Uint8Array()
  const next = (): string => {
    const now = clock.now().getTime()
    tail = now > last ? Uint8Array.from(randomBytes(10)) : oneMore(tail)
    last = Math.max(now, last)
    return ulid(last, tail)
  }
  return { next, bytes: (length) => randomBytes(length) }
}

/** Counts up from the last byte, as the ULID specification has it for one millisecond. */
function oneMore(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const more = Uint8Array.from(bytes)
  for (let at = more.length - 1; at >= 0; at -= 1) {
    more[at] = ((more[at] ?? 0) + 1) & 0xff
    if (more[at] !== 0) break
  }
  return more
}

/** Ids that count up, so that a failing test prints the same names each time. */
export function countingIds(prefix = 'T'): Ids {
  let n = 0
  return {
    next: () => {
      n += 1
      return (
        prefix +
        n
          .toString(36)
          .toUpperCase()
          .padStart(26 - prefix.length, '0')
      )
    },
    bytes: (length) => Uint8Array.from({ length }, (_, i) => (n++ * 31 + i * 7) & 0xff),
  }
}

function ulid(ms: number, random: Uint8Array): string {
  let time = ''
  for (let i = 9, rest = ms; i >= 0; i -= 1) {
    time = ALPHABET[rest % 32] + time
    rest = Math.floor(rest / 32)
  }
  let tail = ''
  for (let i = 0; i < 16; i += 1) {
    const bit = i * 5
    const pair = ((random[bit >> 3] ?? 0) << 8) | (random[(bit >> 3) + 1] ?? 0)
    tail += ALPHABET[(pair >> (11 - (bit & 7))) & 31]
  }
  return time + tail
}
