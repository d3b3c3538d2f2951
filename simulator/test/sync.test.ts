import { describe, expect, it } from 'vitest'
import { customer, DAY, KF, MINUTE, nodeOf, pull, startWorld, textTo, type World } from './support.ts'

const bellToken = async (world: World): Promise<string> => {
  await world.sim.settled()
  return nodeOf(world.receiver.deliveries.at(-1)?.plain ?? '', 'Token')
}
const sync = (world: World, more: Record<string, unknown> = {}) => world.kf('/kf/sync_msg', { open_kfid: KF, ...more })

describe('sync_msg', () => {
  it('hands out a customer’s message with its ids, origin and second', async () => {
    const world = await startWorld()
    const phone = customer(world, '路灯不亮')
    const [message] = await pull(world)
    expect(message).toMatchObject({ open_kfid: KF, external_userid: phone, origin: 3, send_time: 1772413200 })
    expect(message?.text).toEqual({ content: '路灯不亮' })
  })

  it('reads on from a cursor, which is opaque, short and of one account', async () => {
    const world = await startWorld()
    const phone = customer(world, '一')
    const first = await sync(world)
    expect(first.has_more).toBe(0)
    expect(Buffer.byteLength(first.next_cursor)).toBeLessThanOrEqual(64)
    world.sim.phones.say(phone, '二')
    const second = await sync(world, { cursor: first.next_cursor })
    expect(second.msg_list.map((each) => each.text?.content)).toEqual(['二'])
    expect((await sync(world, { cursor: second.next_cursor })).msg_list).toEqual([])
    expect((await sync(world, { cursor: `x${first.next_cursor.slice(1)}` })).errcode).toBe(40058)
    expect((await sync(world, { cursor: 'x'.repeat(65) })).errcode).toBe(40058)
  })

  it('gives pages of the size asked for, or smaller', async () => {
    const world = await startWorld()
    const phone = customer(world, '0')
    for (let n = 1; n < 7; n += 1) world.sim.phones.say(phone, `${n}`)
    const page = await sync(world, { limit: 3 })
    expect([page.msg_list.length, page.has_more]).toEqual([3, 1])
    await world.control('/settings', { switches: { page_size: 2 } })
    expect((await sync(world, { limit: 3 })).msg_list).toHaveLength(2)
    expect((await pull(world)).map((each) => each.text?.content)).toEqual(['0', '1', '2', '3', '4', '5', '6'])
    for (const limit of [0, 1001, 'x']) expect((await sync(world, { limit })).errcode).toBe(40058)
  })

  it('may give an empty page and say there is more', async () => {
    const world = await startWorld({ switches: { empty_pages: 1 } })
    customer(world)
    const empty = await sync(world)
    expect([empty.msg_list, empty.has_more]).toEqual([[], 1])
    expect((await sync(world, { cursor: empty.next_cursor })).msg_list).toHaveLength(1)
  })

  it('keeps three days', async () => {
    const world = await startWorld()
    const phone = customer(world, '旧')
    const { next_cursor } = await sync(world)
    world.pass(3 * DAY)
    world.sim.phones.say(phone, '新')
    expect(await pull(world)).toHaveLength(2)
    world.pass(1)
    expect((await pull(world)).map((each) => each.text?.content)).toEqual(['新'])
    // A cursor older than what is kept goes on with what is left.
    expect((await sync(world, { cursor: next_cursor })).msg_list).toHaveLength(1)
  })

  it('leaves out what was sent by API and has what a servicer wrote', async () => {
    const world = await startWorld()
    const phone = customer(world)
    await world.kf('/kf/send_msg', textTo(phone, '机器人'))
    await world.kf('/kf/service_state/trans', {
      open_kfid: KF,
      external_userid: phone,
      service_state: 3,
      servicer_userid: 'lisi',
    })
    world.sim.servicers.write('lisi', { external_userid: phone, text: '人工回复' })
    const messages = await pull(world)
    expect(messages.map((each) => each.origin)).toEqual([3, 5])
    expect(messages[1]).toMatchObject({ servicer_userid: 'lisi', text: { content: '人工回复' } })
  })

  it('takes a doorbell’s token for ten minutes and for its own account', async () => {
    const other = 'wkBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB'
    const accounts = [
      { open_kfid: KF, name: '甲' },
      { open_kfid: other, name: '乙' },
    ]
    const world = await startWorld({ accounts })
    world.sim.phones.say(world.sim.phones.create().external_userid, '1', KF)
    const token = await bellToken(world)
    expect((await sync(world, { token })).errcode).toBe(0)
    expect((await sync(world, { token, open_kfid: other })).errcode).toBe(95007)
    expect((await sync(world, { token: 'ENCforeign' })).errcode).toBe(95007)
    world.pass(10 * MINUTE)
    expect((await sync(world, { token })).errcode).toBe(95007)
  })

  it('limits strictly how often it is called without a token', async () => {
    const world = await startWorld({ limits: { syncWithoutTokenPerMinute: 2 } })
    customer(world)
    const token = await bellToken(world)
    await sync(world)
    await sync(world)
    expect((await sync(world)).errcode).toBe(45009)
    expect((await sync(world, { token })).errcode).toBe(0)
    world.pass(MINUTE)
    expect((await sync(world)).errcode).toBe(0)
  })

  it('names the account, and one that exists', async () => {
    const world = await startWorld()
    expect((await world.kf('/kf/sync_msg', {})).errcode).toBe(60251)
    expect((await sync(world, { open_kfid: 'x' })).errcode).toBe(95000)
    expect((await sync(world, { open_kfid: 'wkx' })).errcode).toBe(95004)
    expect((await sync(world, { voice_format: 2 })).errcode).toBe(40058)
  })
})

