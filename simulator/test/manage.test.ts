import { describe, expect, it } from 'vitest'
import { customer, DAY, KF, MINUTE, nodeOf, pull, screen, startWorld, textTo, type World } from './support.ts'

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 0])
const picture = (world: World) => world.sim.media.plant({ type: 'image', name: 'a.png' }, PNG).media_id

describe('kf accounts', () => {
  it('are added, renamed, listed and removed', async () => {
    const world = await startWorld()
    const { open_kfid } = await world.kf('/kf/account/add', { name: '乡镇热线', media_id: picture(world) })
    await world.kf('/kf/account/update', { open_kfid, name: '乡镇民情' })
    const { account_list } = await world.kf('/kf/account/list', {})
    expect(account_list).toMatchObject([{ open_kfid: KF }, { open_kfid, name: '乡镇民情', avatar: expect.any(String) }])
    await world.kf('/kf/account/del', { open_kfid })
    expect((await world.kf('/kf/account/update', { open_kfid, name: '甲' })).errcode).toBe(95004)
  })

  it.each([
    ['a name over 16 characters', { name: '民'.repeat(17) }, 95006],
    ['no name', { name: '' }, 95006],
    ['a media_id over 128 bytes', { media_id: 'x'.repeat(129) }, 40058],
    ['a media_id nobody has', { media_id: 'x' }, 40007],
  ])('refuse %s', async (_what, more, errcode) => {
    const world = await startWorld()
    const body = { name: '民'.repeat(16), media_id: picture(world), ...more }
    expect((await world.kf('/kf/account/add', body)).errcode).toBe(errcode)
  })

  it('are ten in an unverified corp (95027) and limited in any (95005)', async () => {
    const world = await startWorld({ limits: { accountsUnverified: 1, accounts: 2 }, switches: { verified: false } })
    const add = async () => (await world.kf('/kf/account/add', { name: '甲', media_id: picture(world) })).errcode
    expect(await add()).toBe(95027)
    world.sim.settings.change({ switches: { verified: true } })
    expect([await add(), await add()]).toEqual([0, 95005])
  })

  it('are granted and taken away in one event with repeated nodes', async () => {
    const world = await startWorld()
    const { open_kfid } = await world.kf('/kf/account/add', { name: '甲', media_id: picture(world) })
    await world.control('/accounts/grants', { del: [KF, open_kfid] })
    const plain = world.receiver.deliveries.at(-1)?.plain ?? ''
    expect([nodeOf(plain, 'Event'), nodeOf(plain, 'FromUserName')]).toEqual(['kf_account_auth_change', 'sys'])
    expect(plain.match(/<AuthDelOpenKfId>/g)).toHaveLength(2)
    expect((await world.kf('/kf/account/list', {})).account_list).toEqual([])
    expect((await world.kf('/kf/sync_msg', { open_kfid: KF })).errcode).toBe(48007)
    await world.control('/accounts/grants', { add: [KF] })
    expect((await world.kf('/kf/sync_msg', { open_kfid: KF })).errcode).toBe(0)
  })
})

