import { describe, expect, it } from 'vitest'
import { customer, DAY, HOUR, KF, pull, startWorld, textTo, type World } from './support.ts'

const state = async (world: World, phone: string) =>
  (await world.kf('/kf/service_state/get', { open_kfid: KF, external_userid: phone })).service_state
const trans = (world: World, phone: string, service_state: number, servicer_userid?: string) =>
  world.kf('/kf/service_state/trans', { open_kfid: KF, external_userid: phone, service_state, servicer_userid })
const onEvent = (world: World, code: unknown, content = '您好') =>
  world.kf('/kf/send_msg_on_event', { code, msgtype: 'text', text: { content } })
const menuOnEvent = (world: World, code: unknown, items = 1) =>
  world.kf('/kf/send_msg_on_event', {
    code,
    msgtype: 'msgmenu',
    msgmenu: { list: Array.from({ length: items }, () => ({ type: 'text', text: { content: '项' } })) },
  })
const lastEvent = async (world: World) => (await pull(world)).at(-1)?.event ?? {}

describe('the session', () => {
  it('is not there before a word, new after it, and over 48 hours after the last', async () => {
    const world = await startWorld()
    const { external_userid: phone } = world.sim.phones.create()
    expect(await state(world, phone)).toBe(4)
    world.sim.phones.say(phone, '你好')
    expect(await state(world, phone)).toBe(0)
    world.pass(2 * DAY + 1)
    expect(await state(world, phone)).toBe(4)
    world.sim.phones.say(phone, '又来了')
    expect(await state(world, phone)).toBe(0)
  })

  it('can be counted from its first message instead', async () => {
    const world = await startWorld({ switches: { session_from: 'first_message' } })
    const phone = customer(world)
    world.pass(47 * HOUR)
    world.sim.phones.say(phone, '还在')
    world.pass(2 * HOUR)
    expect(await state(world, phone)).toBe(4)
    expect((await world.kf('/kf/send_msg', textTo(phone, '答'))).errcode).toBe(95018)
  })

  // From each state, where the API may go; everything else is 95016.
  const allowed: Record<number, number[]> = { 0: [1, 2, 3], 1: [2, 3], 2: [3], 3: [3, 4], 4: [] }
  const reach: Record<number, number[]> = { 0: [], 1: [1], 2: [2], 3: [3], 4: [3, 4] }
  const pairs = [0, 1, 2, 3, 4].flatMap((from) => [0, 1, 2, 3, 4].map((to) => [from, to] as const))
  it.each(pairs)('moves from %i to %i by API only where the table says so', async (from, to) => {
    const world = await startWorld()
    const phone = customer(world)
    for (const step of reach[from] ?? []) expect((await trans(world, phone, step, 'lisi')).errcode).toBe(0)
    expect(await state(world, phone)).toBe(from)
    expect((await trans(world, phone, to, 'lisi')).errcode).toBe(allowed[from]?.includes(to) ? 0 : 95016)
  })

  it('may be ended early by API where the switch says so', async () => {
    const world = await startWorld({ switches: { api_may_end: true } })
    const phone = customer(world)
    expect((await trans(world, phone, 4)).msg_code).toBeTypeOf('string')
    expect(await state(world, phone)).toBe(4)
  })

  it.each([2, 3, 4])('forbids sending in state %i', async (to) => {
    const world = await startWorld()
    const phone = customer(world)
    if (to === 4) await trans(world, phone, 3, 'lisi')
    await trans(world, phone, to, 'lisi')
    expect((await world.kf('/kf/send_msg', textTo(phone, '答'))).errcode).toBe(95018)
  })

  it('goes only to a servicer of the account who is taking sessions', async () => {
    const world = await startWorld()
    const phone = customer(world)
    expect((await trans(world, phone, 3)).errcode).toBe(40058)
    expect((await trans(world, phone, 3, 'nobody')).errcode).toBe(95014)
    world.sim.servicers.serving('lisi', { serving: false })
    expect(await lastEvent(world)).toMatchObject({
      event_type: 'servicer_status_change',
      servicer_userid: 'lisi',
      status: 2,
    })
    expect((await trans(world, phone, 3, 'lisi')).errcode).toBe(95019)
    // Trap 9.16: the list numbers the other way.
    const list = await world.kf(`/kf/servicer/list?open_kfid=${KF}`)
    expect(list.servicer_list).toContainEqual({ userid: 'lisi', status: 1, stop_type: 0 })
    expect(
      (await world.kf('/kf/service_state/get', { open_kfid: KF, external_userid: phone })).servicer_userid,
    ).toBeUndefined()
  })

  it('may be taken from the API by automatic assignment', async () => {
    const world = await startWorld({ switches: { auto_assign: 'pool' } })
    const phone = customer(world)
    expect(await state(world, phone)).toBe(2)
    expect((await world.kf('/kf/send_msg', textTo(phone, '答'))).errcode).toBe(95018)
  })
})

