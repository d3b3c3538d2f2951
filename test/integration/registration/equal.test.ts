import { afterAll, beforeAll, expect, it } from 'vitest'
import { fileMatter } from '../../../src/app/matters.ts'
import type { Circumstances, Draft } from '../../../src/case/intake/index.ts'
import { type House, openHouse } from '../../support/house.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.close())

const WORDS = '柳渡镇幸福路的路灯坏了三个月，晚上看不见路。'

async function filedBy(circumstances: Circumstances, receivedAt: Date) {
  const { db, org } = house.context
  const place = org.places.find(({ name }) => name === '柳渡镇')
  const draft: Draft = {
    ...{ cause: `equal/${circumstances.people ?? 1}`, reporter: 'kf/somebody', channel: 'online', receivedAt },
    ...{ words: [WORDS], demands: [], party: null, contact: null, media: [], category: '城乡建设', danger: false },
    ...{ place: { id: place?.id ?? null, text: '柳渡镇' }, noticeVersion: '1', circumstances },
  }
  const opened = await db.transaction().execute((trx) => fileMatter(trx, draft, null, house.context))
  const id = opened?.row.id ?? ''
  const clocks = await db
    .selectFrom('ticket_clocks')
    .select(['rule', 'due'])
    .where('ticket_id', '=', id)
    .orderBy('rule')
    .execute()
  const timers = await db
    .selectFrom('matter_timers')
    .select(['kind', 'rule', 'day', 'fires_at'])
    .where('ticket_id', '=', id)
    .orderBy('fires_at')
    .orderBy('kind')
    .orderBy('rule')
    .execute()
  return { office: opened?.row.office, state: opened?.row.state, clocks, timers }
}

it('three hundred people and one have the same office, clocks and reminders', async () => {
  const now = house.clock.now()
  const alone = await filedBy({}, now)
  expect(alone.clocks.length).toBeGreaterThan(2)
  expect(await filedBy({ people: 300, concerned: '三百多人' }, now)).toEqual(alone)
})
