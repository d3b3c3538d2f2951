import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ROOT } from '../../../src/app/root.ts'
import { faultOfUnderstanding, loadUnderstanding } from '../../../src/case/understand/index.ts'

const { legal } = loadUnderstanding({ rulesDir: join(ROOT, 'rules') })
const waysOf = (text: string) => legal(text).ways.map(({ way }) => way)
const limitsOf = (text: string) => legal(text).ways.flatMap(({ limits }) => limits.map(({ cite }) => cite))

describe('the kind of a matter, as its words have it', () => {
  it.each([
    ['建议在学校门口装一个红绿灯', 'suggestion', '建议'],
    ['村支书贪污修路的钱', 'report', '贪污'],
    ['单位欠我三个月工资', 'claim', undefined],
    ['关于延长夜班公交的几点建议：末班车太早', 'suggestion', '建议'],
    ['医生的建议我没有听', 'claim', undefined],
    ['投诉过，举报无效，警察也来看过', 'claim', undefined],
  ])('%s: %s', (text, nature, word) => {
    const advice = legal(text)
    expect(advice.nature).toBe(nature)
    if (word !== undefined) expect(advice.natureWords.join()).toContain(word)
  })

  it('is left to be asked where the words point two ways, with both', () => {
    const { nature, natureWords } = legal('村支书贪污，还扣了我家的低保')
    expect(nature).toBe('unclear')
    expect(natureWords.join()).toMatch(/贪污.*低保/)
  })
})

it('a guess in passing is no report: its author is asked', () => {
  expect(legal('砖厂天天冒黑烟。难道政府官商勾结？').nature).toBe('unclear')
  expect(legal('砖厂天天冒黑烟，环保部门收受好处费').nature).toBe('report')
})

describe('the way of article 31', () => {
  it.each([
    ['法院判决两年了，执行局一直不执行', 1],
    ['老板拖欠工资，没签劳动合同就把我辞退了', 2],
    ['我不服党内处分，申请复审', 3],
    ['不服交警的行政处罚，罚款两百元不合理', 4],
    ['楼下饭店油烟扰民，没人查处', 5],
    ['流动摊贩占道经营，堵了路口', 5],
    ['公司一直不买社保', 5],
    ['窗口说不予办理，没有理由', 4],
    ['房产证什么时候能办', 6],
    ['小区的路灯不亮', 6],
  ])('%s: %i', (text, way) => {
    expect(waysOf(text)[0]).toBe(way)
  })

  it('comes with the words that led there, two ways at most', () => {
    const { ways } = legal('老板拖欠工资，法院判决了不执行，罚款也没有交')
    expect(ways).toHaveLength(2)
    expect(ways.find(({ way }) => way === 1)?.words).toEqual(expect.arrayContaining(['法院', '判决']))
  })

  it('warns of limits that may run out, each with its law', () => {
    expect(limitsOf('公司把我辞退，不给经济补偿')).toContain('《劳动争议调解仲裁法》第二十七条')
    expect(limitsOf('不服行政处罚的罚款')).toContain('《行政复议法》第二十条')
    expect(limitsOf('小区的路灯不亮')).toEqual([])
    expect(limitsOf('楼下饭店油烟扰民，没人查处')).toEqual([])
  })

  it('is no matter of a suggestion or a report', () => {
    expect([waysOf('建议法院早点开庭'), waysOf('举报所长受贿')]).toEqual([[], []])
  })
})

it('a limit that is not there is a fault of the rules', () => {
  const rules = join(mkdtempSync(join(tmpdir(), 'ways-')), 'rules')
  cpSync(join(ROOT, 'rules'), rules, { recursive: true })
  const file = join(rules, 'ways.yaml')
  writeFileSync(file, readFileSync(file, 'utf8').replace('[labour_arbitration]', '[nothing]'))
  expect(faultOfUnderstanding(rules)).toContain('there is no limit nothing')
  rmSync(rules, { recursive: true })
})
