/** `text` as it is searched, and for each of its characters the offset in the original. */
export interface Folded {
  text: string
  at: readonly number[]
}

const SKIPPED = /[\s\u200b-\u200d\ufeff*_~]/

/**
 * Full width to half width, lower case, white space dropped: people write 自 杀 or ＡＰＰ. Keeps the way back to the
 * original offsets, which normalisation of the whole string would lose.
 */
export function fold(original: string): Folded {
  let text = ''
  const at: number[] = []
  for (let i = 0; i < original.length; i += 1) {
    const char = original.charAt(i)
    if (SKIPPED.test(char)) continue
    const code = char.charCodeAt(0)
    const half = code >= 0xff01 && code <= 0xff5e ? String.fromCharCode(code - 0xfee0) : char
    text += half.length === 1 ? half.toLowerCase() : half
    at.push(i)
  }
  return { text, at }
}
