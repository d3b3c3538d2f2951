import type { Category, Classification, Cue, Score } from './types.ts'

/** Fitted on rows the weights had not seen; one for messages with a title, one for chat, where there is none. */
export interface Calibration {
  /** Per class, added to its margin: above 0 for classes known by examples only. */
  lift: number[]
  temperature: number
  /** Per class: the true class's probability falls below this in at most `1 - coverage` of the rows. */
  thresholds: number[]
  /** Best blended margin below which a message resembles nothing that was learned. */
  floor: number
}

export interface Evidence {
  /** One per class of the model, in its order. */
  margins: Float32Array
  cues: Cue[]
  /** Chinese characters. */
  readable: number
}

/** The classes that the weights know, in their order, and which of them no row taught, only our examples. */
export interface Known {
  classes: readonly Category[]
  byExample: readonly Category[]
}

/**
 * How much a category's own words add to its margin (margins run from about -1.2 to 1.5). Where thousands of rows were
 * read the words know little that the weights do not; beside a few examples they are half of what is known.
 */
const CUE_SHARE = { byRows: 0.4, byExample: 0.6 }
/** A class known by examples, none of whose words was said, stands back: in short messages a lift alone would win. */
const UNSPOKEN = -0.3
/**
 * Probability from which the foremost class may stand without a second one: a lone wrong class misleads, a question costs
 * a tap. Without any of its words it may be another city's way of speaking; a class known by examples is never so sure.
 */
const ALONE = { withWords: 0.8, withoutWords: 0.99, byExample: 0.5 }
/** Beyond three a menu is no longer a question but a form. */
const MOST_TO_ASK = 3
/** Less than this together, and the true one is more likely none of those that would be asked about. */
const LEAST_TOGETHER = 0.5
/** Shorter than this nothing was said yet: a greeting, a mark, an emoji. */
const FEWEST_CHARS = 3

/** Half at strength 4 (one strong word and a plain one), so that a tenth word adds next to nothing. */
const saturate = (strength: number): number => strength / (strength + 4)

/** What the words alone add to the margin of each class; the weights learn only what they leave open. */
export function wordsShare({ classes, byExample }: Known, cues: readonly Cue[]): number[] {
  return classes.map((category) => {
    const words = saturate(strengthOf(cues, category))
    if (!byExample.includes(category)) return CUE_SHARE.byRows * words
    return words === 0 ? UNSPOKEN : CUE_SHARE.byExample * words
  })
}

/** Weighs what was learned against the words and says which categories may be meant. */
export function judge(
  modelVersion: string,
  known: Known,
  calibration: Calibration,
  evidence: Evidence,
): Classification {
  const { classes, byExample } = known
  const { margins, cues, readable } = evidence
  const blended = raise(raise(wordsShare(known, cues), margins), calibration.lift)
  const chances = softmax(blended, calibration.temperature)
  const scores: Score[] = classes
    .map((category, k) => ({ category, p: chances[k] as number }))
    .sort((a, b) => b.p - a.p)
  const answer = { modelVersion, scores, cues }
  const weak = Math.max(...blended) < calibration.floor
  if (readable < FEWEST_CHARS || (weak && cues.length === 0)) return { ...answer, set: [], unsure: true }

  const inSet = (k: number): boolean => (chances[k] as number) >= (calibration.thresholds[k] as number)
  const possible = scores.filter(({ category }) => inSet(classes.indexOf(category)))
  const { category, p } = scores[0] as Score
  const alone = p >= aloneFrom(category, byExample, cues)
  const enough = weak ? MOST_TO_ASK : alone ? 1 : 2
  const members = new Set([...possible, ...scores.slice(0, possible.length > 1 ? 1 : enough)])
  const set = scores.filter((score) => members.has(score)).map((score) => score.category)
  const together = scores.reduce((sum, score) => (members.has(score) ? sum + score.p : sum), 0)
  return { ...answer, set, unsure: weak || set.length > MOST_TO_ASK || together < LEAST_TOGETHER }
}

export const raise = (margins: readonly number[], by: ArrayLike<number>): number[] =>
  margins.map((margin, k) => margin + (by[k] ?? 0))

function aloneFrom(category: Category, byExample: readonly Category[], cues: readonly Cue[]): number {
  if (byExample.includes(category)) return ALONE.byExample
  return strengthOf(cues, category) > 0 ? ALONE.withWords : ALONE.withoutWords
}

function strengthOf(cues: readonly Cue[], category: Category): number {
  return cues.find((cue) => cue.category === category)?.strength ?? 0
}

export function softmax(margins: readonly number[], temperature: number): number[] {
  const top = Math.max(...margins)
  const raised = margins.map((margin) => Math.exp((margin - top) / temperature))
  const total = raised.reduce((a, b) => a + b, 0)
  return raised.map((value) => value / total)
}
