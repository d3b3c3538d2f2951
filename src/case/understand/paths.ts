import type { SparseVector } from './features.ts'
import { fold } from './fold.ts'
import { phraseFinder } from './phrases.ts'
import { nodeOn, pathKey, validOn } from './taxonomy.ts'
import type { Category, ConfirmedMatter, Message, PathSuggestion, Score, Taxonomy, TaxonomyNode } from './types.ts'

export type PathRanker = (message: Message, scores: readonly Score[], chosen: Category | null) => PathSuggestion[]

/** The name of what fits nowhere: nothing speaks for it. */
const OTHER = '其他'
/** More is a list to read, not a suggestion. */
const SHOWN = 5
/** So many matters of the office are asked what they were taken for. */
const NEIGHBOURS = 5
/** Beside the words: two alike matters say as much as all words together. */
const NEIGHBOUR_SHARE = 1.5
/** Below this two texts share a city and a greeting. */
const ALIKE = 0.12
/** A word for the second level is one for each third level under it, but says less. */
const INHERITED = 0.5
/** What the citizen or an officer chose is at least this likely. */
const CHOSEN = 0.5
/** In a title, and in what one begins with, a word is the subject. */
const SUBJECT_FACTOR = 2
/** So many characters long are titles. */
const BEGINNING = 30

export interface RankerParts {
  taxonomy: Taxonomy
  /** YYYY-MM-DD: what may not be chosen that day is not suggested. */
  day: string
  /** What people of the office decided, newest first. */
  confirmed: readonly ConfirmedMatter[]
  vector: (message: Message) => SparseVector
}

/**
 * Second- and third-level entries for a message, likeliest first: the probability of the first level, times what the names
 * and aliases say and what alike matters of the office were taken for.
 */
export function pathRanker({ taxonomy, day, confirmed, vector }: RankerParts): PathRanker {
  const findTerms = phraseFinder(termsOf(validOn(taxonomy.roots, day), day))
  const known = confirmed
    .filter(({ path }) => path.length > 1 && nodeOn(taxonomy, path, day) !== null)
    .map(({ path, text }) => ({ path, vector: vector({ text }) }))

  return (message, scores, chosen) => {
    const evidence = new Map<string, PathSuggestion & { terms: number; alike: number }>()
    const at = (path: readonly string[]) => {
      const key = pathKey(path)
      const there = evidence.get(key) ?? { path: [...path], words: [], confirmed: 0, terms: 0, alike: 0 }
      evidence.set(key, there)
      return there
    }
    const read = (text: string, subject: number): void => {
      for (const { phrase, value: nodes, at: place } of findTerms(fold(text).text)) {
        const factor = place < subject ? SUBJECT_FACTOR : 1
        for (const { path } of nodes) {
          const entry = at(path)
          if (entry.words.includes(phrase)) continue
          entry.words.push(phrase)
          entry.terms += (factor * Math.log(1 + phrase.length)) / nodes.length
        }
      }
    }
    if (message.title) read(message.title, message.title.length)
    read(message.text, message.title ? 0 : BEGINNING)
    for (const { path, alike } of nearest(vector(message), known)) {
      const entry = at(path)
      entry.confirmed += 1
      entry.alike += alike
    }
    const chance = (first: string): number => {
      const p = scores.find(({ category }) => category === first)?.p ?? 0
      return chosen === first ? Math.max(p, CHOSEN) : p
    }
    const inherited = (path: readonly string[]): number =>
      path.length < 3 ? 0 : INHERITED * (evidence.get(pathKey(path.slice(0, 2)))?.terms ?? 0)
    const ranked = [...evidence.values()]
      .map((entry) => {
        const terms = entry.terms + inherited(entry.path)
        return { entry, score: chance(entry.path[0] as string) * (terms / (terms + 1) + NEIGHBOUR_SHARE * entry.alike) }
      })
      .filter(({ score }) => score > 0)
      .sort((a, b) => b.score - a.score)
      .map(({ entry: { path, words, confirmed: times } }) => ({ path, words, confirmed: times }))
    return withoutParents(ranked).slice(0, SHOWN)
  }
}

/** A second level of which a third level was found says nothing more. */
const withoutParents = (ranked: readonly PathSuggestion[]): PathSuggestion[] =>
  ranked.filter(({ path }) => !ranked.some((other) => other.path.length > path.length && within(other.path, path)))

const within = (path: readonly string[], upper: readonly string[]): boolean =>
  upper.every((name, level) => path[level] === name)

/** A phrase and the entries it may stand for. */
function termsOf(roots: readonly TaxonomyNode[], day: string): Map<string, TaxonomyNode[]> {
  const terms = new Map<string, TaxonomyNode[]>()
  const add = (node: TaxonomyNode): void => {
    for (const phrase of new Set([node.name, ...node.aliases].filter((term) => term !== OTHER))) {
      const folded = fold(phrase).text
      terms.set(folded, [...(terms.get(folded) ?? []), node])
    }
    for (const child of validOn(node.children, day)) add(child)
  }
  for (const root of roots) for (const second of validOn(root.children, day)) add(second)
  return terms
}

function nearest(
  asked: SparseVector,
  known: readonly { path: readonly string[]; vector: SparseVector }[],
): { path: readonly string[]; alike: number }[] {
  const weights = new Map<number, number>()
  asked.index.forEach((feature, i) => {
    weights.set(feature, asked.value[i] as number)
  })
  return known
    .map(({ path, vector }) => ({ path, alike: product(vector, weights) }))
    .filter(({ alike }) => alike >= ALIKE)
    .sort((a, b) => b.alike - a.alike)
    .slice(0, NEIGHBOURS)
}

function product({ index, value }: SparseVector, weights: ReadonlyMap<number, number>): number {
  let sum = 0
  for (let i = 0; i < index.length; i += 1) sum += (value[i] as number) * (weights.get(index[i] as number) ?? 0)
  return sum
}
