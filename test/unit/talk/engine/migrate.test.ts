import { describe, expect, it } from 'vitest'
import { changes, migrate } from '../../../../src/talk/dialogue/engine/index.ts'
import type { Flow } from '../../../../src/talk/dialogue/flow.ts'
import type { Thread } from '../../../../src/talk/dialogue/types.ts'
import { flowOf, optionOf, summary, threadOf, worldOf } from './world.ts'

const text = (id: string, over = {}) => ({ id, kind: 'text', ...over })
const choice = (id: string, options: ReturnType<typeof optionOf>[], over = {}) => ({
  id,
  kind: 'choice',
  options,
  ...over,
})
const published = (thread: Thread, steps: Parameters<typeof flowOf>[0], fields: Record<string, string> = {}): Thread =>
  migrate(thread, worldOf([flowOf(steps, { version: 2, fields })]))
const newsOf = (thread: Thread, flow: Flow) => changes(thread, worldOf([flow])).news

const COLOURS = [optionOf('red', '红'), optionOf('green', '绿'), optionOf('blue', '蓝')]
const words = (said: string, seq = 3) => ({ text: said, by: 'citizen' as const, from: [seq] })
const chosen = (id: string, label: string) => ({ id, text: label, by: 'citizen' as const, from: [3] })

describe('a dialogue whose flow was withdrawn', () => {
  const gone = { ...threadOf(flowOf([text('what')], { id: 'withdrawn' }), { what: words('甲') }), asked: 'what' }

  it('stays as it is', () => {
    expect(migrate(gone, worldOf([]))).toBe(gone)
  })
})

describe('a session that was stored before flows had editions', () => {
  const steps = [text('what'), choice('colour', COLOURS), summary('what')]
  const stored = (over: Partial<Thread>) => {
    const { under: _unknown, ...old } = threadOf(flowOf(steps), { what: words('甲') }, over)
    return old
  }

  it('goes on unchanged where nothing newer is published: its summary need not be read again', () => {
    const old = stored({ asked: 'confirm', summary: { text: 'what：甲' } })
    expect(migrate(old, worldOf([flowOf(steps)]))).toBe(old)
  })

  it('goes on with the question that is open, and is told of none that is new', () => {
    const next = published(stored({ asked: 'colour' }), [...steps, text('more')])
    expect(next.asked).toBe('colour')
    expect(next.news).toBeUndefined()
  })
})

describe('a change that touches no answer', () => {
  it('says nothing of itself, and whoever waits for the answer waits since when it was asked', () => {
    const asked = { asked: 'colour', askedAt: '2026-03-01T09:00:00Z' }
    const thread = threadOf(flowOf([text('what'), choice('colour', COLOURS)]), { what: words('甲') }, asked)
    const flow = flowOf([text('what'), choice('colour', COLOURS, { optional: true })], { version: 2 })
    const next = migrate(thread, worldOf([flow]))
    expect(next).toEqual({ ...thread, version: 2, under: next.under })
  })
})

describe('the question that was open', () => {
  const steps = [text('what'), text('colour')]
  const thread = threadOf(flowOf(steps), { what: words('甲') }, { asked: 'colour' })

  it('is open no more where it became one of another kind, though the others are as they were', () => {
    const next = published(thread, [text('what'), choice('colour', COLOURS), text('more')])
    expect(next.asked).not.toBe('colour')
  })

  it('is still open where another became one of another kind', () => {
    expect(published(thread, [{ id: 'what', kind: 'narrative' }, text('colour')]).asked).toBe('colour')
  })
})

describe('going back after a change', () => {
  it('leads to the last answer that still stands', () => {
    const thread = threadOf(flowOf([text('what'), text('where')]), { what: words('甲'), where: words('乙') })
    expect(published(thread, [text('what'), text('more')]).trail).toEqual(['what'])
  })
})

