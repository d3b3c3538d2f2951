import { describe, expect, it } from 'vitest'
import {
  addsMore,
  commandDenied,
  contactFor,
  isLost,
  questioned,
  submitsEarly,
  worthKeeping,
} from '../../../../src/talk/dialogue/engine/misplaced.ts'
import type { AskStep } from '../../../../src/talk/dialogue/flow.ts'
import type { FieldValue } from '../../../../src/talk/dialogue/types.ts'
import { CONFIRM, flowOf, optionOf, saying, stepOf, threadOf, worldOf } from './world.ts'

const NUMBER = '13800000000'

describe('a telephone number said where something else is asked', () => {
  const flow = flowOf([
    { kind: 'text', field: 'tried' },
    { kind: 'phone', field: 'phone' },
    { kind: 'representatives', field: 'people' },
    { kind: 'contact', field: 'contact' },
    CONFIRM,
  ])
  const at = (field: string, text: string, known?: FieldValue) =>
    contactFor(
      stepOf(flow, field),
      threadOf(flow, known ? { contact: known } : {}, { wrong: 1 }),
      flow,
      saying(text, 7),
    )

  it('is kept as the contact, with the message that gave it', () => {
    expect(at('tried', NUMBER)?.thread.fields.contact).toEqual({
      text: NUMBER,
      phone: NUMBER,
      by: 'citizen',
      from: [7],
    })
  })

  it('does not begin the question anew that it left open', () => {
    expect(at('tried', NUMBER)).toMatchObject({ declined: false, thread: { wrong: 1 } })
  })

  it.each(['phone', 'people', 'contact'])('is left to a question that reads numbers itself: %s', (field) => {
    expect(at(field, NUMBER)).toBeNull()
  })

  it('is nothing where the flow asks for no contact', () => {
    const bare = flowOf([{ kind: 'text', field: 'tried' }])
    expect(contactFor(stepOf(bare, 'tried'), threadOf(bare), bare, saying(NUMBER))).toBeNull()
  })

  it('may be declined there: "匿名"', () => {
    const kept = at('tried', '匿名')
    expect(kept?.declined).toBe(true)
    expect(kept?.thread.fields.contact).toEqual({ text: '', skipped: true, from: [7] })
  })

  it('is no contact in other words, nor are words without one', () => {
    expect(at('tried', '找过居委会')).toBeNull()
    expect(at('tried', `昨天下午问过他们${NUMBER}`)).toBeNull()
  })

  it('at the summary puts the number right, with up to fifteen letters around it', () => {
    const around = '之前留给你们那一个早就停机打这里'
    expect(around).toHaveLength(16)
    expect(at('confirmed', `${around.slice(1)}${NUMBER}`)?.thread.fields.contact).toMatchObject({ phone: NUMBER })
    expect(at('confirmed', `${around}${NUMBER}`)).toBeNull()
  })

  it('takes the place of the first number, and the name stands', () => {
    const before: FieldValue = { text: '李建国 13900000000', name: '李建国', phone: '13900000000', by: 'citizen' }
    expect(at('confirmed', NUMBER, before)?.thread.fields.contact).toMatchObject({
      text: `李建国 ${NUMBER}`,
      name: '李建国',
      phone: NUMBER,
    })
    // "邻居" has only the form of a name.
    expect(at('confirmed', `邻居 ${NUMBER}`, before)?.thread.fields.contact).toMatchObject({ name: '李建国' })
    expect(at('confirmed', `王芳 ${NUMBER}`, before)?.thread.fields.contact).toMatchObject({
      text: `王芳 ${NUMBER}`,
      name: '王芳',
    })
  })

  it('takes the place of a number without a name', () => {
    const before: FieldValue = { text: '13900000000', phone: '13900000000', by: 'citizen' }
    expect(at('confirmed', NUMBER, before)?.thread.fields.contact).toEqual({
      text: NUMBER,
      phone: NUMBER,
      by: 'citizen',
      from: [7],
    })
  })
})

describe('"提交" before everything is asked', () => {
  const flow = flowOf([
    { kind: 'narrative', field: 'words' },
    { kind: 'yes_no', field: 'handed', options: [optionOf('yes', '提交材料'), optionOf('no', '没有')] },
    {
      ...CONFIRM,
      options: [
        optionOf('yes', '没问题，提交', { words: ['好', '提交 OK'] }),
        optionOf('later', '先不提交', { words: ['暂不提交'] }),
      ],
    },
  ])
  const early = (text: string, field = 'handed') => submitsEarly(flow, stepOf(flow, field), text)

  it.each(['没问题，提交', '提交ok。', '没问题，提交！'])('is meant by "%s"', (text) => {
    expect(early(text)).toBe(true)
  })

  it.each([
    ['好', 'may answer anything'],
    ['先不提交', 'is the other option'],
    ['暂不提交', 'is a word of the other option'],
    ['提交材料', 'is an answer of another question'],
    ['我想问怎么提交', 'only holds it'],
    ['路灯坏了', 'is none of it'],
  ])('is not meant by "%s", which %s', (text) => {
    expect(early(text)).toBe(false)
  })

  it.each(['confirmed', 'words'])('at the %s is nothing early', (field) => {
    expect(early('没问题，提交', field)).toBe(false)
  })
})