describe('a customer’s messages', () => {
  it('may be of any type, known or not', async () => {
    const world = await startWorld()
    const phone = customer(world)
    const place = { latitude: 23.1, longitude: 113.3, name: '桥头', address: '桥头村' }
    await world.control(`/phones/${phone}/send`, { msgtype: 'location', location: place })
    await world.control(`/phones/${phone}/send`, { msgtype: 'hologram', hologram: { beam: 1 } })
    await world.control(`/phones/${phone}/send`, { msgtype: 'meeting' })
    const [, location, hologram, meeting] = await pull(world)
    expect(location?.location).toEqual(place)
    expect(hologram).toMatchObject({ msgtype: 'hologram', hologram: { beam: 1 } })
    expect(meeting?.msgtype).toBe('meeting')
  })

  it('arrive as a notice in text when the media is over the size limit', async () => {
    const world = await startWorld({ limits: { inboundImageBytes: 100 } })
    const phone = customer(world)
    const { media_id } = world.sim.media.plant({ type: 'image' }, Buffer.alloc(101))
    world.sim.phones.send(phone, { msgtype: 'image', image: { media_id } })
    const message = (await pull(world)).at(-1)
    expect(message?.msgtype).toBe('text')
    expect(message?.text?.content).toContain('图片')
  })

  it('can be taken back for two minutes, and that is told', async () => {
    const world = await startWorld()
    const phone = customer(world)
    const { msgid } = world.sim.phones.say(phone, '说错了')
    await world.control(`/phones/${phone}/recall`, { msgid })
    const event = (await pull(world)).at(-1)
    expect(event).toMatchObject({ origin: 4, msgtype: 'event' })
    expect(event?.event).toEqual({
      event_type: 'user_recall_msg',
      open_kfid: KF,
      external_userid: phone,
      recall_msgid: msgid,
    })
    // §3.2: an event carries the ids inside only.
    expect(event?.open_kfid).toBeUndefined()
    const late = world.sim.phones.say(phone, '又错了')
    world.pass(2 * MINUTE + 1)
    expect(await world.control(`/phones/${phone}/recall`, { msgid: late.msgid })).toHaveProperty('error')
  })
})
