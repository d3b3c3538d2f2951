import { describe, expect, it } from 'vitest'
import { take } from '../../../../src/talk/dialogue/engine/take.ts'
import { absorb, acted, again, begin, due, proceed } from '../../../../src/talk/dialogue/engine/thread.ts'
import type { Fields, Session } from '../../../../src/talk/dialogue/types.ts'
import { flowOf, mine, optionOf, read, saying, sessionOf, TEXTS, talk, threadOf, worldOf } from './world.ts'

const filing = flowOf(
  [
    { kind: 'narrative', id: 'words' },
    { kind: 'act', id: 'file', say: { done: 'done', silent: null, lost: 'nowhere' } },
    { kind: 'text', id: 'more' },
  ],
  { id: 'filing', texts: { done: '登记了' } },
)
const world = worldOf([filing])
const told = { words: mine('路灯坏了') }
const unreadable = (session: Session) => take(session, { type: 'unreadable', seq: 9, kind: 'x' }, world)

describe('a dialogue that begins', () => {
  it('has asked and shown nothing', () => {
    expect(begin(filing)).toMatchObject({ fields: {}, trail: [], asked: null, wrong: 0, shown: [], offers: {} })
  })
})

describe('a dialogue whose flow is published no more', () => {
  it('ends, and whoever is in it is told', () => {
    const gone = threadOf(flowOf([{ kind: 'text', id: 'what' }], { id: 'gone' }))
    const outcome = unreadable(sessionOf(gone))
    expect(outcome.session.thread).toBeNull()
    expect(outcome.act).toBeNull()
    expect(read(outcome)).toEqual([TEXTS.unreadable])
  })
})

describe('while an act is still to be carried out', () => {
  const session = sessionOf(threadOf(filing, told))
  const wanted = { step: 'file', name: 'file' }

  it('whatever comes asks for it once more, and asks the citizen nothing', () => {
    expect(unreadable(session)).toMatchObject({ act: wanted, lines: [{ said: { text: TEXTS.unreadable } }] })
    expect(take(session, saying('什么时候修', 1), world)).toMatchObject({ act: wanted, lines: [] })
  })
})

describe('a dialogue in which nothing is left to ask', () => {
  it('ends instead of asking once more', () => {
    const all = { ...told, file: { text: 'done', id: 'done' }, more: mine('没有') }
    const outcome = again(sessionOf(threadOf(filing, all)), world, [])
    expect(outcome.session.thread).toBeNull()
    expect(read(outcome)).toEqual([TEXTS.left])
  })
})

describe('an act', () => {
  const done = (say: string) => acted(sessionOf(threadOf(filing, told)), 'file', { say, values: {} }, world)

  it('says what it did, then the next question is asked', () => {
    expect(read(done('done'))).toEqual(['登记了', 'more?'])
  })

  it.each(['silent', 'lost'])('says nothing where it has no text (%s): the next question follows alone', (say) => {
    expect(done(say).lines).toEqual([{ role: 'ask', said: { kind: 'text', text: 'more?' } }])
  })

  it('of a flow that is published no more is an error that names it', () => {
    const gone = threadOf(flowOf([{ kind: 'act', id: 'file', say: {} }], { id: 'gone' }))
    expect(() => acted(sessionOf(gone), 'file', { say: 'done', values: {} }, world)).toThrow('no act file is under way')
  })

  it('whose answer has no text names the flow, the step and the answer', () => {
    expect(() => done('unheard')).toThrow('flow filing, step file: the act answered "unheard", which has no text')
  })
})

describe('an answer that is to be changed', () => {
  const asking = (...steps: { id: string; when: string[] }[]) =>
    flowOf(
      [
        { kind: 'text', id: 'kind' },
        ...steps.map(({ id, when }) => ({ kind: 'text', id, when, field: 'party' })),
        { kind: 'text', id: 'last' },
      ],
      { id: 'asking' },
    )
  const report = { kind: mine('举报', { id: 'report' }) }
  const dueOf = (flow: ReturnType<typeof asking>, fields: Fields = report) =>
    due(threadOf(flow, fields, { correcting: 'party' }), worldOf([flow]))?.id

  it('is asked for by the question that fits, of several for the same field', () => {
    const [claim, reported, unknown] = [
      { id: 'claimed', when: ['is kind claim'] },
      { id: 'reported', when: ['is kind report'] },
      { id: 'unknown', when: ['is kind unknown'] },
    ]
    expect(dueOf(asking(claim, reported, unknown))).toBe('reported')
    expect(dueOf(asking(claim, unknown))).toBe('unknown')
  })

  it('is asked for though its question would not be asked of its own', () => {
    expect(dueOf(asking({ id: 'claimed', when: ['is kind claim'] }))).toBe('claimed')
  })

  it('is asked for before what is still open', () => {
    expect(dueOf(asking({ id: 'claimed', when: ['is kind claim'] }), {})).toBe('claimed')
  })
})

describe('what was understood', () => {
  const towns = [optionOf('one', '柳渡镇'), optionOf('two', '麦店镇')]
  const roads = [optionOf('one', '甲路'), optionOf('two', '乙路')]
  const choosing = flowOf(
    [
      { kind: 'choice', id: 'town', options: towns },
      { kind: 'choice', id: 'road', options: roads },
    ],
    { id: 'choosing' },
  )
  const heard = (text: string) =>
    absorb(begin(choosing), choosing, { fields: { road: { text, id: 'two', by: 'understood' } }, options: {} }).fields

  it('is shown like the option of its own question that was meant', () => {
    expect(heard('').road).toEqual({ text: '乙路', id: 'two', by: 'understood' })
  })

  it('keeps the words it was said in', () => {
    expect(heard('靠河那条').road?.text).toBe('靠河那条')
  })
})

describe('a dialogue that was interrupted', () => {
  it('goes on when the other one ends', () => {
    const waiting = threadOf(filing)
    const next = talk(
      sessionOf(threadOf(flowOf([{ kind: 'text', id: 'x' }], { id: 'gone' })), { waiting: [waiting] }),
      world,
    )
    const outcome = proceed(next.session, world, [])
    expect(read(outcome)).toEqual([TEXTS.resumed, 'words?'])
    expect(outcome.session).toMatchObject({ thread: { flow: 'filing' }, waiting: [] })
  })

  it('goes on without a word where the wording has none', () => {
    const bare = { ...world, common: { ...world.common, texts: {} } }
    const outcome = proceed(sessionOf(null, { waiting: [] }), bare, [])
    expect(outcome.lines).toEqual([])
    const gone = threadOf(flowOf([{ kind: 'text', id: 'x' }], { id: 'gone' }))
    expect(read(proceed(sessionOf(gone, { waiting: [threadOf(filing)] }), bare, []))).toEqual(['', 'words?'])
  })
})
