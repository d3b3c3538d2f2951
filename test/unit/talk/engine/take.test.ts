import { describe, expect, it } from 'vitest'
import { take } from '../../../../src/talk/dialogue/engine/take.ts'
import type { Input } from '../../../../src/talk/dialogue/types.ts'
import { wording } from '../../../flows/stage.ts'
import { CONFIRM, flowOf, heard, optionOf, saying, sessionOf, TEXTS, threadOf, worldOf } from './world.ts'

const LATER = { ...optionOf('later', '先不提交'), command: 'leave keep' }
const complaint = flowOf(
  [
    {
      kind: 'choice',
      field: 'safe',
      when: ['has danger'],
      options: [optionOf('danger', '有危险'), optionOf('safe', '没有')],
    },
    { kind: 'narrative', field: 'words' },
    { kind: 'choice', field: 'kind', options: [optionOf('report', '举报他'), optionOf('ask', '查询进展')] },
    { kind: 'place', field: 'place' },
    { ...CONFIRM, options: [optionOf('yes', '没问题，提交'), LATER] },
  ],
  {
    fields: {
      danger: { label: '危险' },
      safe: { label: '安全' },
      words: { label: '事情' },
      kind: { label: '想做什么' },
      place: { label: '地点' },
      confirmed: { label: '确认' },
    },
  },
)
const quick = flowOf([{ kind: 'narrative', field: 'words' }, { kind: 'place', field: 'place' }, CONFIRM], {
  id: 'quick',
})
const status = flowOf(
  [{ kind: 'choice', field: 'number', options: [optionOf('one', '第一件事'), optionOf('two', '第二件事')] }],
  { id: 'status' },
)
const supplement = flowOf(
  [
    { kind: 'text', field: 'number' },
    { kind: 'text', field: 'extra' },
    { kind: 'act', field: 'added', do: 'supplement_matter', say: { added: null } },
  ],
  { id: 'supplement' },
)
const world = worldOf([complaint, quick, status, supplement])
const STORY = '他们每天夜里在楼下施工老人和孩子整夜睡不着打电话去说对方态度很差就是不肯停下来休息'
const words = { text: '路灯坏了', parts: [{ seq: 1, text: '路灯坏了' }], from: [1], by: 'citizen' as const }
const kind = { text: '举报他', id: 'report' }
const asking = threadOf(status, {}, { asked: 'number' })
const summed = threadOf(complaint, { words, kind, place: { text: '甲路' } }, { asked: 'confirmed' })
const filed = { number: 'MQ1', at: world.now.toISOString() }
const waits = {
  seq: 3,
  text: '楼下昨天夜里又施工了',
  understood: { fields: { place: { text: '甲路' } }, options: { town: [{ id: 'a', label: '甲镇' }] } },
}
const tap = (menuId: string): Input => ({ type: 'tap', seq: 9, menuId, text: '' })
const entered = (scene: string): Input => ({ type: 'entered', seq: 9, scene })
const command = (name: 'complain' | 'status', spoken?: string): Input => ({
  type: 'command',
  seq: 9,
  name,
  arg: '',
  ...(spoken ? { said: spoken } : {}),
})

describe('"about that matter, or another one?"', () => {
  const session = sessionOf(null, { filed, aside: waits })

  it('tapped "another one" begins it with the words that wait', () => {
    const outcome = take(session, tap('aside/new'), world)
    expect(outcome.session).toMatchObject({
      aside: null,
      thread: { flow: 'complaint', fields: { words: { text: '楼下昨天夜里又施工了', from: [3] } } },
    })
  })

  it('tapped "that one" adds them to it', () => {
    const outcome = take(session, tap('aside/add'), world)
    expect(outcome.act?.name).toBe('supplement_matter')
    expect(outcome.session.thread?.fields).toMatchObject({
      number: { text: 'MQ1' },
      extra: { text: '楼下昨天夜里又施工了' },
    })
  })

  it('may be answered in the words of either', () => {
    expect(take(session, saying(TEXTS.about_new ?? ''), world).session.thread?.flow).toBe('complaint')
    expect(take(session, saying(TEXTS.about_that ?? ''), world).act?.name).toBe('supplement_matter')
  })

  it('answered with more words begins a matter with all of them, and what was read out of them', () => {
    const more = {
      ...saying('老人和孩子整夜睡不着', 4, { kind }),
      understood: { fields: { kind }, options: { category: [{ id: 'c', label: '噪声' }] } },
    }
    const { thread } = take(session, more, world).session
    expect(thread?.fields).toMatchObject({
      words: { text: '楼下昨天夜里又施工了\n老人和孩子整夜睡不着', from: [3, 4], parts: [{ seq: 3 }, { seq: 4 }] },
      place: { text: '甲路' },
      kind: { id: 'report' },
    })
    expect(Object.keys(thread?.offers ?? {})).toEqual(['town', 'category'])
  })

  it('of photos alone, answered with words, begins a matter with these words', () => {
    const photos = { ...waits, text: '', held: { photos: { text: '1份' } } }
    const { thread } = take(sessionOf(null, { filed, aside: photos }), saying('楼下昨天夜里又施工了', 4), world).session
    expect(thread?.fields.words).toMatchObject({ text: '楼下昨天夜里又施工了', from: [4] })
  })

  it('is not answered by the words of a draft that waits', () => {
    const { session: next } = take(
      sessionOf(null, { filed, aside: waits, waiting: [summed] }),
      saying('先不提交'),
      world,
    )
    expect(next.thread?.fields.words?.text).toContain('楼下昨天夜里又施工了')
  })
})