describe('a servicer in the client', () => {
  it('takes, hands over, ends and re-opens, and each is told', async () => {
    const world = await startWorld()
    const phone = customer(world)
    const target = { external_userid: phone }
    await trans(world, phone, 2)
    await world.control('/members/lisi/kf/take', target)
    expect(await lastEvent(world)).toMatchObject({
      event_type: 'session_status_change',
      change_type: 1,
      new_servicer_userid: 'lisi',
    })
    await world.control('/members/lisi/kf/transfer', { ...target, to: 'ZhangSan' })
    const handed = await lastEvent(world)
    expect(handed).toMatchObject({ change_type: 2, old_servicer_userid: 'lisi', new_servicer_userid: 'ZhangSan' })
    expect(handed.msg_code).toBeUndefined()
    expect(await world.control('/members/lisi/kf/end', target)).toHaveProperty('error')
    await world.control('/members/ZhangSan/kf/end', target)
    const ended = await lastEvent(world)
    expect(ended).toMatchObject({ change_type: 3, old_servicer_userid: 'ZhangSan' })
    expect((await onEvent(world, ended.msg_code, '感谢')).errcode).toBe(0)
    await world.control('/members/ZhangSan/kf/write', { ...target, text: '补一句' })
    const [reopened, written] = (await pull(world)).slice(-2)
    expect(reopened?.event).toMatchObject({ change_type: 4, new_servicer_userid: 'ZhangSan' })
    expect(written).toMatchObject({ origin: 5, text: { content: '补一句' } })
    expect(await state(world, phone)).toBe(3)
  })

  it('can take a message back', async () => {
    const world = await startWorld()
    const phone = customer(world)
    await trans(world, phone, 3, 'lisi')
    const { msgid } = world.sim.servicers.write('lisi', { external_userid: phone, text: '说错' })
    await world.control('/members/lisi/kf/recall', { external_userid: phone, msgid })
    expect(await lastEvent(world)).toMatchObject({
      event_type: 'servicer_recall_msg',
      recall_msgid: msgid,
      servicer_userid: 'lisi',
    })
  })
})

describe('the welcome', () => {
  it('comes with entering through a link, with the scene of the link', async () => {
    const world = await startWorld()
    const { url } = await world.kf('/kf/add_contact_way', { open_kfid: KF, scene: 'poster' })
    const { external_userid: phone } = world.sim.phones.create()
    world.sim.phones.enter(phone, { url: `${url}&scene_param=${encodeURIComponent('id=7')}` })
    const event = await lastEvent(world)
    expect(event).toMatchObject({
      event_type: 'enter_session',
      external_userid: phone,
      scene: 'poster',
      scene_param: 'id%3D7',
    })
    expect((await onEvent(world, event.welcome_code)).errcode).toBe(0)
  })

  it('is not offered to one who wrote or was welcomed within 48 hours', async () => {
    const world = await startWorld()
    const phone = customer(world)
    expect(world.sim.phones.enter(phone).welcome_code).toBeUndefined()
    world.pass(2 * DAY + 1)
    const { welcome_code } = world.sim.phones.enter(phone)
    await onEvent(world, welcome_code)
    world.pass(HOUR)
    expect(world.sim.phones.enter(phone).welcome_code).toBeUndefined()
  })

  it('is good once and for 20 seconds', async () => {
    const world = await startWorld()
    const first = world.sim.phones.enter(world.sim.phones.create().external_userid)
    expect((await onEvent(world, first.welcome_code)).errcode).toBe(0)
    expect((await onEvent(world, first.welcome_code)).errcode).toBe(40058)
    const second = world.sim.phones.enter(world.sim.phones.create().external_userid)
    world.pass(20_000)
    expect((await onEvent(world, second.welcome_code)).errcode).toBe(40058)
  })

  it('is not used up by a refused message', async () => {
    const world = await startWorld()
    const { welcome_code } = world.sim.phones.enter(world.sim.phones.create().external_userid)
    expect((await onEvent(world, welcome_code, '')).errcode).toBe(44004)
    expect((await menuOnEvent(world, welcome_code, 11)).errcode).toBe(95008)
    expect((await menuOnEvent(world, welcome_code, 10)).errcode).toBe(0)
  })

  it('does not use up the five unless the switch says so', async () => {
    const world = await startWorld({ switches: { event_messages_count: true } })
    const { external_userid: phone } = world.sim.phones.create()
    const { welcome_code } = world.sim.phones.enter(phone)
    world.sim.phones.say(phone, '你好')
    await onEvent(world, welcome_code)
    for (let n = 0; n < 4; n += 1) await world.kf('/kf/send_msg', textTo(phone, `${n}`))
    expect((await world.kf('/kf/send_msg', textTo(phone, '5'))).errcode).toBe(95001)
  })
})

