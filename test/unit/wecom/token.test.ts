import { describe, expect, it } from 'vitest'
import { err, manualClock, ok } from '../../../src/platform/kernel/index.ts'
import { memoryTokenStore, type TokenStore, tokenKey } from '../../../src/wecom/index.ts'
import { clientOf, NOW, OK, refused, SECRET, standIn } from './stand-in.ts'

const ASK = { openKfid: 'wk1' }
const PAGE = { ...OK, next_cursor: 'c', has_more: 0, msg_list: [] }
const tokenOf = (call: { query: URLSearchParams } | undefined) => call?.query.get('access_token')

describe('access token', () => {
  it('is fetched once for many calls at once (trap 9.1)', async () => {
    await using server = await standIn({ 'kf/sync_msg': [PAGE] })
    const { client } = clientOf(server.url)
    const answers = await Promise.all(Array.from({ length: 20 }, () => client.kf.syncMsg(ASK)))
    expect(answers.every((answer) => answer.ok)).toBe(true)
    expect(server.calls('gettoken')).toHaveLength(1)
    expect(new Set(server.calls('kf/sync_msg').map(tokenOf))).toEqual(new Set(['token-1']))
  })

  it('is renewed five minutes before its end', async () => {
    await using server = await standIn({ 'kf/sync_msg': [PAGE] })
    const { client, clock } = clientOf(server.url)
    await client.kf.syncMsg(ASK)
    clock.advance((7200 - 301) * 1000)
    await client.kf.syncMsg(ASK)
    clock.advance(2_000)
    await client.kf.syncMsg(ASK)
    expect(server.calls('kf/sync_msg').map(tokenOf)).toEqual(['token-1', 'token-1', 'token-2'])
  })

  it('is used to its end when it cannot be renewed, and no longer', async () => {
    const token = { ...OK, access_token: 'old', expires_in: '7200' }
    await using server = await standIn({ 'kf/sync_msg': [PAGE], gettoken: [token, refused(-1)] })
    const { client, clock } = clientOf(server.url)
    await client.kf.syncMsg(ASK)
    clock.advance(7_000_000)
    expect((await client.kf.syncMsg(ASK)).ok).toBe(true)
    clock.advance(200_000)
    expect(await client.kf.syncMsg(ASK)).toMatchObject({ ok: false, error: { kind: 'busy' } })
  })

  it('is not used past its end, even when the store still hands it out', async () => {
    await using server = await standIn({ 'kf/sync_msg': [PAGE], gettoken: [refused(-1)] })
    const tokens: TokenStore = {
      read: async () => ({ value: 'dead', expiresAt: NOW.getTime() }),
      refresh: (_key, _stale, fetchNew) => fetchNew(),
    }
    const { client } = clientOf(server.url, { tokens })
    expect(await client.kf.syncMsg(ASK)).toMatchObject({ ok: false, error: { kind: 'busy' } })
    expect(server.calls('kf/sync_msg')).toEqual([])
  })

  it.each([40014, 42001])('refused with %i is renewed once and the call made again', async (errcode) => {
    await using server = await standIn({ 'kf/sync_msg': [refused(errcode), PAGE] })
    const { client } = clientOf(server.url)
    expect((await client.kf.syncMsg(ASK)).ok).toBe(true)
    expect(server.calls('kf/sync_msg').map(tokenOf)).toEqual(['token-1', 'token-2'])
  })

  it('refused a second time is not tried a third time (trap 9.1)', async () => {
    await using server = await standIn({ 'kf/sync_msg': [refused(42001)] })
    const { client } = clientOf(server.url)
    expect(await client.kf.syncMsg(ASK)).toMatchObject({ ok: false, error: { kind: 'token', errcode: 42001 } })
    expect(server.calls('kf/sync_msg')).toHaveLength(2)
  })

  it('refused to several calls at once is renewed once', async () => {
    const old = (call: { query: URLSearchParams }) => call.query.get('access_token') === 'token-1'
    await using server = await standIn({
      'kf/sync_msg': [(call, response) => response.end(JSON.stringify(old(call) ? refused(40014) : PAGE))],
    })
    const { client } = clientOf(server.url)
    const answers = await Promise.all(Array.from({ length: 10 }, () => client.kf.syncMsg(ASK)))
    expect(answers.every((answer) => answer.ok)).toBe(true)
    expect(server.calls('gettoken')).toHaveLength(2)
  })

  it.each([40001, 40013, 40091])(
    'refused for the configuration (%i) is left alone for five minutes',
    async (errcode) => {
      await using server = await standIn({ 'kf/sync_msg': [PAGE], gettoken: [refused(errcode)] })
      const { client, clock } = clientOf(server.url)
      const first = await client.kf.syncMsg(ASK)
      expect(first).toMatchObject({ ok: false, error: { kind: 'config', errcode } })
      clock.advance(299_000)
      expect(await client.kf.syncMsg(ASK)).toMatchObject({ ok: false, error: { kind: 'config', retryAfterMs: 1000 } })
      expect(server.calls('gettoken')).toHaveLength(1)
      clock.advance(1_000)
      await client.kf.syncMsg(ASK)
      expect(server.calls('gettoken')).toHaveLength(2)
    },
  )

  it('goes into the query and nowhere else, and the secret into no other call', async () => {
    await using server = await standIn({ 'kf/sync_msg': [PAGE] })
    const { client } = clientOf(server.url)
    await client.kf.syncMsg(ASK)
    const [asked, call] = server.seen
    expect(Object.fromEntries(asked?.query ?? [])).toEqual({ corpid: 'ww0123456789abcdef', corpsecret: SECRET })
    expect(tokenOf(call)).toBe('token-1')
    expect(JSON.stringify([call?.json, call?.headers])).not.toContain('token-1')
    expect(`${call?.query} ${call?.body}`).not.toContain(SECRET)
  })

  it('appears in no fault and no record, nor does the secret', async () => {
    const cut = (_: unknown, response: { destroy(): unknown }) => response.destroy()
    await using server = await standIn({ 'kf/sync_msg': [cut] })
    const { client, records } = clientOf(server.url)
    const fault = await client.kf.syncMsg(ASK)
    expect(fault).toMatchObject({ ok: false, error: { kind: 'busy', errcode: null } })
    expect(records).not.toHaveLength(0)
    expect(JSON.stringify([fault, records])).not.toMatch(new RegExp(`token-1|${SECRET}`))
  })
})

