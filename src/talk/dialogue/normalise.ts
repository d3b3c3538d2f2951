/** Full width to half width, white space out, punctuation at the ends off, lower case: how a command word is compared. */
export function normalise(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\s+/g, '')
    .replace(/^[\p{P}\p{S}]+|[\p{P}\p{S}]+$/gu, '')
    .toLowerCase()
}

const FORMS = new WeakMap<readonly string[], Set<string>>()

/** Whether these words, normalised, are one of a list of the wording, the forms of which are kept: every turn asks. */
export function isOneOf(bare: string, words: readonly string[]): boolean {
  const forms = FORMS.get(words) ?? new Set(words.map(normalise))
  FORMS.set(words, forms)
  return forms.has(bare)
}

/** Letters, digits and Chinese characters: what is left of "😀!!" is nothing. */
export const meaningful = (text: string): number => (text.match(/[\p{L}\p{N}]/gu) ?? []).length

/** Fewer letters than this tell nothing: "在吗", "😀", "？？". */
const LEAST_STORY = 4

/** Enough to be a story: four letters, not all of them a number or a code ("MQ26-4821-0937-4"). */
export function telling(text: string): boolean {
  const letters = (text.match(/\p{L}/gu) ?? []).length
  return meaningful(text) >= LEAST_STORY && (letters >= LEAST_STORY || /\p{Script=Han}{2}/u.test(text))
}
