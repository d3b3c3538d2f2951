import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DESK_ROUTES } from '../../../src/desk/api/index.ts'
import { cookiesOf, get, openWorld, PUBLIC_URL, post, type World } from './world.ts'

let world: World
let matter: Awaited<ReturnType<World['file']>>
beforeAll(async () => {
  world = await openWorld()
  matter = await world.file()
})
afterAll(() => world.close())

const begin = (headers: Record<string, string> = {}, to = '/m/tickets/X1') =>
  world.server.inject({ url: `/login?to=${encodeURIComponent(to)}`, headers })
const stateOf = (response: { headers: Record<string, unknown> }) =>
  new URL(String(response.headers.location)).searchParams.get('state') ?? ''
const back = (code: string, state: string, cookie: string) =>
  world.server.inject({ url: `/login/back?code=${code}&state=${state}`, headers: { cookie } })
const sessions = () => world.db.selectFrom('staff_sessions').selectAll().execute()

describe('without a session', () => {
  const PUBLIC = ['/login', '/login/back', '/pocket/:name', '/api/openapi.json']

  it('every route but the public ones gives nothing', async () => {
    expect(world.routes.length).toBeGreaterThanOrEqual(DESK_ROUTES.length)
    for (const { method, url } of world.routes.filter((route) => !PUBLIC.includes(route.url))) {
      const response = await world.server.inject({
        method: method as 'GET',
        url: url.replace(':id', matter.id).replace(':mediaId', 'M1'),
        headers: { origin: PUBLIC_URL, 'content-type': 'application/json' },
        ...(method === 'POST' ? { payload: '{"type":"accept"}' } : {}),
      })
      const page = !url.startsWith('/api/') && method !== 'POST'
      expect([method, url, response.statusCode]).toEqual([method, url, page ? 302 : 401])
      expect(response.body).not.toContain('路灯')
    }
  })

  it('a page leads to the login and keeps where one wanted to go', async () => {
    const response = await world.server.inject({ url: `/m/tickets/${matter.id}` })
    expect(response.headers.location).toBe(`/login?to=${encodeURIComponent(`/m/tickets/${matter.id}`)}`)
  })

  it('a cookie that was not signed here, or whose session is unknown, opens nothing', async () => {
    const forged = await get(world.server, '/api/me', 'minqing_session=abc.def')
    expect(forged.statusCode).toBe(401)
    expect(forged.json()).toEqual({ code: 'no_session', message: expect.any(String) })
  })

  it('nothing of the desk may be stored by a cache, sniffed or framed', async () => {
    const { headers } = await world.server.inject({ url: '/login' })
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' })
    expect(headers['content-security-policy']).toContain("script-src 'self'")
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
  })
})

