import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { reader } from '../../../src/app/reading.ts'
import { ROOT } from '../../../src/app/root.ts'
import type { Org } from '../../../src/case/org/index.ts'
import { loadUnderstanding } from '../../../src/case/understand/index.ts'
import { manualClock } from '../../../src/platform/kernel/index.ts'

const understanding = loadUnderstanding({ rulesDir: join(ROOT, 'rules') })
const read = reader(
  understanding,
  () => ({ places: [] }) as unknown as Org,
  manualClock(new Date('2026-03-02T01:00:00Z')),
)
const timeOf = async (text: string) => (await read(text, text)).fields.time?.text
const long = '路边的水沟常年没有人清理，一下雨污水就漫上来，老人和孩子走路都要绕行，夏天蚊虫很多。'.repeat(3)

describe('the category of a story', () => {
  const text = '公交车司机态度差，站台不停车，天天甩站'
  const org = () => ({ places: [] }) as unknown as Org
  const clock = manualClock(new Date('2026-03-02T01:00:00Z'))

  it('is proposed or asked while suggestions are on', async () => {
    const { options } = await reader(understanding, org, clock)(text, text)
    expect(options.category?.length).toBeGreaterThan(0)
  })

  it('is neither shown nor asked while they are turned off', async () => {
    const { fields, options } = await reader(understanding, org, clock, () => false)(text, text)
    expect(fields.category).toMatchObject({ text: '', skipped: true })
    expect(options.category).toBeUndefined()
  })
})

describe('when it happened, as far as a story says', () => {
  it.each([
    ['上周三起工地半夜施工', '上周三'],
    ['今天早上家里停水了', '今天早上'],
    ['从2019年开始没有发过工资', '2019年'],
    ['2024年起水就是黄的', '2024年'],
    ['去年工厂搬来以后气味很大', '去年'],
    ['2025年5月买的房，墙裂了', '2025年5月'],
    ['路灯已经坏了三个月了', '三个月了'],
    ['今年元月交的钱', '今年元月'],
    ['今春大理石桌面不见了', '今春'],
    ['近三年水管反复破裂', '近三年'],
    ['2月11日星期三上午九点半去挂号', '2月11日星期三上午九点半'],
    [`2025年6月征的地，至今没有公示。${'我们四周村民都不同意。'.repeat(12)}村民代表2025年10月11日`, '2025年6月'],
  ])('"%s": %s', async (text, said) => {
    expect(await timeOf(text)).toBe(said)
  })

  it.each([
    '按2013年1月10日发布的文件，费用应当退还',
    '我1998年退休，房子一直过不了户',
    '2020年宣传说会修路',
    '今年准备装电梯，楼下不同意',
    '6月底将召开业主大会换物业',
    '路灯至今天也没有修',
    '我在这里开店已经5年了',
    '今年已经38岁',
    '我都结婚五年了',
    `${long}今天给您写信，盼回音。`,
    `${long}2025年12月10日`,
    '文件是去年印发的，到期了没有执行，今天还在拖',
  ])('no day of the matter itself: "%s"', async (text) => {
    expect(await timeOf(text)).toBeUndefined()
  })
})
