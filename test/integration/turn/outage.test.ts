import { afterAll, beforeAll, expect, it } from 'vitest'
import { citizen } from '../../support/citizen.ts'
import { type House, openHouse } from '../../support/house.ts'

const HOUR = 3_600_000

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.close())

it('while it is down for hours, words are said: all are answered when it is back', async () => {
  const [begun, late] = [citizen(house.sim), citizen(house.sim)]
  begun.says('小区停水三天了没人管')
  await begun.hears('事情发生在哪里')
  await house.calm()
  await house.stop()
  begun.says('幸福路12号')
  late.says('路灯坏了两个月没有人修')
  house.clock.advance(20 * HOUR)
  late.says('老人晚上摔倒过')
  await house.start()
  await begun.hears('哪个乡镇或街道')
  await late.hears('事情发生在哪里')
  await house.calm()
  const sessions = await house.context.db.selectFrom('conversations').select(['peer', 'session']).execute()
  const kept = (phone: string) => JSON.stringify(sessions.find(({ peer }) => peer === phone)?.session)
  expect(kept(begun.phone)).toContain('小区停水三天了没人管')
  expect(kept(begun.phone)).toContain('幸福路12号')
  expect(kept(late.phone)).toContain('路灯坏了两个月没有人修\\n老人晚上摔倒过')
  expect((await late.heard()).filter((text) => text.includes('事情发生在哪里'))).toHaveLength(1)
})
