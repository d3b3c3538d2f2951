import { createDecipheriv, createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { sealBytes } from '../crypto.ts'
import type { Limits, Switches } from '../limits.ts'
import { type Raw, raw } from './bot-support.ts'
import { BOT, HOUR, MINUTE, startWorld, type World } from './support.ts'

const DAY = 24 * HOUR
const codeOf = async (frame: Promise<{ errcode?: number }>) => (await frame).errcode
const markdown = (content = '好') => ({ msgtype: 'markdown', markdown: { content } })
const stream = (id: string, content: string, more: Record<string, unknown> = {}) => ({
  msgtype: 'stream',
  stream: { id, content, finish: false, ...more },
})
const CARD = {
  card_type: 'button_interaction',
  main_title: { title: '新事项' },
  button_list: [{ text: '受理', key: 'accept' }],
  task_id: 't1',
}
const cardBody = (more: Record<string, unknown> = {}) => ({
  msgtype: 'template_card',
  template_card: { ...CARD, ...more },
})

const start = async (more: { limits?: Partial<Limits>; switches?: Partial<Switches> } = {}) => {
  const world = await startWorld(more)
  return { world, bot: await raw(world) }
}
/** A member's message and the req_id it was pushed under. */
const heard = async (world: World, bot: Raw, text = '你好', userid = 'lisi') => {
  const { req_id } = world.sim.bots.say(userid, text)
  await bot.next()
  return req_id ?? ''
}
const screen = async (world: World, userid = 'lisi') => (await world.sim.bots.screen(userid)).items

describe('the long connection', () => {
  it('takes no command before it is subscribed (846609)', async () => {
    const world = await startWorld()
    const bot = await raw(world, false)
    expect(await codeOf(bot.ask('aibot_send_msg', { chatid: 'lisi', ...markdown() }))).toBe(846609)
    expect(await codeOf(bot.ask('ping'))).toBe(846609)
    expect(await codeOf(bot.ask('aibot_subscribe', { bot_id: BOT.id, secret: BOT.secret }))).toBe(0)
    expect(await bot.ask('ping', undefined, 'ping_1')).toEqual({
      headers: { req_id: 'ping_1' },
      errcode: 0,
      errmsg: 'ok',
    })
  })

  it('refuses wrong credentials (853000) and a robot in webhook mode (846601)', async () => {
    const world = await startWorld()
    const bot = await raw(world, false)
    expect(await codeOf(bot.ask('aibot_subscribe', { bot_id: BOT.id, secret: 'x' }))).toBe(853000)
    world.sim.settings.change({ switches: { bot_long_connection: false } })
    expect(await codeOf(bot.ask('aibot_subscribe', { bot_id: BOT.id, secret: BOT.secret }))).toBe(846601)
  })

  it('protects subscribing by frequency (45009)', async () => {
    const { bot } = await start({ limits: { botSubscribesPerMinute: 2 } })
    const again = () => codeOf(bot.ask('aibot_subscribe', { bot_id: BOT.id, secret: BOT.secret }))
    expect([await again(), await again()]).toEqual([0, 45009])
  })

  it('closes the connection before once another is subscribed, and says so', async () => {
    const { world, bot } = await start()
    await raw(world)
    await bot.closed
    expect(bot.pushed.at(-1)?.body).toMatchObject({ msgtype: 'event', event: { eventtype: 'disconnected_event' } })
  })

  it('is loud about commands, frames and addresses it does not know', async () => {
    const { world, bot } = await start()
    expect(await codeOf(bot.ask('aibot_get_mcp_config', {}))).toBe(40058)
    bot.send('not json')
    expect((await bot.next()).errcode).toBe(47001)
    const elsewhere = new WebSocket(world.sim.botUrl.replace('/bot', '/other'))
    await new Promise((resolve) => elsewhere.once('error', resolve))
    expect(world.sim.books().unknown).toEqual([
      'bot command aibot_get_mcp_config',
      'bot frame that is not a JSON object in a text frame',
      'upgrade of /other',
    ])
  })

  it('refuses a field the documentation does not have, unless it is lenient', async () => {
    const { world, bot } = await start()
    const reqId = await heard(world, bot)
    const odd = { msgtype: 'markdown', markdown: { content: '好' }, text: { content: '好' } }
    expect(await codeOf(bot.ask('aibot_respond_msg', odd, reqId))).toBe(40058)
    expect(world.sim.books().unknown).toEqual(['strict: bot aibot_respond_msg: undocumented field "body.text"'])
    world.sim.settings.change({ switches: { strict: false } })
    expect(await codeOf(bot.ask('aibot_respond_msg', odd, reqId))).toBe(0)
  })

  it('fails on order: a code, a lost answer, a broken line', async () => {
    const { world, bot } = await start()
    world.sim.bots.say('lisi', '你好')
    await bot.next()
    const send = () => bot.ask('aibot_send_msg', { chatid: 'lisi', ...markdown() })
    world.sim.faults.order({ path: '/bot/aibot_send_msg', errcode: -1 })
    expect([await codeOf(send()), await codeOf(send())]).toEqual([-1, 0])
    world.sim.faults.order({ path: '/bot/aibot_send_msg', drop: true, when: 'after' })
    void send()
    await bot.closed
    expect((await screen(world)).filter((item) => item.from === 'bot')).toHaveLength(2)
  })
})

describe('a reply', () => {
  it('is bound to its req_id: unknown, of another kind, too late', async () => {
    const { world, bot } = await start()
    expect(await codeOf(bot.ask('aibot_respond_msg', markdown(), 'made-up'))).toBe(846605)
    const reqId = await heard(world, bot)
    expect(
      await codeOf(bot.ask('aibot_respond_welcome_msg', { msgtype: 'text', text: { content: '好' } }, reqId)),
    ).toBe(846605)
    world.pass(DAY + 1)
    expect(await codeOf(bot.ask('aibot_respond_msg', markdown(), reqId))).toBe(846604)
  })

  it('of an earlier connection is refused, unless the switch lets it live', async () => {
    const { world, bot } = await start()
    const reqId = await heard(world, bot)
    const next = await raw(world)
    expect(await codeOf(next.ask('aibot_respond_msg', markdown(), reqId))).toBe(846605)
    world.sim.settings.change({ switches: { bot_req_ids_survive: true } })
    expect(await codeOf(next.ask('aibot_respond_msg', markdown(), reqId))).toBe(0)
  })

  it('is given once (846606)', async () => {
    const { world, bot } = await start()
    const reqId = await heard(world, bot)
    expect(await codeOf(bot.ask('aibot_respond_msg', markdown(), reqId))).toBe(0)
    expect(await codeOf(bot.ask('aibot_respond_msg', markdown(), reqId))).toBe(846606)
  })

  it.each([
    ['text, which is for greetings', { msgtype: 'text', text: { content: '好' } }, 40008],
    ['empty Markdown', markdown(''), 44004],
    ['Markdown over 20480 bytes', markdown('好'.repeat(6827)), 45002],
    ['a stream over 20480 bytes', stream('s', '好'.repeat(6827)), 45002],
    ['a stream without an id', stream('', '好'), 40058],
    ['a feedback id over 256 bytes', stream('s', '好', { feedback: { id: 'x'.repeat(257) } }), 40058],
    ['pictures in a stream', stream('s', '好', { finish: true, msg_item: [] }), 40058],
    ['a stream with a card', { ...stream('s', '好'), msgtype: 'stream_with_template_card' }, 40008],
    ['a media_id nobody has', { msgtype: 'file', file: { media_id: 'x' } }, 40007],
    ['a card without task_id', cardBody({ task_id: undefined }), 42014],
    [
      'a card with a file line',
      cardBody({ horizontal_content_list: [{ type: 2, keyname: 'k', media_id: 'm' }] }),
      40058,
    ],
    [
      'a question over 200 bytes',
      {
        msgtype: 'template_card',
        template_card: {
          card_type: 'text_notice',
          main_title: { title: '好' },
          card_action: { type: 1, url: 'https://example.com' },
          jump_list: [{ type: 3, title: '问', question: '问'.repeat(67) }],
        },
      },
      40058,
    ],
  ])('refuses %s', async (_what, body, errcode) => {
    const { world, bot } = await start()
    const reqId = await heard(world, bot)
    expect(await codeOf(bot.ask('aibot_respond_msg', body, reqId))).toBe(errcode)
    expect(await codeOf(bot.ask('aibot_respond_msg', markdown('好'.repeat(6826)), reqId))).toBe(0)
  })

  it('takes a card’s task_id once for the robot', async () => {
    const { world, bot } = await start()
    const first = await heard(world, bot)
    const second = await heard(world, bot)
    expect(await codeOf(bot.ask('aibot_respond_msg', cardBody(), first))).toBe(0)
    expect(await codeOf(bot.ask('aibot_respond_msg', cardBody(), second))).toBe(42014)
  })

  it('counts with what is sent: 30 a minute in one conversation (45009)', async () => {
    const { world, bot } = await start({ limits: { botPerMinute: 2 } })
    await heard(world, bot, '你好', 'zhangsan')
    const reqId = await heard(world, bot)
    const send = (chatid = 'lisi') => codeOf(bot.ask('aibot_send_msg', { chatid, ...markdown() }))
    expect(await codeOf(bot.ask('aibot_respond_msg', markdown(), reqId))).toBe(0)
    expect([await send(), await send(), await send('zhangsan')]).toEqual([0, 45009, 0])
    world.pass(MINUTE)
    expect(await send()).toBe(0)
  })
})

describe('a stream', () => {
  it('is one bubble whose text is replaced until it is finished', async () => {
    const { world, bot } = await start()
    const reqId = await heard(world, bot)
    const say = (body: unknown) => codeOf(bot.ask('aibot_respond_msg', body, reqId))
    expect(await say(stream('s', '一', { feedback: { id: 'f' } }))).toBe(0)
    expect(await say(stream('s', '一二'))).toBe(0)
    expect(await say(stream('s', '一二', { feedback: { id: 'f' } }))).toBe(40058)
    expect(await say(stream('other', '三'))).toBe(846606)
    expect(await say(markdown())).toBe(846606)
    expect(await say(stream('s', '一二三', { finish: true }))).toBe(0)
    expect(await say(stream('s', '四'))).toBe(846606)
    world.sim.settings.change({ switches: { bot_after_finish: 846608 } })
    expect(await say(stream('s', '四'))).toBe(846608)
    const bubbles = (await screen(world)).filter((item) => item.from === 'bot')
    expect(bubbles).toMatchObject([{ text: '一二三', finished: true, updates: 2, feedback_id: 'f' }])
  })

  it.each([6, 10])('must be finished within %i minutes (846608)', async (minutes) => {
    const { world, bot } = await start({ switches: { bot_stream_minutes: minutes } })
    const reqId = await heard(world, bot)
    const say = () => codeOf(bot.ask('aibot_respond_msg', stream('s', '在查'), reqId))
    expect(await say()).toBe(0)
    world.pass(minutes * MINUTE)
    expect(await say()).toBe(0)
    world.pass(1)
    expect(await say()).toBe(846608)
  })

  it('counts its refreshes only where the switch says so', async () => {
    const { world, bot } = await start({ limits: { botPerMinute: 1 } })
    const reqId = await heard(world, bot)
    const say = () => codeOf(bot.ask('aibot_respond_msg', stream('s', '在查'), reqId))
    expect([await say(), await say()]).toEqual([0, 0])
    world.sim.settings.change({ switches: { bot_refresh_counts: true } })
    expect(await say()).toBe(45009)
  })

  it('may carry one card and end with pictures where the switches allow it', async () => {
    const { world, bot } = await start({ switches: { bot_stream_with_card: true, bot_msg_item: true } })
    const reqId = await heard(world, bot)
    const say = (more: Record<string, unknown>, object: Record<string, unknown> = {}) => {
      const body = { ...stream('s', '好', object), msgtype: 'stream_with_template_card', ...more }
      return codeOf(bot.ask('aibot_respond_msg', body, reqId))
    }
    expect(await say({ template_card: CARD })).toBe(0)
    expect(await say({ template_card: { ...CARD, task_id: 't2' } })).toBe(846606)
    const jpg = Buffer.from([0xff, 0xd8, 0xff, 0, 1, 2])
    const image = { base64: jpg.toString('base64'), md5: createHash('md5').update(jpg).digest('hex') }
    const items = (picture: unknown) => ({ finish: true, msg_item: [{ msgtype: 'image', image: picture }] })
    expect(await say({}, items({ ...image, md5: 'x' }))).toBe(40058)
    expect(await say({}, items(image))).toBe(0)
    expect((await screen(world)).at(-1)).toMatchObject({ finished: true, card: { task_id: 't1' } })
  })
})

describe('what a member does', () => {
  it('runs three messages at a time', async () => {
    const { world, bot } = await start()
    const first = await heard(world, bot)
    await heard(world, bot)
    await heard(world, bot)
    expect(() => world.sim.bots.say('lisi', '第四条')).toThrow('3 messages')
    await bot.ask('aibot_respond_msg', markdown(), first)
    expect(world.sim.bots.say('lisi', '第四条').req_id).not.toBeNull()
    world.pass(6 * MINUTE + 1)
    expect(world.sim.bots.say('lisi', '第五条').req_id).not.toBeNull()
  })

  it('in a group is heard with the robot’s name, as text and mixed only', async () => {
    const { world, bot } = await start()
    const { chatid } = world.sim.bots.group({ members: ['lisi', 'zhangsan'] })
    world.sim.bots.say('lisi', '今天有几件', chatid)
    expect((await bot.next()).body).toMatchObject({
      chatid,
      chattype: 'group',
      text: { content: '@民情助手 今天有几件' },
    })
    expect(() => world.sim.bots.send('lisi', { chatid, msgtype: 'voice', voice: { content: '好' } })).toThrow('group')
    expect(await codeOf(bot.ask('aibot_send_msg', { chatid, chat_type: 2, ...markdown() }))).toBe(0)
    expect(await codeOf(bot.ask('aibot_send_msg', { chatid, chat_type: 1, ...markdown() }))).toBe(93006)
    const seen = (await world.sim.bots.screen('zhangsan', { chatid })).items
    expect(seen.map((item) => item.from)).toEqual(['other', 'bot'])
  })

  it('reaches the program again under another req_id when the platform repeats it', async () => {
    const { world, bot } = await start()
    const { msgid, req_id } = world.sim.bots.say('lisi', '你好')
    const again = world.sim.bots.repeat(msgid)
    const frames = [await bot.next(), await bot.next()]
    expect(frames.map((frame) => frame.body?.msgid)).toEqual([msgid, msgid])
    expect(again.req_id).not.toBe(req_id)
  })

  it('asks a card’s question in the member’s name', async () => {
    const { world, bot } = await start()
    const reqId = await heard(world, bot)
    const card = {
      card_type: 'text_notice',
      main_title: { title: '待办' },
      card_action: { type: 1, url: 'https://example.com' },
      jump_list: [{ type: 3, title: '超期的', question: '哪些超期了' }],
    }
    await bot.ask('aibot_respond_msg', { msgtype: 'template_card', template_card: card }, reqId)
    const shown = (await screen(world)).at(-1)
    world.sim.bots.click('lisi', { msgid: shown?.msgid ?? '', key: '超期的' })
    expect((await bot.next()).body?.text).toEqual({ content: '哪些超期了' })
  })

  it('on a card must be answered in five seconds, once, with the same task_id', async () => {
    const { world, bot } = await start({ switches: { bot_card_event: 'both' } })
    await bot.ask('aibot_respond_msg', cardBody(), await heard(world, bot))
    const msgid = (await screen(world)).at(-1)?.msgid ?? ''
    const press = async () => {
      const pressed = world.sim.bots.click('lisi', { msgid, key: 'accept' })
      const frame = await bot.next()
      expect(frame.body?.event).toMatchObject({ event_key: 'accept', template_card_event: { event_key: 'accept' } })
      return 'req_id' in pressed ? (pressed.req_id ?? '') : ''
    }
    const update = (reqId: string, more: Record<string, unknown> = {}) =>
      codeOf(
        bot.ask(
          'aibot_respond_update_msg',
          { response_type: 'update_template_card', template_card: { ...CARD, ...more } },
          reqId,
        ),
      )
    const first = await press()
    expect(await update(first, { task_id: 'other' })).toBe(846625)
    expect([await update(first), await update(first)]).toEqual([0, 846606])
    const second = await press()
    world.pass(5001)
    expect(await update(second)).toBe(846604)
  })

  it('on entering is greeted in five seconds, once', async () => {
    const { world, bot } = await start()
    const greet = (reqId: string) =>
      codeOf(bot.ask('aibot_respond_welcome_msg', { msgtype: 'text', text: { content: '您好' } }, reqId))
    const entered = (userid: string) => world.sim.bots.enter(userid).req_id ?? ''
    const first = entered('lisi')
    await bot.next()
    expect([await greet(first), await greet(first)]).toEqual([0, 846606])
    const second = entered('zhangsan')
    await bot.next()
    world.pass(5001)
    expect(await greet(second)).toBe(846604)
  })

  it('is judged only where the reply asked for it', async () => {
    const { world, bot } = await start()
    await bot.ask('aibot_respond_msg', markdown(), await heard(world, bot))
    const msgid = (await screen(world)).at(-1)?.msgid ?? ''
    expect(() => world.sim.bots.feedback('lisi', { msgid, type: 1 })).toThrow('no feedback')
  })

  it('is there over HTTP too', async () => {
    const { world, bot } = await start()
    await world.control('/members/lisi/bot/say', { text: '你好' })
    await bot.next()
    const read = await world.control<{ items: unknown[] }>('/members/lisi/bot/screen')
    expect(read.items).toMatchObject([{ from: 'me', text: '你好' }])
    expect(await world.control('/bot')).toMatchObject({ subscribed: true, pushed: 1 })
    expect(await world.control('/members/nobody/bot/say', { text: '你好' })).toEqual({ error: 'no member nobody' })
  })
})

describe('an upload', () => {
  const init = (bot: Raw, more: Record<string, unknown> = {}) =>
    bot.ask('aibot_upload_media_init', { type: 'file', filename: 'a.txt', total_size: 12, total_chunks: 2, ...more })
  const chunk = (bot: Raw, upload_id: unknown, chunk_index: number, text = 'abcdef') =>
    codeOf(
      bot.ask('aibot_upload_media_chunk', {
        upload_id,
        chunk_index,
        base64_data: Buffer.from(text).toString('base64'),
      }),
    )
  const finish = (bot: Raw, upload_id: unknown) => bot.ask('aibot_upload_media_finish', { upload_id })

  it.each([
    ['0', 0, [0, 1, 2], [0, 0, 846612]],
    ['1', 1, [0, 1, 2], [846612, 0, 0]],
    ['either', 0, [1, 2, 3], [0, 0, 846612]],
  ] as const)('counts its chunks from %s', async (base, _first, indices, codes) => {
    const { bot } = await start({ switches: { bot_chunk_base: base } })
    const { body } = await init(bot)
    const got: (number | undefined)[] = []
    for (const index of indices) got.push(await chunk(bot, body?.upload_id, index))
    expect(got).toEqual(codes)
    expect((await finish(bot, body?.upload_id)).body).toMatchObject({ type: 'file', created_at: expect.any(String) })
  })

  it('needs every chunk (846616), takes them in any order and ignores one sent again', async () => {
    const { bot } = await start()
    const { body } = await init(bot, { md5: createHash('md5').update('abcdefuvwxyz').digest('hex') })
    await chunk(bot, body?.upload_id, 1, 'uvwxyz')
    expect((await finish(bot, body?.upload_id)).errcode).toBe(846616)
    await chunk(bot, body?.upload_id, 0)
    await chunk(bot, body?.upload_id, 1, 'other!')
    expect((await finish(bot, body?.upload_id)).errcode).toBe(0)
  })

  it('is checked: checksum, size of a chunk, session, kind', async () => {
    const { world, bot } = await start({ limits: { botChunkBytes: 6 } })
    const { body } = await init(bot, { md5: '0'.repeat(32) })
    expect(await chunk(bot, body?.upload_id, 0, 'abcdefg')).toBe(846613)
    await chunk(bot, body?.upload_id, 0)
    await chunk(bot, body?.upload_id, 1)
    expect((await finish(bot, body?.upload_id)).errcode).toBe(40058)
    world.pass(30 * MINUTE)
    expect(await chunk(bot, body?.upload_id, 0)).toBe(846611)
    const image = await init(bot, { type: 'image' })
    await chunk(bot, image.body?.upload_id, 0)
    await chunk(bot, image.body?.upload_id, 1)
    expect((await finish(bot, image.body?.upload_id)).errcode).toBe(846697)
  })

  it.each([
    ['another kind', { type: 'gif' }, 846697],
    ['101 chunks', { total_chunks: 101 }, 40058],
    ['more than the chunks can hold', { total_size: 2 * 512 * 1024 + 1 }, 40058],
    ['a file over 20 MB', { total_size: 20 * 1024 * 1024 + 1, total_chunks: 50 }, 45001],
  ])('refuses %s', async (_what, more, errcode) => {
    const { bot } = await start()
    expect((await init(bot, more)).errcode).toBe(errcode)
  })

  it('counts: 30 a minute (45009)', async () => {
    const { bot } = await start({ limits: { botUploadsPerMinute: 1 } })
    expect([(await init(bot)).errcode, (await init(bot)).errcode]).toEqual([0, 45009])
  })
})

describe('file encryption', () => {
  it('is the documented one (vector C8)', () => {
    const key = Buffer.from('iE9e3lxpQEjI9hIKt+V4XUi6trnd7y+1rzQMH4UOoT8=', 'base64')
    expect(sealBytes(key, Buffer.from('hello wecom media')).toString('base64')).toBe(
      'kcJaoEt81V0w0J4+8eyX4PRxa0pmfxkzJ5yGpdQdeck=',
    )
    expect(sealBytes(key, Buffer.alloc(32, 'A')).toString('base64')).toBe(
      'ZnhKKrbrDtfkof+zuLPF4rq+Q5AR3/ZOAJCkKxlMEMLpa7e0ePH2IaAMoI7QwCMmMuAN2d08QZutD93C6IWGKA==',
    )
    const open = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
    const whole = Buffer.concat([open.update(sealBytes(key, Buffer.alloc(31))), open.final()])
    expect([whole.length, whole.at(-1)]).toEqual([32, 1])
  })
})
