import { describe, expect, it } from 'vitest'
import { addDays, dayStatus, isDate, isInstant, shanghaiDate, weekday } from '../../../src/case/rules/index.ts'
import { shippedRules } from '../ticket/support.ts'

const { calendars } = shippedRules()

describe('a legal day', () => {
  it.each([
    ['2026-03-01T15:59:59.999Z', '2026-03-01'],
    ['2026-03-01T16:00:00Z', '2026-03-02'],
    ['2025-12-31T23:30:00+07:00', '2026-01-01'],
    ['2026-03-01T00:00+08:00', '2026-03-01'],
    ['2026-03-01', '2026-03-01'],
  ])('of %s is %s', (instant, day) => expect(shanghaiDate(instant)).toBe(day))

  it.each([
    '',
    '2026-02-30',
    '2026-13-01',
    '2026-03-01T10:00:00',
    '2026-03-01 10:00Z',
    '1 March 2026',
    '2026-03-01T25:00Z',
  ])('is not read from %s', (text) => {
    expect(isInstant(text)).toBe(false)
    expect(() => shanghaiDate(text)).toThrow(/not an instant/)
  })

  it('knows leap years, weekdays and month ends', () => {
    expect([isDate('2028-02-29'), isDate('2026-02-29'), isDate('2026-2-1')]).toEqual([true, false, false])
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
    expect(addDays('2026-03-01', -1)).toBe('2026-02-28')
    expect([weekday('2026-03-01'), weekday('2026-03-07')]).toEqual([0, 6])
  })
})

describe('the shipped notices', () => {
  it.each([
    ['2026-03-02', { works: true, kind: 'weekday', known: true }],
    ['2026-03-07', { works: false, kind: 'weekend', known: true }],
    ['2026-02-14', { works: true, kind: 'make_up', known: true }],
    ['2026-02-22', { works: false, kind: 'holiday', name: '春节', known: true }],
    ['2025-10-06', { works: false, kind: 'holiday', name: '国庆节、中秋节', known: true }],
    ['2027-01-01', { works: true, kind: 'weekday', known: false }],
    ['2027-01-02', { works: false, kind: 'weekend', known: false }],
  ])('%s', (date, status) => expect(dayStatus(date, calendars)).toEqual(status))

  // The sums the notices themselves give: 共1天, 8, 3, 5, 3, 8 and 3, 9, 3, 5, 3, 3, 7.
  it.each([
    [2025, [1, 8, 3, 5, 3, 8], 5],
    [2026, [3, 9, 3, 5, 3, 3, 7], 6],
  ])(
    '%i has the festivals of the notice, each as long as it says, and its working weekends',
    (year, lengths, worked) => {
      const calendar = calendars.get(year)
      const counts = new Map<string, number>()
      for (const name of calendar?.holidays.values() ?? []) counts.set(name, (counts.get(name) ?? 0) + 1)
      expect([...counts.values()]).toEqual(lengths)
      expect(calendar?.makeUpDays.size).toBe(worked)
    },
  )
})
