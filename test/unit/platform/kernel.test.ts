import { describe, expect, it } from 'vitest'
import { AppError, countingIds, manualClock, systemIds, unreachable } from '../../../src/platform/kernel/index.ts'

describe('ids', () => {
  const clock = manualClock(new Date('2026-03-01T00:00:00Z'))
  const ids = systemIds(clock)

  it('fit the platform’s msgid: at most 32 bytes of letters and digits', () => {
    expect(ids.next()).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/)
  })

  it('are ordered by time', () => {
    const made = Array.from({ length: 200 }, () => {
      clock.advance(1)
      return ids.next()
    })
    expect([...made].sort()).toEqual(made)
  })

  it('do not meet within one millisecond, and are ordered as they were made', () => {
    const made = Array.from({ length: 20_000 }, () => ids.next())
    expect(new Set(made).size).toBe(20_000)
    expect([...made].sort()).toEqual(made)
  })

  it('stay in order where the clock of the machine is set back', () => {
    const before = ids.next()
    clock.advance(-5_000)
    expect(ids.next() > before).toBe(true)
  })

  it('of two processes do not meet in the same millisecond', () => {
    const other = systemIds(clock)
    expect(
      new Set([...Array.from({ length: 500 }, () => ids.next()), ...Array.from({ length: 500 }, () => other.next())])
        .size,
    ).toBe(1_000)
  })

  it('that count are the same in every run', () => {
    const [one, other] = [countingIds(), countingIds()]
    expect([one.next(), one.next()]).toEqual([other.next(), other.next()])
  })
})

describe('the clock of a test', () => {
  it('stands still until it is told to move, and gives nobody a date that others can change', () => {
    const clock = manualClock(new Date(0))
    clock.now().setFullYear(1999)
    expect(clock.now().getTime()).toBe(0)
    clock.advance(5)
    expect(clock.now().getTime()).toBe(5)
  })
})

describe('an error', () => {
  it('tells a person nothing of its inside unless it was given words for that', () => {
    const error = new AppError({ code: 'x', message: 'column y of table z' })
    expect(error).toMatchObject({ code: 'x', status: 500, retryable: false })
    expect(error.safeMessage).not.toContain('column')
  })

  it('is thrown where a switch meets a value it cannot know', () => {
    expect(() => unreachable('surprise' as never)).toThrow(/surprise/)
    const answer = { type: 'answered', words: 'hush' }
    expect(() => unreachable(answer as never)).toThrow(/answered$/)
  })
})
