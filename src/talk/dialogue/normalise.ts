/** Full width to half width, white space out, punctuation at the ends off, lower case: how a command word is compared. */
export function normalise(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\s+/g, '')
    .replace(/^[\p{P}\p{S}]+|[\p{P}\p{S}]+$/gu, '')
    .toLowerCase()
}

/** Letters, digits and Chinese characters: what is left of "😀!!" is nothing. */
export const meaningful = (text: string): number => (text.match(/[\p{L}\p{N}]/gu) ?? []).length
