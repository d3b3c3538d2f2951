import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isCopy, traceOf } from '../../../src/case/understand/copies.ts'
import { scoreDuplicates, scoreSameMatter } from '../../../src/case/understand/evaluate-similar.ts'
import { imprintOf, packPortrait, unpackPortrait } from '../../../src/case/understand/imprint.ts'
import { likeness, PERHAPS_SAME, pairsIn, portray, SAME_MATTER } from '../../../src/case/understand/likeness.ts'
import { marksOf } from '../../../src/case/understand/marks.ts'
import { countRarity } from '../../../src/case/understand/rarity.ts'
import { readRarity } from '../../../src/case/understand/store.ts'

const rarity = readRarity(join(import.meta.dirname, '../../../rules/models'))
const like = (a: string, b: string) => likeness(portray({ text: a }, rarity), portray({ text: b }, rarity))

const MIXER = '望湖花园门口的混凝土搅拌站昼夜施工，粉尘很大，窗户都不敢开，老人小孩咳嗽不停。'
const MIXER_BY_ANOTHER = '搅拌站建在望湖花园门口，粉尘飘进家里，混凝土车昼夜不停，孩子咳嗽，希望搬走。'
const MIXER_ELSEWHERE = '城西工业园旁边的工地晚上打桩，声音很大，睡不着觉，请有关部门管一管。'

describe('a copy', () => {
  it('is a text sent again with a greeting or another mark', () => {
    expect(isCopy(traceOf(MIXER), traceOf(`您好！${MIXER.replace('，', '。')}谢谢`))).toBe(true)
  })

  it('is none where the same is told in other words, nor where a long letter holds a short one', () => {
    expect(isCopy(traceOf(MIXER), traceOf(MIXER_BY_ANOTHER))).toBe(false)
    expect(isCopy(traceOf(MIXER), traceOf(MIXER + MIXER_ELSEWHERE.repeat(2) + MIXER_BY_ANOTHER))).toBe(false)
  })
})

describe('the same matter', () => {
  it('told by two people is alike, and another of its kind elsewhere is not', () => {
    expect(like(MIXER, MIXER_BY_ANOTHER)).toBeGreaterThan(SAME_MATTER)
    expect(like(MIXER, MIXER_ELSEWHERE)).toBeLessThan(PERHAPS_SAME)
  })

  it('is 1 for itself and 0 for nothing', () => {
    expect(like(MIXER, MIXER)).toBeCloseTo(1)
    expect(like(MIXER, '')).toBe(0)
    expect(like('', '')).toBe(0)
  })

  it('weighs a name more than words that everybody uses', () => {
    const texts = ['小区停水', '小区停电', '小区漏水', '小区很吵', '澜庭小区停水'].map((text) => ({ text }))
    const made = countRarity(texts.map(pairsIn))
    const weights = portray({ text: '澜庭小区停水' }, made)
    const [name] = pairsIn({ text: '澜庭' })
    const [common] = pairsIn({ text: '小区' })
    expect(weights.get(name ?? 0)).toBeGreaterThan(weights.get(common ?? 0) ?? 1)
  })
})

describe('a portrait as it is kept', () => {
  it('is hardly another than the one it was made of', () => {
    const portrait = portray({ text: MIXER }, rarity)
    expect(likeness(portrait, unpackPortrait(packPortrait(portrait)))).toBeCloseTo(1, 2)
    expect(unpackPortrait(packPortrait(new Map())).size).toBe(0)
  })
})

describe('marks', () => {
  const marks = (text: string, area: string | null) =>
    marksOf(imprintOf({ text }, rarity), area).map(({ mark }) => mark)

  it('are shared by copies and by others who tell the same', () => {
    const own = new Set(marks(MIXER, null))
    expect(marks(MIXER_BY_ANOTHER, null).filter((mark) => own.has(mark)).length).toBeGreaterThan(2)
    expect(marks(MIXER_ELSEWHERE, null).filter((mark) => own.has(mark)).length).toBeLessThan(2)
  })

  it('of a town are shared only within it', () => {
    const everywhere = new Set(marks(MIXER, null))
    const of = (area: string) => marks(MIXER, area).filter((mark) => !everywhere.has(mark))
    expect(of('liudu').length).toBeGreaterThan(5)
    expect(of('liudu')).toEqual(of('liudu'))
    expect(of('liudu').filter((mark) => of('maidian').includes(mark))).toEqual([])
  })
})

describe('the figures', () => {
  const posts = [
    { id: 'a', title: '搅拌站扰民', text: MIXER },
    { id: 'b', title: '粉尘', text: MIXER_BY_ANOTHER },
    { id: 'c', title: '搅拌站扰民', text: `${MIXER}谢谢领导` },
    { id: 'd', title: '打桩', text: MIXER_ELSEWHERE },
  ]

  it('count copies found and wrongly found among pairs that touch a listed id', () => {
    expect(scoreDuplicates(posts, [['a', 'c']], rarity)).toMatchObject({ recall: 1, precision: 1 })
    expect(scoreDuplicates(posts, [['a', 'b']], rarity)).toMatchObject({ recall: 0, precision: 0 })
  })

  it('rank all others for each listed id, beside plain TF-IDF', () => {
    const report = scoreSameMatter(posts, [['a', 'b', 'c']], rarity)
    expect(report).toMatchObject({ n: 3, map: 1, p_at_5: 1, shortlisted: 1 })
    expect(report.plain_map).toBeGreaterThan(0)
  })
})
