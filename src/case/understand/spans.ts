import { fold } from './fold.ts'
import { round } from './metrics.ts'

/** From (included) to (excluded), in UTF-16 units. */
export type Span = readonly [number, number]

/** What was read of one message, and what a person marked in it. */
export interface Reading {
  text: string
  /** Values in the words of the text. */
  said: readonly string[]
  marked: readonly Span[]
  /** Neither asked for nor wrong: another mention of the same, or what may be meant. */
  also: readonly Span[]
  /** The field holds one value: the spans marked are one thing said twice. */
  single: boolean
}

export interface SpanScores {
  labelled: number
  precision: number
  recall: number
  f1: number
  f1_exact: number
}

interface Count {
  labelled: number
  said: number
  right: number
  exact: number
}

/** A value hits a span where one of its mentions covers at least half of the shorter of the two; each span is hit once. */
export function scoreSpans(readings: readonly Reading[]): SpanScores {
  const counts = readings.map(countOf)
  const sum = (key: keyof Count): number => counts.reduce((total, count) => total + count[key], 0)
  const [labelled, said, right] = [sum('labelled'), sum('said'), sum('right')]
  const f1 = (hits: number): number => (hits === 0 ? 0 : (2 * hits) / (labelled + said))
  return {
    labelled,
    precision: round(said === 0 ? 0 : right / said),
    recall: round(labelled === 0 ? 0 : right / labelled),
    f1: round(f1(right)),
    f1_exact: round(f1(sum('exact'))),
  }
}

function countOf({ text, said, marked, also, single }: Reading): Count {
  const things = single && marked.length > 0 ? [[...marked]] : marked.map((span) => [span])
  const open = new Set(things)
  const count: Count = { labelled: things.length, said: 0, right: 0, exact: 0 }
  for (const value of said) {
    const mentions = mentionsOf(value, text)
    const thing = [...open].find((spans) => spans.some((span) => mentions.some((mention) => overlap(mention, span))))
    if (thing === undefined && also.some((span) => mentions.some((mention) => overlap(mention, span)))) continue
    count.said += 1
    if (thing === undefined) continue
    open.delete(thing)
    count.right += 1
    if (thing.some((span) => mentions.some(([from, to]) => from === span[0] && to === span[1]))) count.exact += 1
  }
  return count
}

const overlap = (one: Span, other: Span): boolean =>
  Math.min(one[1], other[1]) - Math.max(one[0], other[0]) >= Math.min(one[1] - one[0], other[1] - other[0]) / 2

/** Where the words of a value stand, whatever the width of their characters and the spaces between them. */
function mentionsOf(value: string, text: string): Span[] {
  const folded = fold(text)
  const words = fold(value).text
  const found: Span[] = []
  if (words === '') return found
  for (let at = folded.text.indexOf(words); at >= 0; at = folded.text.indexOf(words, at + 1))
    found.push([folded.at[at] ?? 0, (folded.at[at + words.length - 1] ?? 0) + 1])
  return found
}