describe('what was put aside', () => {
  const first = threadOf(flowOf([text('what'), text('where')]), { what: words('甲'), where: words('乙') })
  const second = published(first, [text('what')])
  const after = (steps: Parameters<typeof flowOf>[0]) => migrate(second, worldOf([flowOf(steps, { version: 3 })]))

  it('survives a second change', () => {
    const third = after([text('what'), text('more')])
    expect(third.putAside).toEqual({ where: words('乙') })
    expect(third.fields).toEqual({ what: words('甲') })
  })

  it('survives where it had only been declined', () => {
    const declined = { ...second, putAside: { where: { text: '', skipped: true as const } } }
    const third = migrate(declined, worldOf([flowOf([text('what'), text('more')], { version: 3 })]))
    expect(third.putAside).toEqual(declined.putAside)
  })

  it('confirms no summary that comes in its place', () => {
    const agreed = { ...second, putAside: { confirm: words('提交') } }
    const third = migrate(agreed, worldOf([flowOf([text('what'), summary('what')], { version: 3 })]))
    expect(third.fields).toEqual({ what: words('甲') })
  })
})

describe('a summary that was confirmed', () => {
  it('is to be confirmed anew, and the word that confirmed it is kept nowhere', () => {
    const fields = { what: words('甲'), confirm: chosen('yes', '提交') }
    const thread = threadOf(flowOf([text('what'), summary('what')]), fields)
    const next = published(thread, [text('what'), text('more'), summary('what')])
    expect(next.fields).toEqual({ what: words('甲') })
    expect(next.putAside).toBeUndefined()
  })
})

describe('what is new to ask', () => {
  it('is what nobody answered: no act, no summary, nothing that is only volunteered, nothing given already', () => {
    const thread = threadOf(flowOf([text('what')], { fields: { given: 'given' } }), {
      what: words('甲'),
      given: words('乙'),
    })
    const steps = [
      ...[text('what'), text('given'), text('more'), text('beside', { volunteered: true }), summary('what')],
      { id: 'file', kind: 'act' },
    ]
    expect(newsOf(thread, flowOf(steps, { version: 2 }))).toEqual(['more'])
  })

  it('is not what was open before', () => {
    const thread = threadOf(flowOf([text('what'), text('where')]), { what: words('甲') })
    expect(newsOf(thread, flowOf([text('what'), text('where'), text('more')], { version: 2 }))).toEqual(['more'])
  })
})

describe('an option that was chosen', () => {
  const thread = threadOf(flowOf([choice('colour', COLOURS)]), { colour: chosen('green', '绿') })

  it('stays chosen where it is called otherwise', () => {
    const renamed = [optionOf('red', '红'), optionOf('green', '青'), optionOf('blue', '蓝')]
    expect(published(thread, [choice('colour', renamed)]).fields.colour).toEqual(chosen('green', '绿'))
  })

  it('is asked for again where it is gone', () => {
    const next = published(thread, [choice('colour', [optionOf('red', '红'), optionOf('blue', '蓝')])])
    expect(next.fields.colour).toBeUndefined()
    expect(next).toMatchObject({ putAside: { colour: { id: 'green' } }, news: ['colour'] })
  })

  it('is asked for again where it has become a command', () => {
    const leaving = [optionOf('red', '红'), optionOf('green', '绿', { command: 'leave' }), optionOf('blue', '蓝')]
    expect(published(thread, [choice('colour', leaving)]).fields.colour).toBeUndefined()
  })

  it('out of what the words offered is kept, offered again or not', () => {
    const from = [choice('town', [], { from: 'town' })]
    const town = threadOf(flowOf(from), { town: chosen('liudu', '柳渡镇') })
    expect(published(town, [...from, text('more')]).fields.town).toEqual(chosen('liudu', '柳渡镇'))
  })
})

