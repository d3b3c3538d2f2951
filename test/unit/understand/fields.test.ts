import { describe, expect, it } from 'vitest'
import { readStory } from '../../../src/case/understand/index.ts'

describe('what a story asks for and whom it names', () => {
  it('takes the clause that asks, not the whole story', () => {
    expect(readStory('门口工地半夜施工，孩子睡不着，希望晚上十点后停工。').wants).toEqual(['希望晚上十点后停工'])
  })

  it('finds nothing asked in a story that only tells', () => {
    expect(readStory('村口的路灯坏了一个月，一直黑着。').wants).toEqual([])
  })

  it.each([
    '食堂的卫生符合要求，可是价格太贵',
    '老板要求工人周末也上班',
    '在班主任再三要求下，我们交了钱',
    '居民们翘首以盼，等了三年',
    '盼了很久的公园变成了停车场',
    '医生建议停药，我照做了',
    '至于能否修好，谁也不说',
    '法院驳回了我的请求，很失望',
    '这里没有希望的样子',
    '这条规定使我们没有希望',
    '医院建议我们到省城再检查',
    '我早就建议过这件事',
    '他们回信说建议你通过法院解决',
  ])('what others ask for, and a noun, is no wish: "%s"', (text) => {
    expect(readStory(text).wants).toEqual([])
  })

  it.each([
    ['河边很臭，望部门尽快处理', '望部门尽快处理'],
    ['桥断了，请加快修复', '请加快修复'],
    ['业主强烈要求公开账目', '业主强烈要求公开账目'],
    ['请教育部门重视补课的事', '请教育部门重视补课的事'],
    ['工期过了半年，望加快修建', '望加快修建'],
    ['我不懂政策，请您回复', '请您回复'],
    ['我不懂政策，请明确答复', '请明确答复'],
  ])('a wish in other words: "%s"', (text, want) => {
    expect(readStory(text).wants).toEqual([want])
  })

  it('keeps several wishes apart and in order, each once', () => {
    const { wants } = readStory('请尽快修路。建议装一盏灯。请尽快修路。')
    expect(wants).toEqual(['请尽快修路', '建议装一盏灯'])
  })

  it.each([
    ['我们要求，一是退钱，二是道歉', ['退钱', '道歉']],
    ['物业乱收费。诉求：1、退还多收的钱；2、公开账目。谢谢', ['退还多收的钱', '公开账目']],
    ['希望领导：（1）修好路灯（2）加装护栏。', ['修好路灯', '加装护栏']],
    ['请问：1，是否备案？2，收费依据是什么？', ['是否备案', '收费依据是什么']],
  ])('what its author numbers is several things: "%s"', (text, wants) => {
    expect(readStory(text).wants).toEqual(wants)
  })

  it.each([
    ['请派人查看，要求商家道歉，谢谢', ['请派人查看', '要求商家道歉']],
    ['尊敬的领导：你好！请张书记帮忙落实，万分感谢', ['请张书记帮忙落实']],
    ['门口很黑 请完善照明设施', ['请完善照明设施']],
    ['请问王局长，低保什么时候能发', ['低保什么时候能发']],
    ['怀孕四个月了，如何办理准生证？', ['如何办理准生证']],
    ['没有人管，求部门查一查', ['求部门查一查']],
    ['我想知道养老金是怎样算的', ['我想知道养老金是怎样算的']],
  ])('asked in one sentence, without greeting and thanks: "%s"', (text, wants) => {
    expect(readStory(text).wants).toEqual(wants)
  })

  it.each([
    '公司要求员工自己交钱',
    '他们打电话来，要求其不许起诉',
    '我看到了希望',
    '一直盼望着通车',
    '请了律师也没有用',
    '这样的日子何时休？',
    '怎么申请都不批',
  ])('asks nothing of an office: "%s"', (text) => {
    expect(readStory(text).wants).toEqual([])
  })

  it('leaves in the story what a long sentence goes on to tell', () => {
    const [want = ''] = readStory(`希望修好路灯，${'这条路上天天有老人摔倒，'.repeat(9)}大家都怕`).wants
    expect(want.startsWith('希望修好路灯')).toBe(true)
    expect(want.length).toBeLessThanOrEqual(80)
  })

  it('names whom it is about without the words that lead up to it, and not who was asked for help', () => {
    expect(readStory('我们被宏达物业公司乱收费，又去找新花苑居委会').parties).toEqual(['宏达物业公司'])
  })

  it('does not take a bare kind of unit for a name', () => {
    expect(readStory('孩子在学校门口摔倒了').parties).toEqual([])
  })

  it('cuts a wish without pauses to a length a summary can show', () => {
    const [want = ''] = readStory(`希望${'修路'.repeat(200)}`).wants
    expect(want.length).toBeLessThanOrEqual(120)
    expect(want.startsWith('希望修路')).toBe(true)
  })
})
