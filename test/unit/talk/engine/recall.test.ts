import { describe, expect, it } from 'vitest'
import { take } from '../../../../src/talk/dialogue/engine/take.ts'
import { type FieldValue, nothingUnderstood, type Session } from '../../../../src/talk/dialogue/types.ts'
import { CONFIRM, flowOf, heard, sessionOf, TEXTS, threadOf, worldOf } from './world.ts'

const flow = flowOf([
  { kind: 'narrative', field: 'words' },
  { kind: 'text', field: 'tried' },
  { kind: 'place', field: 'place' },
  { kind: 'photos', field: 'photos' },
  CONFIRM,
])
const world = worldOf([flow])
const recall = (session: Session, recalledSeq: number) =>
  take(session, { type: 'recalled', seq: 99, recalledSeq }, world)

const image = (seq: number) => ({ seq, media: `media-${seq}`, kind: 'image' as const })
const photos = (...seqs: number[]): FieldValue => ({ text: `${seqs.length}份`, media: seqs.map(image), by: 'citizen' })
const part = (seq: number, words: string) => ({ seq, text: words })
const place: FieldValue = { text: '甲路', by: 'citizen', from: [4] }
const filed = { number: 'MQ1', at: world.now.toISOString() }

describe('a message taken back', () => {
  it('out of a draft that waits is said to be used no more, and nothing is asked', () => {
    const outcome = recall(sessionOf(null, { waiting: [threadOf(flow, { place })] }), 4)
    expect(heard(outcome)).toEqual([TEXTS.recalled])
    expect(outcome.act).toBeNull()
    expect(outcome.session.waiting).toMatchObject([{ fields: {}, trail: [] }])
  })

  it('out of the dialogue under way has its question asked again', () => {
    const session = sessionOf(threadOf(flow, { words: { text: '一' }, tried: { text: '找过', from: [5] } }))
    expect(heard(recall(session, 5))).toEqual([TEXTS.recalled, 'tried?'])
  })

  it('is gone from the dialogue and from what waits', () => {
    const other = flowOf([CONFIRM, { kind: 'text', field: 'extra' }], { id: 'other' })
    const waits = threadOf(other, { extra: { text: '一', from: [4] } })
    const { session } = recall(sessionOf(threadOf(flow, { place }), { waiting: [waits] }), 4)
    expect(session.thread?.fields).toEqual({})
    expect(session.waiting.map(({ fields }) => fields)).toEqual([{}])
  })

  it('was part of a story that was kept without a list of its messages', () => {
    const words: FieldValue = { text: '一\n二', parts: [part(1, '一'), part(2, '二')], by: 'citizen' }
    const { session } = recall(sessionOf(threadOf(flow, { words })), 2)
    expect(session.thread?.fields.words).toEqual({ text: '一', from: [], parts: [part(1, '一')], by: 'citizen' })
  })

  it('leaves the other messages of the story, joined as they were', () => {
    const parts = [part(1, '一'), part(2, '二'), part(3, '三')]
    const words: FieldValue = { text: '一\n二\n三', parts, from: [1, 2, 3] }
    const { session } = recall(sessionOf(threadOf(flow, { words, place: { text: '甲路', by: 'understood' } })), 2)
    expect(session.thread?.trail).toEqual(['words'])
    expect(session.thread?.fields.place).toBeUndefined()
    expect(session.thread?.fields.words).toEqual({
      text: '一\n三',
      from: [1, 3],
      parts: [part(1, '一'), part(3, '三')],
    })
  })

  it('leaves the other photos, counted anew', () => {
    const { session } = recall(sessionOf(threadOf(flow, { photos: photos(3, 4) })), 3)
    expect(session.thread?.fields.photos).toEqual({ ...photos(4), from: [] })
  })

  it('leaves what was understood where it told nothing of the story', () => {
    const words: FieldValue = { text: '一', parts: [part(1, '一')], from: [1] }
    const understood: FieldValue = { text: '甲路', by: 'understood' }
    const session = sessionOf(threadOf(flow, { words, place: understood, photos: photos(3) }))
    expect(recall(session, 3).session.thread?.fields).toEqual({ words, place: understood })
    expect(recall(session, 1).session.thread?.fields).toEqual({ photos: photos(3) })
  })

  it('has the summary that repeated it shown anew', () => {
    const waits = threadOf(flow, { place }, { summary: { text: '甲路' } })
    const other = threadOf(flow, { photos: photos(3) }, { summary: { text: '1份' } })
    const { session } = recall(sessionOf(null, { waiting: [waits, other] }), 4)
    expect(session.waiting.map(({ summary }) => summary)).toEqual([undefined, { text: '1份' }])
  })

  it('is answered with nothing where nobody used it', () => {
    const session = sessionOf(threadOf(flow, { place }), { waiting: [threadOf(flow, { photos: photos(3) })] })
    expect(recall(session, 7)).toEqual({ session, lines: [], act: null })
  })
})

