import { describe, expect, it } from 'vitest'
import { DAY, nodeOf, startWorld, type World } from './support.ts'

const told = (world: World) => world.receiver.deliveries.map((each) => each.plain)
const nodes = (xml: string, ...names: string[]) => names.map((name) => nodeOf(xml, name))

describe('a change of the address book', () => {
  it('of a member is told with every field that an app is given', async () => {
    const world = await startWorld()
    await world.control('/contacts', {
      userid: 'wangwu',
      name: '王五',
      departments: [3, 2],
      leads: [2],
      position: '科长',
      direct_leader: 'lisi',
    })
    await world.control('/contacts', { userid: 'wangwu', departments: [2], position: '副局长' })
    await world.control('/contacts', { userid: 'WANGWU', new_userid: 'wang5' })
    await world.control('/contacts', { userid: 'wang5', remove: true })
    const [created = '', moved = '', renamed = '', removed = ''] = told(world)
    expect(nodes(created, 'ChangeType', 'UserID', 'Name', 'Department', 'MainDepartment', 'IsLeaderInDept')).toEqual([
      'create_user',
      'wangwu',
      '王五',
      '3,2',
      '3',
      '0,1',
    ])
    expect(nodes(created, 'DirectLeader', 'Position', 'Status')).toEqual(['lisi', '科长', '1'])
    expect(nodes(moved, 'ChangeType', 'Department', 'Position', 'Name')).toEqual(['update_user', '2', '副局长', ''])
    expect(nodes(renamed, 'UserID', 'NewUserID')).toEqual(['wangwu', 'wang5'])
    expect(nodes(removed, 'ChangeType', 'UserID')).toEqual(['delete_user', 'wang5'])
    expect((await world.app('/user/get?userid=wang5')).errcode).toBe(60111)
  })

  it('of a department is told, and stands in both lists', async () => {
    const world = await startWorld()
    const { id } = await world.control<{ id: number }>('/departments', { name: '窗口', parentid: 3, leaders: ['lisi'] })
    await world.control('/departments', { id, parentid: 2, name: '接访窗口' })
    await world.control('/departments', { id, name: '窗口' })
    expect((await world.app('/department/list?id=2')).department).toMatchObject([
      { id: 2, name: '信访局', parentid: 1 },
      { id, name: '窗口', parentid: 2, department_leader: ['lisi'] },
    ])
    expect((await world.app('/department/simplelist')).department_id).toContainEqual({ id, parentid: 2, order: 996 })
    await world.control('/departments', { id, remove: true })
    const [made = '', moved = '', renamed = '', removed = ''] = told(world)
    expect(nodes(made, 'ChangeType', 'Id', 'Name', 'ParentId', 'Order')).toEqual([
      'create_party',
      '4',
      '窗口',
      '3',
      '996',
    ])
    expect(nodes(moved, 'ChangeType', 'Id', 'Name', 'ParentId')).toEqual(['update_party', '4', '接访窗口', '2'])
    expect(nodes(renamed, 'Name', 'ParentId')).toEqual(['窗口', ''])
    expect(nodes(removed, 'ChangeType', 'Id')).toEqual(['delete_party', '4'])
    expect(await world.control('/departments', { id: 2, remove: true })).toEqual({ error: 'department 2 is not empty' })
  })

  it('reaches apps of today with ids only, and not at all when neither department nor userid changed', async () => {
    const world = await startWorld({ switches: { contact_fields: 'ids' } })
    await world.control('/contacts', { userid: 'lisi', name: '李思' })
    await world.control('/contacts', { userid: 'lisi', departments: [2] })
    await world.control('/departments', { id: 3, name: '城市管理局' })
    expect(told(world)).toHaveLength(1)
    expect(nodes(told(world)[0] ?? '', 'UserID', 'Department', 'MainDepartment')).toEqual(['lisi', '2', ''])
  })

  it('reaches messages: a department counts those below it', async () => {
    const world = await startWorld()
    await world.control('/departments', { name: '窗口', parentid: 2 })
    await world.control('/contacts', { userid: 'wangwu', department: '窗口' })
    expect((await world.app('/user/simplelist?department_id=2')).userlist).toHaveLength(2)
    world.sim.settings.change({ switches: { simplelist_recursive: false } })
    expect((await world.app('/user/simplelist?department_id=2')).userlist).toHaveLength(1)
    const text = { toparty: '2', agentid: 1000002, msgtype: 'text', text: { content: '提醒' } }
    expect((await world.app('/message/send', text)).errcode).toBe(0)
    expect((await world.sim.members.screen('wangwu')).items).toHaveLength(1)
  })
})

describe('what a member agreed to show', () => {
  const login = async (world: World, scope: string, who = 'lisi') => {
    const query = new URLSearchParams({
      appid: 'ww0123456789abcdef',
      redirect_uri: 'https://desk.example.com/login',
      response_type: 'code',
      scope,
      state: 's',
      agentid: '1000002',
    })
    const back = await world.raw(`/connect/oauth2/authorize?${query}`, { headers: { cookie: `sim_member=${who}` } })
    const code = new URL(back.headers.get('location') ?? '').searchParams.get('code') ?? ''
    return world.app(`/auth/getuserinfo?code=${code}`)
  }

  it('is told for a user_ticket within its half hour', async () => {
    const world = await startWorld()
    expect((await login(world, 'snsapi_base')).user_ticket).toBeUndefined()
    const { user_ticket } = await login(world, 'snsapi_privateinfo')
    const detail = () => world.app('/auth/getuserdetail', { user_ticket })
    expect(await detail()).toMatchObject({ errcode: 0, userid: 'lisi', mobile: '' })
    world.pass(1_800_000)
    expect((await detail()).errcode).toBe(84015)
    expect((await world.app('/auth/getuserdetail', { user_ticket: 'x' })).errcode).toBe(84014)
  })

  it('names an outsider who is known as a customer', async () => {
    const world = await startWorld()
    const { external_userid } = world.sim.phones.create()
    expect(await login(world, 'snsapi_base', external_userid)).toMatchObject({
      openid: expect.any(String),
      external_userid,
    })
  })
})

describe('tickets', () => {
  it('are given so often an hour for an app and for the corp (45009)', async () => {
    const world = await startWorld({ limits: { appTicketsPerHour: 2, corpTicketsPerHour: 3 } })
    const app = async () => (await world.app('/get_jsapi_ticket')).errcode
    const kf = async () => (await world.kf('/get_jsapi_ticket')).errcode
    expect([await app(), await app(), await app(), await kf(), await kf()]).toEqual([0, 0, 45009, 45009, 45009])
    world.pass(DAY)
    expect(await kf()).toBe(0)
  })
})