describe('"补充一下，…"', () => {
  it.each([
    '补充昨天夜里又施工',
    '补充，昨天夜里又施工',
    '补充：昨天夜里又施工',
    '补充一下昨天夜里又施工',
    '补充一点，昨天夜里又施工',
    '补充说明，昨天夜里又施工',
    '我还想补充一句，昨天夜里又施工',
    '我再补充下：昨天夜里又施工',
    '另外要补充一下，昨天夜里又施工',
    ' 补充一下，昨天夜里又施工',
    '补充一下。\n昨天夜里又施工',
    '补充一下，停水\n昨天夜里又停了',
  ])('"%s" is more of the story', (text) => {
    expect(addsMore(text)).toBe(true)
  })

  it.each(['补充一下', '补充一下，停水', '他们说要我补充一下材料和照片', '昨天夜里又施工'])('"%s" is not', (text) => {
    expect(addsMore(text)).toBe(false)
  })
})

describe('words that answer nothing where something is to be chosen', () => {
  const CHOSEN = [optionOf('danger', '现在有危险'), optionOf('safe', '现在没有危险', { words: ['没事'] })]
  const kept = (text: string, kind: AskStep['kind'] = 'choice') => worthKeeping({ kind } as AskStep, text, CHOSEN)

  it.each(['choice', 'phone', 'date', 'headcount'] as const)('are about the matter: %s', (kind) => {
    expect(kept('他们半夜也施工', kind)).toBe(true)
  })

  it.each(['narrative', 'summary', 'consent', 'yes_no', 'rating', 'photos'] as const)(
    'are about the question at a %s',
    (kind) => {
      expect(kept('他们半夜也施工', kind)).toBe(false)
    },
  )

  it('are four letters at least beside the words of an option', () => {
    expect(kept('没事，他们走开了')).toBe(true)
    expect(kept('没事，他们走了')).toBe(false)
  })

  it.each(['停水', '1234567', '无所谓你们', '不知道算不算现在有危险这种'])('are not "%s"', (text) => {
    expect(kept(text)).toBe(false)
  })
})

describe('a command that is denied', () => {
  const world = worldOf([])

  it.each([
    '不退出',
    '别退出',
    '没想退出',
    '没有要退出',
    '不想要退出',
    '并不想退出',
    '我不是要退出',
    '我们不打算退出',
    '不想重来',
    '不要返回',
    '不要人工',
    '我不想投诉',
    '没要随手拍',
    '不想退出。',
  ])('"%s"', (text) => {
    expect(commandDenied(text, world)).toBe(true)
  })

  it.each(['他们不退出', '不想办手续', '不要通知', '没有电话', '不要退出小区', '不'])('"%s" denies none', (text) => {
    expect(commandDenied(text, world)).toBe(false)
  })
})

describe('a question to the service', () => {
  const { questions } = worldOf([]).common
  const world = worldOf([])
  const useful = questions.useful?.say as string

  it.each(['反映了有用吗', '你是机器人？', '你是机器人? ', '你是机器人吗？', '你们会不会告诉他', '你们管不管'])(
    '"%s" is answered',
    (text) => {
      expect(Object.values(questions).map(({ say }) => say)).toContain(questioned(text, world))
    },
  )

  it('gets the answer to what was asked', () => {
    expect(questioned('反映了有用吗', world)).toBe(useful)
    expect(questioned('你是机器人吗', world)).toBe(questions.robot?.say)
  })

  it('has twenty letters at most: longer words tell something', () => {
    const twenty = '他们说去哪里反映都没有用我想问一下有用吗'
    expect(twenty).toHaveLength(20)
    expect(questioned(twenty, world)).toBe(useful)
    expect(questioned(`${twenty}？`, world)).toBe(useful)
    expect(questioned(`人${twenty}`, world)).toBeNull()
  })

  it.each(['他说有人会告诉他的', '今天还有水吗', '你是机器人', '你们会告诉他不要紧'])('is not "%s"', (text) => {
    expect(questioned(text, world)).toBeNull()
  })
})

describe('"看不懂"', () => {
  it.each(['看不懂', '看不懂！', ' 什么 意思 '])('is "%s"', (text) => {
    expect(isLost(text, worldOf([]))).toBe(true)
  })

  it('is said whole', () => {
    expect(isLost('墙上的公告看不懂', worldOf([]))).toBe(false)
  })
})
