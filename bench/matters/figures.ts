import { performance } from 'node:perf_hooks'

const at = (sorted: readonly number[], q: number): number => sorted[Math.ceil(sorted.length * q) - 1] ?? 0
const round = (value: number): number => Math.round(value * 100) / 100
const ascending = (figures: readonly number[]): number[] => figures.toSorted((one, other) => one - other)

export const quantile = (took: readonly number[], q: number): number => round(at(ascending(took), q))
export const median = (figures: readonly number[]): number => quantile(figures, 0.5)

/** Of the times of single calls, one after the other. */
export const summary = (took: readonly number[]) => ({
  ...{ p50_ms: quantile(took, 0.5), p95_ms: quantile(took, 0.95), p99_ms: quantile(took, 0.99) },
  per_s: Math.round((1000 * took.length) / took.reduce((sum, each) => sum + each, 0)),
})

/** The median of each figure over all rounds. */
export function overRounds(rounds: readonly ReturnType<typeof summary>[]): ReturnType<typeof summary> {
  const of = (name: keyof ReturnType<typeof summary>) => median(rounds.map((one) => one[name]))
  return { p50_ms: of('p50_ms'), p95_ms: of('p95_ms'), p99_ms: of('p99_ms'), per_s: of('per_s') }
}

/** Milliseconds of one call. */
export async function timed<T>(call: () => Promise<T>): Promise<{ ms: number; value: T }> {
  const start = performance.now()
  const value = await call()
  return { ms: performance.now() - start, value }
}
