import { createHash, randomBytes } from 'node:crypto'
import type { WsFrame } from '@wecom/aibot-node-sdk'
import { describe, expect, it } from 'vitest'
import { connect, once, sdk } from './bot-support.ts'
import { MINUTE, startWorld, type World } from './support.ts'

const screen = async (world: World, userid = 'lisi') => (await world.sim.bots.screen(userid)).items
const JPG = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.alloc(2000, 7)])

describe('the official SDK', () => {
  it('subscribes, hears a member and answers in a stream', async () => {
    const world = await startWorld()
    const bot = await connect(world)
    const heard = once<WsFrame>(bot, 'message.text')
    const { msgid } = world.sim.bots.say('lisi', '待办有哪些')
    const frame = await heard
    expect(frame.body).toMatchObject({
      msgid,
      aibotid: 'aibBOT',
      chattype: 'single',
      from: { userid: 'lisi' },
      msgtype: 'text',
      text: { content: '待办有哪些' },
    })
    expect(await bot.replyStream(frame, 's1', '正在查询')).toMatchObject({ errcode: 0, headers: frame.headers })
    expect((await screen(world)).at(-1)).toMatchObject({ from: 'bot', text: '正在查询', finished: false })
    await bot.replyStream(frame, 's1', '正在查询：三件', true)
    const [mine, answer, ...more] = await screen(world)
    expect([mine?.from, answer?.text, answer?.finished, more]).toEqual(['me', '正在查询：三件', true, []])
  })

  it('rejects with the platform’s code when a push is answered twice', async () => {
    const world = await startWorld()
    const bot = await connect(world)
    const heard = once<WsFrame>(bot, 'message.text')
    world.sim.bots.say('lisi', '你好')
    const frame = await heard
    await bot.replyStream(frame, 's1', '一', true)
    await expect(bot.replyStream(frame, 's2', '二', true)).rejects.toMatchObject({ errcode: 846606 })
  })

  it('sends by itself where somebody has written, and nowhere else', async () => {
    const world = await startWorld()
    const bot = await connect(world)
    const markdown = { msgtype: 'markdown' as const, markdown: { content: '**提醒**' } }
    await expect(bot.sendMessage('lisi', markdown)).rejects.toMatchObject({ errcode: 846607 })
    world.sim.bots.say('lisi', '你好')
    expect((await bot.sendMessage('lisi', markdown)).errcode).toBe(0)
    expect((await screen(world)).at(-1)).toMatchObject({ from: 'bot', msgtype: 'markdown', text: '**提醒**' })
    expect(world.sim.books().bot?.refused).toEqual({ 846607: 1 })
  })

  it('greets whoever opens the chat for the first time of the day', async () => {
    const world = await startWorld()
    const bot = await connect(world)
    const opened = once<WsFrame>(bot, 'event.enter_chat')
    world.sim.bots.enter('lisi')
    await bot.replyWelcome(await opened, { msgtype: 'text', text: { content: '您好' } })
    expect((await screen(world)).map((item) => item.text)).toEqual(['您好'])
    expect(world.sim.bots.enter('lisi')).toEqual({ told: false })
    world.pass(24 * 60 * MINUTE)
    expect(world.sim.bots.enter('lisi').told).toBe(true)
  })

  it('sends a card, hears the press and changes the card', async () => {
    const world = await startWorld()
    const bot = await connect(world)
    const heard = once<WsFrame>(bot, 'message.text')
    world.sim.bots.say('lisi', '请给我事项')
    const card = {
      card_type: 'button_interaction',
      main_title: { title: '新事项' },
      button_list: [{ text: '受理', key: 'accept' }],
      task_id: 't1',
    }
    await bot.replyTemplateCard(await heard, card, { id: 'f1' })
    const shown = (await screen(world)).at(-1)
    const pressed = once<WsFrame>(bot, 'event.template_card_event')
    world.sim.bots.click('lisi', { msgid: shown?.msgid ?? '', key: 'accept' })
    const frame = await pressed
    expect(frame.body.event.template_card_event).toEqual({
      card_type: 'button_interaction',
      event_key: 'accept',
      task_id: 't1',
    })
    const done = { ...card, button_list: [{ text: '已受理', key: 'done' }] }
    await bot.updateTemplateCard(frame, done, ['lisi'])
    expect((await screen(world)).at(-1)?.card).toMatchObject({ button_list: [{ text: '已受理' }] })
    const judged = once<WsFrame>(bot, 'event.feedback_event')
    world.sim.bots.feedback('lisi', { msgid: shown?.msgid ?? '', type: 2, content: '不对', reasons: [1, 3] })
    expect((await judged).body.event.feedback_event).toEqual({
      id: 'f1',
      type: 2,
      content: '不对',
      inaccurate_reason_list: [1, 3],
    })
  })

  it('uploads a file of several chunks and sends it', async () => {
    const world = await startWorld()
    const bot = await connect(world)
    world.sim.bots.say('lisi', '请给我文件')
    const bytes = randomBytes(1_200_000)
    const { media_id, type, created_at } = await bot.uploadMedia(bytes, { type: 'file', filename: '清单.pdf' })
    expect([type, typeof created_at]).toEqual(['file', 'string'])
    await bot.sendMediaMessage('lisi', 'file', media_id)
    const shown = (await screen(world)).at(-1)
    expect(shown?.media).toMatchObject({ name: '清单.pdf', size: bytes.length })
    const kept = Buffer.from(await (await world.raw(shown?.media?.url ?? '')).arrayBuffer())
    expect(createHash('md5').update(kept).digest('hex')).toBe(createHash('md5').update(bytes).digest('hex'))
  })

  it('downloads and decrypts a picture within its five minutes', async () => {
    const world = await startWorld()
    const bot = await connect(world)
    const heard = once<WsFrame>(bot, 'message.image')
    const { media_id } = world.sim.media.plant({ type: 'image', name: '井盖.jpg' }, JPG)
    world.sim.bots.send('lisi', { msgtype: 'image', image: { media_id } })
    const { image } = (await heard).body
    const { buffer, filename } = await bot.downloadFile(image.url, image.aeskey)
    expect([buffer.equals(JPG), filename]).toEqual([true, '井盖.jpg'])
    world.pass(5 * MINUTE)
    await expect(bot.downloadFile(image.url, image.aeskey)).rejects.toMatchObject({ response: { status: 403 } })
  })

  it('hears a voice as its words, a mixed message, a quote and a video', async () => {
    const world = await startWorld()
    const bot = await connect(world)
    const bodies: WsFrame['body'][] = []
    bot.on('message', (frame) => bodies.push(frame.body))
    world.sim.bots.send('lisi', { msgtype: 'voice', voice: { content: '井盖坏了' } })
    const { media_id } = world.sim.media.plant({ type: 'image' }, JPG)
    const msg_item = [
      { msgtype: 'text', text: { content: '看图' } },
      { msgtype: 'image', image: { media_id } },
    ]
    world.sim.bots.send('lisi', { msgtype: 'mixed', mixed: { msg_item } })
    const quote = { msgtype: 'text', text: { content: '先前' } }
    const last = once<WsFrame>(bot, 'message.text')
    world.sim.bots.send('lisi', { msgtype: 'text', text: { content: '这条' }, quote })
    await last
    expect(bodies.map((body) => body.msgtype)).toEqual(['voice', 'mixed', 'text'])
    expect(bodies[0].voice).toEqual({ content: '井盖坏了' })
    expect(bodies[1].mixed.msg_item[1].image).toEqual({
      url: expect.stringContaining('/bot/files/'),
      aeskey: expect.any(String),
    })
    expect(bodies[2].quote).toEqual(quote)
  })

  it('comes back after the network failed, and the req_ids of before are dead (trap 9.12)', async () => {
    const world = await startWorld()
    const bot = await connect(world)
    const heard = once<WsFrame>(bot, 'message.text')
    world.sim.bots.say('lisi', '你好')
    const frame = await heard
    const gone = once(bot, 'disconnected')
    const back = once(bot, 'authenticated')
    expect(world.sim.bots.cut()).toEqual({ cut: 1 })
    await gone
    expect(world.sim.bots.say('zhangsan', '没有人听见').req_id).toBeNull()
    await back
    await expect(bot.replyStream(frame, 's1', '迟了', true)).rejects.toMatchObject({ errcode: 846605 })
    expect((await bot.sendMessage('lisi', { msgtype: 'markdown', markdown: { content: '补上' } })).errcode).toBe(0)
    expect(world.sim.bots.read()).toMatchObject({ connections: 2, kicked: 0, missed: 1 })
  })

  it('is kicked by a second connection of the same robot and stays away', async () => {
    const world = await startWorld()
    const first = await connect(world)
    const kicked = once<WsFrame>(first, 'event.disconnected_event')
    const second = await connect(world)
    expect((await kicked).body.from).toBeUndefined()
    expect([first.isConnected, second.isConnected]).toEqual([false, true])
    expect(world.sim.bots.read()).toMatchObject({ subscribed: true, connections: 2, kicked: 1 })
  })

  it('gives up with a wrong secret', async () => {
    const world = await startWorld()
    const client = sdk(world, { secret: 'wrong' })
    const errors: Error[] = []
    const exhausted = new Promise<void>((resolve) => {
      client.on('error', (error) => {
        errors.push(error)
        if ('code' in error) resolve()
      })
    })
    client.connect()
    await exhausted
    expect(errors[0]?.message).toContain('853000')
  })

  it('notices a connection that answers no ping', async () => {
    const world = await startWorld()
    const client = await connect(world, { heartbeatInterval: 100 })
    world.sim.faults.order({ path: '/bot/ping', count: 3, latency_ms: 2000 })
    const back = once(client, 'authenticated')
    await once(client, 'disconnected')
    await back
    expect(world.sim.bots.read().connections).toBe(2)
  })
})
