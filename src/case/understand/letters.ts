/** A number that stands for a few letters side by side: even over 32 bits, the same on every machine. */
export type Fingerprint = number

/** Letters and digits as they are looked at: half width, lower case; everything else parts words. */
export const wordsOf = (text: string): string[] =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/https?:[!-~]+/g, ' ')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')

/** Every run of `length` letters; of a shorter text the whole. */
export function runs(letters: string, length: number): Fingerprint[] {
  const found = new Array<Fingerprint>(Math.max(1, letters.length - length + 1))
  for (let start = 0; start < found.length; start += 1) {
    const end = Math.min(letters.length, start + length)
    let hash = 0x811c9dc5
    for (let i = start; i < end; i += 1) hash = Math.imul(hash ^ letters.charCodeAt(i), 0x01000193)
    found[start] = mixed(hash)
  }
  return found
}

/** Murmur3's finaliser. */
export function mixed(hash: number): Fingerprint {
  let h = hash
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}
