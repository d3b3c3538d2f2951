import { performance } from 'node:perf_hooks'
import { asChat } from './chat.ts'
import { isCopy } from './copies.ts'
import type { Post } from './dataset.ts'
import { type Imprint, imprintOf, packPortrait, unpackPortrait } from './imprint.ts'
import { likeness, type Portrait, pairsIn } from './likeness.ts'
import { type Mark, marksOf } from './marks.ts'
import { mean, quantile, round } from './metrics.ts'
import type { Rarity } from './rarity.ts'
import { CANDIDATES, PER_MARK } from './similar-limits.ts'

/** The same limits as the look-up in the database (similar-store.ts), over posts in memory; newest is last. */
function shortlists(posts: readonly Imprint[]): (own: number) => number[] {
  const rows = new Map<number, number[]>()
  const marks = posts.map((post) => marksOf(post, null))
  marks.forEach((some, at) => {
    for (const { mark } of some) rows.set(mark, [...(rows.get(mark) ?? []), at])
  })
  const newest = ({ mark }: Mark) => rows.get(mark)?.slice(-PER_MARK) ?? []
  return (own) => {
    const shared = new Map<number, number>()
    for (const one of marks[own] ?? []) {
      for (const at of newest(one)) if (at !== own) shared.set(at, (shared.get(at) ?? 0) + one.weight)
    }
    return [...shared]
      .sort((a, b) => b[1] - a[1])
      .slice(0, CANDIDATES)
      .map(([at]) => at)
  }
}

export interface DuplicatesReport {
  recall: number
  precision: number
  lookup_p95_ms: number
}

/** Pairs that touch a listed id, found as the service finds them: a shortlist, then letter by letter. */
export function scoreDuplicates(posts: readonly Post[], groups: readonly string[][], rarity: Rarity): DuplicatesReport {
  const numbered = new Map(posts.map(({ id }, at) => [id, at]))
  const texts = posts.map((post) => asChat(post).text)
  const imprints = texts.map((text) => imprintOf({ text }, rarity))
  const shortlist = shortlists(imprints)
  const wanted = new Set(groups.flatMap((group) => pairsAmong(numbersOf(group, numbered))))
  const found = new Set<string>()
  const milliseconds: number[] = []
  for (const own of numbersOf(groups.flat(), numbered)) {
    const start = performance.now()
    const { trace } = imprintOf({ text: texts[own] as string }, rarity)
    for (const at of shortlist(own)) if (isCopy(trace, (imprints[at] as Imprint).trace)) found.add(pair(own, at))
    milliseconds.push(performance.now() - start)
  }
  const right = [...found].filter((one) => wanted.has(one)).length
  return {
    recall: round(right / Math.max(1, wanted.size)),
    precision: round(right / Math.max(1, found.size)),
    lookup_p95_ms: round(quantile(milliseconds, 0.95)),
  }
}

export interface SameMatterReport {
  n: number
  map: number
  p_at_5: number
  /** Each group counts once, however many belong to it. */
  map_by_group: number
  /** Share of the others of its group that the shortlist of a look-up holds. */
  shortlisted: number
  /** Cosine of log-weighted pairs of letters, counted on the same posts: nothing of ours. */
  plain_map: number
  plain_p_at_5: number
  plain_map_by_group: number
}

/** Each listed id in turn is the query; all other posts are ranked. */
export function scoreSameMatter(posts: readonly Post[], groups: readonly string[][], rarity: Rarity): SameMatterReport {
  const numbered = new Map(posts.map(({ id }, at) => [id, at]))
  const queries = groups.map((group) => numbersOf(group, numbered)).filter((group) => group.length > 1)
  const imprints = posts.map((post) => imprintOf(post, rarity))
  const shortlist = shortlists(imprints)
  const held = queries.flatMap((group) =>
    group.map((own) => shortlist(own).filter((at) => group.includes(at)).length / (group.length - 1)),
  )
  const kept = imprints.map(({ portrait }) => unpackPortrait(packPortrait(portrait)))
  const [ranked, plain] = [rankingFigures(queries, kept), rankingFigures(queries, plainPortraits(posts))]
  return {
    n: held.length,
    ...ranked,
    shortlisted: round(mean(held)),
    plain_map: plain.map,
    plain_p_at_5: plain.p_at_5,
    plain_map_by_group: plain.map_by_group,
  }
}

function rankingFigures(groups: readonly number[][], portraits: readonly Portrait[]) {
  const scored = groups.map((group) => group.map((own) => precisions(own, group, portraits)))
  return {
    map: round(mean(scored.flat().map(({ average }) => average))),
    p_at_5: round(mean(scored.flat().map(({ first5 }) => first5))),
    map_by_group: round(mean(scored.map((group) => mean(group.map(({ average }) => average))))),
  }
}

/** Average precision, and the share of the first five that belong; where fewer exist, of those. */
function precisions(own: number, group: readonly number[], portraits: readonly Portrait[]) {
  const query = portraits[own] as Portrait
  const order = portraits
    .map((portrait, at) => ({ at, score: at === own ? -1 : likeness(query, portrait) }))
    .sort((a, b) => b.score - a.score)
  const others = group.length - 1
  const ranks = order.flatMap(({ at }, rank) => (at !== own && group.includes(at) ? [rank + 1] : []))
  return {
    average: mean(ranks.map((rank, before) => (before + 1) / rank)),
    first5: ranks.filter((rank) => rank <= 5).length / Math.min(5, others),
  }
}

function plainPortraits(posts: readonly Post[]): Portrait[] {
  const counted = posts.map((post) => {
    const counts = new Map<number, number>()
    for (const pair of pairsIn(post)) counts.set(pair, (counts.get(pair) ?? 0) + 1)
    return counts
  })
  const seen = new Map<number, number>()
  for (const counts of counted) for (const pair of counts.keys()) seen.set(pair, (seen.get(pair) ?? 0) + 1)
  return counted.map((counts) => {
    const weighed = [...counts].map(
      ([pair, n]) => [pair, (1 + Math.log(n)) * Math.log(posts.length / (seen.get(pair) ?? 1))] as const,
    )
    const length = Math.hypot(...weighed.map(([, weight]) => weight)) || 1
    return new Map(weighed.map(([pair, weight]) => [pair, weight / length]))
  })
}

const numbersOf = (ids: readonly string[], numbered: ReadonlyMap<string, number>): number[] =>
  ids.flatMap((id) => numbered.get(id) ?? [])

const pair = (a: number, b: number): string => `${Math.min(a, b)},${Math.max(a, b)}`

const pairsAmong = (group: readonly number[]): string[] =>
  group.flatMap((a, i) => group.slice(i + 1).map((b) => pair(a, b)))
