import { describe, expect, it } from 'vitest'
import { clocksAfter, type Facts, STATES } from '../../../src/case/ticket/index.ts'
import { acts, historyIn, OLDER, refusal, rules, went } from './support.ts'

const accepted = historyIn('accepted')

describe('a repeat of the same author (重复件)', () => {
  const into = (change: Partial<NonNullable<Facts['into']>>) =>
    refusal(accepted, acts.merge, { into: { ...OLDER, ...change } })

  it('goes on under the older number', () => {
    const { matter, added } = went(accepted, acts.merge)
    expect(matter).toMatchObject({ state: 'merged', holder: 'housing' })
    expect(added).toMatchObject([
      { type: 'merged', data: { office: 'housing', into: 'm0', number: 'M0', note: acts.merge.note } },
    ])
    expect(refusal(accepted, { ...acts.merge, note: ' ' })).not.toBeNull()
  })

  it('is waited for by nobody any more under its own number', () => {
    const running = clocksAfter(went(accepted, acts.merge).events, rules).filter(({ metAt }) => metAt === undefined)
    expect(running).toEqual([])
  })

  it('is never somebody else’s, however alike, nor the matter itself, nor one that is not there', () => {
    expect(into({ sameAuthor: false })).toEqual({ code: 'not_same_author' })
    expect(into({ id: 'm1' })).toEqual({ code: 'not_same_author' })
    expect(refusal(accepted, acts.merge, { into: null })).toEqual({ code: 'not_same_author' })
  })

  it('goes into nothing of which nothing more would come', () => {
    const ended = STATES.filter((state) => into({ state })?.code === 'into_ended')
    expect(ended).toEqual(['directed', 'refused', 'rereviewed', 'closed', 'withdrawn', 'merged'])
  })

  it('goes into an older one only: the dates of its author are never later', () => {
    expect(into({ receivedAt: '2026-03-02T01:00:01Z' })).toEqual({ code: 'into_newer' })
    expect(into({ receivedAt: '2026-03-02T01:00:00Z' })).toBeNull()
    // The same instant, written with another offset.
    expect(into({ receivedAt: '2026-03-02T09:00:00+08:00' })).toBeNull()
  })
})

describe('several matters in one (分件)', () => {
  const split = (demands: readonly string[], note = '赔偿另办') => ({ ...acts.split, demands, note })

  it('are parted by their demands: some go on under a number of their own', () => {
    const { matter, added } = went(accepted, acts.split)
    expect(matter.state).toBe('accepted')
    expect(added).toMatchObject([
      { type: 'split', data: { office: 'housing', demands: ['2'], number: 'M2', note: acts.split.note } },
    ])
    expect(added[0]?.clocks).toEqual({ start: [], stop: [], reopen: [] })
  })

  it('leaves a demand to each, and makes none up', () => {
    for (const demands of [[], ['1', '2'], ['2', '9'], ['9']]) {
      expect(refusal(accepted, split(demands)), demands.join()).toEqual({ code: 'demands_wrong' })
    }
    expect(refusal(accepted, split(['2', '9']), { demands: ['1', '2', '3'] })).toEqual({ code: 'demands_wrong' })
    // One demand that is named twice is one demand.
    expect(refusal(accepted, split(['2', '2']))).toBeNull()
  })

  it('needs a note', () => {
    expect(refusal(accepted, split(['2'], ' '))).not.toBeNull()
  })
})
