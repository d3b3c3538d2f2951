import { describe, expect, it } from 'vitest'
import { corrected } from '../../../../src/talk/dialogue/engine/correction.ts'
import { CONFIRM, flowOf, threadOf } from './world.ts'

const flow = flowOf(
  [
    { kind: 'narrative', field: 'words' },
    { kind: 'place', field: 'place' },
    { kind: 'party', field: 'unit' },
    { kind: 'party', field: 'unit_name' },
    { kind: 'contact', field: 'contact' },
    { kind: 'text', field: 'tried' },
    { kind: 'date', field: 'time', volunteered: true },
    { kind: 'text', field: 'bare' },
    CONFIRM,
    { kind: 'act', field: 'filed', do: 'file', say: {} },
  ],
  {
    fields: {
      words: { label: '事情' },
      place: { label: '地点', also: ['地址'] },
      unit: { label: '单位' },
      unit_name: { label: '单位名称' },
      contact: { label: '联系方式', also: ['电话'] },
      tried: { label: '以前' },
      time: { label: '时间' },
      confirmed: { label: '确认' },
      filed: { label: '提交' },
    },
  },
)
const known = ['words', 'place', 'unit', 'unit_name', 'contact', 'bare', 'confirmed', 'filed']
const thread = threadOf(flow, Object.fromEntries(known.map((field) => [field, { text: '甲' }])))
const read = (text: string) => corrected(text, thread, flow)

describe('an answer that is said to be wrong', () => {
  it.each([
    '地点',
    ' 地点 ',
    '改地点',
    '改 地点 ',
    '改一下地点',
    '修改地点',
    '更改地点',
    '地址错了',
    '地点错',
    '地点是错的',
    '地点的不对',
    '地点有误',
    '地点写错了',
    '地点写得不对',
    '地点我写错了',
    '地点这里写错了',
    '地点名字写错了',
    '地点要改',
    '地点改一下',
    '地点改一下吧啊',
    '地点错了吧！',
    '我地点错了',
    '我的地点错了',
    '上面地点错了',
    '上面的地点错了',
    '前面地点错了',
    '前面的地点错了',
    '刚才地点错了',
    '刚才的地点错了',
    '不对，我的地点错了',
    '你好，请帮我把上面的地点改一下',
  ])('and nothing more: "%s"', (text) => {
    expect(read(text)).toEqual({ field: 'place', value: '' })
  })

  it.each([
    '地点错了，是幸福路',
    '地点写错，是幸福路',
    '地点错了，应该是幸福路',
    '地点不对。正确的是幸福路',
    '地点错了 正确是幸福路',
    '地点错了，在幸福路',
    '地点改成幸福路',
    '地点改为：幸福路',
    '地点换成幸福路',
    '改地点为幸福路',
    '改 地点 幸福路 ',
    '改一下地点，幸福路',
    '把地点改到幸福路',
    '地点说反了，应该在幸福路',
  ])('and put right: "%s"', (text) => {
    expect(read(text)).toEqual({ field: 'place', value: '幸福路' })
  })

  it('keeps what is said after it, to the last word', () => {
    expect(read('地点错了，是幸福路吧')?.value).toBe('幸福路吧')
    expect(read('地点错了，是１２号')?.value).toBe('12号')
    expect(read('地点错了，在A区')?.value).toBe('在A区')
  })

  it.each(['电话号写错了', '电话号码写错了', '电话打错了'])('may be called as people call it: "%s"', (text) => {
    expect(read(text)).toEqual({ field: 'contact', value: '' })
  })

  it('is called by the longer of two names that begin alike', () => {
    expect(read('改单位名称为宏达')).toEqual({ field: 'unit_name', value: '宏达' })
    expect(read('改单位为宏达')).toEqual({ field: 'unit', value: '宏达' })
  })

  it('may be what is never asked and only volunteered, answered or not', () => {
    expect(read('时间改成昨天')).toEqual({ field: 'time', value: '昨天' })
  })

  it('without a label is called by its name', () => {
    expect(read('bare错了')).toEqual({ field: 'bare', value: '' })
  })

  it('is told in forty letters at most, a greeting not counted', () => {
    const forty = `地点错了，是${'很'.repeat(34)}`
    expect(forty).toHaveLength(40)
    expect(read(forty)?.value).toBe('很'.repeat(34))
    expect(read(`你好，${forty}`)?.value).toBe('很'.repeat(34))
    expect(read(`${forty}很`)).toBeNull()
  })
})

describe('no correction', () => {
  it.each([
    ['地点在哪里都一样', 'says nothing of a mistake'],
    ['地点附近的牌子写错了', 'speaks of another mistake'],
    ['墙上的地点写错了', 'speaks of another place'],
    ['错了', 'names nothing'],
    ['以前错了', 'names what was not answered'],
    ['事情错了', 'names the story: it only grows'],
    ['确认错了', 'names the confirmation'],
    ['提交错了', 'names what was done'],
    ['', 'says nothing'],
  ])('is "%s", which %s', (text) => {
    expect(read(text)).toBeNull()
  })
})
