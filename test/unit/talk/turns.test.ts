import { describe, expect, it } from 'vitest'
import { corrected } from '../../../src/talk/dialogue/engine/correction.ts'
import { filings, labelsOf, withoutThread } from '../../../src/talk/dialogue/engine/draft.ts'
import { addsMore, commandDenied, isLost, questioned } from '../../../src/talk/dialogue/engine/misplaced.ts'
import { came, switched } from '../../../src/talk/dialogue/engine/products.ts'
import { take } from '../../../src/talk/dialogue/engine/take.ts'
import { absorb, acted, begin, fill } from '../../../src/talk/dialogue/engine/thread.ts'
import type { Flow } from '../../../src/talk/dialogue/flow.ts'
import type { FieldValue, Input, Session, Thread } from '../../../src/talk/dialogue/types.ts'
import { wording } from '../../flows/stage.ts'

const world = {
  flows: wording.flows,
  common: wording.common,
  values: {},
  offers: {},
  now: new Date('2026-03-02T09:00:00Z'),
}
const complaint = wording.flows.complaint as Flow
const narrative = complaint.steps.find((step) => step.kind === 'narrative')?.field as string

const withFields = (fields: Record<string, FieldValue>): Thread => ({
  ...begin(complaint, fields),
  trail: Object.keys(fields),
})
const sessionOf = (thread: Thread | null, waiting: Thread[] = []): Session =>
  ({ thread, waiting, aside: null, filed: null, notice: wording.common.notice.version, leaving: null }) as never
const recall = (session: Session, recalledSeq: number) =>
  take(session, { type: 'recalled', seq: 99, recalledSeq } as Input, world)

describe('an answer that is kept', () => {
  it('stands last in the trail and once, however often it is given', () => {
    const thread = withFields({ place: { text: '甲路' }, want: { text: '看着办' } })
    expect(fill(thread, complaint, 'place', { text: '乙路' }).trail).toEqual(['want', 'place'])
  })

  it('takes with it out of the trail what depended on it', () => {
    const thread = withFields({ place: { text: '甲路' } })
    const summary = complaint.steps.find((step) => step.kind === 'summary')?.field as string
    const confirmed = {
      ...thread,
      fields: { ...thread.fields, [summary]: { text: '提交' } },
      trail: ['place', summary],
    }
    const next = fill(confirmed, complaint, 'place', { text: '乙路' })
    expect(next.trail).toEqual(['place'])
    expect(next.fields[summary]).toBeUndefined()
  })
})

describe('what the words filled by themselves', () => {
  const heard = (fields: Record<string, FieldValue>) => ({ fields, options: {} })

  it('never goes over an answer of the citizen', () => {
    const thread = withFields({ place: { text: '甲路', by: 'citizen' } })
    expect(absorb(thread, complaint, heard({ place: { text: '乙路' } })).fields.place?.text).toBe('甲路')
  })

  it('replaces what was only understood before', () => {
    const thread = withFields({ place: { text: '甲路', by: 'understood' } })
    expect(absorb(thread, complaint, heard({ place: { text: '乙路' } })).fields.place?.text).toBe('乙路')
  })

  it('is not kept where the flow has no such field', () => {
    expect(absorb(withFields({}), complaint, heard({ nowhere: { text: '甲' } })).fields).toEqual({})
  })
})

describe('an act', () => {
  it('cannot answer where none is under way, and the error names it', () => {
    expect(() => acted(sessionOf(null), 'file', { say: 'done' } as never, world)).toThrow('no act file is under way')
    expect(() => acted(sessionOf(withFields({})), 'nowhere', { say: 'done' } as never, world)).toThrow('no act nowhere')
    const asking = complaint.steps.find((step) => step.kind !== 'act')?.id as string
    expect(() => acted(sessionOf(withFields({})), asking, { say: 'done' } as never, world)).toThrow(`no act ${asking}`)
  })

  it('whose answer has no text is an error that names the answer', () => {
    const act = complaint.steps.find((step) => step.kind === 'act')?.id as string
    expect(() => acted(sessionOf(withFields({})), act, { say: 'unheard' } as never, world)).toThrow('"unheard"')
  })
})

describe('a message that is taken back', () => {
  const story = {
    text: '一\n二',
    from: [1, 2],
    parts: [
      { seq: 1, text: '一' },
      { seq: 2, text: '二' },
    ],
  }

  it('leaves the other messages of the story, and what was read out of it goes', () => {
    const thread = withFields({ [narrative]: story, place: { text: '甲路', by: 'understood' } })
    const left = recall(sessionOf(thread), 2).session.thread
    expect(left?.fields[narrative]).toMatchObject({ text: '一', from: [1], parts: [{ seq: 1, text: '一' }] })
    expect(left?.fields.place).toBeUndefined()
    expect(left?.trail).toEqual([narrative])
  })

  it('that was no part of the story leaves what was read out of the story', () => {
    const place: FieldValue = { text: '甲路', by: 'understood' }
    const thread = withFields({ [narrative]: story, place, want: { text: '看着办', from: [3] } })
    const left = recall(sessionOf(thread), 3).session.thread
    expect(left?.fields.place).toEqual(place)
    expect(left?.fields.want).toBeUndefined()
  })

  it('is gone from a draft that waits, and the other drafts stand', () => {
    const other = withFields({ place: { text: '乙路', from: [8], by: 'understood' } })
    const left = recall(sessionOf(null, [withFields({ want: { text: '看着办', from: [3] } }), other]), 3).session
    expect(left.waiting.map((thread) => thread.fields)).toEqual([{}, other.fields])
  })

  it('that nothing holds changes nothing and is answered with nothing', () => {
    const session = sessionOf(withFields({ [narrative]: story }))
    expect(recall(session, 7)).toEqual({ session, lines: [], act: null })
  })
})

