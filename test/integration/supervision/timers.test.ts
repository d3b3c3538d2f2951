import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fireMatter } from '../../../src/app/supervision.ts'
import { dueTimers } from '../../../src/case/ticket/index.ts'
import { citizen, files } from '../../support/citizen.ts'
import { eventually } from '../../support/eventually.ts'
import { DATABASES, type House, openHouse } from '../../support/house.ts'
import { budgetOf } from '../budget/support.ts'

const DAY_MS = 86_400_000

describe.each(DATABASES)('on the %s database', (database) => {
  let house: House
  let budget: ReturnType<typeof budgetOf>
  beforeAll(async () => {
    house = await openHouse({ database })
    budget = budgetOf(house)
  })
  afterAll(() => house.close())

  const warnings = async (number: string) => {
    const { id } = await budget.ticketOf(number)
    const rows = await house.context.db
      .selectFrom('ticket_events')
      .select(['type', 'data'])
      .where('ticket_id', '=', id)
      .where('type', 'in', ['warned', 'silent'])
      .orderBy('n')
      .execute()
    return rows.map(({ type, data }) => (type === 'silent' ? 'silent' : `${data.level} ${data.rule}`))
  }

  const cardAt = (office: string, part: string) =>
    eventually(`a card at ${office} that says ${part}`, async () => {
      for (const { userid } of house.context.org.staff.filter((member) => member.office === office)) {
        const { items } = await house.sim.members.screen(userid)
        if (items.some((item) => JSON.stringify(item.card ?? {}).includes(part))) return true
      }
      return false
    })

  it('who has the matter is reminded before the date and after it, the petition office of what is over, the citizen of the silence', async () => {
    const person = citizen(house.sim)
    const { number } = await files(person)
    await house.calm()
    const { office, petition_office } = await budget.ticketOf(number)
    house.clock.advance(13 * DAY_MS)
    await cardAt(office, `期限快到了 ${number}`)
    expect(await warnings(number)).toEqual(['yellow D3'])
    house.clock.advance(6 * DAY_MS)
    await cardAt(office, `已经超过期限 ${number}`)
    await cardAt(petition_office, `已经超过期限 ${number}`)
    await eventually('the silence to be written', async () => (await warnings(number)).includes('silent'))
    expect((await warnings(number)).sort()).toEqual(['red D3', 'silent', 'yellow D3'])
    // The window of free messages is closed: it is held, and told with the next word.
    person.says('查询')
    await person.hears('还在')
  })

  it('after an outage each fires once, whoever looks and however many look at once', async () => {
    const { number } = await files(citizen(house.sim))
    await house.calm()
    const { id } = await budget.ticketOf(number)
    await house.stop()
    house.clock.advance(40 * DAY_MS)
    await house.start()
    await Promise.all([1, 2, 3, 4].map(() => fireMatter(id, house.context)))
    await house.calm()
    expect((await warnings(number)).sort()).toEqual(['red D3', 'silent', 'yellow D3'])
    expect(await dueTimers(house.context.db, house.clock.now())).toEqual([])
    expect(await fireMatter(id, house.context)).toBe(0)
  })

  it('what is settled before its day reminds nobody', async () => {
    const person = citizen(house.sim)
    const { number } = await files(person)
    await house.calm()
    await budget.office(number, { type: 'accept' })
    await person.hears('正式接手办理')
    await house.calm()
    const { id } = await budget.ticketOf(number)
    const waiting = await house.context.db
      .selectFrom('matter_timers')
      .select('rule')
      .where('ticket_id', '=', id)
      .where('fired_at', 'is', null)
      .execute()
    expect(waiting.map(({ rule }) => rule)).not.toContain('D3')
    expect(waiting.map(({ rule }) => rule)).toContain('D5')
  })
})
