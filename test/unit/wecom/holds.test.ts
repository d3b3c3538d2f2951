import { describe, expect, it } from 'vitest'
import { manualClock } from '../../../src/platform/kernel/index.ts'
import { memoryHoldStore, memoryTokenStore } from '../../../src/wecom/index.ts'
import { clientOf, NOW, OK, refused, standIn } from './stand-in.ts'

const PAGE = { ...OK, next_cursor: 'c', has_more: 0, msg_list: [] }
const SERVICERS = { ...OK, servicer_list: [] }

/** Two processes of one installation: the same clock, tokens and holds. */
function twoClients(url: string) {
  const clock = manualClock(NOW)
  const shared = { clock, tokens: memoryTokenStore(clock), holds: memoryHoldStore(clock) }
  const [one, other] = [clientOf(url, shared).client, clientOf(url, shared).client]
  return { clock, shared, one, other }
}

describe('a secret that the platform no longer takes', () => {
  it.each([40001, 40013, 40091])(
    'stops every call of that secret in every process, whichever call met it (%i), for five minutes',
    async (errcode) => {
      await using server = await standIn({ 'kf/sync_msg': [refused(errcode), PAGE], 'kf/servicer/list': [SERVICERS] })
      const { clock, one, other } = twoClients(server.url)
      expect(await one.kf.syncMsg({ openKfid: 'wk1' })).toMatchObject({ ok: false, error: { kind: 'config', errcode } })
      clock.advance(299_000)
      expect(await one.kf.syncMsg({ openKfid: 'wk1' })).toMatchObject({ error: { errcode, retryAfterMs: 1000 } })
      expect(await other.kf.servicers('wk1')).toMatchObject({ ok: false, error: { kind: 'config', errcode } })
      expect(server.calls('kf/servicer/list')).toHaveLength(0)
      clock.advance(1000)
      expect((await other.kf.servicers('wk1')).ok).toBe(true)
      expect((await one.kf.syncMsg({ openKfid: 'wk1' })).ok).toBe(true)
    },
  )

  it('does not stop another secret', async () => {
    await using server = await standIn({ 'kf/sync_msg': [refused(40001)], 'kf/servicer/list': [SERVICERS] })
    const { shared, one } = twoClients(server.url)
    await one.kf.syncMsg({ openKfid: 'wk1' })
    const { client } = clientOf(server.url, { ...shared, secret: 'the-other-secret' })
    expect((await client.kf.servicers('wk1')).ok).toBe(true)
  })

  it('is not held for a fault of one API (48002)', async () => {
    await using server = await standIn({ 'kf/sync_msg': [refused(48002)], 'kf/servicer/list': [SERVICERS] })
    const { one } = twoClients(server.url)
    await one.kf.syncMsg({ openKfid: 'wk1' })
    expect((await one.kf.servicers('wk1')).ok).toBe(true)
  })
})

describe('45009', () => {
  it('pauses that API for its window in every process, and no other API', async () => {
    await using server = await standIn({ 'user/get': [refused(45009)], 'kf/servicer/list': [SERVICERS] })
    const { clock, one, other } = twoClients(server.url)
    await one.user.get('zhangsan')
    expect(await other.user.get('lisi')).toMatchObject({
      ok: false,
      error: { kind: 'frequency', retryAfterMs: 60_000 },
    })
    expect(server.calls('user/get')).toHaveLength(1)
    expect((await other.kf.servicers('wk1')).ok).toBe(true)
    clock.advance(60_000)
    await other.user.get('lisi')
    expect(server.calls('user/get')).toHaveLength(2)
  })
})

describe('waits between tries', () => {
  it.each([
    [0, [100, 400]],
    [1, [300, 1200]],
  ])('are spread by what the caller draws (%d)', async (drawn, waits) => {
    await using server = await standIn({ 'kf/servicer/list': [refused(45033), refused(6000), SERVICERS] })
    const { client, paused } = clientOf(server.url, { random: () => drawn })
    expect((await client.kf.servicers('wk1')).ok).toBe(true)
    expect(paused).toEqual(waits)
  })
})
