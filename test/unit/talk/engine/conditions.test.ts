import { describe, expect, it } from 'vitest'
import { fieldOf, holds, lookAt } from '../../../../src/talk/dialogue/engine/conditions.ts'
import type { Fields } from '../../../../src/talk/dialogue/types.ts'

const told: Fields = { place: { text: '甲路', id: 'jia' }, kind: { text: '举报', id: 'report' } }
const declined: Fields = { place: { text: '', skipped: true }, kind: { text: '', skipped: true, id: 'report' } }

describe('a condition of a step', () => {
  it.each([
    ['has place', true, false, false],
    ['missing place', false, false, true],
    ['skipped place', false, true, false],
    ['has place.id', true, false, false],
    ['missing place.id', false, true, true],
    ['has place.phone', false, false, false],
    ['missing place.phone', true, true, true],
    ['is kind report', true, false, false],
    ['is kind claim', false, false, false],
  ])('"%s" of what was answered: %s, declined: %s, not asked yet: %s', (condition, answered, skipped, unasked) => {
    expect(holds([condition], told)).toBe(answered)
    expect(holds([condition], declined)).toBe(skipped)
    expect(holds([condition], {})).toBe(unasked)
  })

  it('holds with all the others of its list', () => {
    expect(holds([], {})).toBe(true)
    expect(holds(['has place', 'is kind report'], told)).toBe(true)
    expect(holds(['has place', 'is kind claim'], told)).toBe(false)
  })

  it('looks at one field, whatever part of it', () => {
    expect(fieldOf('missing place.id')).toBe('place')
    expect(lookAt(['has kind', 'missing place.id'], 'place')).toBe(true)
    expect(lookAt(['has kind', 'missing place.id'], 'town')).toBe(false)
    expect(lookAt([], 'place')).toBe(false)
  })
})
