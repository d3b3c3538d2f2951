import { describe, expect, it } from 'vitest'
import { take } from '../../../../src/talk/dialogue/engine/take.ts'
import { proceed } from '../../../../src/talk/dialogue/engine/thread.ts'
import type { World } from '../../../../src/talk/dialogue/engine/world.ts'
import type { Flow } from '../../../../src/talk/dialogue/flow.ts'
import type { CommandName, Session } from '../../../../src/talk/dialogue/types.ts'
import { flowOf, mine, optionOf, read, sessionOf, TEXTS, threadOf, worldOf } from './world.ts'

const lamp = flowOf(
  [
    { kind: 'narrative', id: 'words' },
    { kind: 'text', id: 'place' },
    { kind: 'summary', id: 'confirm', lists: ['words'], options: [optionOf('yes', '提交')] },
    { kind: 'text', id: 'more' },
  ],
  {
    id: 'lamp',
    texts: { confirm: '请看：\n{summary}' },
    fields: { words: '事情', place: '地点', confirm: '确认', more: '其他' },
  },
)
const world = worldOf([lamp])
const quick = world.flows.quick as Flow
const says = (session: Session, name: CommandName, arg = '', at: World = world) =>
  take(session, { type: 'command', seq: 5, name, arg }, at)
const story = { words: mine('路灯坏了') }
const asking = (fields = {}) => proceed(sessionOf(threadOf(lamp, fields)), world, []).session

describe('重来', () => {
  it('said twice throws the answers away', () => {
    const once = says(asking(story), 'restart')
    expect(read(once)).toEqual([TEXTS.restart])
    const twice = says(once.session, 'restart')
    expect(read(twice)).toEqual([TEXTS.restarted, 'words?'])
    expect(twice.session.thread?.fields).toEqual({})
  })

  it.each(['help', 'privacy', 'person', 'back'] as const)('is forgotten when %s comes between', (name) => {
    const once = says(asking(story), 'restart')
    const between = says(once.session, name)
    expect(between.session.thread?.restarting).toBe(false)
    expect(read(says(between.session, 'restart'))).toEqual([TEXTS.restart])
  })

  it('begins where nothing is under way, in the way this person came for', () => {
    expect(says(sessionOf(null), 'restart').session.thread?.flow).toBe('complaint')
    const next = says(sessionOf(null, { product: 'quick' }), 'restart').session
    expect(next).toMatchObject({ product: 'quick', thread: { flow: 'quick' } })
  })
})

describe('继续', () => {
  it('begins the way of filing this person came for', () => {
    const next = says(sessionOf(null, { product: 'quick' }), 'complain').session
    expect(next).toMatchObject({ product: 'quick', thread: { flow: 'quick' } })
  })

  it('goes on with the draft that waits', () => {
    const next = says(sessionOf(null, { waiting: [threadOf(quick)] }), 'complain')
    expect(read(next)[0]).toBe(TEXTS.resumed)
    expect(next.session).toMatchObject({ thread: { flow: 'quick' }, waiting: [] })
  })
})

describe('another way of filing', () => {
  it('takes over the draft that waits, and whatever else waits goes on waiting', () => {
    const side = threadOf(flowOf([{ kind: 'text', id: 'x' }], { id: 'side' }))
    const next = says(sessionOf(null, { waiting: [side, threadOf(lamp, story)] }), 'complain', 'quick').session
    expect(next.thread).toMatchObject({ flow: 'quick', fields: story })
    expect(next.waiting).toEqual([side])
  })
})

describe('a number', () => {
  it('is looked up as the citizen gave it', () => {
    const next = says(sessionOf(null), 'look_up', 'MQ26-4821-0937-2').session.thread
    expect(next?.fields.number).toEqual({ text: 'MQ26-4821-0937-2', by: 'citizen' })
  })
})

describe('返回', () => {
  it('where nothing is under way says there is nothing before', () => {
    expect(read(says(sessionOf(null), 'back'))).toEqual([TEXTS.nothing_back])
  })

  it('leaves a side question for the draft that waits', () => {
    const next = says(sessionOf(null, { waiting: [threadOf(lamp, story)] }), 'back')
    expect(read(next)).toEqual([TEXTS.resumed, 'place?'])
  })

  it('takes the last answer away, however often it was answered wrong since', () => {
    const session = sessionOf(threadOf(lamp, { ...story, place: mine('甲路') }, { wrong: 1 }))
    const next = says(session, 'back')
    expect(read(next)).toEqual(['place?'])
    expect(next.session.thread).toMatchObject({ fields: story, trail: ['words'], wrong: 0 })
  })
})

describe('改', () => {
  const answered = { ...story, place: mine('甲路'), confirm: mine('提交', { id: 'yes' }) }

  it('offers what was answered: a confirmation is no answer that could be changed', () => {
    const menu = ['1. 事情', '2. 地点']
    expect(read(says(asking(answered), 'change'))).toEqual([TEXTS.change_what, ...menu])
    expect(read(says(asking(answered), 'change', '确认'))).toEqual([TEXTS.change_what, ...menu])
  })

  it('asks for the field that is named, and then for the confirmation anew', () => {
    const next = says(asking(answered), 'change', '地点')
    expect(read(next)).toEqual(['place?'])
    expect(next.session.thread?.fields).toEqual(story)
  })

  it('calls a field that has no label by its name', () => {
    const bare = { ...lamp, fields: {} }
    const at = worldOf([bare])
    const session = proceed(sessionOf(threadOf(bare, answered)), at, []).session
    expect(read(says(session, 'change', '', at))).toEqual([TEXTS.change_what, '1. words', '2. place'])
    expect(read(says(session, 'change', '某项', at))).toEqual([TEXTS.change_what, '1. words', '2. place'])
    expect(read(says(session, 'change', 'place', at))).toEqual(['place?'])
  })

  it('has nothing to offer before anything was answered', () => {
    expect(read(says(asking(), 'change'))).toEqual([TEXTS.nothing_to_change, 'words?'])
    expect(read(says(sessionOf(null), 'change'))).toEqual([TEXTS.nothing_to_change])
  })
})

describe('where the wording has no text for a command', () => {
  const bare: World = { ...world, common: { ...world.common, texts: {}, menu: [] } }

  it('nothing is said in its place', () => {
    expect(says(asking(story), 'person', '', bare).lines).toEqual(asked('place?'))
    expect(read(says(sessionOf(null), 'help', '', bare))).toEqual([''])
    const changed = says(asking({ ...story, place: mine('甲路') }), 'change', '', bare)
    expect(read(changed)).toEqual(['', '1. 事情', '2. 地点'])
  })

  const asked = (text: string) => [{ role: 'ask', said: { kind: 'text', text } }]
})
