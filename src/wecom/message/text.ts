import { limitTooSmall } from '../errors.ts'

/** WeCom counts most limits in UTF-8 bytes: 2048 B is about 682 han (trap 9.11). */
export function byteLength(text: string): number {
  return Buffer.byteLength(text, 'utf8')
}

/** Closing quotes and brackets stay with the sentence they close. */
const SENTENCE_END = /[。！？；\n][”’」』）》]*/gu
const CLAUSE_END = /[，、]/gu

/**
 * Pieces of at most `maxBytes`, cut after the last sentence end that fits, else after the last clause end, else between two
 * characters. Joined they are the original: the platform cuts longer texts without saying so (§3.5).
 */
export function splitText(text: string, maxBytes = 2048): string[] {
  if (maxBytes < 4) throw limitTooSmall(maxBytes)
  const pieces: string[] = []
  let rest = text
  while (byteLength(rest) > maxBytes) {
    const window = prefix(rest, maxBytes)
    const cut = lastEnd(window, SENTENCE_END) ?? lastEnd(window, CLAUSE_END) ?? lastCharacter(rest, window.length)
    pieces.push(rest.slice(0, cut))
    rest = rest.slice(cut)
  }
  if (rest !== '') pieces.push(rest)
  return pieces
}

/** At most `chars` characters, the last one an ellipsis when something was left out. For display limits, which count characters. */
export function clip(text: string, chars: number): string {
  const characters = Array.from(text)
  return characters.length <= chars ? text : `${characters.slice(0, Math.max(0, chars - 1)).join('')}…`
}

function prefix(text: string, maxBytes: number): string {
  let bytes = 0
  let end = 0
  for (const character of text) {
    bytes += byteLength(character)
    if (bytes > maxBytes) break
    end += character.length
  }
  return text.slice(0, end)
}

const CHARACTERS = new Intl.Segmenter('zh', { granularity: 'grapheme' })

/** What a reader takes for one character may be several code points (👨‍👩‍👧, ❤️, é): none is torn, unless it alone is too long. */
function lastCharacter(rest: string, end: number): number {
  const over = CHARACTERS.segment(rest).containing(end)
  return over === undefined || over.index === 0 ? end : over.index
}

function lastEnd(window: string, mark: RegExp): number | null {
  let end: number | null = null
  for (const match of window.matchAll(mark)) end = match.index + match[0].length
  return end
}
