import { z } from 'zod'
import { readTruth, rowOf } from './labels.ts'
import { type ClassScore, classScores, mean, round } from './metrics.ts'
import type { Understanding } from './types.ts'
import type { LegalAdvice } from './ways.ts'

const PARTS = ['test', 'words', 'development', 'held'] as const
const kind = z.enum(['claim', 'suggestion', 'report'])
const way = z.int().min(1).max(6)

const label = z.strictObject({
  ...rowOf,
  /**
   * `words`: drawn from rows that hold a word of accusations, courts and fines, for such matters are rare; all others from all
   * rows. Words were added in sight of `development` alone; `held` was drawn and labelled after the others.
   */
  part: z.enum(PARTS),
  kind,
  /** What one could call it as well. */
  alsoKinds: z.array(kind).default([]),
  /** Of what is or may be a claim. */
  way: way.optional(),
  alsoWays: z.array(way).default([]),
})
export type LegalLabel = z.infer<typeof label>
export type JudgedMessage = Omit<LegalLabel, 'source' | 'id'> & { text: string }

export const readJudged = (files: readonly string[], truth: string): JudgedMessage[] | undefined =>
  readTruth(files, truth, label)

interface Scored {
  n: number
  accuracy: number
  /** Counting as right what one could say as well. */
  defensible: number
  /** No word speaks for anything: what is said is what most are. */
  nothing: number
  each: Record<string, ClassScore>
}
export interface LegalScores {
  kind: Scored & { unclear: number }
  way: Scored & { shown: number }
}
export type WaysReport = { n: number } & Record<LegalLabel['part'], LegalScores>

/** Kind over all messages, way over the claims among them. */
export function scoreWays(messages: readonly JudgedMessage[], legal: Understanding['legal']): WaysReport {
  const of = (part: LegalLabel['part']): LegalScores => {
    const read = messages.filter((one) => one.part === part).map((one) => ({ ...one, said: legal(one.text) }))
    return { kind: kinds(read), way: ways(read.filter((one) => one.kind === 'claim')) }
  }
  return { n: messages.length, test: of('test'), words: of('words'), development: of('development'), held: of('held') }
}

type Read = JudgedMessage & { said: LegalAdvice }

function kinds(read: readonly Read[]): LegalScores['kind'] {
  const truths = read.map((one) => [one.kind, ...one.alsoKinds])
  return {
    ...scored(
      truths,
      read.map(({ said }) => said.nature),
    ),
    nothing: share(read, ({ said }) => said.natureWords.length === 0),
    unclear: share(read, ({ said }) => said.nature === 'unclear'),
  }
}

function ways(read: readonly Read[]): LegalScores['way'] {
  const truths = read.map((one) => [one.way, ...one.alsoWays].map(String))
  return {
    ...scored(
      truths,
      read.map(({ said }) => String(said.ways[0]?.way ?? 'none')),
    ),
    nothing: share(read, ({ said }) => said.ways.every(({ words }) => words.length === 0)),
    /** The way stands among the two that may be shown. */
    shown: share(read, (one) => one.said.ways.some((shown) => shown.way === one.way)),
  }
}

function scored(truths: readonly string[][], said: readonly string[]): Omit<Scored, 'nothing'> {
  const best = truths.map(([first]) => first ?? '')
  return {
    n: truths.length,
    accuracy: round(mean(said.map((one, i) => Number(one === best[i])))),
    defensible: round(mean(said.map((one, i) => Number(truths[i]?.includes(one) ?? false)))),
    each: Object.fromEntries(classScores(best, said)),
  }
}

const share = (read: readonly Read[], holds: (one: Read) => boolean): number =>
  round(mean(read.map((one) => +holds(one))))
