import { describe, expect, it } from 'vitest'
import { CORP, customer, KF, nodeOf, pull, startWorld, type World } from './support.ts'

const bells = (world: World) => world.receiver.deliveries.filter((each) => each.method === 'POST')
const records = async (world: World) => (await world.sim.callbacks.read()).items

describe('the doorbell', () => {
  it('is signed and encrypted for the corp, and names only the account and a token', async () => {
    const world = await startWorld()
    customer(world)
    await world.sim.settled()
    const [bell] = bells(world)
    expect(bell).toMatchObject({ signed: true, receiveId: CORP, path: '/wecom/kf' })
    expect(nodeOf(bell?.body ?? '', 'ToUserName')).toBe(CORP)
    const plain = bell?.plain ?? ''
    expect([nodeOf(plain, 'Event'), nodeOf(plain, 'OpenKfId')]).toEqual(['kf_msg_or_event', KF])
    expect(nodeOf(plain, 'Token')).not.toBe('')
    expect(plain).not.toMatch(/FromUserName|MsgId|AgentID/)
  })

  it('stands for several messages that come together', async () => {
    const world = await startWorld({ limits: { doorbellCoalesceMs: 20 } })
    const phone = customer(world, '一')
    world.sim.phones.say(phone, '二')
    world.sim.phones.say(phone, '三')
    await world.sim.settled()
    expect(bells(world)).toHaveLength(1)
    expect(await pull(world)).toHaveLength(3)
  })

  it('is tried three times in all until it is answered with 200', async () => {
    const world = await startWorld()
    let asked = 0
    world.receiver.answer = () => ({ status: ++asked < 3 ? 500 : 200 })
    customer(world)
    await world.sim.settled()
    const [record] = await records(world)
    expect(record).toMatchObject({ outcome: 'delivered' })
    expect(record?.attempts.map((each) => each.status)).toEqual([500, 500, 200])
    // The plaintext of a retry is the same, so that the receiver can tell.
    expect(new Set(bells(world).map((each) => each.plain)).size).toBe(1)
  })

  it('is given up after the third try, and the message waits to be pulled', async () => {
    const world = await startWorld()
    world.receiver.answer = () => ({ status: 503 })
    customer(world)
    await world.sim.settled()
    const [record] = await records(world)
    expect([record?.outcome, record?.attempts.length]).toEqual(['failed', 3])
    expect(await pull(world)).toHaveLength(1)
  })

  it('counts an answer past the deadline as none', async () => {
    const world = await startWorld({ limits: { callbackDeadlineMs: 40, callbackTries: 1 } })
    world.receiver.answer = () => ({ delayMs: 400 })
    customer(world)
    await world.sim.settled()
    const [record] = await records(world)
    expect(record?.outcome).toBe('failed')
    expect(record?.attempts[0]).toMatchObject({ status: null, error: 'no answer within the deadline' })
  })
})

describe('mischief on order', () => {
  const ring = async (world: World, times: number) => {
    for (let n = 0; n < times; n += 1) {
      customer(world, `${n}`)
      await world.sim.settled()
    }
  }

  it('drops the next bells without a try', async () => {
    const world = await startWorld()
    await world.control('/doorbells', { drop: 2 })
    await ring(world, 3)
    expect(bells(world)).toHaveLength(1)
    expect((await records(world)).map((each) => each.outcome).sort()).toEqual(['delivered', 'dropped', 'dropped'])
  })

  it('delivers one twice', async () => {
    const world = await startWorld()
    world.sim.doorbells.order({ duplicate: 1 })
    await ring(world, 1)
    expect(bells(world)).toHaveLength(2)
    expect(bells(world)[0]?.plain).toBe(bells(world)[1]?.plain)
  })

  it('delivers late', async () => {
    const world = await startWorld()
    world.sim.doorbells.order({ delay: { count: 1, ms: 80 } })
    const started = performance.now()
    await ring(world, 1)
    expect(performance.now() - started).toBeGreaterThanOrEqual(75)
    expect(bells(world)).toHaveLength(1)
  })

  it('delivers the last first', async () => {
    const other = 'wkBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB'
    const accounts = [
      { open_kfid: KF, name: '甲' },
      { open_kfid: other, name: '乙' },
    ]
    const world = await startWorld({ accounts })
    world.sim.doorbells.order({ reverse: 2 })
    const phone = world.sim.phones.create()
    world.sim.phones.say(phone.external_userid, '先', KF)
    world.sim.phones.say(phone.external_userid, '后', other)
    await world.sim.settled()
    expect(bells(world).map((each) => nodeOf(each.plain, 'OpenKfId'))).toEqual([other, KF])
  })

  it('forges the signature, or the receiver’s id', async () => {
    const world = await startWorld()
    world.sim.doorbells.order({ forge: 1 })
    await ring(world, 1)
    expect(bells(world)[0]).toMatchObject({ signed: false, receiveId: CORP })
    world.sim.doorbells.order({ wrong_receiveid: 1 })
    await ring(world, 1)
    expect(bells(world)[1]?.signed).toBe(true)
    expect(bells(world)[1]?.receiveId).not.toBe(CORP)
    await ring(world, 1)
    expect(bells(world)[2]).toMatchObject({ signed: true, receiveId: CORP })
  })
})

describe('URL verification', () => {
  it('passes only for the bare decrypted text', async () => {
    const world = await startWorld()
    world.receiver.answer = (got) => ({ body: got.plain })
    expect(await world.control('/callbacks/verify', { family: 'kf' })).toMatchObject({ ok: true })
    expect(await world.control('/callbacks/verify', { family: 'app' })).toMatchObject({ ok: true })
    world.receiver.answer = (got) => ({ body: `"${got.plain}"` })
    expect(await world.control('/callbacks/verify', { family: 'kf' })).toMatchObject({ ok: false })
    world.receiver.answer = (got) => ({ body: got.plain, status: 201 })
    expect(await world.control('/callbacks/verify', { family: 'kf' })).toMatchObject({
      ok: false,
      problem: 'status 201',
    })
  })

  it('asks with an echostr that survives the query string', async () => {
    const world = await startWorld()
    world.receiver.answer = (got) => ({ body: got.plain })
    for (let n = 0; n < 20; n += 1) expect((await world.sim.callbacks.verify('kf')).ok).toBe(true)
    expect(world.receiver.deliveries.every((each) => each.signed)).toBe(true)
  })
})
