import { describe, expect, it } from 'vitest'
import type { AskStep, FlowOption } from '../../../src/talk/dialogue/flow.ts'
import { choose, chooseWhole, saidBeside } from '../../../src/talk/dialogue/kinds/choose.ts'
import { bareContact, readContact } from '../../../src/talk/dialogue/kinds/contact.ts'
import { KINDS, type Spoken } from '../../../src/talk/dialogue/kinds/index.ts'
import type { Thread, Understood } from '../../../src/talk/dialogue/types.ts'

const option = (id: string, label: string, words: string[] = [], skip = false): FlowOption => ({
  id,
  label,
  words,
  skip,
})
const TOWNS = [option('liudu', '柳渡镇'), option('liuxi', '柳溪镇'), option('none', '不清楚', ['不知道'], true)]
const SAFE = [
  option('danger', '现在有危险', ['有危险', '危险', '不安全']),
  option('safe', '现在没有危险', ['没有危险', '安全']),
]
const NONE = [option('none', '不留联系方式', ['不留', '不用', '没有', '不想留', '匿名', '不方便'], true)]

/** Monday in Shanghai. */
const NOW = new Date('2026-03-02T01:00:00Z')
const nothing: Understood = { fields: {}, options: {} }
const said = (text: string, understood = nothing): Spoken => ({
  type: 'answer',
  seq: 1,
  text,
  parts: [{ seq: 1, text }],
  understood,
})
const shared = { id: 'x', field: 'x', when: [], ask: 'x', wrong: [], optional: true, volunteered: false }
const thread = {} as Thread
const read = (kind: AskStep['kind'], text: string, options: FlowOption[] = [], understood = nothing) =>
  KINDS[kind].read(said(text, understood), { kind, ...shared, options, lists: [] } as AskStep, thread, options, NOW)

describe('choosing', () => {
  it.each([
    ['1', 'liudu'],
    ['２', 'liuxi'],
    ['第二个', 'liuxi'],
    ['选3', 'none'],
    ['一', 'liudu'],
    ['柳溪镇', 'liuxi'],
    ['应该是柳溪镇吧', 'liuxi'],
    ['柳溪', 'liuxi'],
    ['是柳溪镇，不是柳渡镇', 'liuxi'],
    ['我不知道', 'none'],
    ['我不住城里，住柳溪镇', 'liuxi'],
  ])('"%s" is %s', (text, id) => {
    expect(choose(text, TOWNS)?.id).toBe(id)
  })

  it.each(['4', '0', '11', '柳', '柳渡镇或者柳溪镇', '不是柳渡镇', '镇', '', '😀', '十一', '不', '1栋', '一直都这样'])(
    '"%s" is none of them',
    (text) => {
      expect(choose(text, TOWNS)).toBeNull()
    },
  )

  it.each([
    ['没有危险', 'safe'],
    ['现在没有危险了', 'safe'],
    ['有危险', 'danger'],
    ['不安全', 'danger'],
    ['现在很不安全', 'danger'],
    ['不太安全', 'danger'],
    ['应该有危脸吧', 'danger'],
    ['有……危险', 'danger'],
  ])('"%s" is %s, although one stands in the other', (text, id) => {
    expect(choose(text, SAFE)?.id).toBe(id)
  })

  it('a word with a character left out is still meant', () => {
    expect(choose('经开发区', [...TOWNS, option('zone', '经济开发区')])?.id).toBe('zone')
  })

  it('the number of the only option is no number: it is shown without one', () => {
    expect(choose('1', NONE)).toBeNull()
  })

  it.each([
    ['不留', true],
    ['我就不留了', true],
    ['不留，谢谢', true],
    ['不用回电话，打13800000000', false],
    ['没有人管这件事', false],
  ])('"%s" said whole: %s', (text, whole) => {
    expect(chooseWhole(text, NONE) !== null).toBe(whole)
  })

  it('knows how much is said beside', () => {
    expect(saidBeside('没有危险', SAFE)).toBe(0)
    expect(saidBeside('没有危险，他走了', SAFE)).toBe(2)
  })
})