describe('a draft the message was not in', () => {
  it('keeps the summary it showed: it need not be read again', () => {
    const read = { ...withFields({ want: { text: '甲', from: [8] } }), summary: 'shown' } as never as Thread
    const left = recall(sessionOf(null, [withFields({ want: { text: '乙', from: [3] } }), read]), 3).session
    expect(left.waiting[1]).toEqual(read)
  })
})

describe('a tap', () => {
  const choice = complaint.steps.find((step) => step.kind === 'choice' && step.options.length > 0)
  const option = choice?.kind === 'choice' ? choice.options.find((each) => !each.command && !each.skip) : undefined
  const answered = () => withFields({ [choice?.field as string]: { text: '前', id: 'before' } })
  const tapped = (menuId: string) => take(sessionOf(answered()), { type: 'tap', seq: 5, menuId } as Input, world)
  const heard = (menuId: string) => JSON.stringify(tapped(menuId).lines)

  it('on the menu of an earlier question corrects that answer, and may be taken back itself', () => {
    const value = tapped(`complaint/${choice?.id}/${option?.id}`).session.thread?.fields[choice?.field as string]
    expect(value).toEqual({ text: option?.label, id: option?.id, by: 'citizen', from: [5] })
  })

  it('on the menu of another dialogue, of no question, or of something done is told to be old', () => {
    const act = complaint.steps.find((step) => step.kind === 'act')?.id
    for (const menuId of [
      `quick/${choice?.id}/${option?.id}`,
      'complaint/nowhere/yes',
      `complaint/${act}/yes`,
      'complaint',
    ])
      expect(heard(menuId)).toContain(JSON.stringify(world.common.texts.stale_tap).slice(1, -1))
  })
})

describe('drafts', () => {
  it('are let go one at a time', () => {
    const [here, parked, other] = [withFields({}), withFields({}), withFields({})]
    expect(withoutThread(sessionOf(here, [parked, other]), parked)).toMatchObject({ thread: here, waiting: [other] })
    const left = withoutThread(sessionOf(here, [parked]), here)
    expect(left.thread).toBeNull()
    expect(left.waiting).toEqual([parked])
  })

  it('are none where nothing is under way', () => {
    expect(filings(sessionOf(null), world)).toEqual([])
  })

  it('call a field without a label by its name', () => {
    expect(labelsOf(['nowhere'], complaint)).toBe('nowhere')
    expect(labelsOf(['nowhere'], undefined)).toBe('nowhere')
  })
})

describe('the way of filing', () => {
  it('stays where the other one does not exist or is this one', () => {
    const thread = withFields({ place: { text: '甲路' } })
    expect(switched(thread, 'nowhere', world)).toBe(thread)
    expect(switched(thread, 'complaint', world)).toBe(thread)
  })

  it('is forgotten when somebody comes for nothing in particular', () => {
    expect('product' in came({ ...sessionOf(null), product: 'quick' }, null)).toBe(false)
  })
})

describe('what is no answer', () => {
  it.each(['我不想退出', '不要退出'])('%s denies a command', (said) => {
    expect(commandDenied(said, world)).toBe(true)
  })

  it.each(['退出', '没有电话'])('%s denies none', (said) => {
    expect(commandDenied(said, world)).toBe(false)
  })

  it('more of the story says what is added', () => {
    expect(addsMore('补充一下，昨天夜里又施工到三点')).toBe(true)
    expect(addsMore('补充一下')).toBe(false)
    expect(addsMore('昨天夜里又施工到三点')).toBe(false)
  })

  it('not to understand is said whole', () => {
    expect(isLost('看不懂', world)).toBe(true)
    expect(isLost('公告看不懂', world)).toBe(false)
  })

  it('a statement is no question to the service', () => {
    expect(questioned('小区里有人养鸡', world)).toBeNull()
  })
})

describe('a correction', () => {
  const thread = withFields({ place: { text: '甲路' } })

  it.each([
    ['地点错了，是幸福路', { field: 'place', value: '幸福路' }],
    ['改地点为幸福路', { field: 'place', value: '幸福路' }],
    ['地点错了', { field: 'place', value: '' }],
    ['地点', { field: 'place', value: '' }],
    ['地点错了啊', { field: 'place', value: '' }],
    ['地点在哪里都一样', null],
    [`地点错了，是${'很'.repeat(40)}`, null],
  ])('%s', (said, expected) => {
    expect(corrected(said, thread, complaint)).toEqual(expected)
  })

  it('names only what has been answered', () => {
    expect(corrected('地点错了', withFields({}), complaint)).toBeNull()
  })
})