describe('servicers', () => {
  const change = (world: World, verb: 'add' | 'del', more: Record<string, unknown>) =>
    world.kf(`/kf/servicer/${verb}`, { open_kfid: KF, ...more })

  it('are added and removed by member and department, each with a result', async () => {
    const world = await startWorld()
    await change(world, 'del', { userid_list: ['lisi', 'ZhangSan'] })
    const added = await change(world, 'add', { userid_list: ['lisi', 'LISI', 'nobody'], department_id_list: [2] })
    expect(added.result_list).toMatchObject([
      { userid: 'lisi', errcode: 0, errmsg: 'success' },
      { userid: 'LISI', errcode: 0, errmsg: 'ignored' },
      { userid: 'nobody', errcode: 60030 },
      { department_id: 2, errcode: 0, errmsg: 'success' },
    ])
    const { servicer_list } = await world.kf(`/kf/servicer/list?open_kfid=${KF}`)
    expect(servicer_list).toEqual([{ userid: 'lisi', status: 0 }, { department_id: 2 }])
    const removed = await change(world, 'del', { department_id_list: [2, 3] })
    expect(removed.result_list).toMatchObject([{ errmsg: 'success' }, { errmsg: 'ignored' }])
  })

  it('of a department take sessions, unless not activated (95014)', async () => {
    const world = await startWorld()
    await change(world, 'del', { userid_list: ['zhangsan'] })
    const external_userid = customer(world)
    const hand = () =>
      world.kf('/kf/service_state/trans', {
        open_kfid: KF,
        external_userid,
        service_state: 3,
        servicer_userid: 'zhangsan',
      })
    expect((await hand()).errcode).toBe(95014)
    await change(world, 'add', { department_id_list: [2] })
    await world.control('/contacts', { userid: 'zhangsan', status: 4 })
    expect((await hand()).errcode).toBe(95014)
    await world.control('/contacts', { userid: 'zhangsan', status: 1 })
    expect((await hand()).errcode).toBe(0)
  })

  it.each([
    ['nobody', {}],
    ['101 members', { userid_list: Array.from({ length: 101 }, (_, i) => `u${i}`) }],
    ['21 departments', { department_id_list: Array.from({ length: 21 }, (_, i) => i) }],
  ])('cannot be %s at once', async (_what, more) => {
    const world = await startWorld()
    expect((await change(world, 'add', more)).errcode).toBe(40058)
  })

  it('are limited for an account (95020)', async () => {
    const world = await startWorld({ limits: { servicers: 2 } })
    const { result_list } = await change(world, 'add', { department_id_list: [2] })
    expect(result_list).toMatchObject([{ errcode: 95020 }])
  })

  it('stop, are suspended, and turn a customer away, as events', async () => {
    const world = await startWorld()
    const external_userid = customer(world)
    await world.control('/members/lisi/kf/serving', { serving: false, stop_type: 1 })
    await world.control('/members/lisi/kf/reject', { external_userid, reject: true })
    const [, stopped, rejected] = await pull(world)
    expect(stopped?.event).toMatchObject({ event_type: 'servicer_status_change', status: 2, stop_type: 1 })
    expect(rejected?.event).toMatchObject({
      event_type: 'reject_customer_msg_switch_change',
      servicer_userid: 'lisi',
      external_userid,
      reject_switch: 1,
    })
    const { servicer_list } = await world.kf(`/kf/servicer/list?open_kfid=${KF}`)
    expect(servicer_list).toContainEqual({ userid: 'lisi', status: 1, stop_type: 1 })
  })
})

describe('upgrade of service', () => {
  it('is offered within what the admin page allows (95021)', async () => {
    const world = await startWorld()
    const external_userid = customer(world)
    const offer = { open_kfid: KF, external_userid, type: 1, member: { userid: 'lisi', wording: '我是专员' } }
    expect((await world.kf('/kf/customer/upgrade_service', offer)).errcode).toBe(95021)
    await world.control('/upgrades', { userids: ['lisi'], chat_ids: ['wr1'] })
    expect(await world.kf('/kf/customer/get_upgrade_service_config')).toMatchObject({
      member_range: { userid_list: ['lisi'] },
      groupchat_range: { chat_id_list: ['wr1'] },
    })
    expect((await world.kf('/kf/customer/upgrade_service', offer)).errcode).toBe(0)
    expect((await screen(world, external_userid)).at(-1)).toMatchObject({ from: 'system', msgtype: 'upgrade_service' })
    const cancel = { open_kfid: KF, external_userid }
    expect((await world.kf('/kf/customer/cancel_upgrade_service', cancel)).errcode).toBe(0)
  })
})

describe('statistics', () => {
  const span = (world: World, from: number, to: number) => {
    const now = Date.parse(world.sim.clock.read().now) / 1000
    return { open_kfid: KF, start_time: now + from * 86_400, end_time: now + to * 86_400 }
  }

  it('count customers, messages and sessions of the days before', async () => {
    const world = await startWorld()
    const external_userid = customer(world)
    const to = (service_state: number, more = {}) =>
      world.kf('/kf/service_state/trans', { open_kfid: KF, external_userid, service_state, ...more })
    await to(1)
    await to(3, { servicer_userid: 'lisi' })
    world.sim.phones.say(external_userid, '还有')
    world.pass(MINUTE)
    world.sim.servicers.write('lisi', { external_userid, text: '您好' })
    customer(world)
    world.pass(2 * DAY)
    const { statistic_list } = await world.kf('/kf/get_corp_statistic', span(world, -2, -1))
    expect(statistic_list).toMatchObject([
      {
        stat_time: Date.parse('2026-03-02T00:00:00+08:00') / 1000,
        statistic: {
          session_cnt: 1,
          customer_cnt: 2,
          customer_msg_cnt: 3,
          ai_session_reply_cnt: 1,
          ai_transfer_rate: 1,
        },
      },
      { stat_time: Date.parse('2026-03-03T00:00:00+08:00') / 1000 },
    ])
    expect((statistic_list as object[])[1]).not.toHaveProperty('statistic')
    const mine = await world.kf('/kf/get_servicer_statistic', { ...span(world, -2, -2), servicer_userid: 'lisi' })
    expect(mine.statistic_list).toMatchObject([
      { statistic: { session_cnt: 1, customer_msg_cnt: 1, reply_rate: 1, first_reply_average_sec: 60 } },
    ])
    const other = await world.kf('/kf/get_servicer_statistic', { ...span(world, -2, -2), servicer_userid: 'zhangsan' })
    expect((other.statistic_list as object[])[0]).not.toHaveProperty('statistic')
  })

  it.each([
    ['today', -1, 0],
    ['32 days', -32, -1],
    ['181 days back', -181, -180],
    ['an end before the beginning', -1, -2],
  ])('refuse %s', async (_what, from, to) => {
    const world = await startWorld()
    expect((await world.kf('/kf/get_corp_statistic', span(world, from, to))).errcode).toBe(40058)
  })
})

