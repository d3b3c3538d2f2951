import { describe, expect, it } from 'vitest'
import { take } from '../../../../src/talk/dialogue/engine/index.ts'
import type { Flow } from '../../../../src/talk/dialogue/flow.ts'
import type { Session, Thread } from '../../../../src/talk/dialogue/types.ts'
import { wording } from '../../../flows/stage.ts'
import { saying, sessionOf, threadOf, worldOf } from './world.ts'

const world = worldOf([], { values: { draft_by: '3月5日上午9点' } })
const complaint = wording.flows.complaint as Flow
const draft = threadOf(complaint, { words: { text: '路灯坏了', by: 'citizen' } })
const side = threadOf(wording.flows.status as Flow, {})
const keep = (thread: Thread) =>
  take(sessionOf(thread), { type: 'command', seq: 9, name: 'leave', arg: 'keep' }, world).session
const leaving = (text: string, over: Partial<Session> = {}) =>
  take(sessionOf(null, { waiting: [draft], leaving: 'asked', ...over }), saying(text), world)

describe('what is not to be submitted yet', () => {
  it('waits where something was answered', () => {
    expect(keep(draft)).toMatchObject({ thread: null, waiting: [{ fields: draft.fields }] })
  })

  it('is no draft where nothing was', () => {
    expect(keep(threadOf(complaint, { place: { text: '', skipped: true } }))).toMatchObject({
      thread: null,
      waiting: [],
    })
  })
})

describe('asked whether to keep or delete', () => {
  it('keeping may be said in any way', () => {
    const { session, lines } = leaving('那就先留着吧，我过两天想好了再说')
    expect(session).toMatchObject({ thread: null, waiting: [draft], leaving: null })
    expect(JSON.stringify(lines)).toContain('您写的内容留着')
  })

  it('a mark alone answers nothing: the draft stays', () => {
    const texts = { ...world.common.texts }
    for (const id of ['leave_sure_words', 'leave_keep_words', 'leave_delete_words']) delete texts[id]
    const wordless = { ...world, common: { ...world.common, texts } }
    for (const state of ['asked', 'sure'] as const) {
      const session = sessionOf(null, { waiting: [draft], leaving: state })
      const after = take(session, saying('。。'), wordless)
      expect(after.session.waiting).toHaveLength(1)
      expect(JSON.stringify(after.lines)).not.toContain('leave/')
    }
  })
})

describe('deleting', () => {
  it('deletes the drafts and nothing else that waits', () => {
    const { session } = leaving('确定删除', { waiting: [side, draft], leaving: 'sure' })
    expect(session.waiting).toEqual([side])
  })
})
