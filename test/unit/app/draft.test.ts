import { describe, expect, it } from 'vitest'
import { draftOf } from '../../../src/app/draft.ts'
import type { Fields } from '../../../src/talk/dialogue/index.ts'

const SPOKEN_OF: Fields = { danger: { text: 'now', id: 'now', by: 'understood' } }

const filingOf = (fields: Fields) =>
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
  )
const dangerOf = (fields: Fields): boolean => filingOf(fields).danger

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

describe('what staff read beside the words', () => {
  const said = (text: string) => ({ text, by: 'understood' as const })

  it('has the sums of money and how many it concerns, as they were confirmed', () => {
    const fields = { amount: said('3000元、200元'), concerned: said('60多户') }
    expect(filingOf(fields).circumstances).toMatchObject({ amount: '3000元、200元', concerned: '60多户' })
  })

  it('has nothing where they were taken back', () => {
    const skipped = { text: '', skipped: true as const }
    const circumstances = filingOf({ amount: skipped, concerned: skipped }).circumstances
    expect(circumstances).not.toHaveProperty('amount')
    expect(circumstances).not.toHaveProperty('concerned')
  })
})

describe('how documents are to reach the citizen', () => {
  const confirmed = (id: string) => ({ confirmed: { text: '', id } })
  const address = { text: '柳渡镇幸福路12号，王女士收' }

  it('is the chat only for whoever submitted beside the words that say so', () => {
    expect(filingOf(confirmed('yes')).circumstances?.delivery).toBe('chat')
    expect(filingOf({}).circumstances).not.toHaveProperty('delivery')
  })

  it('is paper where that was asked for, with the address, or without one', () => {
    const posted = filingOf({ ...confirmed('paper'), address })
    expect(posted.circumstances?.delivery).toBe('paper')
    expect(posted.contact).toEqual({ address: address.text })
    const fetched = filingOf({ ...confirmed('paper'), address: { text: '', skipped: true } })
    expect(fetched.circumstances?.delivery).toBe('paper')
    expect(fetched.contact).toBeNull()
  })

  it('keeps no address of whoever went back and chose the chat', () => {
    expect(filingOf({ ...confirmed('yes'), address }).contact).toBeNull()
  })
})