describe('memory token store', () => {
  const token = (value: string) => ({ value, expiresAt: NOW.getTime() + 7_200_000 })

  it('gives the stored token to whoever holds an older one', async () => {
    const store = memoryTokenStore(manualClock(NOW))
    await store.refresh('k', null, async () => ok(token('a')))
    const late = await store.refresh('k', 'before-a', async () => ok(token('b')))
    expect(late).toEqual(ok(token('a')))
    expect(await store.refresh('k', 'a', async () => ok(token('b')))).toEqual(ok(token('b')))
  })

  it('keeps no failure and no expired token', async () => {
    const clock = manualClock(NOW)
    const store = memoryTokenStore(clock)
    const down = err({ kind: 'busy' as const, errcode: null, errmsg: 'down' })
    expect(await store.refresh('k', null, async () => down)).toEqual(down)
    expect(await store.read('k')).toBeNull()
    await store.refresh('k', null, async () => ok(token('a')))
    clock.advance(7_200_000)
    expect(await store.read('k')).toBeNull()
    expect(await store.refresh('k', null, async () => ok({ ...token('b'), expiresAt: Infinity }))).toMatchObject({
      ok: true,
    })
  })

  it('flies again after a flight that broke', async () => {
    const store = memoryTokenStore(manualClock(NOW))
    await expect(store.refresh('k', null, () => Promise.reject(new Error('store down')))).rejects.toThrow('store down')
    expect(await store.refresh('k', null, async () => ok(token('a')))).toEqual(ok(token('a')))
  })

  it('keys differ by secret without holding it', () => {
    expect(tokenKey('ww1', SECRET)).toMatch(/^ww1:[0-9a-f]{16}$/)
    expect(tokenKey('ww1', SECRET)).not.toBe(tokenKey('ww1', `${SECRET}x`))
  })
})
