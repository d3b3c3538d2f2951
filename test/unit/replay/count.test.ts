import { describe, expect, it } from 'vitest'
import { countReplay, isAnsweredTwice, isTold, type PhoneBook } from '../../../bench/replay/count.ts'
import type { Visit } from '../../../bench/replay/phone.ts'

/** `>text` is the citizen's, `<text` the bot's, one a millisecond. */
const book = (...talk: string[]): PhoneBook => {
  const lines = talk.map((line, at) => ({ by: line[0], text: line.slice(1), at, msgid: String(at), open_kfid: 'wk' }))
  return {
    sent: lines.filter(({ by }) => by === '>').map((line) => ({ ...line, msgtype: 'text' })),
    accepted: lines
      .filter(({ by }) => by === '<')
      .map((line) => ({ ...line, msgtype: 'text', via: 'send_msg' as const })),
    refused: {},
    duplicates: 0,
  }
}

const NUMBER = 'MQ26482109375'

describe('answered twice', () => {
  it('is the same words again with no message in between', () => {
    expect(isAnsweredTwice(book('>路灯坏了', '<在哪里？', '<在哪里？'))).toBe(true)
    expect(isAnsweredTwice(book('>路灯坏了', '<您好', '<在哪里？', '<在哪里？'))).toBe(true)
    expect(isAnsweredTwice(book('>嗯', '<在哪里？', '>嗯', '<在哪里？', '<在哪里？'))).toBe(true)
  })

  it('is not the same question after another message, nor late answers to several messages', () => {
    expect(isAnsweredTwice(book('>路灯坏了', '<在哪里？', '>😂', '<在哪里？'))).toBe(false)
    expect(isAnsweredTwice(book('>路灯', '>坏了', '<在哪里？', '<在哪里？'))).toBe(false)
  })

  it('is a number or a notice said again, whatever was said in between', () => {
    expect(isAnsweredTwice(book('>提交', `<编号是${NUMBER}`, '>提交', `<编号是${NUMBER}`))).toBe(true)
  })
})

describe('told', () => {
  it('needs a message after the act that names the act and the number', () => {
    const told = book('>提交', `<编号是${NUMBER}`, `<您反映的事（MQ26-4821-0937-5）已由某局受理`)
    expect(isTold(told, NUMBER, new Map([[NUMBER, 1]]))).toBe(true)
    expect(isTold(told, NUMBER, new Map([[NUMBER, 3]]))).toBe(false)
    expect(isTold(told, NUMBER, new Map())).toBe(false)
    expect(isTold(book(`<编号是${NUMBER}`), NUMBER, new Map([[NUMBER, 0]]))).toBe(false)
  })
})

describe('the figures of a replay', () => {
  const visit = (phone: string, of: Partial<Visit>): Visit => ({
    phone,
    number: null,
    confirmed: false,
    end: 'no_answer',
    bubbles: [],
    ...of,
  })
  const count = (visits: Visit[], phones: Record<string, PhoneBook>, holders: string[] = []) =>
    countReplay({
      visits,
      books: { phones, members: {}, unknown: [] },
      cards: new Map([[NUMBER, new Set(holders)]]),
      clicks: new Map(),
      fallback: new Set(['duty']),
    })

  it('tell the lost, who confirmed, from the stuck, who never came so far', () => {
    const visits = [visit('a', { confirmed: true }), visit('b', {}), visit('c', { number: NUMBER, confirmed: true })]
    expect(count(visits, {})).toMatchObject({ filed: 1, lost: 1, stuck: 1 })
  })

  it('count one citizen with two numbers as doubled', () => {
    const phones = { a: book(`<编号是${NUMBER}`, '<编号是MQ26482109376') }
    expect(count([visit('a', { number: NUMBER })], phones)).toMatchObject({ doubled: 1, distinct_numbers: 2 })
  })

  it('do not call a matter routed that only the fallback office has', () => {
    const visits = [visit('a', { number: NUMBER })]
    expect(count(visits, {}, ['duty'])).toMatchObject({ routed: 0, fallback: 1 })
    expect(count(visits, {}, ['duty', 'housing'])).toMatchObject({ routed: 1, fallback: 0 })
    expect(count(visits, {})).toMatchObject({ routed: 0, fallback: 0 })
  })
})
