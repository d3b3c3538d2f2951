import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TicketView } from '../../../src/desk/contract/index.ts'
import { DATABASE, type House, openHouse } from '../../support/house.ts'
import { joiningOf } from './support.ts'

const NOTE = '同一件事'

let house: House
let join: ReturnType<typeof joiningOf>
let clerk: Awaited<ReturnType<ReturnType<typeof joiningOf>['staffOf']>>
beforeAll(async () => {
  house = await openHouse({ database: DATABASE })
  join = joiningOf(house)
  clerk = await join.staffOf('petition')
})
afterAll(() => house.close())

const merge = (id: string, into: string) => clerk.post(`/api/tickets/${id}/merge`, { into, note: NOTE })
const view = (id: string): Promise<TicketView> => clerk.get(`/api/tickets/${id}`)

describe('at once', () => {
  it('two merges crosswise: one goes through, the other hears that there is nothing to merge into', async () => {
    for (let round = 0; round < 5; round += 1) {
      const person = await join.author()
      // Received in the same moment: each could go into the other.
      const receivedAt = house.clock.now()
      const [one, other] = [await person.files({ receivedAt }), await person.files({ receivedAt })]
      const both = await Promise.all([merge(one.id, other.id), merge(other.id, one.id)])
      expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
      const states = await Promise.all([one, other].map(async ({ number }) => (await join.ticketOf(number)).state))
      expect(states.filter((state) => state === 'merged')).toHaveLength(1)
    }
    expect(await join.faults()).toEqual([])
  })

  it('a merge while its author adds to the repeat: the words are read with the older matter, whoever was first', async () => {
    for (let round = 0; round < 5; round += 1) {
      const person = await join.author()
      const older = await person.files()
      const repeat = await person.files()
      person.says('补充')
      await person.hears('要补充哪一件')
      // The newest stands first.
      person.says('1')
      await person.hears(`要补充到${repeat.number}`)
      const words = `第${round}次补充`
      const merging = merge(repeat.id, older.number)
      person.says(words)
      await person.hears('已经补充到')
      expect((await merging).status).toBe(200)
      expect((await view(older.id)).supplements.map((each) => each.words)).toContain(words)
    }
  })

  it('a merge while its author takes it back: either it is taken back, or it goes on and that is said', async () => {
    const person = await join.author()
    const older = await person.files()
    const repeat = await person.files()
    person.says('撤回')
    await person.hears('要撤回哪一件')
    person.says('1')
    await person.hears('要撤回吗')
    const merging = merge(repeat.id, older.number)
    await person.taps('确定撤回')
    await person.hears('撤回')
    const { status } = await merging
    await house.calm()
    const { state } = await join.ticketOf(repeat.number)
    expect([status, state]).toEqual(status === 200 ? [200, 'merged'] : [409, 'withdrawn'])
  })
})
