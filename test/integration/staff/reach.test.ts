import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { citizen, files } from '../../support/citizen.ts'
import { eventually } from '../../support/eventually.ts'
import { type House, openHouse } from '../../support/house.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.close())

const db = () => house.context.db
const officersOf = (office: string) => house.context.org.staff.filter((member) => member.office === office)
const recipientsOf = async (ticket: string) =>
  db()
    .selectFrom('card_recipients')
    .innerJoin('cards', 'cards.id', 'card_recipients.card_id')
    .select(['userid', 'card_recipients.state'])
    .where('subject', '=', ticket)
    .orderBy('cards.created_at')
    .execute()
const noticeTo = (ticket: string) =>
  db()
    .selectFrom('notices')
    .select(['state', 'reason'])
    .where('ticket_id', '=', ticket)
    .where('audience', '=', 'staff')
    .executeTakeFirstOrThrow()
const ticketOf = (number: string) =>
  db()
    .selectFrom('tickets')
    .select(['id', 'office'])
    .where('number', '=', number.replaceAll('-', ''))
    .executeTakeFirstOrThrow()

/** The office that STORY goes to. */
const OFFICE_OF_STORY = async () => {
  const { number } = await files(citizen(house.sim))
  await house.calm()
  return (await ticketOf(number)).office
}

/** Members that left the directory without our being told; they come back afterwards. */
async function without<T>(userids: string[], work: () => Promise<T>): Promise<T> {
  house.sim.doorbells.order({ family: 'app', drop: userids.length })
  for (const userid of userids) await house.sim.members.change({ userid, remove: true })
  try {
    return await work()
  } finally {
    for (const userid of userids) {
      const member = house.context.org.staff.find((each) => each.userid === userid)
      await house.sim.members.change({ userid, name: member?.name ?? userid, department: member?.office ?? '' })
    }
    await house.calm()
  }
}

describe('errcode 0 is not "told"', () => {
  it('an officer whom the platform does not know is marked; the substitute gets the card', async () => {
    const [gone, ...left] = officersOf(await OFFICE_OF_STORY())
    await without([gone?.userid ?? ''], async () => {
      const { number } = await files(citizen(house.sim))
      await house.calm()
      const ticket = await ticketOf(number)
      const recipients = await recipientsOf(ticket.id)
      expect(recipients.find((each) => each.userid === gone?.userid)?.state).toBe('invalid')
      for (const each of left) expect(recipients).toContainEqual({ userid: each.userid, state: 'sent' })
      expect(await noticeTo(ticket.id)).toMatchObject({ state: 'told' })
    })
  })

  it('when nobody of the office is known, somebody above it gets the card and the notice is told', async () => {
    const own = officersOf(await OFFICE_OF_STORY()).map((each) => each.userid)
    await without(own, async () => {
      const { number } = await files(citizen(house.sim))
      await house.calm()
      const ticket = await ticketOf(number)
      const recipients = await recipientsOf(ticket.id)
      for (const userid of own) expect(recipients).toContainEqual({ userid, state: 'invalid' })
      const reached = recipients.filter((each) => each.state === 'sent').map((each) => each.userid)
      expect(reached.length).toBeGreaterThan(0)
      expect(reached.filter((userid) => own.includes(userid))).toEqual([])
      expect(await noticeTo(ticket.id)).toMatchObject({ state: 'told' })
      const screens = await Promise.all(reached.map((userid) => house.sim.members.screen(userid)))
      for (const screen of screens) expect(JSON.stringify(screen.items)).toContain(number)
    })
  })

  it('when nobody at all is known, the matter stands, the notice is not told, and an alarm says so', async () => {
    const everybody = house.context.org.staff.map((each) => each.userid)
    await without(everybody, async () => {
      const person = citizen(house.sim)
      const { number } = await files(person)
      const ticket = await ticketOf(number)
      const alarm = await eventually('an alarm', () =>
        db().selectFrom('alarms').selectAll().where('subject', '=', ticket.id).executeTakeFirst(),
      )
      expect(alarm.kind).toBe('staff_not_reached')
      await house.calm()
      expect(await noticeTo(ticket.id)).toEqual({ state: 'not_told', reason: 'nobody_reached' })
      person.says(number)
      await person.hears('状态：')
    })
  })
})

describe('the platform refuses a card for now', () => {
  it('it is tried again and told once', async () => {
    house.sim.faults.order({ path: '/cgi-bin/message/send', errcode: -1, count: 2 })
    const { number } = await files(citizen(house.sim))
    const ticket = await ticketOf(number)
    await eventually('the notice to be told', async () => (await noticeTo(ticket.id)).state === 'told')
    const [officer] = officersOf(ticket.office)
    const { items } = await house.sim.members.screen(officer?.userid ?? '')
    expect(items.filter((item) => JSON.stringify(item.card ?? {}).includes(number))).toHaveLength(1)
  })

  it('an answer that was lost does not make two cards', async () => {
    house.sim.faults.order({ path: '/cgi-bin/message/send', drop: true, when: 'after' })
    const { number } = await files(citizen(house.sim))
    const ticket = await ticketOf(number)
    await eventually('the notice to be told', async () => (await noticeTo(ticket.id)).state === 'told')
    const [officer] = officersOf(ticket.office)
    const { items } = await house.sim.members.screen(officer?.userid ?? '')
    expect(items.filter((item) => JSON.stringify(item.card ?? {}).includes(number))).toHaveLength(1)
  })
})

describe('a card that is pressed twice', () => {
  it('by the same officer is one acceptance', async () => {
    const person = citizen(house.sim)
    const { number } = await files(person)
    await house.calm()
    const ticket = await ticketOf(number)
    const officer = officersOf(ticket.office)[0]?.userid ?? ''
    const { items } = await house.sim.members.screen(officer)
    const card = items.find((item) => JSON.stringify(item.card ?? {}).includes(number))
    const press = () => house.sim.members.click(officer, { msgid: card?.msgid ?? '', key: `accept:${ticket.id}` })
    await Promise.all([press(), press()])
    await person.hears('正式接手办理')
    await house.calm()
    const events = await db().selectFrom('ticket_events').select('type').where('ticket_id', '=', ticket.id).execute()
    expect(events.filter((event) => event.type === 'accepted')).toHaveLength(1)
    const after = (await house.sim.members.screen(officer)).items.find((item) => item.msgid === card?.msgid)
    expect(after?.replaced).toBe(house.context.wording.cards.done.accepted)
  })

  it('with the event delivered three times is one acceptance', async () => {
    const person = citizen(house.sim)
    const { number } = await files(person)
    await house.calm()
    const ticket = await ticketOf(number)
    const officer = officersOf(ticket.office)[0]?.userid ?? ''
    const { items } = await house.sim.members.screen(officer)
    const card = items.find((item) => JSON.stringify(item.card ?? {}).includes(number))
    house.sim.doorbells.order({ family: 'app', duplicate: 1 })
    await house.sim.members.click(officer, { msgid: card?.msgid ?? '', key: `accept:${ticket.id}` })
    await person.hears('正式接手办理')
    await house.calm()
    const stored = await db().selectFrom('platform_events').select('body').where('kind', '=', 'card').execute()
    expect(stored.filter((event) => JSON.stringify(event.body).includes(ticket.id))).toHaveLength(1)
    expect((await person.heard()).filter((text) => text.includes('正式接手办理'))).toHaveLength(1)
  })
})
