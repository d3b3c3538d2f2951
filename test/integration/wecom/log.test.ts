import { describe, expect, it } from 'vitest'
import { kfText } from '../../../src/wecom/index.ts'
import { customer, DAY, eventsOf, MINUTE, must, pair, pull, told } from './support.ts'

const EVERY_KIND = {
  text: { content: '路灯坏了' },
  location: { latitude: 23.1, longitude: 113.3, name: '广场', address: '中山路' },
  link: { title: '题', desc: '述', url: 'https://example.com', pic_url: '' },
  business_card: { userid: 'lisi' },
  miniprogram: { title: '题', appid: 'wx1', pagepath: 'a.html', thumb_media_id: 'M' },
  msgmenu: { head_content: '问', list: [{ type: 'click', click: { id: '1', content: '是' } }], tail_content: '' },
  channels_shop_product: { product_id: 'P', title: '题', sales_price: 100, shop_nickname: '店', head_image: '' },
  channels_shop_order: { order_id: 'O', product_titles: '题', price_wording: '1', state: '已付', shop_nickname: '店' },
  merged_msg: {
    title: '聊天记录',
    item: [{ send_time: 1, msgtype: 'text', sender_name: '张', msg_content: '{"text":{"content":"一"}}' }],
  },
  channels: { sub_type: 1, nickname: '号', title: '题' },
  meeting: {},
  calendar: {},
  note: {},
}

