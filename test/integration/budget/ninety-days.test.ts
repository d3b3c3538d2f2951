import { describe, expect, it } from 'vitest'
import { ninetyDays } from '../../../bench/window/ninety-days.ts'

/** A month of it in small; `npm run bench -- window` is the whole. */
describe('twenty days of thirty conversations', () => {
  it('no send is refused, no notice is lost, nobody is woken', { timeout: 300_000 }, async () => {
    const figures = await ninetyDays({ conversations: 30, days: 20, seed: 7, progress: () => {} })
    expect(figures).toMatchObject({ refused: 0, lost: 0, woken: 0 })
    // Nothing of this would show in a month in which nothing happened.
    for (const name of ['told', 'not_told_with_fallback', 'merged', 'digests', 'held', 'held_by_choice'] as const)
      expect({ name, some: figures[name] > 0 }).toEqual({ name, some: true })
  })
})
