import { z } from 'zod'
import { fold } from './fold.ts'
import { phraseFinder } from './phrases.ts'
import type { Category, Cue, Message } from './types.ts'
import { words } from './words.ts'

export const cueRules = z.strictObject({
  version: z.string(),
  source: z.string(),
  strongWeight: z.number().positive(),
  plainWeight: z.number().positive(),
  ignore: words,
  categories: z.record(z.string(), z.strictObject({ strong: words, plain: words })),
})
export type CueRules = z.infer<typeof cueRules>

type Meaning = { category: Category; weight: number } | 'ignore'

/** In a title a word is the subject; in a long text it may be the neighbourhood. */
const TITLE_FACTOR = 2
/** A word in a long text says less: full weight up to this many characters, then falling with the square root. */
const FULL_WEIGHT_CHARS = 120

/** Which categories the words of a message speak for, strongest first. */
export function cueReader(rules: CueRules): (message: Message) => Cue[] {
  const find = phraseFinder(entries(rules))

  return ({ text, title }) => {
    const read = new Map<Category, Map<string, number>>()
    const note = (part: string, factor: number): void => {
      for (const { phrase, value } of find(part)) {
        if (value === 'ignore') continue
        const seen = read.get(value.category) ?? new Map<string, number>()
        seen.set(phrase, Math.max(seen.get(phrase) ?? 0, value.weight * factor))
        read.set(value.category, seen)
      }
    }
    const body = fold(text).text
    note(body, Math.min(1, Math.sqrt(FULL_WEIGHT_CHARS / Math.max(1, body.length))))
    if (title !== undefined) note(fold(title).text, TITLE_FACTOR)
    return [...read]
      .map(([category, seen]) => ({ category, strength: sum(seen.values()), words: [...seen.keys()] }))
      .sort((a, b) => b.strength - a.strength)
  }
}

function* entries(rules: CueRules): Generator<readonly [string, Meaning]> {
  for (const phrase of rules.ignore) yield [phrase, 'ignore']
  for (const [category, { strong, plain }] of Object.entries(rules.categories)) {
    for (const phrase of strong) yield [phrase, { category, weight: rules.strongWeight }]
    for (const phrase of plain) yield [phrase, { category, weight: rules.plainWeight }]
  }
}

function sum(values: Iterable<number>): number {
  let total = 0
  for (const value of values) total += value
  return total
}
