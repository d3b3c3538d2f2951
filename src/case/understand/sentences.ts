export interface Sentence {
  text: string
  /** Offset in the text they were cut from. */
  at: number
}

const SENTENCE = /[^。！？!?;；\n]+/g
/** With the comma behind it; what has no comma for long is cut anyway. */
const CLAUSE = /[^，,、]{1,60}[，,、]?/g
const LONGEST = 60

/** Sentences, long ones in parts of whole clauses: people write ten lines without a full stop. */
export function sentencesOf(text: string): Sentence[] {
  return [...text.matchAll(SENTENCE)].flatMap(({ 0: sentence, index }) =>
    sentence.length <= LONGEST ? [{ text: sentence, at: index }] : parts(sentence, index),
  )
}

function parts(sentence: string, start: number): Sentence[] {
  const found: Sentence[] = []
  for (const { 0: clause, index } of sentence.matchAll(CLAUSE)) {
    const last = found.at(-1)
    if (last && last.text.length + clause.length <= LONGEST) last.text += clause
    else found.push({ text: clause, at: start + index })
  }
  return found
}
