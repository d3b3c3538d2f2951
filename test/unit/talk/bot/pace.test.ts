import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BOT_PACE, createPace } from '../../../../src/talk/channel/bot-pace.ts'

const START = Date.parse('2026-03-02T01:00:00Z')

/** When each of these attempts was let go; the ones that had to wait come again exactly when they were told to. */
function letGo(gaps: number[], limits: readonly { ms: number; most: number }[]): number[] {
  const pace = createPace(limits)
  const gone: number[] = []
  let now = START
  for (const gap of gaps) {
    now += gap
    for (;;) {
      const wait = pace.take('wang', new Date(now))
      if (wait === 0) break
      now += wait
    }
    gone.push(now)
  }
  return gone
}

const most = (times: number[], ms: number) =>
  Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + ms).length))

describe('the pace of a conversation', () => {
  it('never exceeds a limit in any window, and never drops one', () => {
    const limits = [
      { ms: 60_000, most: 4 },
      { ms: 600_000, most: 12 },
    ]
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 40_000 }), { minLength: 1, maxLength: 80 }), (gaps) => {
        const gone = letGo(gaps, limits)
        expect(gone).toHaveLength(gaps.length)
        for (const { ms, most: allowed } of limits) expect(most(gone, ms)).toBeLessThanOrEqual(allowed)
      }),
      { seed: 7 },
    )
  })

  it('makes nobody wait who is under the limits', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 61_000, max: 400_000 }), { maxLength: 50 }), (gaps) => {
        const gone = letGo(gaps, [{ ms: 60_000, most: 1 }])
        expect(gone).toEqual(gaps.map((_, n) => START + gaps.slice(0, n + 1).reduce((sum, gap) => sum + gap, 0)))
      }),
      { seed: 7 },
    )
  })

  it('is that of §7.6: 30 a minute and 1000 an hour', () => {
    const gone = letGo(
      Array.from({ length: 1_001 }, () => 0),
      BOT_PACE,
    )
    expect(most(gone, 60_000)).toBe(30)
    expect(most(gone, 3_600_000)).toBe(1_000)
    expect((gone[1_000] ?? 0) - (gone[0] ?? 0)).toBeGreaterThanOrEqual(3_600_000)
  })

  it('is each conversation’s own', () => {
    const pace = createPace([{ ms: 60_000, most: 1 }])
    expect(pace.take('wang', new Date(START))).toBe(0)
    expect(pace.take('li', new Date(START))).toBe(0)
    expect(pace.take('wang', new Date(START))).toBeGreaterThan(0)
  })
})
