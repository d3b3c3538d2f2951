import { describe, expect, it } from 'vitest'
import { take } from '../../../../src/talk/dialogue/engine/take.ts'
import { acted, proceed } from '../../../../src/talk/dialogue/engine/thread.ts'
import type { World } from '../../../../src/talk/dialogue/engine/world.ts'
import type { Fields, Input } from '../../../../src/talk/dialogue/types.ts'
import { flowOf, mine, optionOf, read, saying, sessionOf, TEXTS, talk, threadOf, worldOf } from './world.ts'

const YES = optionOf('yes', '没问题，提交', { words: ['提交'] })
const SAFE = [
  optionOf('danger', '现在有危险', { words: ['有危险'] }),
  optionOf('safe', '现在没有危险', { words: ['没有危险'] }),
]
const lamp = flowOf(
  [
    { kind: 'choice', id: 'safe', when: ['has danger'], options: SAFE, optional: true },
    { kind: 'narrative', id: 'words' },
    { kind: 'choice', id: 'town', from: 'town', wrong: ['town_again', 'town_more'] },
    { kind: 'place', id: 'place', wrong: ['place_again'], optional: true },
    { kind: 'text', id: 'who', optional: true, options: [optionOf('none', '匿名单位', { words: ['匿名'] })] },
    { kind: 'contact', id: 'contact', optional: true },
    { kind: 'summary', id: 'confirm', lists: ['words'], options: [YES] },
    { kind: 'act', id: 'file', say: { done: null } },
  ],
  {
    id: 'lamp',
    texts: { place_again: '在哪里？', town_again: '哪个镇？', town_more: '哪个镇呢？', confirm: '请看：\n{summary}' },
    fields: { danger: '危险', words: '事情' },
  },
)
const TOWNS = [optionOf('liudu', '柳渡镇'), optionOf('maidian', '麦店镇')]
const MOVED = [optionOf('maidian', '麦店镇'), optionOf('liudu', '柳渡镇')]
const world = worldOf([lamp], { offers: { town: TOWNS } })
const moved = { ...world, offers: { town: MOVED } }
const DANGER: Fields = { danger: { text: 'now', id: 'now', by: 'understood' } }
const STORY = '路灯坏了两个月没有人修'
const story: Fields = { words: mine(STORY, { parts: [{ seq: 1, text: STORY }], from: [1] }) }
const asking = (fields: Fields, at: World = world) => proceed(sessionOf(threadOf(lamp, fields)), at, []).session
const location = (text: string, fields: Fields = {}): Input => ({
  type: 'location',
  seq: 7,
  latitude: 30,
  longitude: 114,
  text,
  understood: { fields, options: {} },
})
const toPlace = { ...story, town: mine('柳渡镇', { id: 'liudu' }) }

describe('a number', () => {
  it('means the option that was shown under it: where they have moved, it is asked again', () => {
    const next = take(asking(story), saying('1', 2), moved)
    expect(next.session.thread?.fields.town).toBeUndefined()
    expect(read(next)).toEqual(['town?', '1. 麦店镇', '2. 柳渡镇'])
    expect(take(next.session, saying('1', 3), moved).session.thread?.fields.town?.id).toBe('maidian')
  })

  it('chooses nothing that was never shown', () => {
    const unoffered = asking(story, { ...world, offers: {} })
    const next = take(unoffered, saying('1', 2), world)
    expect(next.session.thread?.fields.town).toBeUndefined()
    expect(read(next)).toEqual(['town?', '1. 柳渡镇', '2. 麦店镇'])
  })

  it('that is asked for again does not begin the easier questions anew', () => {
    const slipped = take(asking(story), saying('啊', 2), world)
    expect(read(slipped)[0]).toBe('哪个镇？')
    const again = take(slipped.session, saying('1', 3), moved)
    expect(read(take(again.session, saying('啊', 4), moved))[0]).toBe('哪个镇呢？')
  })

  it('is no matter where the option is named: its words mean the same wherever it stands', () => {
    expect(take(asking(story), saying('柳渡镇', 2), moved).session.thread?.fields.town?.id).toBe('liudu')
  })
})

describe('a location', () => {
  it('answers the place, and may be taken back', () => {
    const next = take(asking(toPlace), location('幸福路12号'), world)
    expect(next.session.thread?.fields.place).toEqual({
      text: '幸福路12号',
      latitude: 30,
      longitude: 114,
      by: 'citizen',
      from: [7],
    })
  })

  it('whose name holds a telephone number is the place all the same', () => {
    const next = take(asking(toPlace), location('老王家 13800000000'), world).session.thread
    expect(next?.fields.place?.text).toBe('老王家 13800000000')
    expect(next?.fields.contact).toBeUndefined()
  })

  it('whose name speaks of danger is the place, and danger is asked about', () => {
    const next = take(asking(toPlace), location('危险品仓库', DANGER), world).session.thread
    expect(next?.fields.place?.text).toBe('危险品仓库')
    expect(next?.asked).toBe('safe')
  })

  it('answers the place though the question that was open is no longer asked', () => {
    const session = sessionOf(threadOf(lamp, toPlace, { asked: 'gone' }))
    const next = take(session, location('幸福路12号'), world).session.thread
    expect(next?.fields.place?.text).toBe('幸福路12号')
    expect(next?.fields.words).toEqual(story.words)
  })
})

