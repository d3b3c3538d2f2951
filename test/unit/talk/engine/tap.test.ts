import { describe, expect, it } from 'vitest'
import { take } from '../../../../src/talk/dialogue/engine/take.ts'
import { proceed } from '../../../../src/talk/dialogue/engine/thread.ts'
import type { Flow } from '../../../../src/talk/dialogue/flow.ts'
import type { Fields, Session } from '../../../../src/talk/dialogue/types.ts'
import { flowOf, mine, optionOf, read, sessionOf, TEXTS, threadOf, worldOf } from './world.ts'

const towns = [optionOf('liudu', '柳渡镇'), optionOf('unknown', '不清楚', { skip: true })]
const lamp = flowOf(
  [
    { kind: 'choice', id: 'town', options: towns },
    { kind: 'choice', id: 'side', options: [optionOf('left', '左边'), optionOf('right', '右边')] },
    { kind: 'act', id: 'file', say: { done: null } },
  ],
  { id: 'lamp', fields: { town: '乡镇', side: '哪边' } },
)
const world = worldOf([lamp])
const asking = (fields: Fields) => proceed(sessionOf(threadOf(lamp, fields)), world, []).session
const tap = (session: Session, menuId: string) => take(session, { type: 'tap', seq: 5, menuId, text: '' }, world)
const both = { town: mine('柳渡镇', { id: 'liudu' }), side: mine('左边', { id: 'left' }) }

describe('a menu that is tapped', () => {
  it('answers its question with what was tapped, and may be taken back', () => {
    const next = tap(asking({}), 'lamp/town/liudu')
    expect(next.session.thread?.fields.town).toEqual({ text: '柳渡镇', id: 'liudu', by: 'citizen', from: [5] })
    expect(read(next)[0]).toBe('side?')
  })

  it('leaves the question open where that was tapped', () => {
    const next = tap(asking({}), 'lamp/town/unknown')
    expect(next.session.thread?.fields.town).toEqual({ text: '', skipped: true, from: [5] })
    expect(read(next)[0]).toBe('side?')
  })

  it('of a later question cannot be answered before the open one', () => {
    const next = tap(asking({}), 'lamp/side/left')
    expect(next.session.thread?.fields).toEqual({})
    expect(read(next)[0]).toBe('town?')
  })

  it('of an earlier question corrects that answer even when all has been asked', () => {
    const next = tap(sessionOf(threadOf(lamp, both)), 'lamp/side/right')
    expect(next.session.thread?.fields.side?.id).toBe('right')
    expect(next.act).toEqual({ step: 'file', name: 'file' })
  })

  it('that is old is said to be, and the open question is asked once more', () => {
    const shown = ['town?', '1. 柳渡镇', '2. 不清楚']
    for (const menuId of ['lamp/town/nowhere', 'lamp/file/done', 'lamp/gone/left', 'other/town/liudu', 'lamp', ''])
      expect(read(tap(asking({}), menuId))).toEqual([TEXTS.stale_tap, ...shown])
  })

  it('is said to be old where nothing is under way', () => {
    expect(read(tap(sessionOf(null), 'lamp/town/liudu'))).toEqual([TEXTS.stale_tap])
  })
})

describe('"which one do you want to change?"', () => {
  it('is answered by a tap: that question is asked anew', () => {
    const next = tap(sessionOf(threadOf(lamp, both)), 'change/town')
    expect(read(next)[0]).toBe('town?')
    expect(next.session.thread?.fields.town).toBeUndefined()
  })
})

describe('the menu at the beginning', () => {
  const menu = [optionOf('go', '接着填', { command: 'complain' })]
  const office = { ...world, common: { ...world.common, menu } }
  const tapped = (session: Session, menuId: string) =>
    take(session, { type: 'tap', seq: 5, menuId, text: '' }, office as typeof world)
  const quick = world.flows.quick as Flow

  it('begins a filing in the way this person came for', () => {
    expect(tapped(sessionOf(null), 'menu/go').session).toMatchObject({ thread: { flow: 'complaint' } })
    const came = sessionOf(null, { product: 'quick' })
    expect(tapped(came, 'menu/go').session).toMatchObject({ thread: { flow: 'quick' }, product: 'quick' })
  })

  it('goes on with the filing that is under way, and that only', () => {
    expect(read(tapped(sessionOf(threadOf(quick)), 'menu/go'))).toEqual([quick.texts.what])
  })

  it('that is old helps', () => {
    const help = take(sessionOf(null), { type: 'command', seq: 1, name: 'help', arg: '' }, office as typeof world)
    expect(read(tapped(sessionOf(null), 'menu/gone'))).toEqual(read(help))
  })
})
