import { describe, expect, it } from 'vitest'
import { type Outcome, take } from '../../../../src/talk/dialogue/engine/index.ts'
import type { Flow } from '../../../../src/talk/dialogue/flow.ts'
import type { Input } from '../../../../src/talk/dialogue/types.ts'
import { wording } from '../../../flows/stage.ts'
import { saying, sessionOf, threadOf, worldOf } from './world.ts'

const world = worldOf([])
const NUMBER = 'MQ26-4821-0937-2'
const minutesAgo = (minutes: number) => ({
  number: NUMBER,
  at: new Date(world.now.getTime() - minutes * 60_000).toISOString(),
})
const photo: Input = { type: 'media', seq: 9, kind: 'image', media: 'm' }
const heard = ({ lines }: Outcome) => JSON.stringify(lines)
const STORY = '隔壁工地夜里施工'

describe('a text after filing', () => {
  it('may belong to what was filed within half an hour, and to a new matter from then on', () => {
    expect(take(sessionOf(null, { filed: minutesAgo(29) }), saying(STORY), world).session.aside).toMatchObject({
      text: STORY,
    })
    expect(take(sessionOf(null, { filed: minutesAgo(30) }), saying(STORY), world).session).toMatchObject({
      aside: null,
      thread: { flow: 'complaint', fields: { words: { text: STORY } } },
    })
  })

  it('that is added to the matter goes there as it was said', () => {
    const asked = take(sessionOf(null, { filed: minutesAgo(5) }), saying(STORY, 7), world).session
    const added = take(asked, { type: 'tap', seq: 8, menuId: 'aside/add', text: '' }, world)
    expect(added.act?.name).toBe('supplement_matter')
    expect(added.session.thread?.fields).toMatchObject({
      number: { text: NUMBER },
      extra: { text: STORY, parts: [{ seq: 7, text: STORY }], by: 'citizen' },
    })
  })
})

describe('a photo', () => {
  it('joins the text that waits, however long it has waited', () => {
    const aside = { seq: 7, text: STORY, understood: { fields: {}, options: {} } }
    const { session } = take(sessionOf(null, { filed: minutesAgo(600), aside }), photo, world)
    expect(session).toMatchObject({ thread: null, aside: { text: STORY, held: { photos: { media: [{ seq: 9 }] } } } })
  })

  it('soon after filing goes to the draft that waits, without a question', () => {
    const draft = threadOf(wording.flows.complaint as Flow, { words: { text: STORY, by: 'citizen' } })
    const { session } = take(sessionOf(null, { filed: minutesAgo(5), waiting: [draft] }), photo, world)
    expect(session.aside).toBeNull()
    expect(session.thread?.fields).toMatchObject({ words: { text: STORY }, photos: { media: [{ seq: 9 }] } })
  })
})

describe('whoever has a matter that lacks something', () => {
  const filed = { ...minutesAgo(600), lacks: ['contact'] }
  const extraOf = (text: string) =>
    take(sessionOf(null, { filed }), saying(text), world).session.thread?.fields.extra?.text

  it('completes it by few words, be it a name of two letters', () => {
    expect(extraOf('王强')).toBe('王强')
  })

  it('does not complete it by one letter: the menu is shown', () => {
    const outcome = take(sessionOf(null, { filed }), saying('啥'), world)
    expect(outcome.session.thread).toBeNull()
    expect(heard(outcome)).toContain('menu/')
  })

  it('is asked whether a whole story belongs to it: forty letters are one', () => {
    expect(extraOf('夜'.repeat(39))).toBe('夜'.repeat(39))
    const whole = take(sessionOf(null, { filed }), saying('夜'.repeat(40)), world).session
    expect(whole).toMatchObject({ thread: null, aside: { text: '夜'.repeat(40) } })
  })

  it('tells a new matter by few words beside a photo that waits to be told where it belongs', () => {
    const held = { photos: { text: '1份', media: [{ seq: 7, media: 'm', kind: 'image' as const }] } }
    const aside = { seq: 7, text: '', understood: { fields: {}, options: {} }, held }
    const { session } = take(sessionOf(null, { filed, aside }), saying(STORY), world)
    expect(session.thread).toMatchObject({ flow: 'complaint', fields: { words: { text: STORY }, photos: held.photos } })
  })

  it('adds a photo that waited to the matter, and no empty words with it', () => {
    const held = { photos: { text: '1份', media: [{ seq: 7, media: 'm', kind: 'image' as const }] } }
    const aside = { seq: 7, text: '', understood: { fields: {}, options: {} }, held }
    const { session, act } = take(
      sessionOf(null, { filed, aside }),
      { type: 'tap', seq: 8, menuId: 'aside/add', text: '' },
      world,
    )
    expect(session.thread).toMatchObject({ flow: 'complete', fields: { photos: held.photos } })
    expect(session.thread?.fields.extra?.text ?? '').toBe('')
    expect(act?.name).toBe('complete_matter')
  })
})