describe('a question that was declined', () => {
  const declined = { text: '', skipped: true as const, from: [3] }
  const thread = threadOf(flowOf([text('what', { optional: true })]), { what: declined })

  it('is asked again where it may no longer be left open', () => {
    const next = published(thread, [text('what')])
    expect(next.fields.what).toBeUndefined()
    expect(next.news).toEqual(['what'])
  })

  it('is not asked again where it may', () => {
    expect(published(thread, [text('what', { optional: true }), text('more')]).fields.what).toEqual(declined)
  })
})

describe('a question that is asked in two ways', () => {
  const kinds = choice('sort', [optionOf('a'), optionOf('b'), optionOf('c')])
  const two = [
    kinds,
    choice('colour', [optionOf('red', '红')], { when: ['is sort a'] }),
    choice('colour', [optionOf('green', '绿')], { id: 'other_colour', field: 'colour', when: ['is sort b'] }),
  ]
  const answered = (sort: string, id: string, label: string) =>
    threadOf(flowOf(two), { sort: chosen(sort, sort), colour: chosen(id, label) })

  it('takes the answer to the one that was asked', () => {
    const next = published(answered('b', 'green', '绿'), [...two, text('more')])
    expect(next.fields.colour).toEqual(chosen('green', '绿'))
  })

  it('takes no answer that fits the other', () => {
    expect(published(answered('a', 'green', '绿'), [...two, text('more')]).fields.colour).toBeUndefined()
  })

  it('is measured by the first where neither is due', () => {
    expect(published(answered('c', 'green', '绿'), [...two, text('more')]).fields.colour).toBeUndefined()
  })
})

describe('a question that is of another kind', () => {
  it('takes no photos for words', () => {
    const photos = { text: '1份', media: [{ seq: 4, media: 'm', kind: 'image' as const }], by: 'citizen' as const }
    const thread = threadOf(flowOf([{ id: 'seen', kind: 'photos' }]), { seen: photos })
    const next = published(thread, [text('seen')])
    expect(next.fields.seen).toBeUndefined()
    expect(next.putAside).toEqual({ seen: photos })
  })

  it('takes photos that were put aside, when it asks for photos again', () => {
    const photos = { text: '1份', media: [{ seq: 4, media: 'm', kind: 'image' as const }], by: 'citizen' as const }
    const thread = threadOf(flowOf([text('what')]), {}, { putAside: { seen: photos } })
    expect(published(thread, [text('what'), { id: 'seen', kind: 'photos' }]).fields).toEqual({ seen: photos })
  })

  it('reads the words in its own way: the message they came in can still be taken back', () => {
    const thread = threadOf(flowOf([text('what')]), { what: words('小区里有人养鸡', 4) })
    const next = published(thread, [{ id: 'what', kind: 'narrative' }])
    expect(next.fields.what).toEqual({
      ...words('小区里有人养鸡', 4),
      parts: [{ seq: 4, text: '小区里有人养鸡' }],
    })
  })

  it('keeps the messages of a story apart', () => {
    const parts = [
      { seq: 4, text: '小区里有人养鸡' },
      { seq: 5, text: '味道很大' },
    ]
    const story = { text: '小区里有人养鸡\n味道很大', parts, by: 'citizen' as const }
    const thread = threadOf(flowOf([{ id: 'what', kind: 'narrative' }]), {}, { putAside: { what: story } })
    expect(published(thread, [{ id: 'what', kind: 'narrative' }, text('more')]).fields.what).toEqual(story)
  })

  it('leaves what was only understood to be confirmed', () => {
    const thread = threadOf(flowOf([text('where')]), { where: { text: '幸福路12号', by: 'understood' } })
    expect(published(thread, [{ id: 'where', kind: 'place' }]).fields.where).toEqual({
      text: '幸福路12号',
      by: 'understood',
    })
  })

  it('or is asked no more but done by the house leaves the answer as it was', () => {
    const thread = threadOf(flowOf([text('what'), text('where')]), { what: words('甲'), where: words('乙') })
    expect(published(thread, [text('what'), { id: 'where', kind: 'act' }]).fields.where).toEqual(words('乙'))
  })
})