describe('words that are a command elsewhere', () => {
  const open = sessionOf(threadOf(complaint, { words }, { asked: 'kind' }))

  it('answer the question that offers them, and are kept with their message', () => {
    const { session } = take(open, command('complain', '举报他'), world)
    expect(session.thread?.fields.kind).toEqual({ text: '举报他', id: 'report', by: 'citizen', from: [9] })
  })

  it('are the command where the question offers something else, or none was said', () => {
    for (const spoken of ['投诉', undefined]) {
      const outcome = take(open, command('complain', spoken), world)
      expect(outcome.session.thread?.fields.kind).toBeUndefined()
      expect(heard(outcome)).toEqual(['kind?'])
    }
  })

  it('are no answer where they ask for another dialogue', () => {
    const { session } = take(open, command('status', '查询进展'), world)
    expect(session.thread?.flow).toBe('status')
    expect(session.waiting).toMatchObject([{ flow: 'complaint', fields: { words } }])
  })

  it('begin a filing where nothing is asked', () => {
    expect(take(sessionOf(null), command('complain', '举报他'), world).session.thread?.flow).toBe('complaint')
  })
})

describe('whoever comes by a link', () => {
  it('is met by what it stands for', () => {
    expect(heard(take(sessionOf(null), entered('quick'), world))[0]).toContain('随手拍'.slice(0, 2))
    expect(heard(take(sessionOf(null), entered('nowhere'), world))).toEqual([TEXTS.hello])
  })

  it('in the middle of a dialogue is asked its question, and files that way the next time', () => {
    const outcome = take(sessionOf(asking), entered('quick'), world)
    expect(outcome.session.product).toBe('quick')
    expect(heard(outcome)).toEqual(['number?'])
  })

  it('meets a menu even where no greeting is written', () => {
    const mute = worldOf([complaint], { common: { ...wording.common, texts: {} } })
    expect(heard(take(sessionOf(null), entered('nowhere'), mute))).toEqual([''])
  })
})

describe('a filing that its words outgrow', () => {
  it('goes on in the whole dialogue, and what waits beside it waits on', () => {
    const short = threadOf(quick, { words }, { asked: 'place' })
    const { session } = take(
      sessionOf(short, { waiting: [asking] }),
      saying('有人要打我', 5, { danger: { text: '打' } }),
      world,
    )
    expect(session.thread).toMatchObject({
      flow: 'complaint',
      fields: { words: { text: expect.stringContaining('路灯坏了') } },
    })
    expect(session.waiting).toEqual([asking])
  })
})

describe('a story in a filing', () => {
  it('stays in that filing, beside what was told before', () => {
    const open = threadOf(complaint, { words, kind }, { asked: 'place' })
    const { session } = take(sessionOf(open), saying(STORY), world)
    expect(session.thread?.fields).toMatchObject({ words: { text: `路灯坏了\n${STORY}` }, kind })
  })
})

describe('a story in a side question', () => {
  it('begins a matter; a short word is no answer and begins none', () => {
    expect(take(sessionOf(asking), saying(STORY), world).session.thread?.flow).toBe('complaint')
    expect(take(sessionOf(asking), saying('路灯坏了'), world).session.thread?.flow).toBe('status')
  })

  it('that is what is added to a matter stays there', () => {
    const adding = threadOf(supplement, { number: { text: 'MQ1' } }, { asked: 'extra' })
    const outcome = take(sessionOf(adding), saying(STORY), world)
    expect(outcome.act?.name).toBe('supplement_matter')
    expect(outcome.session.thread?.fields.extra?.text).toBe(STORY)
  })

  it('while something has to be done is done first where it is short', () => {
    const acting = threadOf(supplement, { number: { text: 'MQ1' }, extra: { text: '又坏了' } })
    expect(take(sessionOf(acting), saying('快一点'), world).act?.name).toBe('supplement_matter')
    expect(take(sessionOf(acting), saying(STORY), world).session.thread?.flow).toBe('complaint')
  })
})

describe('a dialogue that is published no more', () => {
  const gone = threadOf(flowOf([{ kind: 'text', field: 'a' }], { id: 'gone' }), {}, { asked: 'a' })

  it('ends with the next words, and what waited goes on', () => {
    const outcome = take(sessionOf(gone, { waiting: [threadOf(complaint, { words })] }), saying('好了吗'), world)
    expect(outcome.session.thread).toMatchObject({ flow: 'complaint', fields: { words } })
    expect(heard(outcome)).toEqual([TEXTS.resumed, 'kind?'])
  })

  it('gives way to a story', () => {
    expect(take(sessionOf(gone), saying(STORY), world).session.thread?.flow).toBe('complaint')
  })
})

describe('"先不提交"', () => {
  const other = threadOf(quick, { words }, { asked: 'place' })

  it('said of the draft that waits keeps it and all that waits with it', () => {
    const outcome = take(sessionOf(null, { waiting: [summed, other] }), saying('先不提交'), world)
    expect(outcome.session.thread).toBeNull()
    expect(outcome.session.waiting).toEqual([other, summed])
    expect(heard(outcome)[0]).toContain(TEXTS.draft_kept?.slice(0, 8))
  })

  it('said to a side question is said to that question', () => {
    const outcome = take(sessionOf(asking, { waiting: [summed] }), saying('先不提交'), world)
    expect(outcome.session.thread?.flow).toBe('status')
    expect(outcome.session.waiting).toEqual([summed])
  })
})