describe('while it waits to be told where it belongs', () => {
  const aside = (words: string, held: Record<string, FieldValue>, seq = 1) =>
    sessionOf(null, { filed, aside: { seq, text: words, understood: nothingUnderstood, held } })

  it('the only photo is taken back: nothing is asked about it any more', () => {
    const outcome = recall(aside('', { photos: photos(3) }, 3), 3)
    expect(outcome.session.aside).toBeNull()
    expect(heard(outcome)).toEqual([TEXTS.recalled])
  })

  it('the only photo beside the first message is taken back', () => {
    expect(recall(aside('', { photos: photos(3) }), 3).session.aside).toBeNull()
  })

  it('one photo is taken back: the other one still waits', () => {
    for (const taken of [3, 4]) {
      const outcome = recall(aside('', { photos: photos(3, 4) }, 3), taken)
      expect(outcome.session.aside?.held).toEqual({ photos: { ...photos(7 - taken), from: [] } })
      expect(heard(outcome)[1]).toContain('MQ1')
    }
  })

  it('a photo is taken back: the words still wait', () => {
    const { aside: left } = recall(aside('又坏了', { photos: photos(3) }), 3).session
    expect(left).toMatchObject({ text: '又坏了', held: {} })
    expect(left?.held).toEqual({})
  })

  it('a place is taken back: the photos still wait as they were', () => {
    const { aside: left } = recall(aside('', { photos: photos(3), place }), 4).session
    expect(left?.held).toEqual({ photos: photos(3) })
  })

  it('the words are taken back: nothing waits, and what was read out of them is forgotten', () => {
    const outcome = recall(aside('又坏了', {}), 1)
    expect(outcome.session.aside).toBeNull()
    expect(heard(outcome)).toEqual([TEXTS.recalled])
  })

  it('the words are taken back: the photos sent with them still wait', () => {
    const session = aside('又坏了', { photos: photos(3) })
    const read = { fields: { danger: { text: '有危险' } }, options: {} }
    const { aside: left } = recall(
      { ...session, aside: { seq: 1, text: '又坏了', ...session.aside, understood: read } },
      1,
    ).session
    expect(left).toEqual({ seq: 1, text: '', understood: nothingUnderstood, held: { photos: photos(3) } })
  })

  it('the words are taken back that nothing came beside', () => {
    const alone = sessionOf(null, { filed, aside: { seq: 1, text: '又坏了', understood: nothingUnderstood } })
    expect(recall(alone, 1).session.aside).toBeNull()
    expect(recall(alone, 7).session).toEqual(alone)
  })

  it('what a draft held is taken back: the question stands', () => {
    const session = { ...aside('又坏了', {}), waiting: [threadOf(flow, { place })] }
    const outcome = recall(session, 4)
    expect(heard(outcome)[0]).toBe(TEXTS.recalled)
    expect(heard(outcome)[1]).toContain('MQ1')
  })

  it('a message that is not waiting is taken back: it waits on', () => {
    const session = aside('又坏了', { photos: photos(3) })
    expect(recall(session, 7)).toEqual({ session, lines: [], act: null })
  })
})
