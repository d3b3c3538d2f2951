import { describe, expect, it } from 'vitest'
import { manualClock, startSimulator } from '../index.ts'
import { customer, DAY, KF, pull, screen, startReceiver, startWorld, textTo } from './support.ts'

describe('faults on order', () => {
  it('answer the next calls of one path with an errcode, an HTTP status or nothing', async () => {
    const world = await startWorld()
    const phone = customer(world)
    const send = () => world.kf('/kf/send_msg', textTo(phone, '答'))
    await world.control('/faults', { path: '/cgi-bin/kf/send_msg', count: 2, errcode: -1 })
    expect([(await send()).errcode, (await send()).errcode, (await send()).errcode]).toEqual([-1, -1, 0])
    await world.control('/faults', { path: '/cgi-bin/kf/send_msg', status: 502 })
    const bad = await world.raw('/cgi-bin/kf/send_msg', { method: 'POST', body: '{}' })
    expect([bad.status, bad.headers.get('content-type')]).toEqual([502, 'text/html'])
    await world.control('/faults', { path: '/cgi-bin/kf/send_msg', drop: true })
    await expect(send()).rejects.toThrow('fetch failed')
    expect(await screen(world, phone)).toHaveLength(2)
  })

  it('may let the call take effect and lose only its answer', async () => {
    const world = await startWorld()
    const phone = customer(world)
    world.sim.faults.order({ path: '/cgi-bin/kf/send_msg', drop: true, when: 'after' })
    await expect(world.kf('/kf/send_msg', textTo(phone, '答', 'm1'))).rejects.toThrow('fetch failed')
    expect((await screen(world, phone)).at(-1)?.msgid).toBe('m1')
    expect((await world.kf('/kf/send_msg', textTo(phone, '答', 'm1'))).errcode).toBe(95033)
  })

  it('may begin after some calls, only slow them, and be called off', async () => {
    const world = await startWorld()
    const phone = customer(world)
    world.sim.faults.order({ path: '*', skip: 1, errcode: 45033, count: 5 })
    expect((await world.raw('/cgi-bin/gettoken')).status).toBe(200)
    expect((await world.kf('/kf/send_msg', textTo(phone, '答'))).errcode).not.toBe(0)
    await world.control('/faults/clear', {})
    world.sim.faults.order({ path: '/cgi-bin/kf/send_msg', latency_ms: 60 })
    const started = performance.now()
    expect((await world.kf('/kf/send_msg', textTo(phone, '答'))).errcode).toBe(0)
    expect(performance.now() - started).toBeGreaterThanOrEqual(55)
  })
})

describe('the clock', () => {
  it('is moved by hand, and is the outer clock where that can be moved', async () => {
    const clock = manualClock(new Date('2026-03-02T01:00:00Z'))
    const world = await startWorld({ clock })
    expect(await world.control('/clock', { advance_ms: DAY })).toEqual({ now: '2026-03-03T01:00:00.000Z' })
    expect(clock.now().toISOString()).toBe('2026-03-03T01:00:00.000Z')
    await world.control('/clock', { now: '2026-05-01T08:00:00+08:00' })
    expect(await world.control('/clock')).toEqual({ now: '2026-05-01T00:00:00.000Z' })
  })

  it('is shifted over one that cannot', async () => {
    const at = new Date('2026-03-02T01:00:00Z')
    const world = await startWorld({ clock: { now: () => at } })
    world.sim.clock.move({ advance_ms: DAY })
    expect(world.sim.clock.read().now).toBe('2026-03-03T01:00:00.000Z')
  })
})

describe('a screen', () => {
  it('is waited on until something new stands there', async () => {
    const world = await startWorld()
    const phone = customer(world)
    const { last } = await world.sim.phones.screen(phone)
    const waiting = world.control<{ items: { text: string }[] }>(`/phones/${phone}/screen?after=${last}&wait=20000`)
    await world.kf('/kf/send_msg', textTo(phone, '来了'))
    expect((await waiting).items.map((item) => item.text)).toEqual(['来了'])
  })

  it('gives nothing when the wait is over', async () => {
    const world = await startWorld()
    const phone = customer(world)
    expect(await world.control(`/phones/${phone}/screen?after=1&wait=30`)).toEqual({ items: [], last: 1 })
  })

  it('gives a changed item again', async () => {
    const world = await startWorld()
    const phone = customer(world)
    const { items, last } = await world.sim.phones.screen(phone)
    world.sim.phones.recall(phone, { msgid: items[0]?.msgid ?? '' })
    expect((await world.sim.phones.screen(phone, { after: last })).items).toMatchObject([{ recalled: true }])
    expect((await world.sim.phones.screen(phone)).items).toHaveLength(1)
  })
})

describe('the control API', () => {
  it('says in a sentence what it does not do', async () => {
    const world = await startWorld()
    const phone = customer(world)
    expect(await world.control('/phones/wmx/send', { msgtype: 'text', text: { content: 'x' } })).toEqual({
      error: 'no phone wmx',
    })
    expect(await world.control(`/phones/${phone}/send`, { msgtype: 'text', text: {} })).toHaveProperty('error')
    expect(await world.control(`/phones/${phone}/send`, {})).toHaveProperty('error')
    expect(await world.control('/settings', { limits: { nothing: 1 } })).toEqual({ error: 'no setting nothing' })
    expect((await world.raw('/sim/phones', { method: 'POST', body: '{' })).status).toBe(400)
    expect(() => world.sim.phones.say('wmx', 'x')).toThrow('no phone wmx')
  })

  it('keeps a transcript without secrets or tokens', async () => {
    const world = await startWorld()
    const phone = customer(world)
    await world.kf('/kf/send_msg', textTo(phone, '答'))
    await world.sim.settled()
    const { items } = await world.sim.transcript()
    expect(new Set(items.map((line) => line.kind))).toEqual(new Set(['phone', 'api', 'callback']))
    expect(JSON.stringify(items)).not.toMatch(/kfsecret|access_token/)
  })

  it('takes a file of thousands of messages without slowing down', async () => {
    const world = await startWorld({ limits: { sendPerTurn: 1e9, callsPerMinute: 1e9 } })
    const phones = Array.from({ length: 300 }, () => customer(world))
    const round = () => {
      const started = performance.now()
      for (const phone of phones) for (let n = 0; n < 5; n += 1) world.sim.phones.say(phone, '一')
      return performance.now() - started
    }
    const rounds = Array.from({ length: 10 }, round)
    // The best of the last ones: a pause of the machine is no slowness of ours.
    expect(Math.min(...rounds.slice(-4))).toBeLessThan(5 * (rounds[0] ?? 0) + 200)
    const messages = await pull(world)
    expect(messages).toHaveLength(300 + 10 * 1500)
    expect(new Set(messages.map((each) => each.msgid)).size).toBe(messages.length)
  })
})

describe('a simulator', () => {
  it('repeats its ids with the same seed and does not without', async () => {
    const receiver = await startReceiver()
    const family = {
      secret: 's',
      token: 't',
      aesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
      callbackUrl: receiver.url,
    }
    const options = {
      corpId: 'ww1',
      kf: family,
      app: { ...family, agentId: 1 },
      accounts: [{ open_kfid: KF, name: '民情' }],
      members: [],
    }
    const firstId = async (seed?: number) => {
      await using sim = await startSimulator(seed === undefined ? options : { ...options, seed })
      return sim.phones.create().external_userid
    }
    expect(await firstId(1)).toBe(await firstId(1))
    expect(await firstId()).not.toBe(await firstId())
  })
})