describe('login', () => {
  it('goes through WeCom and returns to the page that was asked for', async () => {
    const begun = await begin()
    expect(String(begun.headers.location)).toMatch(/^https:\/\/qr\.invalid/)
    const done = await back('as-OFFICER', stateOf(begun), cookiesOf(begun))
    expect([done.statusCode, done.headers.location]).toEqual([302, '/m/tickets/X1'])
    const session = done.cookies.find(({ name }) => name === 'minqing_session')
    expect(session).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/', maxAge: 8 * 3600 })
    const me = await get(world.server, '/api/me', cookiesOf(done))
    expect(me.json()).toEqual({
      ...{ userid: 'officer', name: '王知禾', role: 'handler' },
      office: { id: 'housing', name: '县住房和城乡建设局' },
      mayRegister: false,
    })
  })

  it('keeps only a hash of the session', async () => {
    const cookie = await world.login('officer')
    const secret =
      decodeURIComponent(cookie)
        .replace(/^minqing_session=/, '')
        .split('.')[0] ?? ''
    expect(JSON.stringify(await sessions())).not.toContain(secret)
  })

  it('uses the silent page inside the WeCom client', async () => {
    const inside = await begin({ 'user-agent': 'Mozilla/5.0 wxwork/4.1.36 MicroMessenger/7.0.1' })
    expect(String(inside.headers.location)).toMatch(/^https:\/\/oauth\.invalid/)
  })

  it('takes a state once', async () => {
    const begun = await begin()
    const cookie = cookiesOf(begun)
    expect((await back('as-officer', stateOf(begun), cookie)).statusCode).toBe(302)
    const again = await back('as-officer', stateOf(begun), cookie)
    expect([again.statusCode, again.cookies.length]).toEqual([400, 0])
    expect(again.body).toContain('href="/login"')
  })

  it('refuses a state that another browser began', async () => {
    const [mine, other] = [await begin(), await begin()]
    expect((await back('as-officer', stateOf(mine), cookiesOf(other))).statusCode).toBe(400)
    expect((await back('as-officer', stateOf(mine), '')).statusCode).toBe(400)
  })

  it('refuses a state after ten minutes', async () => {
    const begun = await begin()
    world.clock.advance(10 * 60_000)
    expect((await back('as-officer', stateOf(begun), cookiesOf(begun))).statusCode).toBe(400)
  })

  it('lets two pages that were opened at once both end their login', async () => {
    const one = await begin()
    const cookie = cookiesOf(one)
    const two = await begin({ cookie })
    expect((await back('as-officer', stateOf(one), cookie)).statusCode).toBe(302)
    expect((await back('as-officer', stateOf(two), cookie)).statusCode).toBe(302)
  })

  it.each(['as-outsider', 'as-nobody'])('refuses %s, who is not on the staff list', async (code) => {
    const before = (await sessions()).length
    const begun = await begin()
    const refused = await back(code, stateOf(begun), cookiesOf(begun))
    expect([refused.statusCode, refused.cookies.length, (await sessions()).length]).toEqual([403, 0, before])
    expect(refused.headers['content-type']).toContain('text/html')
  })

  it('never leads to another site', async () => {
    const begun = await begin({}, '//evil.invalid/x')
    const done = await back('as-officer', stateOf(begun), cookiesOf(begun))
    expect(done.headers.location).toBe('/')
  })

  it('ends after eight hours', async () => {
    const cookie = await world.login('officer')
    world.clock.advance(8 * 3_600_000 - 1)
    expect((await get(world.server, '/api/me', cookie)).statusCode).toBe(200)
    world.clock.advance(1)
    expect((await get(world.server, '/api/me', cookie)).statusCode).toBe(401)
  })

  it('ends at logout, on the server too', async () => {
    const cookie = await world.login('officer')
    expect((await post(world.server, '/logout', cookie, {})).statusCode).toBe(204)
    expect((await get(world.server, '/api/me', cookie)).statusCode).toBe(401)
  })
})

describe('a request that changes something', () => {
  const send = async (headers: Record<string, string>, payload = '{"type":"accept"}') => {
    const cookie = await world.login('officer')
    const url = `/api/tickets/${matter.id}/acts`
    return world.server.inject({ method: 'POST', url, payload, headers: { cookie, ...headers } })
  }

  it.each([
    ['from another site', { origin: 'https://evil.invalid', 'content-type': 'application/json' }, 403],
    ['that says nothing of its origin', { 'content-type': 'application/json' }, 403],
    [
      'that the browser calls cross-site',
      { 'sec-fetch-site': 'cross-site', origin: PUBLIC_URL, 'content-type': 'application/json' },
      403,
    ],
    ['as a form would send it', { origin: PUBLIC_URL, 'content-type': 'text/plain' }, 415],
  ])('%s is refused', async (_name, headers, status) => {
    expect((await send(headers)).statusCode).toBe(status)
    const { state } = await world.db
      .selectFrom('tickets')
      .select('state')
      .where('id', '=', matter.id)
      .executeTakeFirstOrThrow()
    expect(state).toBe('forwarded')
  })

  it('with a body of another shape is refused without repeating it', async () => {
    const response = await send({ origin: PUBLIC_URL, 'content-type': 'application/json' }, '{"type":"delete"}')
    expect([response.statusCode, response.json().code]).toEqual([400, 'bad_request'])
  })
})

describe('the description of the API', () => {
  it('lists every endpoint of the staff API', async () => {
    const { paths } = (await world.server.inject({ url: '/api/openapi.json' })).json()
    const listed = DESK_ROUTES.filter(({ url }) => url.startsWith('/api/') && !url.endsWith('.json'))
    expect(Object.keys(paths).sort()).toEqual(
      [...new Set(listed.map(({ url }) => url.replace(/:(\w+)/g, '{$1}')))].sort(),
    )
  })
})
