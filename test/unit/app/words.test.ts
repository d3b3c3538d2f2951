import { describe, expect, it } from 'vitest'
import { dateInWords } from '../../../src/app/words.ts'
import { shanghaiDay } from '../../../src/platform/kernel/index.ts'

const now = new Date('2026-11-23T02:00:00Z')

describe('dates a citizen reads', () => {
  it('leaves the year out only where it is this one', () => {
    expect(dateInWords('2026-12-08', now)).toBe('12月8日')
    expect(dateInWords('2027-01-22', now)).toBe('2027年1月22日')
  })

  it('takes the year from Shanghai, where it is already next year while UTC is not', () => {
    expect(dateInWords('2027-01-02', new Date('2026-12-31T17:00:00Z'))).toBe('1月2日')
  })

  it('calls the day of an instant what it is in Shanghai', () => {
    expect(shanghaiDay(new Date('2026-11-22T17:30:00Z'))).toBe('2026-11-23')
  })
})
