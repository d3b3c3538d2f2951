import { z } from 'zod'
import { fold } from './fold.ts'
import { type Nature, natureWords } from './nature.ts'
import { phraseFinder } from './phrases.ts'
import { words } from './words.ts'

const limit = z.strictObject({
  what: z.string().min(1),
  length: z.string().min(1),
  from: z.string().min(1),
  cite: z.string().min(1),
  confirmed: z.boolean(),
  /** Shown only where one of these was said: a way has limits for some of its matters. */
  only: words.optional(),
})
export type LegalLimit = Omit<z.infer<typeof limit>, 'only'>

/** Article 31 has six. */
const WAYS = 6

export const wayRules = z
  .strictObject({
    version: z.string(),
    source: z.string(),
    ask: z.string().min(1),
    ways: z
      .array(
        z.strictObject({
          way: z.int(),
          name: z.string().min(1),
          who: z.string().min(1),
          strong: words,
          plain: words,
          limits: z.array(z.string()),
        }),
      )
      .length(WAYS),
    limits: z.record(z.string(), limit),
  })
  .superRefine(({ ways, limits }, context) => {
    for (const [at, { way, limits: named }] of ways.entries()) {
      if (way !== at + 1) context.addIssue({ code: 'custom', path: ['ways', at, 'way'], message: `is not ${at + 1}` })
      for (const name of named.filter((one) => limits[one] === undefined))
        context.addIssue({ code: 'custom', path: ['ways', at, 'limits'], message: `there is no limit ${name}` })
    }
  })
export type WayRules = z.infer<typeof wayRules>

export interface WaySuggestion {
  way: number
  name: string
  who: string
  /** What was said that speaks for it. */
  words: string[]
  /** Legal limits that may run out meanwhile. */
  limits: LegalLimit[]
}

/** What the words of a matter say it is, and which way of article 31 it may take; staff decide. */
export interface LegalAdvice {
  rulesVersion: string
  /** `unclear`: the words point two ways. */
  nature: Nature | 'unclear'
  natureWords: string[]
  /** For a claim only, likeliest first. */
  ways: WaySuggestion[]
  /** Whom to ask about limits. */
  ask: string
}

const STRONG = 3
const PLAIN = 1
/** One strong word, or two plain ones. */
const ENOUGH = 2
/** More is no suggestion. */
const SHOWN = 2

/** Words stand under several ways: what one cannot settle another may. */
export function wayReader(rules: WayRules): (text: string) => LegalAdvice {
  const phrases = new Map<string, { way: number; weight: number }[]>()
  for (const { way, strong, plain } of rules.ways) {
    for (const [list, weight] of [[strong, STRONG] as const, [plain, PLAIN] as const])
      for (const phrase of list) phrases.set(phrase, [...(phrases.get(phrase) ?? []), { way, weight }])
  }
  const find = phraseFinder(phrases)
  const limitsFor = (keys: readonly string[], text: string): LegalLimit[] =>
    keys.flatMap((key) => {
      const { only, ...about } = rules.limits[key] as WayRules['limits'][string]
      return only === undefined || only.some((word) => text.includes(word)) ? [about] : []
    })

  return (text) => {
    const { nature, words: natureSaid } = natureWords(text)
    const advice = { rulesVersion: rules.version, natureWords: natureSaid, ask: rules.ask }
    if (nature === 'suggestion' || nature === 'report') return { ...advice, nature, ways: [] }
    const read = fold(text).text
    const found = rules.ways.map((rule) => ({ rule, weight: 0, words: [] as string[] }))
    for (const { phrase, value } of find(read)) {
      for (const { way, weight } of value) {
        const entry = found[way - 1]
        if (entry === undefined || entry.words.includes(phrase)) continue
        entry.words.push(phrase)
        entry.weight += weight
      }
    }
    const likely = found.filter(({ weight }) => weight >= ENOUGH).sort((a, b) => b.weight - a.weight)
    const shown = likely.length > 0 ? likely.slice(0, SHOWN) : found.slice(-1)
    const ways = shown.map(({ rule: { way, name, who, limits }, words: said }) => ({
      ...{ way, name, who, words: said },
      limits: limitsFor(limits, read),
    }))
    return { ...advice, nature: nature ?? 'claim', ways }
  }
}