describe('a contact', () => {
  it.each([
    ['王女士 13800000000', '王女士', '13800000000'],
    ['１３８００００００００', undefined, '13800000000'],
    ['电话：138-0000-0000', undefined, '13800000000'],
    ['+86 138 0000 0000', undefined, '13800000000'],
    ['我叫李建国', '李建国', undefined],
    ['李建国', '李建国', undefined],
    ['买买提·吐尔逊 13800000000', '买买提·吐尔逊', '13800000000'],
    ['0300-5550101', undefined, '03005550101'],
    ['13800000000，不用回电话', undefined, '13800000000'],
    ['王女士13800000000', '王女士', '13800000000'],
    ['王女士１３８００００００００', '王女士', '13800000000'],
    ['13800000000 王女士，路灯坏了两个月，一片漆黑', '王女士', '13800000000'],
    ['李建国13800000000谢谢', '李建国', '13800000000'],
    ['李建国，谢谢', '李建国', undefined],
    ['我的电话13800000000', undefined, '13800000000'],
    ['你好，13800000000', undefined, '13800000000'],
    ['联系我13800000000', undefined, '13800000000'],
    ['王女士 13800000000，路灯坏了两个月，一片漆黑', '王女士', '13800000000'],
  ])('"%s"', (text, name, phone) => {
    const value = readContact(text)
    expect([value?.name, value?.phone]).toEqual([name, phone])
  })

  it.each([
    '12345',
    '2138000000001',
    '138000000001',
    'hello',
    '？',
    '这件事拖了很久没有人管',
    '路灯坏了，一片漆黑，已经两个月',
  ])('none in "%s"', (text) => {
    expect(readContact(text)).toBeNull()
  })

  it.each(['你好', '可以', '好的', '谢谢', '在吗', '他们', '太久了'])('"%s" is nobody’s name', (text) => {
    expect(read('contact', text, NONE)).toEqual({ is: 'wrong' })
  })

  it.each(['李建国', '我叫李建国，没有电话'])('a name alone is enough: "%s"', (text) => {
    expect(read('contact', text, NONE)).toEqual({
      is: 'value',
      value: { text: '李建国', name: '李建国', by: 'citizen' },
    })
  })

  it.each([
    '不留',
    '我不想留',
    '不想留电话',
    '没有电话',
    '还是不留了吧',
    '匿名',
    '不用回电话了',
    '没有手机号',
    '不方便留电话',
    '不想留，怕报复',
    '不想溜',
  ])('"%s" declines', (text) => {
    expect(read('contact', text, NONE)).toEqual({ is: 'skip' })
  })

  it('a number counts, whatever is said around it', () => {
    expect(read('contact', '13800000000，不用回电话', NONE)).toMatchObject({ value: { phone: '13800000000' } })
  })

  it.each(['不留电话', '不留电话，怕打扰', '不了，谢谢'])('"%s" declines by the words that are shown', (text) => {
    const shown = [option('none', text.startsWith('不留') ? '不留电话' : '不了，谢谢', [], true)]
    expect(read('contact', text, shown)).toEqual({ is: 'skip' })
  })

  it.each(['这件事没有人管', '家里没有水用'])('"%s" declines nothing, although it holds the word', (text) => {
    expect(read('contact', text, NONE)).toEqual({ is: 'wrong' })
  })

  it.each([
    ['13800000000', true],
    ['我叫李建国，13800000000', true],
    ['我的联系电话是13800000000', true],
    ['买买提·吐尔逊 13800000000', true],
    ['有事打我电话13800000000', true],
    ['我打13800000000问过他们', false],
    ['李建国', false],
    ['1380000000', false],
  ])('"%s" is a contact and nothing else: %s', (text, bare) => {
    expect(bareContact(text) !== null).toBe(bare)
  })
})

describe('a place', () => {
  it.each(['不知道', '我不清楚', '没有'])('"%s" leaves it open', (text) => {
    expect(read('place', text)).toEqual({ is: 'skip' })
  })

  it('known to us it has our id and the citizen’s words', () => {
    const known = { fields: { place: { text: '柳渡镇', id: 'liudu' } }, options: {} }
    expect(read('place', '柳渡镇东头', [], known)).toMatchObject({
      is: 'value',
      value: { text: '柳渡镇东头', id: 'liudu', by: 'citizen' },
    })
  })

  it('what tells and does not locate joins the story', () => {
    expect(read('place', '他们每天半夜还在施工')).toEqual({ is: 'story' })
  })

  it('one with an id keeps it, whatever else is said of it', () => {
    const known = { fields: { place: { text: '柳渡镇', id: 'liudu' } }, options: {} }
    expect(read('place', '柳渡镇东头没人住的老房子', [], known)).toMatchObject({ is: 'value', value: { id: 'liudu' } })
    expect(read('place', '柳渡镇东头的老房子'.repeat(5), [], known)).toEqual({
      is: 'value',
      value: { text: '柳渡镇', id: 'liudu', by: 'citizen' },
      also: 'story',
    })
  })

  it('eight letters that tell are no place, a few that only sound so are', () => {
    expect(read('place', '路灯已经坏了没修')).toEqual({ is: 'story' })
    expect(read('place', '柳溪镇吧')).toEqual({ is: 'value', value: { text: '柳溪镇吧', by: 'citizen' } })
  })

  it('signs are no place', () => {
    expect(read('place', '？！')).toEqual({ is: 'wrong' })
  })
})

