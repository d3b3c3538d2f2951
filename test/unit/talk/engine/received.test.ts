import { describe, expect, it } from 'vitest'
import { photosOf } from '../../../../src/talk/dialogue/engine/received.ts'
import { take } from '../../../../src/talk/dialogue/engine/take.ts'
import { type FieldValue, nothingUnderstood } from '../../../../src/talk/dialogue/types.ts'
import { CONFIRM, flowOf, heard, location, photo, saying, sessionOf, TEXTS, threadOf, worldOf } from './world.ts'

const complaint = flowOf([
  { kind: 'narrative', field: 'words' },
  { kind: 'text', field: 'tried', wrong: ['tried_again'] },
  { kind: 'place', field: 'place' },
  { kind: 'photos', field: 'photos' },
  { kind: 'text', field: 'caption', when: ['has photos'] },
  { kind: 'act', field: 'stored', when: ['has photos', 'has caption'], do: 'attach', say: { done: null } },
  { kind: 'act', field: 'counted', when: ['has photos', 'has caption'], do: 'count', say: { done: null } },
  { kind: 'act', field: 'told', when: ['has tried', 'has place', 'has photos.media'], do: 'tell', say: { done: null } },
  CONFIRM,
])
/** A side question: it asks for neither a place nor photos. */
const status = flowOf([{ kind: 'text', field: 'number', wrong: ['number_again'] }], { id: 'status' })
const world = worldOf([complaint, status])
const words: FieldValue = { text: '路灯坏了两个月' }
const draft = threadOf(complaint, { words }, { asked: 'tried', wrong: 1 })
const asking = threadOf(status, {}, { asked: 'number', wrong: 1 })
const filed = { number: 'MQ1', at: world.now.toISOString() }

describe('a location', () => {
  const place = { text: '幸福路12号', latitude: 30, longitude: 114, by: 'citizen', from: [5] }

  it('that comes while something else is asked is kept with its message, and the question goes on', () => {
    const outcome = take(sessionOf(draft), location(5), world)
    expect(outcome.session.thread?.fields.place).toStrictEqual(place)
    expect(heard(outcome)).toEqual([TEXTS.location_kept, 'tried?'])
  })

  it('of a place we know keeps our id', () => {
    const known = { text: '柳渡镇', id: 'liudu' }
    const { session } = take(sessionOf(draft), location(5, known), world)
    expect(session.thread?.fields.place).toStrictEqual({ ...place, id: 'liudu' })
  })

  it('answers the question for it without a word', () => {
    const due = threadOf(complaint, { words, tried: { text: '找过' } }, { asked: 'place' })
    const outcome = take(sessionOf(due), location(5), world)
    expect(outcome.session.thread?.fields.place).toEqual(place)
    expect(heard(outcome)).toEqual(['photos?'])
  })

  it('soon after filing waits to be told where it belongs', () => {
    const outcome = take(sessionOf(null, { filed }), location(5), world)
    expect(outcome.session.aside).toMatchObject({ seq: 5, text: '', held: { place: { ...place } } })
  })

  it('while something has to be done holds nothing up', () => {
    const flow = flowOf([
      { kind: 'narrative', field: 'words' },
      { kind: 'act', field: 'filed', do: 'file', say: { done: null } },
    ])
    const outcome = take(sessionOf(threadOf(flow, { words })), location(5), worldOf([flow]))
    expect(outcome.act).toEqual({ step: 'filed', name: 'file' })
  })
})

