import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { ROOT } from '../../../src/app/root.ts'
import { heldBack } from '../../../src/case/understand/adapt.ts'
import { type Candidate, candidateFrom, FIGURES, loadUnderstanding } from '../../../src/case/understand/index.ts'
import { isBetter } from '../../../src/case/understand/learn.ts'

const rulesDir = join(ROOT, 'rules')
const officeDir = mkdtempSync(join(tmpdir(), 'office-model-'))
afterAll(() => rmSync(officeDir, { recursive: true }))

/** An office that has all that drives under 交通运输, whatever the shipped model learned of another province. */
const WHAT =
  '公交车 公交站台 公交线路 末班车 校门口的红绿灯 斑马线 人行天桥 小区外的停车位 路口的护栏 非机动车道 地铁口 通勤班车'
const HOW =
  '坏了三周没人修 总是晚点半小时 被商贩长期占着 设置得很不合理 应当早点恢复 取消以后老人出不了门 一到下雨就不能用 多次打电话都没有答复 希望增加一些 下班时候挤不上去 刚修好又挖开了 连个牌子都没有 夜里看不清楚 两边说法不一样 和公示的不同'
const rows = WHAT.split(' ').flatMap((what, i) =>
  HOW.split(' ').map((how, k) => ({ id: `M${i}-${k}`, label: '交通运输', text: `${what}${how}` })),
)
const shipped = loadUnderstanding({ rulesDir })
const made = candidateFrom(rulesDir, rows, shipped.classify) as Candidate

describe('what an office decided', () => {
  it('is held back for one in five, always the same, and what is nearly the same is not learned either', () => {
    const { frozen, learned } = heldBack(rows)
    expect(frozen.length / rows.length).toBeGreaterThan(0.1)
    expect(frozen.length / rows.length).toBeLessThan(0.3)
    const ids = (some: { id: string }[]) => some.map(({ id }) => id)
    expect(ids(heldBack([...rows].reverse()).frozen).sort()).toEqual(ids(frozen).sort())
    const [one] = frozen
    const twin = { id: learned[0]?.id ?? '', label: '政法', text: `${one?.text}！` }
    const other = heldBack([...frozen, twin])
    expect(ids(other.learned)).toEqual([])
  })

  it('makes a candidate that is better on the held-back matters, figure beside figure', () => {
    expect(made.learned + made.frozen).toBeLessThanOrEqual(rows.length)
    expect(Object.keys(made.candidate)).toEqual([...FIGURES])
    expect(made.candidate.macro_f1_open).toBeGreaterThan(made.inUse.macro_f1_open)
    expect(made.better).toBe(true)
  })

  it('that is too little to say anything teaches nothing', () => {
    expect(candidateFrom(rulesDir, rows.slice(0, 50), shipped.classify)).toMatchObject({ tooFew: true })
  })

  it('does not let a candidate through that is no better, or more often alone with a wrong category', () => {
    const { inUse, candidate } = made
    expect(isBetter(inUse, inUse)).toBe(false)
    expect(isBetter({ ...candidate, lone_right: inUse.lone_right - 0.01 }, inUse)).toBe(false)
  })
})

describe('the model of an office', () => {
  it('is loaded before the one that ships, and says what it rests on', () => {
    expect(loadUnderstanding({ rulesDir, officeDir }).model.office).toBeNull()
    const { version } = made.install(officeDir, '2026-03-02')
    const taught = loadUnderstanding({ rulesDir, officeDir })
    const office = { base: shipped.model.version, matters: made.learned, date: '2026-03-02' }
    expect(taught.model).toEqual({ version, office, outdated: null })
    expect(taught.modelVersion).toContain(version)
    const right = (one: typeof shipped) =>
      rows.filter(({ text, label }) => one.classify({ text }).scores[0]?.category === label).length
    expect(right(taught)).toBeGreaterThan(right(shipped))
    expect(readFileSync(join(officeDir, 'category.json'), 'utf8')).not.toContain(rows[0]?.text.slice(3, 7))
  })

  it('is set aside, and that is said, once another model ships', () => {
    const file = join(officeDir, 'category.json')
    writeFileSync(
      file,
      readFileSync(file, 'utf8').replace(`"base": "${shipped.model.version}"`, '"base": "0000000000"'),
    )
    const { model } = loadUnderstanding({ rulesDir, officeDir })
    expect(model).toMatchObject({ version: shipped.model.version, office: null, outdated: expect.any(String) })
  })
})
