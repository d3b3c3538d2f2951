import { type Fingerprint, runs, wordsOf } from './letters.ts'

const GRAM = 5
/** Half of all runs of five letters in common: texts sent twice, with a word or a greeting changed. */
const COPY = 0.5

/** What is compared to find a text that was sent twice. */
export type Trace = ReadonlySet<Fingerprint>

export const traceOf = (text: string): Trace => new Set(runs(wordsOf(text).join(''), GRAM))

/** Two copies have one of their least fingerprints in common, but for one in 2^8 at worst. */
const LEAST = 8

export const leastOf = (trace: Trace): Fingerprint[] => [...trace].sort((a, b) => a - b).slice(0, LEAST)

export function isCopy(a: Trace, b: Trace): boolean {
  const [small, large] = a.size < b.size ? [a, b] : [b, a]
  if (small.size < COPY * large.size) return false
  let shared = 0
  for (const run of small) if (large.has(run)) shared += 1
  return shared >= COPY * (a.size + b.size - shared)
}
