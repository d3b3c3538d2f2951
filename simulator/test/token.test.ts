import { describe, expect, it } from 'vitest'
import { AGENT, CORP, KEYS, type Reply, startWorld, type World } from './support.ts'

const getToken = async (world: World, query: string): Promise<Reply> =>
  (await (await world.raw(`/cgi-bin/gettoken?${query}`)).json()) as Reply
const good = `corpid=${CORP}&corpsecret=${KEYS.kf.secret}`

const sync = async (world: World, token: string) =>
  (await (
    await world.raw(`/cgi-bin/kf/account/list?access_token=${token}`, { method: 'POST', body: '{}' })
  ).json()) as Reply

describe('gettoken', () => {
  it('gives the same token until it expires, then another', async () => {
    const world = await startWorld()
    const first = await getToken(world, good)
    expect(first).toMatchObject({ errcode: 0, expires_in: 7200 })
    world.pass(3600_000)
    const again = await getToken(world, good)
    expect([again.access_token, again.expires_in]).toEqual([first.access_token, 3600])
    world.pass(3600_000)
    expect((await getToken(world, good)).access_token).not.toBe(first.access_token)
    expect((await sync(world, first.access_token)).errcode).toBe(42001)
  })

  it('gives each secret a token of its own', async () => {
    const world = await startWorld()
    const other = await getToken(world, `corpid=${CORP}&corpsecret=${KEYS.app.secret}`)
    expect(other.access_token).not.toBe((await getToken(world, good)).access_token)
  })

  it.each([
    ['a wrong secret', `corpid=${CORP}&corpsecret=x`, 40001],
    ['a wrong corpid', `corpid=wwx&corpsecret=${KEYS.kf.secret}`, 40013],
    ['no corpid', `corpsecret=${KEYS.kf.secret}`, 41002],
    ['no secret', `corpid=${CORP}`, 41004],
  ])('refuses %s', async (_name, query, errcode) => {
    const world = await startWorld()
    expect((await getToken(world, query)).errcode).toBe(errcode)
  })

  it('lives as long as is set', async () => {
    const world = await startWorld({ limits: { tokenSeconds: 30 } })
    expect((await getToken(world, good)).expires_in).toBe(30)
  })

  it('rotates on each call when told to, the old one dead or alive', async () => {
    const world = await startWorld({ switches: { rotate_tokens: 'old_dies' } })
    const first = await getToken(world, good)
    const second = await getToken(world, good)
    expect((await sync(world, first.access_token)).errcode).toBe(40014)
    await world.control('/settings', { switches: { rotate_tokens: 'old_survives' } })
    await getToken(world, good)
    expect((await sync(world, second.access_token)).errcode).toBe(0)
  })
})

describe('access_token', () => {
  it('is asked for in the query and nowhere else', async () => {
    const world = await startWorld()
    const { access_token } = await getToken(world, good)
    const inBody = await world.raw('/cgi-bin/kf/account/list', {
      method: 'POST',
      body: JSON.stringify({ access_token }),
    })
    expect(((await inBody.json()) as Reply).errcode).toBe(41001)
    expect((await sync(world, 'foreign')).errcode).toBe(40014)
  })

  it('can be ended early by the platform', async () => {
    const world = await startWorld()
    const first = await getToken(world, good)
    await world.control('/tokens', { end: 'expire' })
    expect((await sync(world, first.access_token)).errcode).toBe(42001)
    const second = await getToken(world, good)
    await world.control('/tokens', { end: 'forget' })
    expect((await sync(world, second.access_token)).errcode).toBe(40014)
  })

  it('of one app opens nothing of the other', async () => {
    const world = await startWorld()
    const text = { touser: 'lisi', agentid: AGENT, msgtype: 'text', text: { content: '1' } }
    expect((await world.kf('/message/send', text)).errcode).toBe(301002)
    expect((await world.app('/kf/servicer/list?open_kfid=wkAJ2GCAAASSm4_FhToWMFea0xAFfd3Q')).errcode).toBe(48007)
  })

  it('serves both families where kf is managed by the staff app', async () => {
    const app = { ...KEYS.app, agentId: AGENT, callbackUrl: 'http://127.0.0.1:9/wecom/app' }
    const world = await startWorld({ kf: { ...KEYS.app, callbackUrl: app.callbackUrl }, app })
    expect((await world.app('/kf/account/list', {})).account_list).toHaveLength(1)
  })
})

describe('any call', () => {
  it('refuses the wrong verb', async () => {
    const world = await startWorld()
    expect((await world.kf('/kf/sync_msg')).errcode).toBe(40058)
    await world.control('/settings', { switches: { wrong_verb: '4300x' } })
    expect((await world.kf('/kf/sync_msg')).errcode).toBe(43002)
    expect((await world.kf('/user/get?userid=lisi', {})).errcode).toBe(43001)
  })

  it('says so when the body is not JSON', async () => {
    const world = await startWorld()
    const { access_token } = await getToken(world, good)
    const answer = await world.raw(`/cgi-bin/kf/sync_msg?access_token=${access_token}`, { method: 'POST', body: '{' })
    const reply = (await answer.json()) as Reply
    expect(reply.errcode).toBe(47001)
    expect(reply.errmsg).toMatch(/^Warning: wrong json format\. /)
  })

  it('is blocked for the window after too many, and only that one', async () => {
    const world = await startWorld({ limits: { callsPerMinute: 3 } })
    await world.sim.clock.move({ advance_ms: 0 })
    const { access_token } = await getToken(world, good)
    for (let n = 0; n < 3; n += 1) expect((await sync(world, access_token)).errcode).toBe(0)
    expect((await sync(world, access_token)).errcode).toBe(45009)
    expect((await getToken(world, good)).errcode).toBe(0)
    world.pass(59_000)
    expect((await sync(world, access_token)).errcode).toBe(45009)
    world.pass(1_000)
    expect((await sync(world, access_token)).errcode).toBe(0)
  })

  it('is refused with the caller’s address when that is not on the list', async () => {
    const world = await startWorld({ switches: { refuse_address: true } })
    const reply = await world.kf('/kf/account/list', {})
    expect(reply.errcode).toBe(60020)
    expect(reply.errmsg).toContain('from ip: ')
  })

  it('that the simulator does not have is a loud 404', async () => {
    const warned: string[] = []
    const world = await startWorld({ warn: (text) => warned.push(text) })
    const answer = await world.raw('/cgi-bin/kf/nothing', { method: 'POST', body: '{}' })
    expect(answer.status).toBe(404)
    expect(((await answer.json()) as Reply).errcode).toBe(404)
    expect(warned).toEqual(['simulator: UNKNOWN call POST /cgi-bin/kf/nothing'])
    expect((await world.raw('/elsewhere')).status).toBe(404)
    expect((await world.control<{ unknown: string[] }>('/books')).unknown).toHaveLength(2)
  })
})
