import { z } from 'zod'
import { readTruth, rowOf } from './labels.ts'
import { mean, round } from './metrics.ts'
import { pathKey } from './taxonomy.ts'
import type { Understanding } from './types.ts'

/** Where in the taxonomy a public message belongs, and where else one could put it. */
const label = z.strictObject({
  ...rowOf,
  /**
   * Aliases were added in sight of `development`, and of rows without a label; `test` was read and labelled before, `held`
   * drawn, read and labelled after they had been added.
   */
  part: z.enum(['test', 'development', 'held']),
  path: z.string(),
  also: z.array(z.string()),
})

export type PlacedMessage = Omit<z.infer<typeof label>, 'source' | 'id'> & { text: string }

export const readPlaced = (files: readonly string[], truth: string): PlacedMessage[] | undefined =>
  readTruth(files, truth, label)

interface Ranks {
  top1: number
  top5: number
}
type Levels = Record<'level2' | 'level3', Ranks>

/** Shares of the messages whose entry stands first, or stands at all, in the list of five that staff see. */
export interface PathScores extends Levels {
  n: number
  /** The same, an entry where one could put it as well counting as right. */
  defensible: Levels
  /** The same as the first, after somebody chose the first level rightly. */
  chosen: Levels
  /** No entry at all. */
  nothing: number
}

export type PathsReport = PathScores & Record<'development' | 'held', PathScores>

type Ranking = Pick<Understanding, 'classify' | 'paths'>

/** The figures of `test` first, and of the others beside them. */
export function scorePaths(messages: readonly PlacedMessage[], ranking: Ranking, day: string): PathsReport {
  const of = (part: PlacedMessage['part']): PathScores =>
    scored(
      messages.filter((message) => message.part === part),
      ranking,
      day,
    )
  return { ...of('test'), development: of('development'), held: of('held') }
}

/** As a person would say it in chat, without what an office decided before. */
function scored(messages: readonly PlacedMessage[], { classify, paths }: Ranking, day: string): PathScores {
  const rank = paths(day, [])
  const shown = messages.map(({ text, path }) => {
    const { scores } = classify({ text })
    const entries = (chosen: string | null) => rank({ text }, scores, chosen).map((entry) => entry.path)
    return { alone: entries(null), chosen: entries(path.split('/')[0] ?? null) }
  })
  const levels = (listed: 'alone' | 'chosen', right: (message: PlacedMessage) => readonly string[]): Levels => {
    const at = (level: number): Ranks => {
      const hits = messages.map((message, i) =>
        (shown[i]?.[listed] ?? []).map((path) => right(message).some((one) => reaches(path, one, level))),
      )
      return {
        top1: round(mean(hits.map(([first]) => Number(first ?? false)))),
        top5: round(mean(hits.map((all) => Number(all.includes(true))))),
      }
    }
    return { level2: at(2), level3: at(3) }
  }
  return {
    n: messages.length,
    ...levels('alone', ({ path }) => [path]),
    defensible: levels('alone', ({ path, also }) => [path, ...also]),
    chosen: levels('chosen', ({ path }) => [path]),
    nothing: round(mean(shown.map(({ alone }) => Number(alone.length === 0)))),
  }
}

/** Names are compared with their path: they repeat. */
const reaches = (path: readonly string[], truth: string, level: number): boolean =>
  path.length >= level && pathKey(path.slice(0, level)) === pathKey(truth.split('/').slice(0, level))