describe('photos and files', () => {
  const image = (seq: number) => ({ seq, media: `media-${seq}`, kind: 'image' })

  it('are kept whenever they come, and the open question is asked', () => {
    const outcome = take(sessionOf(draft), photo(5), world)
    expect(outcome.session.thread?.fields.photos).toEqual({ text: '1份', media: [image(5)], by: 'citizen' })
    expect(outcome.session.thread).toMatchObject({ asked: 'tried', wrong: 0, trail: ['words', 'photos'] })
    expect(heard(outcome)).toEqual([TEXTS.photo_kept, 'tried?'])
  })

  it('are one answer, however many come', () => {
    const { session } = take(take(sessionOf(draft), photo(5), world).session, photo(6), world)
    expect(session.thread?.fields.photos).toEqual({ text: '2份', media: [image(5), image(6)], by: 'citizen' })
    expect(session.thread?.trail).toEqual(['words', 'photos'])
  })

  it('that are spoken are said to be listened to', () => {
    expect(heard(take(sessionOf(draft), photo(5, 'voice'), world))[0]).toBe(TEXTS.voice_kept)
  })

  it('soon after filing wait together to be told where they belong', () => {
    const first = take(sessionOf(null, { filed }), photo(5), world).session
    const { aside } = take(first, photo(6), world).session
    expect(aside).toMatchObject({ seq: 5, text: '', held: { photos: { text: '2份', media: [image(5), image(6)] } } })
  })

  it('that come after words that wait join them', () => {
    const aside = { seq: 4, text: '楼下又施工了', understood: nothingUnderstood }
    const { session } = take(sessionOf(null, { filed, aside }), photo(5), world)
    expect(session.aside).toEqual({ ...aside, held: { photos: { text: '1份', media: [image(5)], by: 'citizen' } } })
  })

  it('do not undo what was said of the first ones; what stores them does so again', () => {
    const stored = threadOf(
      complaint,
      {
        words,
        tried: { text: '找过' },
        place: { text: '甲路' },
        photos: { text: '1份', media: [{ seq: 4, media: 'media-4', kind: 'image' }] },
        caption: { text: '这是路灯' },
        stored: { text: 'done', id: 'done' },
        counted: { text: 'done', id: 'done' },
        told: { text: 'done', id: 'done' },
      },
      { asked: 'confirmed' },
    )
    const outcome = take(sessionOf(stored), photo(5), world)
    expect(outcome.session.thread?.fields.caption).toEqual({ text: '这是路灯' })
    expect(outcome.session.thread?.fields).toMatchObject({ told: { id: 'done' } })
    expect(outcome.session.thread?.fields.counted).toBeUndefined()
    expect(outcome.act).toEqual({ step: 'stored', name: 'attach' })
  })

  it('in a side question begin a new matter that waits, and the question stands as it was', () => {
    const outcome = take(sessionOf(asking), photo(5), world)
    expect(outcome.session.thread).toMatchObject({ flow: 'status', wrong: 1 })
    expect(outcome.session.waiting).toMatchObject([{ flow: 'complaint', fields: { photos: { text: '1份' } } }])
    expect(heard(outcome)).toEqual([TEXTS.photo_kept, 'number?'])
  })

  it('in a side question go to the matter that waits', () => {
    const { session } = take(sessionOf(asking, { waiting: [draft] }), photo(5), world)
    expect(session.waiting).toMatchObject([{ fields: { words, photos: { text: '1份' } } }])
  })

  it('in a side question leave what waits besides', () => {
    const { session } = take(sessionOf(asking, { waiting: [asking, draft] }), photo(5), world)
    expect(session.waiting).toMatchObject([
      { flow: 'status' },
      { flow: 'complaint', fields: { photos: { text: '1份' } } },
    ])
  })

  it('go to the draft that waits, whatever else waits with it', () => {
    const { session } = take(sessionOf(null, { waiting: [draft, asking] }), photo(5), world)
    expect(session.thread).toMatchObject({ flow: 'complaint', fields: { words, photos: { text: '1份' } } })
    expect(session.waiting).toEqual([asking])
  })

  it('begin a matter where nothing is under way', () => {
    const outcome = take(sessionOf(null), photo(5), world)
    expect(outcome.session.thread?.fields.photos?.text).toBe('1份')
    expect(heard(outcome)).toEqual([TEXTS.photo_kept, 'words?'])
  })

  it('that no flow asks for leave what is under way', () => {
    const other = worldOf([flowOf([{ kind: 'narrative', field: 'words' }]), status])
    const outcome = take(sessionOf(asking), photo(5), other)
    expect(outcome.session).toMatchObject({ thread: { flow: 'status', wrong: 1 }, waiting: [] })
    expect(take(sessionOf(null), photo(5), other).session).toMatchObject({ thread: null, waiting: [] })
  })

  it('in a dialogue that is published no more begin one that is', () => {
    const gone = threadOf(flowOf([CONFIRM], { id: 'gone' }))
    const outcome = take(sessionOf(gone), photo(5), world)
    expect(outcome.session.thread).toMatchObject({ flow: 'complaint', fields: { photos: { text: '1份' } } })
  })

  it('can be counted in no word at all', () => {
    expect(photosOf([1, 2], {})).toBe('')
    expect(photosOf([1, 2], world.common.texts)).toBe('2份')
  })
})

describe('a matter registered from a draft that was left', () => {
  const lacks = { ...filed, lacks: ['place'] }
  const complete = flowOf(
    [
      { kind: 'text', field: 'extra' },
      { kind: 'place', field: 'place' },
      { kind: 'photos', field: 'photos', volunteered: true },
      { kind: 'act', field: 'kept', when: ['has photos'], do: 'complete_matter', say: { kept: null } },
    ],
    { id: 'complete' },
  )
  const there = worldOf([complaint, complete])

  it('gets a photo at once, with its number', () => {
    const { session } = take(sessionOf(null, { filed: lacks }), photo(5), there)
    expect(session.aside).toBeNull()
    expect(session.thread).toMatchObject({
      flow: 'complete',
      fields: { photos: { text: '1份' }, extra: { skipped: true } },
    })
  })

  it('gets the place at once', () => {
    const { session } = take(sessionOf(null, { filed: lacks }), location(5), there)
    expect(session.aside).toBeNull()
    expect(session.thread).toBeNull()
  })

  it('does not get what comes while something else is under way', () => {
    const { session } = take(sessionOf(draft, { filed: lacks }), photo(5), there)
    expect(session.thread).toMatchObject({ flow: 'complaint', fields: { words, photos: { text: '1份' } } })
  })
})

it('words after a photo that waits go with it', () => {
  const { session } = take(sessionOf(null, { filed }), photo(5), world)
  const opened = take(session, saying('今天楼下的路灯又坏了一盏'), world).session
  expect(opened.thread?.fields).toMatchObject({ words: { text: '今天楼下的路灯又坏了一盏' }, photos: { text: '1份' } })
})
