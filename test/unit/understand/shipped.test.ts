import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadUnderstanding, readCueRules, readExamples } from '../../../src/case/understand/index.ts'
import { BY_WORDS, EMPTY, LEARNED } from './messages.ts'

const root = join(import.meta.dirname, '../../..')
const rulesDir = join(root, 'rules')
const understanding = loadUnderstanding({ rulesDir })
const { classify } = understanding

/** Never learned: `rules/category-examples.yaml` are other sentences. */
const OTHER_EIGHT = readFileSync(join(root, 'bench/messages/other-eight.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line): { label: string; text: string } => JSON.parse(line))

describe('the model that ships', () => {
  it.each(LEARNED)('puts a plain matter of %s first: %s', (category, text) => {
    const said = classify({ text })
    expect(said.scores[0]?.category).toBe(category)
    expect(said.set).toContain(category)
  })

  it('has the true class of the other eight in the set for at least seven in ten, and rarely a lone wrong one', () => {
    const sets = OTHER_EIGHT.map(({ label, text }) => ({ category: label, set: classify({ text }).set }))
    const found = sets.filter(({ category, set }) => set.includes(category)).length
    const loneWrong = sets.filter(({ category, set }) => set.length === 1 && set[0] !== category).length
    expect(found / sets.length).toBeGreaterThanOrEqual(0.7)
    expect(loneWrong / sets.length).toBeLessThanOrEqual(0.1)
  })

  it('is measured on at least thirty messages of each of the eight, none of them learned', () => {
    const learned = new Set(readExamples(rulesDir).rows.map(({ text }) => text))
    const eight = understanding.categories.filter((name) => !understanding.learned.includes(name))
    for (const name of eight) {
      expect(OTHER_EIGHT.filter(({ label }) => label === name).length).toBeGreaterThanOrEqual(30)
    }
    expect(OTHER_EIGHT.filter(({ text }) => learned.has(text))).toEqual([])
  })

  it.each(BY_WORDS)('has %s in the set of a plain matter of it: %s', (category, text) => {
    expect(classify({ text }).set).toContain(category)
  })

  it.each(EMPTY)('is unsure, with an empty set, when nothing was said: %j', (text) => {
    expect(classify({ text })).toMatchObject({ set: [], unsure: true })
  })

  it('names every category once, probabilities adding up to 1, in falling order', () => {
    const { scores } = classify({ text: '学校门口的路灯坏了' })
    expect(scores.map((score) => score.category).sort()).toEqual([...understanding.categories].sort())
    expect(scores.reduce((sum, score) => sum + score.p, 0)).toBeCloseTo(1, 6)
    expect(scores.map((score) => score.p)).toEqual(scores.map((score) => score.p).sort((a, b) => b - a))
  })

  it('says that it is unsure whenever the set is empty or longer than a menu of three', () => {
    for (const [, text] of [...LEARNED, ...BY_WORDS]) {
      const said = classify({ text })
      if (said.set.length === 0 || said.set.length > 3) expect(said.unsure).toBe(true)
    }
  })

  it('answers the same with the masked place name of one city and with that of another', () => {
    const text = (place: string): string => `${place}的化工厂晚上偷排废气，味道刺鼻`
    const said = classify({ text: text('A市') }).scores
    expect(classify({ text: text('K7县') }).scores).toEqual(said)
    expect(classify({ text: text('西地省M3区') }).scores).toEqual(said)
  })

  it('reads a title apart from the text, and survives 20,000 characters', () => {
    const titled = classify({ title: '拖欠农民工工资', text: '请有关部门处理。' })
    expect(titled.scores[0]?.category).toBe('劳动和社会保障')
    expect(classify({ text: '拖欠工资。'.repeat(4000) }).scores[0]?.category).toBe('劳动和社会保障')
  })

  it('says which words led to a category', () => {
    const cue = classify({ text: '派出所不给立案' }).cues.find(({ category }) => category === '政法')
    expect(cue?.words).toContain('派出所')
  })

  it('has no word that stands for two categories', () => {
    const { categories } = readCueRules(rulesDir)
    const all = Object.values(categories).flatMap(({ strong, plain }) => [...strong, ...plain])
    expect(all.filter((word, i) => all.indexOf(word) !== i)).toEqual([])
  })

  it('knows the three levels by path', () => {
    const { roots } = understanding.taxonomy
    const seconds = roots.flatMap((root) => root.children)
    const paths = seconds.flatMap((second) => second.children.map((third) => third.path.join('/')))
    expect([roots.length, seconds.length, paths.length]).toEqual([15, 118, 517])
    expect(new Set(paths).size).toBe(517)
  })
})
