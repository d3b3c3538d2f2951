import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { absentStaff } from '../../../src/case/org/index.ts'
import { openSession, sessionUser } from '../../../src/desk/store/index.ts'
import { citizen, files } from '../../support/citizen.ts'
import { eventually } from '../../support/eventually.ts'
import { type House, openHouse } from '../../support/house.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
  await eventually('the address book to be read', async () => (await members()).length > 0)
})
afterAll(() => house.close())

const db = () => house.context.db
const members = () => db().selectFrom('directory_members').selectAll().execute()
const standing = async (userid: string) => (await members()).find((member) => member.userid === userid)
const absent = async () => [...(await absentStaff(db()))].sort()
const staffOf = (office: string) => house.context.org.staff.filter((member) => member.office === office)

async function fileOne() {
  const { number } = await files(citizen(house.sim))
  await house.calm()
  const ticket = await db()
    .selectFrom('tickets')
    .select(['id', 'office'])
    .where('number', '=', number.replaceAll('-', ''))
    .executeTakeFirstOrThrow()
  const recipients = await db()
    .selectFrom('card_recipients')
    .innerJoin('cards', 'cards.id', 'card_recipients.card_id')
    .select(['userid', 'card_recipients.state'])
    .where('subject', '=', ticket.id)
    .execute()
  return { ...ticket, number, recipients }
}

/** What a member is, as the platform says it; put back afterwards. */
async function changed<T>(userids: string[], change: { remove?: true; status?: number }, work: () => Promise<T>) {
  for (const userid of userids) await house.sim.members.change({ userid, ...change })
  try {
    await eventually('the members to be absent', async () => {
      const now = await absent()
      return userids.every((userid) => now.includes(userid))
    })
    return await work()
  } finally {
    for (const userid of userids) await house.sim.members.change({ userid, status: 1 })
    await eventually('everybody to be back', async () => (await absent()).length === 0)
  }
}

describe('the address book', () => {
  it('is read as a whole at the start: departments and members', async () => {
    const there = house.sim.members.list()
    expect((await members()).map((member) => member.userid).sort()).toEqual(
      there.map((member) => member.userid.toLowerCase()).sort(),
    )
    const departments = await db().selectFrom('departments').select(['id', 'name', 'parent']).execute()
    expect(departments.find((each) => each.id === 1)).toMatchObject({ parent: 0 })
    const names = new Set(departments.map((each) => each.name))
    expect([...new Set(there.map((member) => member.department))].filter((name) => !names.has(name))).toEqual([])
  })

  it('follows departments that are made, renamed and removed', async () => {
    const named = async (id: number) =>
      db().selectFrom('departments').select(['name', 'parent']).where('id', '=', id).executeTakeFirst()
    const { id } = await house.sim.members.department({ name: '值班室' })
    await eventually('the new one', async () => (await named(id))?.name === '值班室')
    await house.sim.members.department({ id, name: '总值班室' })
    await eventually('the new name', async () => (await named(id))?.name === '总值班室')
    expect(await named(id)).toEqual({ name: '总值班室', parent: 1 })
    await house.sim.members.department({ id, remove: true })
    await eventually('its end', async () => (await named(id)) === undefined)
  })

  it('follows a member who comes', async () => {
    await house.sim.members.change({ userid: 'NewComer', name: '新来', department: '值班室' })
    await eventually('the member', async () => (await standing('newcomer'))?.status === 1)
    expect(await standing('newcomer')).toMatchObject({ name: '新来', left_at: null })
  })
})

