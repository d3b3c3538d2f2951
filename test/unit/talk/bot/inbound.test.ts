import { describe, expect, it } from 'vitest'
import { botInbound, fileOf } from '../../../../src/talk/channel/bot-inbound.ts'
import type { BotContent, BotPush } from '../../../../src/wecom/index.ts'

const NOW = new Date('2026-03-02T01:00:00Z')
const push = (content: BotContent, more: Partial<BotPush> = {}): BotPush => ({
  reqId: 'R1',
  msgid: 'M1',
  botId: 'BOT',
  groupId: null,
  userid: 'wang',
  event: false,
  sentAt: 1_700_000_000,
  content,
  ...more,
})
const one = (content: BotContent, more: Partial<BotPush> = {}) => botInbound(push(content, more), null, NOW)[0]
const MENU = { kind: 'menu' as const, head: '对吗？', options: [{ id: 'a/b/yes', label: '1. 对' }], tail: '' }

describe('what a member says to the robot', () => {
  it('belongs to the member and to the bot', () => {
    expect(one({ kind: 'text', text: '你好', quoted: '原话' })).toEqual({
      platformId: 'M1',
      account: 'BOT',
      peer: 'wang',
      author: 'customer',
      sentAt: new Date(1_700_000_000_000),
      body: { kind: 'text', text: '你好', quoted: '原话' },
    })
  })

  it('is a voice with words in it', () => {
    expect(one({ kind: 'voice', text: '路灯坏了', quoted: null })?.body).toEqual({ kind: 'voice', text: '路灯坏了' })
  })

  it('is several messages where it holds pictures, each with a name of its own', () => {
    const items = [
      { kind: 'text' as const, text: '看这里' },
      { kind: 'image' as const, url: 'u1', aesKey: 'k1' },
    ]
    const said = botInbound(push({ kind: 'mixed', items, quoted: null }), null, NOW)
    expect(said.map(({ platformId, body }) => [platformId, body.kind])).toEqual([
      ['M1', 'text'],
      ['M1/1', 'image'],
    ])
    const picture = said[1]?.body
    expect(picture && 'platformMedia' in picture && fileOf(picture.platformMedia)).toEqual({ url: 'u1', aesKey: 'k1' })
  })

  it('in a group belongs to no conversation: nothing personal is said there', () => {
    expect(one({ kind: 'text', text: 'x', quoted: null }, { groupId: 'G' })?.peer).toBeNull()
  })

  it('has the time of now where none was given', () => {
    expect(one({ kind: 'text', text: 'x', quoted: null }, { sentAt: null })?.sentAt).toEqual(NOW)
  })
})

describe('what a member does', () => {
  it('opening the chat brings a code for the welcome, good for less than the platform’s 5 s', () => {
    const opened = one({ kind: 'enter_chat' }, { event: true })
    expect(opened).toMatchObject({ author: 'system', body: { kind: 'entered', welcomeCode: 'R1' } })
    expect(opened?.body.kind === 'entered' && (opened.body.welcomeMs ?? 0)).toBeLessThan(5_000)
  })

  it('pressing a button is a tap on the menu that was shown', () => {
    const click = push({ kind: 'card_click', key: 'a/b/yes', taskId: 'T' }, { event: true })
    expect(botInbound(click, MENU, NOW)[0]).toMatchObject({
      author: 'customer',
      body: { kind: 'text', text: '1. 对', menuId: 'a/b/yes' },
    })
  })

  it.each([
    ['a key that did not stand there', push({ kind: 'card_click', key: 'done', taskId: 'T' }, { event: true }), MENU],
    ['a card nobody knows', push({ kind: 'card_click', key: 'a/b/yes', taskId: 'T' }, { event: true }), null],
    ['a judgement', push({ kind: 'feedback', id: 'f', verdict: 2, text: '', reasons: [] }, { event: true }), null],
    ['something new', push({ kind: 'unknown', of: 'new_event', raw: {} }, { event: true }), null],
  ])('is kept and has no turn: %s', (_, done, shown) => {
    expect(botInbound(done, shown, NOW)[0]).toMatchObject({ author: 'system', body: { kind: 'unknown' } })
  })
})
