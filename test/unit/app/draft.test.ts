import { describe, expect, it } from 'vitest'
import { draftOf } from '../../../src/app/draft.ts'
import type { Fields } from '../../../src/talk/dialogue/index.ts'

const SPOKEN_OF: Fields = { danger: { text: 'now', id: 'now', by: 'understood' } }

const dangerOf = (fields: Fields): boolean =>
  draftOf(
    {
      fields,
      cause: 'turn/1',
      conversation: { id: 'c1' } as never,
      noticeVersion: '1',
      now: new Date('2026-03-02T01:00:00Z'),
    },
    'reporter',
    { understanding: { categories: [] } as never },
  ).danger

describe('the danger of a filing', () => {
  it('is none where none was spoken of', () => {
    expect(dangerOf({})).toBe(false)
  })

  it('is what the answer says', () => {
    expect(dangerOf({ ...SPOKEN_OF, safe: { text: '现在没有危险', id: 'safe' } })).toBe(false)
    expect(dangerOf({ ...SPOKEN_OF, safe: { text: '现在有危险', id: 'danger' } })).toBe(true)
  })

  it('stands while the question was not answered, or left open', () => {
    expect(dangerOf(SPOKEN_OF)).toBe(true)
    expect(dangerOf({ ...SPOKEN_OF, safe: { text: '', skipped: true } })).toBe(true)
  })
})
