import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { citizen } from '../../support/citizen.ts'
import { eventually } from '../../support/eventually.ts'
import { type House, openHouse } from '../../support/house.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.close())

describe('a doorbell', () => {
  it('is answered before anything is pulled, so that it is rung and answered once (trap 9.3)', async () => {
    house.sim.faults.order({ path: '/cgi-bin/kf/sync_msg', latency_ms: 3_000, count: 1 })
    const person = citizen(house.sim)
    person.says('您好')
    await house.sim.settled()
    const { items } = await house.sim.callbacks.read()
    const bells = items.filter((record) => record.family === 'kf')
    expect(bells.length).toBeGreaterThan(0)
    for (const { outcome, attempts } of bells) {
      expect(outcome).toBe('delivered')
      expect(attempts).toHaveLength(1)
      expect(attempts[0]?.ms).toBeLessThan(1_000)
    }
    await eventually('an answer', async () => (await person.heard()).length > 0)
    await house.calm()
    expect(new Set(await person.heard()).size).toBe((await person.heard()).length)
  })
})