describe('danger', () => {
  it('told as the story is asked about at once: the story is kept, and nothing else is said', () => {
    const next = take(asking({}), saying('有人拿着刀堵在门口', 1, DANGER), world)
    expect(next.session.thread?.fields.words).toEqual({
      text: '有人拿着刀堵在门口',
      parts: [{ seq: 1, text: '有人拿着刀堵在门口' }],
      by: 'citizen',
      from: [1],
    })
    expect(next.session.thread?.trail).toEqual(['words'])
    expect(read(next)).toEqual(['safe?', '1. 现在有危险', '2. 现在没有危险'])
  })

  it('spoken of in the words of its own question answers it', () => {
    const asked = asking({ ...story, ...DANGER })
    const next = take(asked, saying('有危险', 2, DANGER), world)
    expect(next.session.thread?.fields.safe?.id).toBe('danger')
    expect(read(next)[0]).toBe('town?')
  })

  it('spoken of again is asked about again, whatever else the words might be', () => {
    const safe = mine('现在没有危险', { id: 'safe' })
    const next = take(asking({ ...toPlace, ...DANGER, safe }), saying('补充一下，他又拿刀来了', 2, DANGER), world)
    expect(read(next)).toEqual(['safe?', '1. 现在有危险', '2. 现在没有危险'])
    expect(next.session.thread?.fields.words?.text).toBe(`${STORY}\n补充一下，他又拿刀来了`)
  })
})

describe('"提交" before everything was asked', () => {
  const left = { text: '', skipped: true }

  it('is told that more is asked; said again, what may be left open is', () => {
    const once = take(asking(toPlace), saying('提交', 2), world)
    expect(read(once)).toEqual([TEXTS.not_yet, '在哪里？'])
    const twice = take(once.session, saying('提交', 3), world)
    expect(read(twice)).toEqual([TEXTS.rest_open, `请看：\n事情：${STORY}`, '没问题，提交'])
    expect(twice.session.thread?.fields).toMatchObject({ place: left, who: left, contact: left })
  })

  it('leaves nothing open that has to be answered', () => {
    const once = take(asking(story), saying('提交', 2), world)
    expect(read(once).slice(0, 2)).toEqual([TEXTS.not_yet, '哪个镇？'])
    const twice = take(once.session, saying('提交', 3), world)
    expect(read(twice).slice(0, 2)).toEqual([TEXTS.not_yet, '哪个镇呢？'])
    expect(twice.session.thread?.fields).toEqual(story)
  })

  it('goes as far as the next question that has to be answered', () => {
    const steps = [
      { kind: 'text', id: 'first', wrong: ['again'], optional: true },
      { kind: 'text', id: 'second', optional: true },
      { kind: 'text', id: 'third' },
      { kind: 'summary', id: 'confirm', lists: [], options: [YES] },
    ]
    const flow = flowOf(steps, { id: 'must', texts: { again: '再说一次' } })
    const at = worldOf([flow])
    const next = talk(proceed(sessionOf(threadOf(flow)), at, []).session, at, '提交', '提交')
    expect(read(next)).toEqual([TEXTS.rest_open, 'third?'])
    expect(next.session.thread?.fields).toEqual({ first: left, second: left })
  })
})

describe('an answer', () => {
  it('counts in the turn in which its question was asked, whatever there is to confirm later', () => {
    const next = take(asking(story), saying('柳渡镇', 2), { ...world, turn: 'one' }).session.thread
    expect(next?.fields.town?.id).toBe('liudu')
  })
})

describe('what is said at a question and meant for another', () => {
  it('is kept as the contact where it is a telephone number, and the question is asked again', () => {
    const next = take(asking(toPlace), saying('13800000000', 2), world)
    expect(read(next)).toEqual([TEXTS.contact_kept, 'place?'])
    expect(next.session.thread?.fields.contact).toMatchObject({ phone: '13800000000', from: [2] })
  })

  it('declines the contact where nobody is to be named', () => {
    const next = take(asking(toPlace), saying('匿名', 2), world)
    expect(read(next)).toEqual([TEXTS.contact_declined, 'place?'])
    expect(next.session.thread?.fields.contact).toMatchObject({ skipped: true })
  })

  it('is the answer where the question offers it', () => {
    const next = take(asking({ ...toPlace, place: mine('甲路') }), saying('匿名', 2), world).session.thread
    expect(next?.fields.who).toMatchObject({ skipped: true })
    expect(next?.fields.contact).toBeUndefined()
  })

  it('asks for an easier question where it was not understood', () => {
    const next = take(asking(toPlace), saying('看不懂', 2), world)
    expect(read(next)).toEqual(['在哪里？'])
    expect(next.session.thread?.fields.place).toBeUndefined()
  })
})

