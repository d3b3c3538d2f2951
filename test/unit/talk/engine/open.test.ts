import { describe, expect, it } from 'vitest'
import { take } from '../../../../src/talk/dialogue/engine/index.ts'
import type { Flow } from '../../../../src/talk/dialogue/flow.ts'
import type { Session } from '../../../../src/talk/dialogue/types.ts'
import { wording } from '../../../flows/stage.ts'
import { saying, sessionOf, threadOf, worldOf } from './world.ts'

const world = worldOf([])
const complaint = wording.flows.complaint as Flow
const filed = { number: 'MQ26-4821-0937-2', at: '2026-03-02T08:55:00Z' }
const tap = (session: Session, menuId: string) => take(session, { type: 'tap', seq: 20, menuId, text: '' }, world)

describe('a story while a draft waits', () => {
  const asked = { asked: 'place', askedAt: '2026-03-01T09:00:00Z' }
  const draft = threadOf(complaint, { words: { text: '路灯坏了', parts: [{ seq: 1, text: '路灯坏了' }] } }, asked)
  const side = threadOf(wording.flows.status as Flow, {})

  it('goes on with the draft, and what else waits still does', () => {
    const { session } = take(sessionOf(null, { waiting: [side, draft] }), saying('幸福路12号，晚上很黑'), world)
    expect(session.thread?.flow).toBe('complaint')
    expect(session.thread?.fields.words?.text).toContain('路灯坏了')
    expect(session.waiting).toEqual([side])
  })

  it('that does not answer its question leaves it open since it was first asked', () => {
    const { session } = take(
      sessionOf(null, { waiting: [draft] }),
      saying('昨天夜里又黑了一晚上，一直没有人来修'),
      world,
    )
    expect(session.thread).toMatchObject(asked)
  })
})

describe('what waited to be told where it belongs, and is a matter of its own', () => {
  it('is a story, in the message it came in', () => {
    const asked = take(sessionOf(null, { filed }), saying('隔壁工地夜里施工', 7), world).session
    const { session } = tap(asked, 'aside/new')
    expect(session.thread?.fields.words?.parts).toEqual([{ seq: 7, text: '隔壁工地夜里施工' }])
    expect(session.aside).toBeNull()
  })

  it('holds no words where only a photo waited', () => {
    const photo = take(sessionOf(null, { filed }), { type: 'media', seq: 7, kind: 'image', media: 'm' }, world).session
    const alone = tap(photo, 'aside/new').session.thread
    expect(alone?.fields.words).toBeUndefined()
    expect(alone?.fields.photos?.media).toHaveLength(1)
    const told = take(photo, saying('隔壁工地夜里施工', 8), world).session.thread
    expect(told?.fields.words).toMatchObject({
      text: '隔壁工地夜里施工',
      parts: [{ seq: 8, text: '隔壁工地夜里施工' }],
      from: [8],
    })
  })
})
