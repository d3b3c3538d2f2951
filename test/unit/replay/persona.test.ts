import { describe, expect, it } from 'vitest'
import type { County } from '../../../bench/replay/county.ts'
import { createDice } from '../../../bench/replay/dice.ts'
import { makePersona } from '../../../bench/replay/persona.ts'
import { chooseRows, type Row } from '../../../bench/replay/rows.ts'

const county: County = {
  towns: [
    { name: '甲街道', villages: ['东社区'] },
    { name: '乙镇', villages: [] },
  ],
  staff: [],
  fallback: [],
}

const row = (of: Partial<Row> = {}): Row => ({
  id: '1',
  title: '路灯坏了',
  detail: '晚上很黑。请尽快修好路灯',
  label: null,
  ...of,
})
const make = (given: Row, seed: number) => makePersona(given, county, createDice(seed))

describe('a persona', () => {
  it('is the same for the same seed and another for another', () => {
    expect(make(row(), 1)).toEqual(make(row(), 1))
    expect(new Set(Array.from({ length: 20 }, (_, seed) => make(row(), seed).place)).size).toBeGreaterThan(10)
  })

  it('asks for what the message asks for', () => {
    expect(make(row(), 1).want).toBe('请尽快修好路灯')
    expect(make(row({ detail: '晚上很黑。' }), 1).want).toMatch(/希望|请/)
  })

  it('sends a long story in pieces that together are the story', () => {
    const detail = '我家门口的路灯坏了一个月，晚上很黑，老人摔倒过。'.repeat(80)
    const { pieces } = make(row({ detail }), 1)
    expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThanOrEqual(600)
    expect(pieces.join('')).toBe(`路灯坏了。${detail}`)
    expect(make(row(), 1).pieces).toHaveLength(1)
  })

  it('leaves no number in one case of five and names the town in half', () => {
    const many = Array.from({ length: 500 }, (_, seed) => make(row(), seed))
    expect(many.filter((each) => each.contact === null).length / many.length).toBeCloseTo(0.2, 1)
    expect(many.filter((each) => each.place.startsWith(each.town)).length / many.length).toBeCloseTo(0.5, 1)
  })
})

describe('choosing rows', () => {
  it('takes the labels in turns, each row once', () => {
    const rows = ['a', 'a', 'a', 'a', 'b', 'c'].map((label, index) => row({ id: String(index), label }))
    const chosen = chooseRows(rows, 4, createDice('rows'))
    expect(chosen.map((each) => each.label).sort()).toEqual(['a', 'a', 'b', 'c'])
    expect(new Set(chooseRows(rows, 99, createDice('rows')).map((each) => each.id)).size).toBe(6)
  })
})
