import { describe, expect, it } from 'vitest'
import { type BotEnd, type BotPush, openBotLine } from '../../../../src/wecom/index.ts'
import { eventually } from '../../../support/eventually.ts'
import { scriptedBot } from './scripted-bot.ts'

const text = (content: string) => ({
  msgid: 'M1',
  aibotid: 'BOT',
  chattype: 'single',
  from: { userid: 'wang' },
  msgtype: 'text',
  text: { content },
})

function open(url: string) {
  const seen = { pushes: [] as BotPush[], lives: 0, downs: [] as string[], ends: [] as BotEnd[] }
  const line = openBotLine(
    { botId: 'BOT', secret: 'SECRET', url, reconnectMs: 20 },
    {
      onPush: (push) => void seen.pushes.push(push),
      onLive: () => {
        seen.lives += 1
      },
      onDown: (reason) => void seen.downs.push(reason),
      onEnd: (end) => void seen.ends.push(end),
    },
  )
  const live = (times = 1) => eventually('the line to be live', () => seen.lives >= times)
  return { line, seen, live, [Symbol.dispose]: line.close }
}

describe('the long connection of a robot', () => {
  it('subscribes first and hands over what is pushed with its req_id', async () => {
    await using server = await scriptedBot()
    using bot = open(server.url)
    await bot.live()
    expect(server.heard[0]).toMatchObject({ cmd: 'aibot_subscribe', body: { bot_id: 'BOT', secret: 'SECRET' } })
    server.push('aibot_msg_callback', 'R1', text('你好'))
    const push = await eventually('the push', () => bot.seen.pushes[0])
    expect(push).toMatchObject({ reqId: 'R1', msgid: 'M1', userid: 'wang', content: { kind: 'text', text: '你好' } })
    expect(await bot.line.respond('R1', { msgtype: 'stream' })).toEqual({ ok: true, value: null })
    expect(server.of('aibot_respond_msg')[0]?.headers.req_id).toBe('R1')
  })

  it('names the kind of chat it sends to', async () => {
    await using server = await scriptedBot()
    using bot = open(server.url)
    await bot.live()
    await bot.line.send('wang', { msgtype: 'markdown', markdown: { content: 'x' } })
    expect(server.of('aibot_send_msg')[0]?.body).toMatchObject({ chatid: 'wang', chat_type: 1, msgtype: 'markdown' })
  })

  it('sends nothing before the subscription is accepted (trap 9.12)', async () => {
    await using server = await scriptedBot(() => 'silence')
    using bot = open(server.url)
    await eventually('the subscription to be asked for', () => server.of('aibot_subscribe').length > 0)
    expect(await bot.line.send('wang', {})).toMatchObject({ ok: false, error: { kind: 'busy' } })
    expect(await bot.line.respond('R1', {})).toMatchObject({ ok: false, error: { kind: 'busy' } })
    expect(server.heard).toHaveLength(1)
  })

  it('sends nothing while the connection is lost, and comes back by itself', async () => {
    await using server = await scriptedBot()
    using bot = open(server.url)
    await bot.live()
    server.answer(() => 'silence')
    server.cut()
    await eventually('the loss to be noticed', () => bot.seen.downs.length > 0)
    await eventually('a second subscription', () => server.of('aibot_subscribe').length > 1)
    expect(await bot.line.send('wang', {})).toMatchObject({ ok: false, error: { kind: 'busy' } })
    expect(server.of('aibot_send_msg')).toEqual([])
    server.answer(() => ({ errcode: 0 }))
    server.cut()
    await bot.live(2)
    expect(await bot.line.send('wang', {})).toMatchObject({ ok: true })
  })

  it('says which code a frame was refused with', async () => {
    await using server = await scriptedBot(({ cmd }) => ({ errcode: cmd === 'aibot_respond_msg' ? 846605 : 0 }))
    using bot = open(server.url)
    await bot.live()
    expect(await bot.line.respond('OLD', {})).toMatchObject({ ok: false, error: { errcode: 846605, kind: 'gone' } })
  })

  it('subscribes anew when told that it is not subscribed (846609)', async () => {
    let said = 0
    await using server = await scriptedBot(({ cmd }) => {
      said += cmd === 'aibot_send_msg' ? 1 : 0
      return { errcode: cmd === 'aibot_send_msg' && said === 1 ? 846609 : 0 }
    })
    using bot = open(server.url)
    await bot.live()
    expect(await bot.line.send('wang', {})).toMatchObject({ ok: false, error: { kind: 'busy' } })
    await bot.live(2)
    expect(await bot.line.send('wang', {})).toMatchObject({ ok: true })
  })

  it('ends when another program takes the connection, and does not fight for it', async () => {
    await using server = await scriptedBot()
    using bot = open(server.url)
    await bot.live()
    server.push('aibot_event_callback', 'K', { msgtype: 'event', event: { eventtype: 'disconnected_event' } })
    await eventually('the end', () => bot.seen.ends.length > 0)
    expect(bot.seen.ends).toEqual([{ why: 'kicked' }])
    expect(bot.line.isLive()).toBe(false)
    expect(server.connections()).toBe(1)
  })

  it.each([853000, 846601])('ends when the subscription is refused for good: %i', async (errcode) => {
    await using server = await scriptedBot(() => ({ errcode }))
    using bot = open(server.url)
    await eventually('the end', () => bot.seen.ends.length > 0)
    expect(bot.seen.ends).toMatchObject([{ why: 'refused', fault: { errcode, kind: 'config' } }])
    expect(server.connections()).toBe(1)
  })

  it('goes on when the subscription is refused for the moment', async () => {
    let tries = 0
    await using server = await scriptedBot(() => {
      tries += 1
      return { errcode: tries < 3 ? 45009 : 0 }
    })
    using bot = open(server.url)
    await bot.live()
    expect(bot.seen.ends).toEqual([])
  })
})
