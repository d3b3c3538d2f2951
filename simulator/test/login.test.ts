import { describe, expect, it } from 'vitest'
import { AGENT, CORP, HOUR, KEYS, MINUTE, startWorld, type World } from './support.ts'

const BACK = 'https://desk.example.com/login?next=%2Fcases'
const authorize = (more: Record<string, string> = {}) =>
  `/connect/oauth2/authorize?${new URLSearchParams({
    appid: CORP,
    redirect_uri: BACK,
    response_type: 'code',
    scope: 'snsapi_base',
    state: 'abc123',
    agentid: String(AGENT),
    ...more,
  })}`
const sso = (more: Record<string, string> = {}) =>
  `/wwlogin/sso/login?${new URLSearchParams({ login_type: 'CorpApp', appid: CORP, agentid: String(AGENT), redirect_uri: BACK, state: 's', ...more })}`

const codeFrom = (answer: Response): string =>
  new URL(answer.headers.get('location') ?? '').searchParams.get('code') ?? ''
const as = (world: World, userid: string, path = authorize()) =>
  world.raw(path, { headers: { cookie: `sim_member=${userid}` } })
const identify = (world: World, code: string) => world.app(`/auth/getuserinfo?code=${code}`)

describe('the login pages', () => {
  it('send a member’s client straight back with code and state', async () => {
    const world = await startWorld()
    for (const path of [authorize(), sso({ state: 'abc123' })]) {
      const answer = await as(world, 'lisi', path)
      expect(answer.status).toBe(302)
      const back = new URL(answer.headers.get('location') ?? '')
      expect([back.origin, back.pathname]).toEqual(['https://desk.example.com', '/login'])
      expect([back.searchParams.get('next'), back.searchParams.get('state')]).toEqual(['/cases', 'abc123'])
      expect((await identify(world, codeFrom(answer))).userid).toBe('lisi')
    }
  })

  it('ask another browser who it is, and then remember', async () => {
    const world = await startWorld()
    const page = await (await world.raw(authorize())).text()
    expect(page).toContain('张三')
    const links = [...page.matchAll(/href="([^"]+)"/g)].map(([, href]) => (href ?? '').replaceAll('&#38;', '&'))
    const chosen = await world.raw(links.find((href) => href.endsWith('=lisi')) ?? '')
    expect(chosen.headers.get('set-cookie')).toContain('sim_member=lisi')
    expect((await identify(world, codeFrom(chosen))).userid).toBe('lisi')
  })

  it('are silent for the client that opened the page from a member’s phone', async () => {
    const world = await startWorld()
    const opened = await world.raw(`/sim/members/zhangsan/open?url=${encodeURIComponent(BACK)}`)
    expect([opened.status, opened.headers.get('location')]).toEqual([302, BACK])
    const cookie = (opened.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
    const answer = await world.raw(authorize(), { headers: { cookie } })
    expect((await identify(world, codeFrom(answer))).userid).toBe('ZhangSan')
    expect((await world.raw(`/sim/members/nobody/open?url=${BACK}`)).status).toBe(404)
  })

  it.each([
    ['another corp', authorize({ appid: 'wwx' })],
    ['another app', authorize({ agentid: '1' })],
    ['a state with other signs', authorize({ state: 'a-b' })],
    ['no address', authorize({ redirect_uri: '' })],
    ['an unknown scope', authorize({ scope: 'all' })],
    ['a provider’s login', sso({ login_type: 'ServiceApp' })],
  ])('refuse %s', async (_name, path) => {
    const world = await startWorld()
    expect((await as(world, 'lisi', path)).status).toBe(400)
  })

  it('send nobody outside the trusted domain', async () => {
    const app = {
      ...KEYS.app,
      agentId: AGENT,
      callbackUrl: 'http://127.0.0.1:9/wecom/app',
      trustedDomain: 'desk.example.com',
    }
    const world = await startWorld({ app })
    expect((await as(world, 'lisi')).status).toBe(302)
    const away = await as(world, 'lisi', authorize({ redirect_uri: 'https://evil.example.com/' }))
    expect(away.status).toBe(400)
    expect(await away.text()).toContain('50001')
  })
})

describe('auth/getuserinfo', () => {
  it('takes a code once and for five minutes', async () => {
    const world = await startWorld()
    const code = codeFrom(await as(world, 'lisi'))
    expect((await identify(world, code)).errcode).toBe(0)
    expect((await identify(world, code)).errcode).toBe(42022)
    const late = codeFrom(await as(world, 'lisi'))
    world.pass(5 * MINUTE)
    expect((await identify(world, late)).errcode).toBe(42003)
    expect((await identify(world, 'x')).errcode).toBe(40029)
    const foreign = codeFrom(await as(world, 'lisi'))
    expect((await world.kf(`/auth/getuserinfo?code=${foreign}`)).errcode).toBe(40029)
  })

  it('has no userid for one who is not a member', async () => {
    const world = await startWorld()
    const reply = await identify(world, codeFrom(await as(world, '-')))
    expect(reply.errcode).toBe(0)
    expect(reply.userid).toBeUndefined()
    expect(reply.openid).toBeTypeOf('string')
  })

  it('has a user_ticket only where private information was asked for', async () => {
    const world = await startWorld()
    expect((await identify(world, codeFrom(await as(world, 'lisi')))).user_ticket).toBeUndefined()
    const more = authorize({ scope: 'snsapi_privateinfo' })
    expect((await identify(world, codeFrom(await as(world, 'lisi', more)))).user_ticket).toBeTypeOf('string')
  })
})

describe('contacts and tickets', () => {
  it('tell members and departments, without mobile or avatar', async () => {
    const world = await startWorld()
    const user = await world.app('/user/get?userid=zhangsan')
    expect(user).toMatchObject({ userid: 'ZhangSan', name: '张三', department: [2], status: 1 })
    expect(user).not.toHaveProperty('mobile')
    expect((await world.app('/user/get?userid=x')).errcode).toBe(60111)
    const { department } = await world.app('/department/list')
    expect(department).toMatchObject([
      { id: 1, parentid: 0 },
      { id: 2, name: '信访局', parentid: 1 },
      { id: 3, name: '城管局' },
    ])
    expect((await world.app('/user/simplelist?department_id=3')).userlist).toEqual([
      { userid: 'lisi', name: '李四', department: [3] },
    ])
    expect((await world.app('/department/list?id=9')).errcode).toBe(60123)
  })

  it('give one ticket for the corp and one for the app, until they expire', async () => {
    const world = await startWorld()
    const corp = await world.app('/get_jsapi_ticket')
    expect(corp).toMatchObject({ errcode: 0, expires_in: 7200 })
    expect((await world.kf('/get_jsapi_ticket')).ticket).toBe(corp.ticket)
    const app = await world.app('/ticket/get?type=agent_config')
    expect(app.ticket).not.toBe(corp.ticket)
    expect((await world.app('/ticket/get?type=x')).errcode).toBe(40058)
    world.pass(2 * HOUR)
    expect((await world.app('/get_jsapi_ticket')).ticket).not.toBe(corp.ticket)
    expect((await world.app('/getcallbackip')).ip_list).toEqual(['127.0.0.1'])
  })
})
