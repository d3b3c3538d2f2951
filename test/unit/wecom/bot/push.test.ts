import { describe, expect, it } from 'vitest'
import { parseBotPush } from '../../../../src/wecom/index.ts'

const push = (more: Record<string, unknown>) =>
  parseBotPush('R', { msgid: 'M', aibotid: 'BOT', from: { userid: 'wang' }, create_time: 1_700_000_000, ...more })
const content = (more: Record<string, unknown>) => push(more)?.content
const file = { url: 'https://files/1', aeskey: 'KEY' }

describe('a push to the robot', () => {
  it('is read in every kind of message (§7.4)', () => {
    expect(content({ msgtype: 'text', text: { content: '你好' } })).toEqual({
      kind: 'text',
      text: '你好',
      quoted: null,
    })
    expect(content({ msgtype: 'voice', voice: { content: '路灯坏了' } })).toMatchObject({
      kind: 'voice',
      text: '路灯坏了',
    })
    for (const kind of ['image', 'file', 'video']) {
      expect(content({ msgtype: kind, [kind]: file })).toEqual({ kind, url: file.url, aesKey: 'KEY' })
    }
    const items = [
      { msgtype: 'text', text: { content: '看这里' } },
      { msgtype: 'image', image: file },
      { msgtype: 'new' },
    ]
    expect(content({ msgtype: 'mixed', mixed: { msg_item: items } })).toEqual({
      kind: 'mixed',
      items: [
        { kind: 'text', text: '看这里' },
        { kind: 'image', url: file.url, aesKey: 'KEY' },
      ],
      quoted: null,
    })
  })

  it.each([
    [{ msgtype: 'text', text: { content: '原话' } }, '原话'],
    [{ msgtype: 'voice', voice: { content: '原话' } }, '原话'],
    [{ msgtype: 'mixed', mixed: { msg_item: [{ text: { content: '原话' } }, { image: file }] } }, '原话'],
    [{ msgtype: 'image', image: file }, null],
    ['nonsense', null],
  ])('keeps the words of what it quotes: %j', (quote, quoted) => {
    expect(content({ msgtype: 'text', text: { content: 'x' }, quote })).toMatchObject({ quoted })
  })

  it('says where it was said', () => {
    expect(push({ msgtype: 'text', text: { content: 'x' }, chattype: 'group', chatid: 'G' })?.groupId).toBe('G')
    expect(push({ msgtype: 'text', text: { content: 'x' }, chattype: 'single' })?.groupId).toBeNull()
  })

  it.each([
    ['nested as in the documentation', { template_card_event: { event_key: 'k', task_id: 't' } }],
    ['flat as in the type of the SDK', { event_key: 'k', task_id: 't' }],
  ])('reads a click, %s (§7.5)', (_, detail) => {
    expect(content({ msgtype: 'event', event: { eventtype: 'template_card_event', ...detail } })).toEqual({
      kind: 'card_click',
      key: 'k',
      taskId: 't',
    })
  })

  it('reads the other events', () => {
    expect(push({ msgtype: 'event', event: { eventtype: 'enter_chat' } })).toMatchObject({
      event: true,
      content: { kind: 'enter_chat' },
    })
    const feedback = { id: 'f', type: 2, content: '答非所问', inaccurate_reason_list: [1, 3] }
    const event = { eventtype: 'feedback_event', feedback_event: feedback }
    expect(content({ msgtype: 'event', event })).toEqual({
      kind: 'feedback',
      id: 'f',
      verdict: 2,
      text: '答非所问',
      reasons: [1, 3],
    })
  })

  it('keeps what it does not know, or what is broken, with all it came with', () => {
    const odd = { msgtype: 'hologram', hologram: { depth: 3 } }
    expect(content(odd)).toMatchObject({ kind: 'unknown', of: 'hologram', raw: odd })
    expect(content({ msgtype: 'image', image: { url: 7 } })).toMatchObject({ kind: 'unknown', of: 'image' })
    expect(content({ msgtype: 'event', event: { eventtype: 'template_card_event' } })).toMatchObject({
      kind: 'unknown',
    })
    expect(content({ msgtype: 'event' })).toMatchObject({ kind: 'unknown', of: 'event' })
  })

  it('has a name of its own where the platform gave none, the same each time', () => {
    const nameless = { from: { userid: 'wang' }, msgtype: 'text', text: { content: 'x' } }
    expect(parseBotPush('R1', nameless)?.msgid).toBe(parseBotPush('R2', nameless)?.msgid)
    expect(parseBotPush('R1', { ...nameless, text: { content: 'y' } })?.msgid).not.toBe(
      parseBotPush('R1', nameless)?.msgid,
    )
  })

  it('from nobody is nothing', () => {
    expect(parseBotPush('R', { msgtype: 'text' })).toBeNull()
    expect(parseBotPush('R', null)).toBeNull()
  })
})
