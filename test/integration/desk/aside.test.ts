import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cardClicked } from '../../../src/app/staff-events.ts'
import { citizen, files } from '../../support/citizen.ts'
import { eventually } from '../../support/eventually.ts'
import { type House, openHouse } from '../../support/house.ts'
import { loggedIn } from '../people/support.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.close())

const ELSEWHERE = 'county-government'
const membersOf = (office: string): string[] =>
  house.context.org.staff.filter((member) => member.office === office).map(({ userid }) => userid)
const ticketOf = (number: string) =>
  house.context.db
    .selectFrom('tickets')
    .selectAll()
    .where('number', '=', number.replaceAll('-', ''))
    .executeTakeFirstOrThrow()
/** What this member's phone shows of the matter, oldest first. */
const cardsOf = async (userid: string, number: string) =>
  (await house.sim.members.screen(userid)).items.filter((item) => JSON.stringify(item.card ?? {}).includes(number))
const card = (userid: string, number: string, nth: number) =>
  eventually(`card ${nth} for ${userid}`, async () => (await cardsOf(userid, number))[nth - 1])
const press = async (userid: string, card: { msgid: string }, id: string) => {
  await house.sim.members.click(userid, { msgid: card.msgid, key: `accept:${id}` })
  await house.calm()
}

/** A press that was under way when the card was brought up to date. */
const arrives = async (userid: string, card: unknown, id: string) => {
  const body = { userid, eventKey: `accept:${id}`, taskId: (card as { task_id: string }).task_id, responseCode: null }
  await house.context.db.transaction().execute((trx) => cardClicked(trx, { id: 'late', body }, house.context))
}

/** A matter with its office, two of its members, and somebody of the petition office. */
async function filed() {
  const { number } = await files(citizen(house.sim))
  await house.calm()
  const { id, office, petition_office: sender } = await ticketOf(number)
  const [aside = '', other = ''] = membersOf(office)
  return { number, id, office, aside, other, clerk: membersOf(sender)[0] ?? '' }
}

async function act(userid: string, id: string, body: { type: string } & Record<string, unknown>) {
  const done = await (await loggedIn(house, userid)).post(`/api/tickets/${id}/acts`, body)
  expect([body.type, done.status, done.body.message]).toEqual([body.type, 200, undefined])
  await house.calm()
}

describe('whoever stands aside', () => {
  it('gets no card of the matter any more, and the one of before does nothing, nor those of an earlier turn', async () => {
    const { number, id, office, aside, other, clerk } = await filed()
    const before = await card(aside, number, 1)
    await act(aside, id, { type: 'recuse', reason: '来件人是本人亲属' })
    await press(aside, before, id)
    expect((await ticketOf(number)).state).toBe('forwarded')
    expect(JSON.stringify(await cardsOf(other, number))).not.toContain('回避')

    await act(clerk, id, { type: 'forward', toOffice: ELSEWHERE })
    await arrives(other, before.card, id)
    expect(await ticketOf(number)).toMatchObject({ state: 'forwarded', office: ELSEWHERE })
    await act(clerk, id, { type: 'forward', toOffice: office })
    await press(other, await card(other, number, 2), id)
    expect((await cardsOf(aside, number)).length).toBe(1)
    expect((await ticketOf(number)).state).toBe('accepted')
  })
})

describe('an act on the page', () => {
  it('changes the cards of those who have the matter, and gives the next ones theirs', async () => {
    const { number, id, other, clerk } = await filed()
    const { msgid } = await card(other, number, 1)
    await act(other, id, { type: 'object', clause: '三定规定第三条', reason: '不是本单位的职责' })
    const replaced = await eventually('the card to change', async () => {
      const { items } = await house.sim.members.screen(other)
      return items.find((item) => item.msgid === msgid)?.replaced
    })
    expect(replaced).toBe(house.context.wording.cards.done.objected)
    expect(JSON.stringify((await card(clerk, number, 1)).card)).toContain('三定规定第三条。不是本单位的职责')
  })
})

describe('an office that helps', () => {
  it('gets a card that says so, without a button', async () => {
    const { number, id, office, clerk } = await filed()
    await act(clerk, id, { type: 'forward', toOffice: ELSEWHERE, helping: [office] })
    const [helper = ''] = membersOf(office)
    const [holder = ''] = membersOf(ELSEWHERE)
    const cards = [await card(helper, number, 2), await card(holder, number, 1)]
    const [helps, holds] = cards.map((one) => JSON.stringify(one.card))
    expect(helps).toContain('请协助办理')
    expect(helps).not.toContain(`accept:${id}`)
    expect(holds).toContain(`accept:${id}`)
  })
})