describe('the codes of a change of state', () => {
  it('of the pool and the human let one text through for 48 hours', async () => {
    const world = await startWorld()
    const phone = customer(world)
    const { msg_code } = await trans(world, phone, 2)
    expect((await menuOnEvent(world, msg_code)).errcode).toBe(40008)
    world.pass(2 * DAY - 1)
    expect((await onEvent(world, msg_code)).errcode).toBe(0)
  })

  it('die with the state they were given in', async () => {
    const world = await startWorld()
    const phone = customer(world)
    const pool = await trans(world, phone, 2)
    const human = await trans(world, phone, 3, 'lisi')
    expect((await onEvent(world, pool.msg_code)).errcode).toBe(95018)
    expect((await onEvent(world, human.msg_code)).errcode).toBe(0)
    const again = await trans(world, phone, 3, 'ZhangSan')
    expect(again.msg_code).toBeUndefined()
  })

  it('of the end is good for 20 seconds, for menus too', async () => {
    const world = await startWorld()
    const phone = customer(world)
    await trans(world, phone, 3, 'lisi')
    const { msg_code } = await trans(world, phone, 4)
    expect((await menuOnEvent(world, msg_code)).errcode).toBe(0)
  })
})

describe('customers, accounts and links', () => {
  it('tells of customers who entered or wrote within 48 hours only', async () => {
    const world = await startWorld()
    const { external_userid: phone } = world.sim.phones.create({ name: '王女士' })
    const { external_userid: silent } = world.sim.phones.create()
    world.sim.phones.enter(phone, { scene: 'poster' })
    const ask = { external_userid_list: [phone, silent, 'wmx'], need_enter_session_context: 1 }
    const reply = await world.kf('/kf/customer/batchget', ask)
    expect(reply.customer_list).toMatchObject([{ nickname: '王女士', enter_session_context: { scene: 'poster' } }])
    expect(reply.invalid_external_userid).toEqual([silent, 'wmx'])
    world.pass(2 * DAY + 1)
    expect((await world.kf('/kf/customer/batchget', ask)).customer_list).toEqual([])
    for (const list of [[], Array.from({ length: 101 }, () => phone)])
      expect((await world.kf('/kf/customer/batchget', { external_userid_list: list })).errcode).toBe(40058)
  })

  it('lists accounts by pages and refuses a bad scene', async () => {
    const world = await startWorld()
    expect((await world.kf('/kf/account/list', {})).account_list).toMatchObject([{ open_kfid: KF, name: '民情热线' }])
    expect((await world.kf('/kf/account/list', { offset: 1 })).account_list).toEqual([])
    expect((await world.kf('/kf/account/list', { limit: 101 })).errcode).toBe(40058)
    for (const scene of ['x'.repeat(33), '汉', 'a b'])
      expect((await world.kf('/kf/add_contact_way', { open_kfid: KF, scene })).errcode).toBe(40058)
  })
})
