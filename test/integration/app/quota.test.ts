import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { StaffCard } from '../../../src/talk/channel/index.ts'
import { putCard } from '../../../src/talk/outbox/index.ts'
import { eventually } from '../../support/eventually.ts'
import { type House, openHouse } from '../../support/house.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.close())

const db = () => house.context.db
const body = (n: number): StaffCard => ({
  ...{
    title: `第${n}件`,
    description: '',
    text: '请查看',
    rows: [],
    link: `${house.url}/`,
    linkText: '打开',
    buttons: [],
  },
})
const put = (n: number, userids: string[]) =>
  db()
    .transaction()
    .execute((trx) => putCard(trx, { cause: `test/${n}`, subject: `test-${n}`, userids, body: body(n) }, house.context))
const titles = async (userid: string) => {
  const { items } = await house.sim.members.screen(userid)
  return items.map((item) => (item.card as { main_title?: { title?: string } } | undefined)?.main_title?.title)
}
const waiting = () => db().selectFrom('cards').selectAll().where('state', '=', 'queued').execute()

describe('thirty messages a minute, beyond which the platform drops without a word', () => {
  it('the thirty-first waits for its minute, a colleague of the same card does not, and nothing is dropped', async () => {
    const [busy = '', free = ''] = house.context.org.staff.map((member) => member.userid)
    for (let n = 1; n <= 32; n += 1) await put(n, n === 32 ? [busy, free] : [busy])
    await eventually('thirty cards', async () => (await titles(busy)).length === 30)
    await eventually('the rest to wait', async () => {
      const cards = await waiting()
      return cards.length === 2 && cards.every((card) => card.reason === 'member_quota')
    })
    await eventually('the colleague', async () => (await titles(free)).includes('第32件'))
    for (const card of await waiting()) {
      const wait = card.not_before.getTime() - house.clock.now().getTime()
      expect(wait).toBeGreaterThan(30_000)
      expect(wait).toBeLessThan(65_000)
    }
    house.clock.advance(66_000)
    await eventually('the waiting ones', async () => (await titles(busy)).length === 32)
    const shown = await titles(busy)
    expect(new Set(shown).size).toBe(32)
    expect((await titles(free)).filter((title) => title === '第32件')).toHaveLength(1)
    expect(house.sim.books().members[busy]).toMatchObject({ dropped: 0 })
    await eventually('all to be recorded as sent', async () => {
      const states = await db().selectFrom('card_recipients').select(['userid', 'state']).execute()
      return states.filter((row) => row.userid === busy && row.state === 'sent').length === 32
    })
  })

  it('is counted in the database: a service that was started again knows what was sent', async () => {
    const [, , third = ''] = house.context.org.staff.map((member) => member.userid)
    for (let n = 100; n < 130; n += 1) await put(n, [third])
    await eventually('thirty cards', async () => (await titles(third)).length === 30)
    await house.stop()
    await house.start()
    await put(130, [third])
    await eventually('it to wait', async () =>
      (await waiting()).some((card) => card.cause === 'test/130' && card.reason),
    )
    expect(await titles(third)).toHaveLength(30)
    house.clock.advance(66_000)
    await eventually('the last one', async () => (await titles(third)).length === 31)
    expect(house.sim.books().members[third]).toMatchObject({ dropped: 0 })
  })
})
