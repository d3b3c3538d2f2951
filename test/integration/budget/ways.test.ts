import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { citizen, STORY } from '../../support/citizen.ts'
import { eventually } from '../../support/eventually.ts'
import { type House, openHouse } from '../../support/house.ts'
import { openSender, type Sender } from '../../support/sender.ts'
import { budgetOf, HOUR } from './support.ts'

let house: House
let sender: Sender
let budget: ReturnType<typeof budgetOf>
beforeAll(async () => {
  sender = await openSender()
  house = await openHouse({
    environment: { QUIET_HOURS: '21-8', ...sender.environment },
  })
  budget = budgetOf(house)
})
afterAll(async () => {
  await house.close()
  await sender.close()
})

async function filesWithPhone(phone: string) {
  const person = citizen(house.sim)
  person.says(STORY)
  await person.hears('怎么联系您')
  person.says(phone)
  await person.hears('都对吗')
  await person.taps('没问题，提交')
  const number = /MQ[0-9-]+/.exec((await person.hears('已经登记')).text ?? '')?.[0] ?? ''
  await house.calm()
  return { person, number }
}

/** The next time it is that hour in Shanghai. */
function until(hour: number): void {
  const now = house.clock.now().getTime()
  const local = new Date(now + 8 * HOUR)
  const today = Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate(), hour) - 8 * HOUR
  house.clock.set(new Date(today > now ? today : today + 24 * HOUR))
}

describe('at night', () => {
  it('nobody is woken; who writes is answered; in the morning it is told', async () => {
    until(22)
    const { person, number } = await filesWithPhone('王女士 13800000000')
    await budget.office(number, { type: 'accept' })
    const row = await eventually('the notice to be written', async () =>
      (await budget.rows(person)).find((each) => each.push !== null),
    )
    expect(row).toMatchObject({ state: 'queued' })
    expect(new Date(row.not_before.getTime() + 8 * HOUR).toISOString()).toMatch(/T08:00:00/)
    budget.later()
    person.says('隐私')
    await person.hears('您写的原话')
    await house.calm()
    expect((await person.heard()).join('\n')).not.toContain('正式接手办理')
    until(8)
    await person.hears('正式接手办理')
  })
})

describe('where the chat cannot tell somebody and a phone is known', () => {
  it('a signed text message goes, without the words of the answer', async () => {
    until(10)
    const { number } = await filesWithPhone('13800000001')
    house.clock.advance(49 * HOUR)
    await budget.office(number, { type: 'accept' })
    await eventually('the notice to be held', async () => (await budget.notice(number, 'accepted'))?.reason !== null)
    house.clock.advance(25 * HOUR)
    const text = await eventually('the text message', () =>
      sender.taken.find(({ body }) => body.phone === '13800000001'),
    )
    expect(text.signed).toBe(true)
    expect(text.body.text).toContain(number)
    expect(text.body.text).toContain('受理')
    await eventually('the task to be done', async () => (await budget.tasks(number))[0]?.state === 'done')
    expect(await budget.told(number)).toContain('accepted/message')
    expect(await budget.notice(number, 'accepted')).toMatchObject({ state: 'told' })
  })

  it('not at night: the text message waits for the morning', async () => {
    until(10)
    const phone = '13800000002'
    const { number } = await filesWithPhone(phone)
    house.clock.advance(49 * HOUR)
    until(22)
    await budget.office(number, { type: 'accept' })
    await eventually(
      'the notice to be written',
      async () => (await budget.notice(number, 'accepted'))?.state === 'sent',
    )
    house.clock.advance(24 * HOUR + 1_000)
    const task = await eventually('the task', async () => (await budget.tasks(number))[0])
    expect(task.state).toBe('texting')
    expect(new Date(task.not_before.getTime() + 8 * HOUR).toISOString()).toMatch(/T08:00:00/)
    await house.calm()
    expect(sender.taken.filter(({ body }) => body.phone === phone)).toEqual([])
    until(8)
    await eventually('the text message', () => sender.taken.some(({ body }) => body.phone === phone))
  })

  it.each([
    ['refused at once', [400], 1],
    ['away for hours', [500, 500, 500, 500, 500], 5],
  ] as const)('%s: staff are asked', async (_how, statuses, tries) => {
    until(10)
    const phone = `1380000001${tries}`
    const { number } = await filesWithPhone(phone)
    house.clock.advance(49 * HOUR)
    await budget.office(number, { type: 'accept' })
    await eventually('the notice to be held', async () => (await budget.notice(number, 'accepted'))?.reason !== null)
    sender.answers.push(...statuses)
    house.clock.advance(25 * HOUR)
    for (let n = 1; n <= tries; n += 1) {
      await eventually(`try ${n}`, () => sender.taken.filter(({ body }) => body.phone === phone).length >= n)
      house.clock.advance(61 * 60_000)
    }
    await eventually('the task to be open', async () => (await budget.tasks(number))[0]?.state === 'open')
    const ids = new Set(sender.taken.filter(({ body }) => body.phone === phone).map(({ body }) => body.id))
    expect(ids.size).toBe(1)
  })
})