describe('points left open by the platform', () => {
  it('let send_time disagree with the order of the cursor', async () => {
    const world = await startWorld({ switches: { send_time_skew: 30 } })
    const phone = customer(world, '一')
    world.sim.phones.say(phone, '二')
    const [first, second] = await pull(world)
    expect((second?.send_time ?? 0) - (first?.send_time ?? 0)).toBe(-30)
  })

  it('end a session with a servicer by API, or not', async () => {
    const world = await startWorld({ switches: { auto_assign: 'lisi', api_may_end_human: false } })
    const external_userid = customer(world)
    const end = () => world.kf('/kf/service_state/trans', { open_kfid: KF, external_userid, service_state: 4 })
    expect((await end()).errcode).toBe(95016)
    world.sim.settings.change({ switches: { api_may_end_human: true, ended_errcode: 95013 } })
    expect((await end()).errcode).toBe(0)
    expect((await world.kf('/kf/send_msg', textTo(external_userid, '好'))).errcode).toBe(95013)
  })

  it('forbid a kind (95030) or a word (40201)', async () => {
    const world = await startWorld({ switches: { forbidden_types: 'image,location', forbidden_word: '违禁' } })
    const touser = customer(world)
    const location = { latitude: 1, longitude: 1 }
    expect((await world.kf('/kf/send_msg', { touser, open_kfid: KF, msgtype: 'location', location })).errcode).toBe(
      95030,
    )
    expect((await world.kf('/kf/send_msg', textTo(touser, '这是违禁的话'))).errcode).toBe(40201)
    const text = { touser: 'lisi', agentid: 1000002, msgtype: 'text', text: { content: '违禁' } }
    expect((await world.app('/message/send', text)).errcode).toBe(40201)
    expect((await world.kf('/kf/send_msg', textTo(touser, '好'))).errcode).toBe(0)
  })

  it('send a business card only where the switch allows it', async () => {
    const world = await startWorld()
    const message = {
      touser: customer(world),
      open_kfid: KF,
      msgtype: 'business_card',
      business_card: { userid: 'lisi' },
    }
    expect((await world.kf('/kf/send_msg', message)).errcode).toBe(40008)
    world.sim.settings.change({ switches: { business_card: true } })
    expect((await world.kf('/kf/send_msg', message)).errcode).toBe(0)
  })

  it('tell the unionid of a corp that is bound to the Open Platform', async () => {
    const world = await startWorld()
    const ask = async (more = {}) => {
      const list = { external_userid_list: [phone], ...more }
      return world.kf('/kf/customer/batchget', list)
    }
    const phone = customer(world)
    expect(((await ask()).customer_list as object[])[0]).not.toHaveProperty('unionid')
    world.sim.settings.change({ switches: { unionid: true } })
    expect((await ask()).customer_list).toMatchObject([{ unionid: expect.stringMatching(/^o/) }])
    expect((await ask({ need_enter_session_context: true })).errcode).toBe(40058)
  })

  it('tell where in 视频号 a customer came from, in the event and by batchget', async () => {
    const world = await startWorld()
    const { external_userid } = world.sim.phones.create()
    const wechat_channels = { nickname: '县信访局', scene: 1 }
    world.sim.phones.enter(external_userid, { scene: 's', wechat_channels })
    expect((await pull(world))[0]?.event).toMatchObject({ wechat_channels })
    const ask = { external_userid_list: [external_userid], need_enter_session_context: 1 }
    expect((await world.kf('/kf/customer/batchget', ask)).customer_list).toMatchObject([
      { enter_session_context: { scene: 's', wechat_channels } },
    ])
  })
})
