import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Bell, createBells, QUIET_MS } from '../../../src/app/bells.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const rung = () => {
  const heard: Bell[] = []
  const bell = createBells((each) => heard.push(each))
  return { heard, ring: (account: string, hint: string) => bell({ account, hint }) }
}

describe('doorbells', () => {
  it('alone are passed on at once, with their token', () => {
    const { heard, ring } = rung()
    ring('wk1', 'a')
    ring('wk2', 'b')
    expect(heard).toEqual([
      { account: 'wk1', hint: 'a' },
      { account: 'wk2', hint: 'b' },
    ])
    vi.advanceTimersByTime(QUIET_MS)
    ring('wk1', 'c')
    expect(heard).toHaveLength(3)
  })

  it('in a row end with one that comes after the last of them, with the newest token', () => {
    const { heard, ring } = rung()
    for (let n = 0; n < 100; n += 1) ring('wk1', `t${n}`)
    expect(heard).toEqual([{ account: 'wk1', hint: 't0' }])
    vi.advanceTimersByTime(QUIET_MS)
    expect(heard).toEqual([
      { account: 'wk1', hint: 't0' },
      { account: 'wk1', hint: 't99' },
    ])
    vi.advanceTimersByTime(10 * QUIET_MS)
    expect(heard).toHaveLength(2)
  })

  it('without an end are passed on twenty times a second, each account for itself', () => {
    const { heard, ring } = rung()
    for (let ms = 0; ms < 1000; ms += 1) {
      ring('wk1', String(ms))
      if (ms === 500) ring('wk2', 'x')
      vi.advanceTimersByTime(1)
    }
    expect(heard.filter((each) => each.account === 'wk1').length).toBeLessThanOrEqual(21)
    expect(heard.filter((each) => each.account === 'wk2')).toEqual([{ account: 'wk2', hint: 'x' }])
    vi.advanceTimersByTime(QUIET_MS)
    expect(heard.at(-1)).toEqual({ account: 'wk1', hint: '999' })
  })
})
