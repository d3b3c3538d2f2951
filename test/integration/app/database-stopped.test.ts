import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { putCard } from '../../../src/talk/outbox/index.ts'
import { citizen } from '../../support/citizen.ts'
import { eventually } from '../../support/eventually.ts'
import { type House, openHouse } from '../../support/house.ts'
import { findPostgres } from '../../support/postgres.ts'

/** Longer than an event may wait to be stored, so that it is refused at least once. */
const HANGS_MS = 5_000

describe.runIf(findPostgres())('while PostgreSQL hangs', () => {
  let house: House
  beforeAll(async () => {
    house = await openHouse({ database: 'postgres' })
  })
  afterAll(() => house.close())

  it('a doorbell is acknowledged within a second, a click is refused until it is stored, and afterwards neither is lost', async () => {
    const { db, org } = house.context
    const officer = org.staff[0]?.userid ?? ''
    const body = {
      ...{ title: '试卡', description: '', text: '请查看', rows: [], link: `${house.url}/`, linkText: '打开' },
      buttons: [{ text: '收到', key: 'seen' }],
    }
    await db
      .transaction()
      .execute((trx) =>
        putCard(trx, { cause: 'test/hangs', subject: 'test-hangs', userids: [officer], body }, house.context),
      )
    const card = await eventually('the card', async () => {
      const { items } = await house.sim.members.screen(officer)
      return items.find((item) => JSON.stringify(item.card ?? {}).includes('试卡'))
    })
    const person = citizen(house.sim)

    const { click } = await house.withoutDatabase(async () => {
      person.says('您好')
      const click = house.sim.members.click(officer, { msgid: card.msgid, key: 'seen' })
      const hung = new Promise((done) => setTimeout(done, HANGS_MS))
      const bells = await eventually('the doorbell', async () => {
        const { items } = await house.sim.callbacks.read()
        const delivered = items.filter((item) => item.family === 'kf' && item.outcome === 'delivered')
        return delivered.length > 0 && delivered
      })
      for (const { attempts } of bells) {
        expect(attempts).toHaveLength(1)
        expect(attempts[0]?.ms).toBeLessThan(1_000)
      }
      await hung
      // Not awaited yet: it is tried until the database is back.
      return { click }
    })

    await eventually('the citizen to be answered', async () => (await person.heard()).length > 0)
    expect(await click).toMatchObject({ outcome: 'delivered' })
    const { items } = await house.sim.callbacks.read()
    const tries = items.filter((item) => item.family === 'app').flatMap((item) => item.attempts)
    expect(tries[0]).toMatchObject({ status: 503 })
    const stored = await db.selectFrom('platform_events').select('id').where('kind', '=', 'card').execute()
    expect(stored).toHaveLength(1)
  })
})
