const SENTENCE = /[^。！？!?；;\n]+[。！？!?]?/gu
const PAUSE = /(?<=[，,])|(?<=\p{Script=Han}\s+)(?=\p{Script=Han})/u

/** Sentences, each with the mark it ends with, and those in clauses: what follows a comma, or a space as people put it for one, is its own clause. */
export const clausesOf = (text: string): string[][] =>
  (text.match(SENTENCE) ?? []).map((sentence) => sentence.trim().split(PAUSE)).filter(([first]) => first !== '')

/** A clause that goes on from the one before it, which is not shown. */
const LEADS_ON = /^(?:但是?|可是|所以|因此|故此?|而且|并且|同时|最后|另外|在此)[，,]?/u

/** What is left of clauses when what only joins or ends them is gone. */
export const bare = (clauses: readonly string[]): string =>
  clauses
    .join('')
    .replace(/^[\s\p{P}]+|[\s，,、：:；;。！？!?.…”"]+$/gu, '')
    .replace(LEADS_ON, '')