describe('an account’s log', () => {
  it('is read by the doorbell’s token for ten minutes, then without (95007), and not by another account’s', async () => {
    const world = await pair()
    customer(world)
    await world.sim.settled()
    const bell = eventsOf(world).find((event) => event.type === 'kf_msg_or_event')
    const ask = async () => told(await world.kf.kf.syncMsg({ openKfid: world.account, token: bell?.token ?? '' }))
    expect(await ask()).toBe('ok')
    world.pass(10 * MINUTE + 1)
    expect(await ask()).toEqual([95007, 'sender_token'])
    expect((await pull(world)).messages).toHaveLength(1)
  })

  it('is read to its end over empty and short pages, and on from where it ended', async () => {
    const world = await pair({ switches: { page_size: 2, empty_pages: 2 } })
    const phone = customer(world, '1')
    for (const text of ['2', '3', '4', '5']) world.sim.phones.say(phone, text)
    const first = await pull(world)
    expect(first.messages.map((each) => each.kind === 'text' && each.text)).toEqual(['1', '2', '3', '4', '5'])
    expect((await pull(world, first.cursor)).messages).toEqual([])
    world.sim.phones.say(phone, '6')
    expect((await pull(world, first.cursor)).messages).toMatchObject([{ text: '6' }])
  })

  it('keeps three days', async () => {
    const world = await pair()
    const phone = customer(world, '旧')
    world.pass(3 * DAY + 1)
    world.sim.phones.say(phone, '新')
    expect((await pull(world)).messages).toMatchObject([{ text: '新' }])
  })

  it('has what a servicer wrote and not what was sent by API', async () => {
    const world = await pair()
    const phone = customer(world)
    must(await world.kf.kf.sendMsg({ touser: phone, openKfid: world.account, message: kfText('收到') }))
    must(await world.kf.kf.serviceState.trans({ openKfid: world.account, externalUserid: phone, state: 'pool' }))
    world.sim.servicers.take('lisi', { external_userid: phone })
    world.sim.servicers.write('lisi', { external_userid: phone, text: '我来处理' })
    const { messages } = await pull(world)
    expect(messages.map((each) => (each.kind === 'text' ? `${each.origin}:${each.text}` : each.kind))).toEqual([
      'customer:你好',
      'event',
      'servicer:我来处理',
    ])
    expect(messages.at(-1)).toMatchObject({ servicerUserid: 'lisi' })
  })

  it('without a token is read so often a minute (45009); with one it goes on', async () => {
    const world = await pair({ limits: { syncWithoutTokenPerMinute: 1 } })
    const poll = async () => told(await world.kf.kf.syncMsg({ openKfid: world.account }))
    expect([await poll(), await poll()]).toEqual(['ok', [45009, 'frequency']])
    customer(world)
    await world.sim.settled()
    const bell = eventsOf(world).find((event) => event.type === 'kf_msg_or_event')
    expect(told(await world.kf.kf.syncMsg({ openKfid: world.account, token: bell?.token ?? '' }))).toBe('ok')
  })

  it('comes in the order of the cursor, whatever send_time says', async () => {
    const world = await pair({ switches: { send_time_skew: 60 } })
    const phone = customer(world, '1')
    for (const text of ['2', '3', '4']) world.sim.phones.say(phone, text)
    const { messages } = await pull(world)
    expect(messages.map((each) => each.kind === 'text' && each.text)).toEqual(['1', '2', '3', '4'])
    const times = messages.map((each) => each.sendTime ?? 0)
    expect(times).not.toEqual(times.toSorted((a, b) => a - b))
  })

  it('needs an account that exists', async () => {
    const world = await pair()
    expect(told(await world.kf.kf.syncMsg({ openKfid: 'wkNobody' }))).toEqual([95004, 'config'])
    expect(told(await world.kf.kf.syncMsg({ openKfid: '' }))).toEqual([60251, 'ours'])
  })

  it.each(Object.entries(EVERY_KIND))('brings a message of kind %s', async (msgtype, body) => {
    const world = await pair()
    const { external_userid } = world.sim.phones.create()
    world.sim.phones.send(external_userid, { msgtype, [msgtype]: body })
    expect((await pull(world)).messages).toMatchObject([{ kind: msgtype, externalUserid: external_userid }])
  })

  it.each(['image', 'voice', 'video', 'file'] as const)('brings a %s whose file can be fetched', async (type) => {
    const world = await pair()
    const { external_userid } = world.sim.phones.create()
    const { media_id } = world.sim.media.plant({ type, name: '现场' }, Buffer.from('whatever it is'))
    world.sim.phones.send(external_userid, { msgtype: type, [type]: { media_id } })
    const [message] = (await pull(world)).messages
    expect(message).toMatchObject({ kind: type, mediaId: media_id })
    expect(must(await world.kf.media.get(media_id, { maxBytes: 100 })).fileName).not.toBeNull()
  })

  it('keeps a kind nobody knows, with all it came with', async () => {
    const world = await pair()
    const { external_userid } = world.sim.phones.create()
    world.sim.phones.send(external_userid, { msgtype: 'hologram', hologram: { depth: 3 } })
    world.sim.phones.say(external_userid, '在吗')
    expect((await pull(world)).messages).toMatchObject([
      { kind: 'unknown', msgtype: 'hologram', externalUserid: external_userid, raw: { hologram: { depth: 3 } } },
      { kind: 'text' },
    ])
  })

  it('tells every event of §3.4', async () => {
    const world = await pair()
    const { sim } = world
    const { external_userid: phone } = sim.phones.create()
    const target = { external_userid: phone }
    sim.phones.enter(phone, { scene: 'poster', scene_param: 'id=7', wechat_channels: { nickname: '号', scene: 1 } })
    const { msgid } = sim.phones.say(phone, '你好')
    const sent = must(await world.kf.kf.sendMsg({ touser: phone, openKfid: world.account, message: kfText('好') }))
    sim.phones.fail(phone, { msgid: sent.msgid, fail_type: 13 })
    sim.phones.recall(phone, { msgid })
    must(await world.kf.kf.serviceState.trans({ openKfid: world.account, externalUserid: phone, state: 'pool' }))
    sim.servicers.take('lisi', target)
    const wrote = sim.servicers.write('lisi', { ...target, text: '我来' })
    sim.servicers.recall('lisi', { ...target, msgid: wrote.msgid })
    sim.servicers.transfer('lisi', { ...target, to: 'ZhangSan' })
    sim.servicers.end('ZhangSan', target)
    sim.servicers.reject('lisi', { ...target, reject: true })
    sim.servicers.serving('lisi', { serving: false })
    const events = (await pull(world)).messages.flatMap((each) => (each.kind === 'event' ? [each] : []))
    expect(events.map(({ event }) => event)).toMatchObject([
      { type: 'enter_session', scene: 'poster', sceneParam: 'id=7', welcomeCode: expect.any(String) },
      { type: 'msg_send_fail', failMsgid: sent.msgid, failType: 13 },
      { type: 'user_recall_msg', recallMsgid: msgid },
      { type: 'session_status_change', change: 'taken_from_pool', newServicerUserid: 'lisi' },
      { type: 'servicer_recall_msg', recallMsgid: wrote.msgid, servicerUserid: 'lisi' },
      { type: 'session_status_change', change: 'transferred', oldServicerUserid: 'lisi' },
      { type: 'session_status_change', change: 'ended', msgCode: expect.any(String) },
      { type: 'reject_customer_msg_switch_change', rejecting: true },
      { type: 'servicer_status_change', servicerUserid: 'lisi', status: 'stopped' },
    ])
  })
})