describe('what is said beside an answer', () => {
  const grown = (more: string) => `${STORY}\n${more}`

  it('joins the story where the answer is in it', () => {
    const text = '柳渡镇，那家老板态度很差还骂人'
    const next = take(asking(story), saying(text, 2), world).session.thread
    expect(next?.fields.town?.id).toBe('liudu')
    expect(next?.fields.words?.text).toBe(grown(text))
    expect(take(asking(story), saying('柳渡镇', 2), world).session.thread?.fields.words?.text).toBe(STORY)
  })

  it('joins the story where the answer is that it is not known', () => {
    const unknown = optionOf('unknown', '不清楚', { skip: true })
    const steps = [
      { kind: 'narrative', id: 'words' },
      { kind: 'choice', id: 'town', options: [...TOWNS, unknown] },
      { kind: 'text', id: 'more' },
    ]
    const flow = flowOf(steps, { id: 'open' })
    const at = worldOf([flow])
    const said = (text: string) => {
      const begun = proceed(sessionOf(threadOf(flow, story)), at, []).session
      return take(begun, saying(text, 2), at).session.thread?.fields
    }
    const text = '不清楚，反正那家老板态度很差还骂人'
    expect(said(text)).toMatchObject({ town: { skipped: true }, words: { text: grown(text) } })
    expect(said('不清楚')).toMatchObject({ town: { skipped: true }, words: { text: STORY } })
  })
})

describe('words that answer nothing', () => {
  it('join the story, and the question is asked more easily', () => {
    const next = take(asking(story), saying('那家老板态度很差', 2), world)
    expect(read(next).slice(0, 2)).toEqual([TEXTS.added, '哪个镇？'])
    expect(next.session.thread?.fields.words?.text).toBe(`${STORY}\n那家老板态度很差`)
  })

  it('join the story; what is understood of them is asked no more', () => {
    const understood: Fields = { town: { text: '', id: 'maidian', by: 'understood' } }
    const next = take(asking(story), saying('那家老板态度很差', 2, understood), world)
    expect(read(next)).toEqual([TEXTS.added, 'place?'])
  })

  it('join the story at the summary, which is shown with them', () => {
    const all = { ...toPlace, place: mine('甲路'), who: mine('物业'), contact: { text: '', skipped: true as const } }
    const next = take(asking(all), saying('昨天夜里又坏了一盏', 2), world)
    expect(read(next)).toEqual([TEXTS.added, `请看：\n事情：${STORY} 昨天夜里又坏了一盏`, '没问题，提交'])
  })

  it('that tell nothing are kept nowhere', () => {
    const next = take(asking(story), saying('啊', 2), world)
    expect(read(next)[0]).toBe('哪个镇？')
    expect(next.session.thread?.fields).toEqual(story)
  })

  it('but a number with a digit missing are told so', () => {
    const contact = asking({ ...toPlace, place: mine('甲路'), who: mine('物业') })
    const next = take(contact, saying('1380000000', 2), world)
    expect(read(next)[0]).toBe(TEXTS.slip_too_short)
    expect(next.session.thread?.fields.words?.text).toBe(STORY)
  })

  it('get a way out when both easier questions were asked', () => {
    const slipped = talk(asking(story), world, '啊', '啊', '啊')
    expect(read(slipped)).toEqual([TEXTS.way_out, 'town?', '1. 柳渡镇', '2. 麦店镇'])
    expect(read(take(slipped.session, saying('啊', 4), world))[0]).toBe(TEXTS.way_out)
  })
})

