import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { get, onTheRoad, openWorld, org, type World } from './world.ts'

let world: World
/** The organisation as it stands; a test may change it. */
let now = org
beforeAll(async () => {
  world = await openWorld({ org: () => now })
})
afterAll(() => world.close())

const open = async (userid: string, ticketId: string) =>
  get(world.server, `/api/tickets/${ticketId}`, await world.login(userid))
const whoMayRead = async (ticketId: string) => {
  const answers = await Promise.all(org.staff.map(async ({ userid }) => ({ userid, of: await open(userid, ticketId) })))
  return answers.filter(({ of }) => of.statusCode === 200).map(({ userid }) => userid)
}

describe('who may read a matter', () => {
  it('the office that has it, the petition office that registered it, and supervisors above the holder', async () => {
    const { id } = await world.file()
    expect(await whoMayRead(id)).toEqual(['Clerk', 'officer', 'second', 'boss'])
  })

  it('also who got a card of it, however the platform spells the userid', async () => {
    const { id } = await world.file()
    await world.card(id, ['WATER'])
    expect(await whoMayRead(id)).toEqual(['Clerk', 'officer', 'second', 'water', 'boss'])
  })

  it('but not who was named on a card and could not be reached', async () => {
    const { id } = await world.file()
    await world.card(id, ['water'], 'invalid')
    expect(await whoMayRead(id)).not.toContain('water')
  })

  it('after it was forwarded, the new holder and no longer the old one', async () => {
    const { id } = await world.file()
    const actor = { kind: 'staff', id: 'Clerk', office: 'petition' } as const
    await world.perform(id, { type: 'forward', actor, toOffice: 'water', basis: { how: 'by_hand', article: '22(1)' } })
    expect(await whoMayRead(id)).toEqual(['Clerk', 'water', 'boss'])
  })

  it('never staff of an office complained of or under it, even with a card', async () => {
    const { id } = await world.file({}, ['housing'])
    await world.card(id, ['officer', 'team', 'water'])
    expect(await whoMayRead(id)).toEqual(['Clerk', 'water', 'boss', 'aide'])
  })

  it('gives the same answer for a forbidden matter, an unknown one, and their files', async () => {
    const { id } = await world.file({}, ['housing'])
    await world.card(id, ['officer'])
    const cookie = await world.login('officer')
    const forbidden = await get(world.server, `/api/tickets/${id}`, cookie)
    const unknown = await get(world.server, '/api/tickets/01UNKNOWN', cookie)
    const file = await get(world.server, `/api/tickets/${id}/files/M1`, cookie)
    expect([forbidden.statusCode, forbidden.body]).toEqual([404, unknown.body])
    expect([unknown.statusCode, file.statusCode, file.body]).toEqual([404, 404, unknown.body])
  })

  it('ends when the person leaves the staff list', async () => {
    const cookie = await world.login('officer')
    expect((await get(world.server, '/api/me', cookie)).statusCode).toBe(200)
    try {
      now = { ...org, staff: org.staff.filter(({ userid }) => userid !== 'officer') }
      expect((await get(world.server, '/api/me', cookie)).statusCode).toBe(401)
    } finally {
      now = org
    }
  })
})

describe('a read', () => {
  const readsOf = (ticketId: string) =>
    world.db.selectFrom('reads').select(['userid', 'at']).where('ticket_id', '=', ticketId).execute()

  it('leaves a row with who and when; a refused one leaves none', async () => {
    const { id } = await world.file()
    await open('officer', id)
    await open('water', id)
    expect(await readsOf(id)).toEqual([{ userid: 'officer', at: world.clock.now() }])
  })

  it('is not made by a list, which names nobody', async () => {
    const { id } = await world.file()
    const list = await get(world.server, '/api/tickets', await world.login('officer'))
    expect(list.json().tickets.map((each: { id: string }) => each.id)).toContain(id)
    expect(list.body).not.toMatch(/路灯|张女士|13800000000/)
    expect(await readsOf(id)).toEqual([])
  })
})

describe('what is shown', () => {
  it('holds the words as they were said, the demands, the contact, the clocks and the way so far', async () => {
    const { id } = await world.file({ words: ['第一段', '<b>第二段</b>'], demands: ['修好', '回电话'] })
    const view = (await open('officer', id)).json()
    expect(view).toMatchObject({
      number: expect.stringMatching(/^MQ26-\d{4}-\d{4}-\d$/),
      ...{ state: 'forwarded', stateText: '已转送，待受理', category: '城乡建设', party: '物业公司' },
      place: { name: '望禾县', text: '三号楼门口' },
      ...{ words: ['第一段', '<b>第二段</b>'] },
      demands: [
        { id: '1', text: '修好' },
        { id: '2', text: '回电话' },
      ],
      contact: { name: '张女士', phone: '13800000000' },
      office: { id: 'housing', name: '县住房和城乡建设局' },
      forwardTo: [{ id: 'housing-team', name: '住建局房管站' }],
    })
    expect(onTheRoad(view.acts)).toEqual(['accept', 'object', 'direct', 'refuse', 'escalate', 'forward', 'recuse'])
    expect(view.history.map(({ type }: { type: string }) => type)).toEqual(['registered', 'forwarded'])
    expect(view.clocks.find(({ rule }: { rule: string }) => rule === 'D3')).toMatchObject({
      ...{ due: '2026-03-17', article: '23 ¶3', metAt: null, sentence: 'xinfang-2022 D3 2026-03-17' },
    })
  })

  it('offers a supervisor who only watches nothing but to stand aside', async () => {
    const { id } = await world.file()
    const view = (await open('boss', id)).json()
    expect([onTheRoad(view.acts), view.forwardTo]).toEqual([['recuse'], []])
  })

  it('offers the petition office every office but the holder and those complained of', async () => {
    const { id } = await world.file({}, ['housing'])
    const view = (await open('Clerk', id)).json()
    expect(onTheRoad(view.acts)).toEqual(['forward', 'recuse'])
    expect(view.forwardTo.map((each: { id: string }) => each.id)).toEqual(['petition', 'water', 'town', 'discipline'])
  })
})

describe('the list', () => {
  let quiet: World
  const filed: string[] = []
  beforeAll(async () => {
    quiet = await openWorld()
    for (let n = 0; n < 52; n += 1) {
      quiet.clock.advance(n % 2 === 0 ? 1000 : 0)
      filed.push((await quiet.file()).id)
    }
  })
  afterAll(() => quiet.close())

  const page = async (userid: string, query = '') =>
    (await get(quiet.server, `/api/tickets${query}`, await quiet.login(userid))).json()
  const idsOf = (tickets: { id: string }[]) => tickets.map(({ id }) => id)

  it('has the open matters of the own office, newest first, fifty a page', async () => {
    const first = await page('officer')
    expect([first.tickets.length, first.more]).toEqual([50, true])
    const second = await page('officer', `?before=${first.tickets.at(-1).id}`)
    expect(second.more).toBe(false)
    expect(idsOf([...first.tickets, ...second.tickets]).sort()).toEqual([...filed].sort())
    const times = [...first.tickets, ...second.tickets].map((each: { registeredAt: string }) => each.registeredAt)
    expect(times).toEqual([...times].sort().reverse())
  })

  it('has none of another office', async () => {
    expect((await page('water')).tickets).toEqual([])
  })
})