describe('an officer who is no longer there', () => {
  it.each([
    ['has left the address book', { remove: true as const }],
    ['is disabled', { status: 2 }],
    ['has left the corp', { status: 5 }],
  ])('%s: gets no card, others do at once, and the session ends', async (_name, change) => {
    const office = (await fileOne()).office
    const [officer, ...others] = staffOf(office)
    const userid = officer?.userid ?? ''
    const session = await openSession(db(), userid, house.context)
    await changed([userid], change, async () => {
      const { recipients } = await fileOne()
      expect(recipients.map((each) => each.userid)).not.toContain(userid)
      expect(recipients.length).toBeGreaterThan(0)
      for (const other of others.filter((each) => each.role !== 'supervisor'))
        expect(recipients).toContainEqual({ userid: other.userid, state: 'sent' })
      expect(await sessionUser(db(), session, house.clock)).toBeNull()
    })
  })

  it('was the last of an office: somebody above gets the card, and an alarm says so', async () => {
    const { office } = await fileOne()
    const own = staffOf(office).map((member) => member.userid)
    await changed(own, { remove: true }, async () => {
      const alarm = await eventually('the alarm', () =>
        db().selectFrom('alarms').selectAll().where('kind', '=', 'office_without_members').executeTakeFirst(),
      )
      expect(alarm.detail).toEqual({ office })
      const { recipients } = await fileOne()
      expect(recipients.length).toBeGreaterThan(0)
      expect(recipients.filter((each) => own.includes(each.userid))).toEqual([])
    })
    const alarms = await db().selectFrom('alarms').select('id').where('kind', '=', 'office_without_members').execute()
    expect(alarms).toHaveLength(1)
  })

  it('left while the callback was lost: the daily reading sees it', async () => {
    const { office } = await fileOne()
    const userid = staffOf(office)[0]?.userid ?? ''
    house.sim.doorbells.order({ family: 'app', drop: 1 })
    await house.sim.members.change({ userid, status: 2 })
    expect(await absent()).toEqual([])
    house.clock.advance(25 * 3_600_000)
    await eventually('the reading', async () => (await absent()).includes(userid))
    await house.sim.members.change({ userid, status: 1 })
    await eventually('everybody to be back', async () => (await absent()).length === 0)
  })

  it('is believed to be away only where the platform says so: a reading that fails changes nothing', async () => {
    const before = await members()
    house.sim.faults.order({ path: '/cgi-bin/user/simplelist', errcode: 48002, count: 50 })
    house.clock.advance(25 * 3_600_000)
    await eventually('the reading to be put off', async () => {
      const due = await db()
        .selectFrom('settings')
        .select('value')
        .where('name', '=', 'directory_due')
        .executeTakeFirst()
      const wait = Date.parse(due?.value ?? '') - house.clock.now().getTime()
      return wait > 0 && wait <= 5 * 60_000
    })
    house.sim.faults.clear()
    const left = (rows: typeof before) => rows.filter((member) => member.left_at !== null).map((each) => each.userid)
    expect(left(await members())).toEqual(left(before))
    expect(await absent()).toEqual([])
  })
})

describe('a userid that is changed', () => {
  it('is the same officer: cards go to the new one, and old cards can be pressed', async () => {
    const first = await fileOne()
    const officer = staffOf(first.office).find((member) => member.role !== 'supervisor')
    const from = officer?.userid ?? ''
    const to = `${from}.new`
    await house.sim.members.change({ userid: from, new_userid: to })
    await eventually('the organisation to follow', () =>
      house.context.org.staff.some((member) => member.userid === to && member.office === first.office),
    )
    expect(house.context.org.staff.map((member) => member.userid)).not.toContain(from)
    const second = await fileOne()
    expect(second.recipients).toContainEqual({ userid: to, state: 'sent' })
    const { items } = await house.sim.members.screen(to)
    const old = items.find((item) => JSON.stringify(item.card ?? {}).includes(first.number))
    await house.sim.members.click(to, { msgid: old?.msgid ?? '', key: `accept:${first.id}` })
    await house.calm()
    const events = await db()
      .selectFrom('ticket_events')
      .select(['type', 'actor'])
      .where('ticket_id', '=', first.id)
      .execute()
    expect(events).toContainEqual({ type: 'accepted', actor: expect.objectContaining({ id: to }) })
  })

  it('told twice, and after the change, changes nothing more', async () => {
    const staff = house.context.org.staff.map((member) => member.userid).sort()
    const event = await db()
      .selectFrom('platform_events')
      .selectAll()
      .where('kind', '=', 'change_contact')
      .execute()
      .then((rows) => rows.find((row) => JSON.stringify(row.body).includes('.new')))
    await db()
      .insertInto('platform_events')
      .values({
        ...event,
        id: 'again',
        dedupe_key: 'again',
        body: JSON.stringify(event?.body),
        state: 'pending',
      } as never)
      .execute()
    await house.calm()
    const now = await db().selectFrom('staff').select('userid').execute()
    expect(now.map((row) => row.userid).sort()).toEqual(staff)
  })
})
