import type { Imprint } from './imprint.ts'
import type { PathRanker } from './paths.ts'
import type { LegalAdvice } from './ways.ts'

/** A first-level name of the taxonomy (`rules/taxonomy.yaml`). Data, so a string: another profile brings other names. */
export type Category = string

/** What the citizen wrote. In chat there is only `text`; imported matters may carry a title. */
export interface Message {
  text: string
  title?: string
}

export interface Score {
  category: Category
  /** Calibrated probability; the scores of one classification add up to 1. */
  p: number
}

/** A category proposed because of words, with the words that led there. */
export interface Cue {
  category: Category
  strength: number
  words: string[]
}

/**
 * What the local model says. `set` holds the true category with the promised coverage, most likely first:
 * one → suggest it; two or three → ask; empty or longer → `unsure`, a person (or the citizen) decides.
 */
export interface Classification {
  modelVersion: string
  /** Every category, most likely first. */
  scores: Score[]
  set: Category[]
  unsure: boolean
  /** Categories with word evidence, strongest first. */
  cues: Cue[]
}

export type DangerLevel = 'none' | 'ask' | 'now'

export type DangerKind =
  | 'self_harm'
  | 'violence'
  | 'fire'
  | 'gas'
  | 'explosion'
  | 'trapped'
  | 'collapse'
  | 'electric'
  | 'water'
  | 'medical'
  | 'minor'
  | 'traffic'
  | 'crowd'
  /** A sentence that tells of some danger without one of the words for it. */
  | 'described'

export interface DangerHit {
  /** The words as the citizen wrote them. */
  word: string
  /** Offset in the text given, in UTF-16 units. */
  at: number
  kind: DangerKind
}

/** About the matter, never about the person: it decides whether 110/119/120 are shown first, and nothing else. */
export interface Danger {
  level: DangerLevel
  hits: DangerHit[]
  rulesVersion: string
}

export interface TaxonomyNode {
  name: string
  /** Names from the first level down; the key, because names repeat across branches. */
  path: string[]
  /** How people call it. */
  aliases: string[]
  /** Days (YYYY-MM-DD) on which it may be chosen; `validTo` null: no end is set. */
  validFrom: string
  validTo: string | null
  /** Its owner's note. */
  note: string | null
  /** false: accusations, which nothing learns from. */
  learned: boolean
  children: TaxonomyNode[]
}

export interface Taxonomy {
  version: string
  source: string
  roots: TaxonomyNode[]
}

/** A matter whose category people of the office decided. */
export interface ConfirmedMatter {
  /** One to three names, from the first level down. */
  path: string[]
  text: string
}

/** A second- or third-level entry that a message may belong to. */
export interface PathSuggestion {
  path: string[]
  /** Names and aliases said in the message. */
  words: string[]
  /** How many alike matters of the office were taken for it. */
  confirmed: number
}

/** Pure once loaded: no file, clock or network is touched by its methods. */
export interface Understanding {
  /** Model and rule versions in one string, stored with each classification. */
  readonly modelVersion: string
  /** The weights alone. `office`: taught by an office; `outdated`: an office's model that rests on another shipped one. */
  readonly model: {
    version: string
    office: { base: string; matters: number; date: string } | null
    outdated: string | null
  }
  /** All first-level names, in the taxonomy's order. */
  readonly categories: readonly Category[]
  /** Those the model learned from citizens' rows; the others from our own examples. */
  readonly learned: readonly Category[]
  readonly taxonomy: Taxonomy
  classify(message: Message): Classification
  /** Second and third level, for that day, beside what the office has decided before. */
  paths(day: string, confirmed: readonly ConfirmedMatter[]): PathRanker
  danger(text: string): Danger
  /** What a message is compared by with others. */
  imprint(message: Message): Imprint
  /** Kind of matter (Art. 29–31) and ways of article 31, with their limits. */
  legal(text: string): LegalAdvice
}
