import { z } from 'zod'
import { type Folded, fold } from './fold.ts'
import { phraseFinder } from './phrases.ts'
import type { Sentence } from './sentences.ts'
import type { Danger, DangerHit, DangerKind, DangerLevel } from './types.ts'
import { words } from './words.ts'

const KINDS = [
  'self_harm',
  'violence',
  'fire',
  'gas',
  'explosion',
  'trapped',
  'collapse',
  'electric',
  'water',
  'medical',
  'minor',
  'traffic',
  'crowd',
] as const satisfies readonly Exclude<DangerKind, 'described'>[]

export const dangerRules = z.strictObject({
  version: z.string(),
  source: z.string(),
  reachBefore: z.int().positive(),
  reachAfter: z.int().positive(),
  ignore: words,
  askAlone: z.array(z.enum(KINDS)),
  kinds: z.record(z.enum(KINDS), z.strictObject({ now: words, ask: words, signs: words })),
  guards: z.strictObject({
    before: words,
    after: words,
    told: words,
    dated: z.string(),
    present: words,
    lasting: words,
    tale: words,
  }),
  firstPerson: z.strictObject({ kinds: z.array(z.enum(KINDS)), words }),
})
export type DangerRules = z.infer<typeof dangerRules>

interface Word {
  kind: (typeof KINDS)[number]
  level: 'ask' | 'now'
}

const RANK: Record<DangerLevel, number> = { none: 0, ask: 1, now: 2 }
const SENTENCE_END = /[。！？!?;；\n]/

/**
 * Looks for danger to life by words, then by what `described` says of whole sentences: people describe danger far more
 * often than they name it, but a description only asks. It errs towards asking: a missed danger costs a life, a question
 * costs a tap. The hits are those that count, after the guards.
 */
export function dangerReader(rules: DangerRules, described: (text: string) => Sentence[]): (text: string) => Danger {
  const find = phraseFinder(entries(rules))
  const dated = new RegExp(rules.guards.dated)

  const isGuarded = ({ before, after, sentence }: Surroundings): boolean => {
    const { guards } = rules
    const sinceThen = guards.lasting.reduce((rest, phrase) => rest.replaceAll(phrase, ''), sentence)
    const present = guards.present.some((word) => sinceThen.includes(word))
    const told = guards.told.some(standsIn(before)) || dated.test(sentence)
    return (
      guards.before.some(standsIn(before)) ||
      guards.after.some((guard) => after.startsWith(guard)) ||
      (told && !present)
    )
  }

  const isTale = (sentence: string): boolean =>
    dated.test(sentence) || rules.guards.tale.some((word) => sentence.includes(word))

  const weigh = (around: Surroundings, { kind, level }: Word): DangerLevel => {
    const { before, after, sentence } = around
    const sign = rules.kinds[kind].signs.some((word) => before.includes(word) || after.includes(word))
    const ownLife = rules.firstPerson.kinds.includes(kind) && rules.firstPerson.words.some((w) => sentence.includes(w))
    if (isGuarded(around)) return ownLife ? 'ask' : 'none'
    if (sign || level === 'now') return 'now'
    return rules.askAlone.includes(kind) ? 'ask' : 'none'
  }

  return (original) => {
    const folded = fold(original)
    let level: DangerLevel = 'none'
    const hits: DangerHit[] = []
    for (const { phrase, value, at } of find(folded.text)) {
      if (value === 'ignore') continue
      const weighed = weigh(surroundings(folded.text, at, phrase.length, rules), value)
      if (weighed === 'none') continue
      if (RANK[weighed] > RANK[level]) level = weighed
      hits.push({ ...asWritten(original, folded, at, phrase.length), kind: value.kind })
    }
    if (level === 'none') {
      for (const { text, at } of described(original)) {
        if (isTale(text)) continue
        level = 'ask'
        hits.push({ word: text, at, kind: 'described' })
      }
    }
    return { level, hits, rulesVersion: rules.version }
  }
}

/** A guard of one character (怕) is part of too many words to count from afar. */
const standsIn = (before: string) => (guard: string) => before.slice(guard.length === 1 ? -3 : 0).includes(guard)

interface Surroundings {
  before: string
  after: string
  sentence: string
}

function surroundings(text: string, at: number, length: number, rules: DangerRules): Surroundings {
  let start = at
  while (start > 0 && !SENTENCE_END.test(text.charAt(start - 1))) start -= 1
  let end = at + length
  while (end < text.length && !SENTENCE_END.test(text.charAt(end))) end += 1
  return {
    before: text.slice(Math.max(start, at - rules.reachBefore), at),
    after: text.slice(at + length, Math.min(end, at + length + rules.reachAfter)),
    sentence: text.slice(start, end),
  }
}

function asWritten(original: string, { at }: Folded, from: number, length: number): { word: string; at: number } {
  const start = at[from] ?? 0
  const last = at[from + length - 1] ?? start
  return { word: original.slice(start, last + 1), at: start }
}

function* entries({ ignore, kinds }: DangerRules): Generator<readonly [string, Word | 'ignore']> {
  for (const phrase of ignore) yield [phrase, 'ignore']
  for (const kind of KINDS) {
    for (const phrase of kinds[kind].ask) yield [phrase, { kind, level: 'ask' }]
    for (const phrase of kinds[kind].now) yield [phrase, { kind, level: 'now' }]
  }
}
