import { describe, expect, it } from 'vitest'
import { jsSdkSignature, oauthUrl, qrLoginUrl } from '../../../src/wecom/index.ts'
import { calls, HOUR, MINUTE, must, type Pair, pair, told } from './support.ts'

const BACK = 'https://desk.example.invalid/login?next=%2Fmatters'

const login = (world: Pair) => ({ corpId: world.corpId, agentId: world.agentId, redirectUri: BACK, state: 'abc123' })
const oauth = (world: Pair) => oauthUrl({ ...login(world), oauthBase: world.sim.url })

/** A browser in which this member is known opens the address; what it is sent back to. */
async function opened(url: string, member: string): Promise<URL | number> {
  const page = await fetch(url, { redirect: 'manual', headers: { cookie: `sim_member=${member}` } })
  const back = page.headers.get('location')
  return back === null ? page.status : new URL(back)
}

async function codeOf(world: Pair, member: string): Promise<string> {
  const back = await opened(oauth(world), member)
  return typeof back === 'number' ? '' : (back.searchParams.get('code') ?? '')
}

describe('a login', () => {
  it.each([
    ['inside WeCom', oauth],
    ['by QR code', (world: Pair) => qrLoginUrl({ ...login(world), loginBase: world.sim.url })],
  ])('%s comes back to its page with state and a code that names the member', async (_, urlOf) => {
    const world = await pair()
    const back = await opened(urlOf(world), 'lisi')
    if (typeof back === 'number') throw new Error(`HTTP ${back}`)
    expect([back.origin, back.searchParams.get('next'), back.searchParams.get('state')]).toEqual([
      'https://desk.example.invalid',
      '/matters',
      'abc123',
    ])
    const code = back.searchParams.get('code') ?? ''
    expect(must(await world.app.auth.getUserInfo(code))).toEqual({ kind: 'member', userid: 'lisi', userTicket: null })
  })

  it('by a code that was used (42022), is over (42003) or was never given (40029) is nobody, and asked once', async () => {
    const world = await pair()
    const code = await codeOf(world, 'lisi')
    must(await world.app.auth.getUserInfo(code))
    expect(told(await world.app.auth.getUserInfo(code))).toEqual([42022, 'gone'])
    const late = await codeOf(world, 'lisi')
    world.pass(5 * MINUTE)
    expect(told(await world.app.auth.getUserInfo(late))).toEqual([42003, 'gone'])
    expect(told(await world.app.auth.getUserInfo('x'))).toEqual([40029, 'gone'])
    expect(calls(world, 'auth/getuserinfo')).toBe(4)
  })

  it('of somebody who is no member is an outsider, known as a customer or not', async () => {
    const world = await pair()
    const stranger = must(await world.app.auth.getUserInfo(await codeOf(world, '-')))
    expect(stranger).toMatchObject({ kind: 'outsider', openid: expect.any(String), externalUserid: null })
    const { external_userid } = world.sim.phones.create()
    const known = must(await world.app.auth.getUserInfo(await codeOf(world, external_userid)))
    expect(known).toMatchObject({ kind: 'outsider', externalUserid: external_userid })
  })

  it('that would lead outside the trusted domain (50001) ends on the platform’s page', async () => {
    const world = await pair({ trustedDomain: 'elsewhere.example.invalid' })
    expect(await opened(oauth(world), 'lisi')).toBe(400)
  })
})

describe('the address book', () => {
  it('tells members and departments; who is not there is gone (60111)', async () => {
    const world = await pair()
    expect(must(await world.app.user.get('zhangsan'))).toMatchObject({ userid: 'ZhangSan', name: '张三', status: 1 })
    expect(told(await world.app.user.get('nobody'))).toEqual([60111, 'gone'])
    const departments = must(await world.app.department.list())
    expect(departments.map(({ name }) => name)).toEqual(expect.arrayContaining(['信访局', '城管局']))
    const office = departments.find(({ name }) => name === '城管局')?.id ?? 0
    expect(must(await world.app.user.simpleList(office))).toMatchObject([{ userid: 'lisi', departments: [office] }])
    expect(told(await world.app.department.list(999))).toEqual([60123, 'gone'])
  })
})

describe('tickets of the JS-SDK', () => {
  it('are asked for once until their end, and sign a page', async () => {
    const world = await pair()
    const first = must(await world.app.jssdk.ticket('corp'))
    expect(must(await world.app.jssdk.ticket('corp'))).toEqual(first)
    expect(must(await world.app.jssdk.ticket('app')).value).not.toBe(first.value)
    world.pass(2 * HOUR)
    const next = must(await world.app.jssdk.ticket('corp')).value
    expect(next).not.toBe(first.value)
    expect(calls(world, 'get_jsapi_ticket')).toBe(2)
    const page = { ticket: next, nonceStr: 'n', timestamp: 1, url: `${BACK}#top` }
    expect(jsSdkSignature(page)).toBe(jsSdkSignature({ ...page, url: BACK }))
  })

  it('asked for too often (45009) are left alone for a while', async () => {
    const world = await pair({ limits: { appTicketsPerHour: 0 } })
    expect(told(await world.app.jssdk.ticket('app'))).toEqual([45009, 'frequency'])
    expect(told(await world.app.jssdk.ticket('app'))).toEqual([45009, 'frequency'])
    expect(calls(world, 'ticket/get')).toBe(1)
  })
})