describe('a story that grows', () => {
  it('begins with what is said to be added, where nothing was told before', () => {
    const next = take(asking({}), saying('补充一下，昨天夜里又坏了一盏', 1), world)
    expect(read(next)[0]).toBe(TEXTS.story_kept)
    expect(next.session.thread?.trail).toEqual(['words'])
  })

  it('begins with what is told, and that is said to be kept', () => {
    const next = take(asking({}), saying(STORY, 1), world)
    expect(next.session.thread?.fields).toEqual(story)
    expect(read(next)).toEqual([TEXTS.story_kept, 'town?', '1. 柳渡镇', '2. 麦店镇'])
  })

  it('begins with what was said beside another question, where nothing was told before', () => {
    const next = take(sessionOf(threadOf(lamp, {}, { asked: 'gone' })), saying(STORY, 1), world).session.thread
    expect(next?.fields.words).toEqual({ text: STORY, parts: [{ seq: 1, text: STORY }], by: 'citizen' })
  })

  it('keeps every message it was told in, and that the citizen said it', () => {
    const next = take(asking(toPlace), saying('补充一下，昨天夜里又坏了一盏', 2), world)
    expect(next.session.thread?.fields.words).toMatchObject({
      text: `${STORY}\n补充一下，昨天夜里又坏了一盏`,
      by: 'citizen',
      parts: [
        { seq: 1, text: STORY },
        { seq: 2, text: '补充一下，昨天夜里又坏了一盏' },
      ],
    })
    expect(read(next)).toEqual([TEXTS.added, 'place?'])
  })

  it('can lose the message it was first told in, and keeps the other', () => {
    const grown = take(asking(toPlace), saying('补充一下，昨天夜里又坏了一盏', 2), world).session
    const left = take(grown, { type: 'recalled', seq: 3, recalledSeq: 1 }, world).session.thread
    expect(left?.fields.words?.text).toBe('补充一下，昨天夜里又坏了一盏')
  })
})

describe('what is said to a question that is no longer asked', () => {
  const silent = flowOf(
    [
      { kind: 'text', id: 'one' },
      { kind: 'text', id: 'two' },
    ],
    { id: 'silent' },
  )
  const at = worldOf([silent])

  it('is no answer to the next one; where there is no story to join, nothing is said of it', () => {
    const next = take(sessionOf(threadOf(silent, {}, { asked: 'gone' })), saying('没有找过谁', 1), at)
    expect(next.session.thread).toMatchObject({ flow: 'silent', fields: {}, asked: 'one' })
    expect(read(next)).toEqual(['one?'])
  })

  it('joins the story where there is one', () => {
    const next = take(sessionOf(threadOf(lamp, story, { asked: 'gone' })), saying('没有找过谁', 2), world)
    expect(next.session.thread?.fields.words?.text).toBe(`${STORY}\n没有找过谁`)
    expect(read(next)[0]).toBe(TEXTS.added)
  })
})

describe('a summary nobody has read', () => {
  const all = { ...toPlace, place: mine('甲路'), who: mine('物业'), contact: { text: '', skipped: true as const } }

  it('is not confirmed by a word said beforehand; a question that came meanwhile is asked first', () => {
    const { place: _open, ...fields } = all
    const session = sessionOf(threadOf(lamp, fields, { asked: 'confirm' }))
    const next = take(session, saying('提交', 2), { ...world, turn: 'two' })
    expect(next.session.thread?.fields.confirm).toBeUndefined()
    expect(read(next)).toEqual(['place?'])
  })
})

describe('an answer given in several messages', () => {
  it('goes with each of them that is taken back', () => {
    const parts = [
      { seq: 4, text: '幸福路' },
      { seq: 5, text: '12号' },
    ]
    const next = take(asking(toPlace), { ...saying('幸福路\n12号', 4), parts }, world).session
    expect(next.thread?.fields.place?.from).toEqual([4, 5])
    const left = take(next, { type: 'recalled', seq: 6, recalledSeq: 5 }, world)
    expect(left.session.thread?.fields.place).toBeUndefined()
    expect(read(left)).toEqual([TEXTS.recalled, 'place?'])
  })
})

describe('a question that is declined', () => {
  it('counts as asked, by the message that declined it', () => {
    const next = take(asking(toPlace), saying('不清楚', 4), world).session.thread
    expect(next?.fields.place).toEqual({ text: '', skipped: true, from: [4] })
    expect(next?.asked).toBe('who')
  })

  it('that cannot be answered in the end is left open', () => {
    const session = asking({ ...toPlace, place: mine('甲路') })
    const next = take(session, saying('？？', 4), world)
    expect(next.session.thread?.fields.who).toEqual({ text: '', skipped: true })
    expect(read(next)[0]).toBe(TEXTS.left_open)
  })
})

describe('while the filing is being carried out', () => {
  it('what is said is no answer to anything: the filing comes first', () => {
    const confirmed = talk(asking({ ...toPlace, place: mine('甲路'), who: mine('物业') }), world, '不留', '提交')
    expect(confirmed.act).toEqual({ step: 'file', name: 'file' })
    expect(take(confirmed.session, saying('还有危险', 9, DANGER), world).act ?? null).toEqual({
      step: 'file',
      name: 'file',
    })
    expect(acted(confirmed.session, 'file', { say: 'done', values: {} }, world).session.thread).toBeNull()
  })
})
