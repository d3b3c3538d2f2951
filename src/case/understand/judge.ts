import type { Category, Classification, Cue, Score } from './types.ts'

/** Fitted on rows the weights had not seen; one for messages with a title, one for chat, where there is none. */
export interface Calibration {
  temperature: number
  /** Per learned class: the true class's probability falls below this in at most `1 - coverage` of the rows. */
  thresholds: number[]
  /** Best blended margin below which a message resembles nothing that was learned. */
  floor: number
}

export interface Evidence {
  /** One per learned class, in the model's order. */
  margins: Float32Array
  cues: Cue[]
  /** Letters and digits left after normalisation. */
  readable: number
}

/** How much a category's own words add to its learned margin (margins run from about -1.2 to 1.5). */
const CUE_SHARE = 0.6
/** A category known by words alone stands at BASE without any and BASE + REACH with very many. */
const WORDS_BASE = -1.1
const WORDS_REACH = 1.9
/** Probability at which a category known by words joins the set, and at which it may stand there alone. */
const JOINS = 0.04
const ALONE = 0.9
/** A learned class none of whose words occur stands alone only above this: it may be another city's way of speaking. */
const UNSUPPORTED = 0.97
/** Word evidence (two strong words) that goes ahead of learned classes less probable than OVERWHELMING. */
const STRONG = 6
const OVERWHELMING = 0.5
/** Beyond three a menu is no longer a question but a form. */
const MOST_TO_ASK = 3
/** Shorter than this nothing was said yet: a greeting, a mark, an emoji. */
const FEWEST_CHARS = 3

/** Half at strength 4 (one strong word and a plain one), so that a tenth word adds next to nothing. */
const saturate = (strength: number): number => strength / (strength + 4)

/** Learned margins with the words' share added. */
export function blend(learned: readonly Category[], { margins, cues }: Evidence): number[] {
  return learned.map((category, k) => (margins[k] ?? 0) + CUE_SHARE * saturate(strengthOf(cues, category)))
}

/** Weighs what was learned against the words and says which categories may be meant. */
export function judge(
  modelVersion: string,
  categories: readonly Category[],
  learned: readonly Category[],
  calibration: Calibration,
  evidence: Evidence,
): Classification {
  const blended = blend(learned, evidence)
  const byWords = categories.filter((category) => !learned.includes(category))
  const wordMargins = byWords.map((c) => WORDS_BASE + WORDS_REACH * saturate(strengthOf(evidence.cues, c)))
  const joint = softmax([...blended, ...wordMargins], calibration.temperature)
  const scores: Score[] = [...learned, ...byWords]
    .map((category, i) => ({ category, p: joint[i] as number }))
    .sort((a, b) => b.p - a.p)
  const answer = { modelVersion, scores, cues: evidence.cues }
  if (evidence.readable < FEWEST_CHARS) return { ...answer, set: [], unsure: true }

  const weak = Math.max(...blended, ...wordMargins) < calibration.floor
  if (weak && evidence.cues.length === 0) return { ...answer, set: [], unsure: true }
  const members = membersOf(learned, calibration, blended, scores, evidence.cues)
  if (weak) for (const { category } of scores.slice(0, MOST_TO_ASK)) members.add(category)
  const set = scores.map((score) => score.category).filter((category) => members.has(category))
  putWordsAhead(set, learned, scores, evidence.cues)
  return { ...answer, set, unsure: weak || set.length > MOST_TO_ASK }
}

/** The weights know nothing of the other categories, so their doubt beside strong words is a reason to name those first. */
function putWordsAhead(set: Category[], learned: readonly Category[], scores: Score[], cues: Cue[]): void {
  const best = scores.find((score) => learned.includes(score.category))
  if (best === undefined || best.p >= OVERWHELMING) return
  const rank = (category: Category): number =>
    !learned.includes(category) && strengthOf(cues, category) >= STRONG ? 0 : 1
  set.sort((a, b) => rank(a) - rank(b))
}

function membersOf(
  learned: readonly Category[],
  { temperature, thresholds }: Calibration,
  blended: number[],
  scores: Score[],
  cues: Cue[],
): Set<Category> {
  const foremost = scores[0] as Score
  const foundByWords = (score: Score): boolean =>
    !learned.includes(score.category) && strengthOf(cues, score.category) > 0
  const members = new Set<Category>([foremost.category])
  for (const score of scores) if (score.p >= JOINS && foundByWords(score)) members.add(score.category)
  if (foundByWords(foremost) && foremost.p >= ALONE) return members
  const within = softmax(blended, temperature)
  learned.forEach((category, k) => {
    if ((within[k] as number) >= (thresholds[k] as number)) members.add(category)
  })
  const runnerUp = scores[1]
  if (members.size === 1 && runnerUp && foremost.p < UNSUPPORTED && strengthOf(cues, foremost.category) === 0) {
    members.add(runnerUp.category)
  }
  return members
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
