import { describe, expect, it } from 'vitest'
import { quietUntil } from '../../../../src/talk/outbox/quiet.ts'

const shanghai = (text: string) => new Date(`${text}+08:00`)

describe('quiet hours', () => {
  it.each([
    ['2026-03-02T20:59:59', '21-8', null],
    ['2026-03-02T21:00:00', '21-8', '2026-03-03T08:00:00'],
    ['2026-03-02T23:59:00', '21-8', '2026-03-03T08:00:00'],
    ['2026-03-03T00:00:00', '21-8', '2026-03-03T08:00:00'],
    ['2026-03-03T07:59:59', '21-8', '2026-03-03T08:00:00'],
    ['2026-03-03T08:00:00', '21-8', null],
    ['2026-12-31T22:00:00', '21-8', '2027-01-01T08:00:00'],
    ['2026-03-03T12:30:00', '12-14', '2026-03-03T14:00:00'],
    ['2026-03-03T14:00:00', '12-14', null],
  ])('at %s with %s: %s', (at, hours, until) => {
    const [from, to] = hours.split('-').map(Number)
    const quiet = quietUntil(shanghai(at), { from: from ?? 0, to: to ?? 0 })
    expect(quiet?.toISOString() ?? null).toBe(until === null ? null : shanghai(until).toISOString())
  })

  it('none where none are set', () => {
    expect(quietUntil(shanghai('2026-03-03T03:00:00'), null)).toBeNull()
  })
})
