import { describe, expect, it } from 'vitest'
import { dedupeKey } from '../../../src/wecom/index.ts'
import { customer, eventsOf, pair } from './support.ts'

describe('the callback codec', () => {
  it.each(['kf', 'app'] as const)('passes the verification of the %s address', async (family) => {
    const world = await pair()
    expect(await world.sim.callbacks.verify(family)).toMatchObject({ ok: true, status: 200 })
    expect(world.delivered).toEqual([{ verified: expect.stringMatching(/./) }])
  })

  it('opens the doorbell, at every length of what is padded', async () => {
    const world = await pair()
    customer(world)
    await world.sim.settled()
    expect(eventsOf(world)).toEqual([
      { type: 'kf_msg_or_event', token: expect.stringMatching(/./), openKfId: world.account },
    ])
    for (let length = 1; length <= 32; length += 1) await world.sim.members.say('lisi', '汉'.repeat(length))
    const said = eventsOf(world).flatMap((event) =>
      event.type === 'message' && event.message.kind === 'text' ? [event.message.text.length] : [],
    )
    expect(said).toEqual(Array.from({ length: 32 }, (_, at) => at + 1))
  })

  it('knows a retried delivery by its plaintext, whatever is sealed anew', async () => {
    const world = await pair({ switches: { fresh_retries: true } })
    world.answerWith(500)
    customer(world)
    await world.sim.settled()
    const keys = world.delivered.flatMap((each) => ('event' in each ? [dedupeKey(each.event, each.plain)] : []))
    expect(keys).toHaveLength(3)
    expect(new Set(keys).size).toBe(1)
  })

  it.each([
    ['forge', 'signature'],
    ['wrong_receiveid', 'receiveid'],
  ] as const)('refuses what is not the platform’s (%s)', async (mischief, fault) => {
    const world = await pair()
    world.sim.doorbells.order({ [mischief]: 3 })
    customer(world)
    await world.sim.settled()
    expect(world.delivered[0]).toEqual({ fault })
    expect(eventsOf(world)).toEqual([])
  })
})
