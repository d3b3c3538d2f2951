import { describe, expect, it } from 'vitest'
import { calls, HOUR, must, pair, told } from './support.ts'

describe('the access token', () => {
  it('is asked for once, and again shortly before its end', async () => {
    const world = await pair()
    for (let n = 0; n < 3; n += 1) must(await world.kf.kf.accounts())
    expect(calls(world, 'gettoken')).toBe(1)
    world.pass(2 * HOUR - 4 * 60_000)
    must(await world.kf.kf.accounts())
    // The platform gives the same token until it ends, so nothing was gained; the next call asks again.
    expect(calls(world, 'gettoken')).toBe(2)
    world.pass(5 * 60_000)
    must(await world.kf.kf.accounts())
    expect(calls(world, 'gettoken')).toBe(3)
    expect(calls(world, 'kf/account/list')).toBe(5)
  })

  it('in its last five minutes, while the platform still gives the same one, is asked for once a minute', async () => {
    const world = await pair()
    must(await world.kf.kf.accounts())
    world.pass(2 * HOUR - 4 * 60_000)
    for (let n = 0; n < 20; n += 1) {
      must(await world.kf.kf.accounts())
      world.pass(5_000)
    }
    // 100 seconds: asked for at their beginning and once more.
    expect([calls(world, 'gettoken'), calls(world, 'kf/account/list')]).toEqual([3, 21])
  })

  it.each(['expire', 'forget'] as const)(
    'that the platform ends early (%s) is renewed once, unnoticed',
    async (end) => {
      const world = await pair()
      must(await world.kf.kf.accounts())
      world.sim.tokens[end]()
      must(await world.kf.kf.accounts())
      expect([calls(world, 'gettoken'), calls(world, 'kf/account/list')]).toEqual([2, 3])
    },
  )

  it.each([40014, 42001])('refused again after its renewal (%i) is not tried a third time', async (errcode) => {
    const world = await pair()
    world.sim.faults.order({ path: '/cgi-bin/kf/account/list', errcode, count: 9 })
    expect(told(await world.kf.kf.accounts())).toEqual([errcode, 'token'])
    expect(calls(world, 'kf/account/list')).toBe(2)
  })

  it('dies with the next one where the platform rotates them, and is then asked for anew', async () => {
    const world = await pair({ switches: { rotate_tokens: 'old_dies' } })
    must(await world.app.user.get('lisi'))
    // Somebody else with the same secret asks, and ours is dead.
    must(await world.another.user.get('lisi'))
    expect(told(await world.app.user.get('lisi'))).toBe('ok')
    expect(calls(world, 'gettoken')).toBe(3)
  })

  it('of one app opens nothing of the other (48007)', async () => {
    const world = await pair()
    expect(told(await world.app.kf.syncMsg({ openKfid: world.account }))).toEqual([48007, 'config'])
  })
})

describe('a call that the platform bars', () => {
  it('from an address that is not listed (60020) shows that address', async () => {
    const world = await pair({ switches: { refuse_address: true } })
    const answer = await world.kf.kf.accounts()
    expect(told(answer)).toEqual([60020, 'config'])
    expect(answer).toMatchObject({ error: { hint: expect.stringContaining('from ip: 127.0.0.1') } })
  })

  it('for its frequency (45009) rests for the minute, and the others do not', async () => {
    const world = await pair({ limits: { callsPerMinute: 2 } })
    const ask = async () => told(await world.app.user.get('lisi'))
    expect([await ask(), await ask(), await ask(), await ask()]).toEqual([
      'ok',
      'ok',
      [45009, 'frequency'],
      [45009, 'frequency'],
    ])
    expect(calls(world, 'user/get')).toBe(3)
    expect(told(await world.app.department.list())).toBe('ok')
    world.pass(60_000)
    expect(await ask()).toBe('ok')
  })

  it('for a disabled app (50003) is a matter for the operator', async () => {
    const world = await pair({ switches: { disabled_app: 'kf' } })
    expect(told(await world.kf.kf.accounts())).toEqual([50003, 'config'])
  })
})