describe('a story', () => {
  it.each(['在吗', '😀😀😀', '？？？', 'MQ26-4821-0937-4', '13800000000', '123456', ''])('is not "%s"', (text) => {
    expect(read('narrative', text)).toEqual({ is: 'wrong' })
  })

  it.each(['小区停水', '3栋停水', '路灯坏了两个月', 'The lamp is broken'])('is "%s"', (text) => {
    expect(read('narrative', text)).toEqual({
      is: 'value',
      value: { text, parts: [{ seq: 1, text }], by: 'citizen' },
    })
  })
})

describe('a summary', () => {
  const ANSWERS = [
    option('yes', '没问题，提交', ['提交', '可以', '没问题', '对']),
    option('later', '先不提交', ['不提交']),
    { ...option('change', '有错，要修改'), command: 'change' },
  ]

  it.each(['提交', '没问题，提交', '没问题，可以提交了', '没问提，提交', '对', '1'])('"%s" confirms', (text) => {
    expect(read('summary', text, ANSWERS)).toEqual({
      is: 'value',
      value: { id: 'yes', text: '没问题，提交', by: 'citizen' },
    })
  })

  it.each(['不要提交', '别提交', '还不能提交', '提交？不', '不对', '没问题，提交吗'])('"%s" does not', (text) => {
    expect(read('summary', text, ANSWERS)).not.toMatchObject({ value: { id: 'yes' } })
  })

  it('a command written wrong is not run', () => {
    expect(read('summary', '有错，要修该', ANSWERS)).toEqual({ is: 'wrong' })
  })

  it('anything more to say is a story', () => {
    expect(read('summary', '还有一点，他们半夜也施工', ANSWERS)).toEqual({ is: 'story' })
    expect(read('summary', '他们半夜施工', ANSWERS)).toEqual({ is: 'story' })
    expect(read('summary', '等一下看看', ANSWERS)).toEqual({ is: 'wrong' })
  })
})

describe('photos', () => {
  const NO = [option('none', '没有照片', ['没有', '没', '不用'], true)]

  it('words said beside "none" are kept', () => {
    expect(read('photos', '没有照片，但是昨天他们又来了', NO)).toEqual({ is: 'skip', also: 'story' })
  })

  it.each(['没有', '没有照片', '我现在暂时也还是没有照片，谢谢啊', '没有拍到照片'])(
    '"%s" is none, and tells nothing',
    (text) => {
      expect(read('photos', text, NO)).toEqual({ is: 'skip' })
    },
  )

  it('words without a photo are kept', () => {
    expect(read('photos', '昨天下午他们又来施工了', NO)).toEqual({ is: 'story' })
  })

  it('short words are neither', () => {
    expect(read('photos', '等等', NO)).toEqual({ is: 'wrong' })
  })
})

describe('no kind takes a file as its answer, or throws on anything', () => {
  const odd: Spoken[] = [
    { type: 'media', seq: 1, kind: 'image', media: 'm' },
    said(''),
    said('\ufffd'),
    said('很'.repeat(20_000)),
    said('(.*)+$'.repeat(500)),
  ]
  it.each(Object.keys(KINDS) as AskStep['kind'][])('%s', (kind) => {
    for (const input of odd) {
      const reading = KINDS[kind].read(input, { kind, ...shared, options: [], lists: [] } as AskStep, thread, [], NOW)
      if (input.type === 'media') expect(reading).toEqual({ is: 'wrong' })
      expect(['value', 'skip', 'story', 'wrong']).toContain(reading.is)
    }
  })
})
