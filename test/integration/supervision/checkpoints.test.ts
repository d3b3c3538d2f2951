import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { shanghaiDay } from '../../../src/platform/kernel/index.ts'
import { citizen, files } from '../../support/citizen.ts'
import { eventually } from '../../support/eventually.ts'
import { type House, openHouse } from '../../support/house.ts'
import { budgetOf } from '../budget/support.ts'
import { loggedIn } from '../people/support.ts'

const DAY_MS = 86_400_000

let house: House
let budget: ReturnType<typeof budgetOf>
beforeAll(async () => {
  house = await openHouse()
  budget = budgetOf(house)
})
afterAll(() => house.close())

const staffOf = (office: string) => house.context.org.staff.filter((member) => member.office === office)
/** Somebody of the petition office, logged in anew: no session lasts as long as these dates. */
const clerk = () => loggedIn(house, staffOf('petition')[0]?.userid ?? '')

const cardsAt = async (office: string, part: string) => {
  const screens = await Promise.all(staffOf(office).map(({ userid }) => house.sim.members.screen(userid)))
  return screens.flatMap(({ items }) => items).filter((item) => JSON.stringify(item.card ?? {}).includes(part)).length
}
const cardAt = (office: string, part: string) =>
  eventually(`a card at ${office} that says ${part}`, async () => (await cardsAt(office, part)) > 0)

const points = async (number: string) => {
  const { id } = await budget.ticketOf(number)
  const rows = await house.context.db
    .selectFrom('checkpoints')
    .select(['kind', 'due', 'met_at'])
    .where('ticket_id', '=', id)
    .execute()
  return new Map(rows.map(({ kind, due, met_at }) => [kind, { due, open: met_at === null }]))
}
const inDays = (days: number) => shanghaiDay(new Date(house.clock.now().getTime() + days * DAY_MS))

async function answered(delivery: 'chat' | 'paper' = 'chat') {
  const person = citizen(house.sim)
  const { number } = await files(person, undefined, delivery)
  await budget.office(number, { type: 'accept' })
  await budget.answer(number, '工地已经责令晚上十点后停工。')
  await person.hears('答复如下')
  await house.calm()
  return { person, number, office: (await budget.ticketOf(number)).office }
}

describe('an answer that nobody said to have received', () => {
  it('is somebody’s to telephone or to bring after a week, where its author agreed to have it in the chat', async () => {
    const { number, office } = await answered()
    expect((await points(number)).get('receipt')).toEqual({ due: inDays(7), open: true })
    house.clock.advance(8 * DAY_MS + DAY_MS / 2)
    await cardAt(office, `请送达本人：${number}`)
    const ticket = await budget.ticketOf(number)
    expect(await (await clerk()).get(`/api/tickets/${ticket.id}`)).toMatchObject({
      checkpoints: expect.arrayContaining([expect.objectContaining({ kind: 'receipt', metAt: null })]),
    })
    await budget.office(number, { type: 'deliver', of: 'answered', means: 'receipt', note: '送到家里，本人签收' })
    expect((await points(number)).get('receipt')?.open).toBe(false)
    expect(await budget.clock(number, 'D7')).toBeDefined()
  })

  it('is nobody’s once its author said 收到', async () => {
    const { person, number, office } = await answered()
    person.says('收到')
    await person.hears('记下您今天收到了')
    expect((await points(number)).get('receipt')?.open).toBe(false)
    house.clock.advance(9 * DAY_MS)
    await house.calm()
    expect(await cardsAt(office, `请送达本人：${number}`)).toBe(0)
  })

  it('is to be brought from the next day on, where its author wants paper', async () => {
    const { number, office } = await answered('paper')
    expect((await points(number)).get('receipt')).toEqual({ due: inDays(1), open: true })
    house.clock.advance(2 * DAY_MS + DAY_MS / 2)
    await cardAt(office, `请送达本人：${number}`)
  })
})

describe('a letter (来信三见面)', () => {
  it('is taken to a leader, to the unit and to its author, each by a day, each written down', async () => {
    const { body } = await (await clerk()).post('/api/registrations', {
      ...{ key: randomUUID(), channel: 'letter', receivedOn: inDays(-2), danger: false },
      ...{ words: '柳渡镇幸福路的路灯坏了三个月，晚上看不见路。', demands: ['修好路灯'], place: '柳渡镇' },
    })
    const due = async () => [...(await points(body.number))].filter(([kind]) => kind.startsWith('meet_')).sort()
    expect(await due()).toEqual([
      ['meet_author', { due: inDays(43), open: true }],
      ['meet_leader', { due: inDays(13), open: true }],
      ['meet_unit', { due: inDays(28), open: true }],
    ])
    const ledger = async (kind: string) =>
      (await (await clerk()).get(`/api/ledger?kind=${kind}`)).entries.filter(
        ({ number }: { number: string }) => number === body.number,
      )
    expect(await ledger('meet_author')).toMatchObject([{ office: expect.stringContaining('信访局'), overdue: false }])
    const met = { type: 'meet', with: 'author', on: inDays(0), text: '到家里谈了，本人要求九月前修好' }
    expect((await (await clerk()).post(`/api/tickets/${body.id}/acts`, met)).status).toBe(200)
    expect((await points(body.number)).get('meet_author')?.open).toBe(false)
    expect(await ledger('meet_author')).toEqual([])
    house.clock.advance(15 * DAY_MS)
    await cardAt('petition', `已经超过期限 ${body.number}`)
    const { id } = await budget.ticketOf(body.number)
    const view = await (await clerk()).get(`/api/tickets/${id}`)
    expect(
      view.history.filter(({ type, with: who }: { type: string; with?: string }) => type === 'met' && who === 'author')
        .length,
    ).toBe(1)
  })
})

describe('a visit (来访双向承诺)', () => {
  it('has a promise within days: who, how and when, and what its author brings', async () => {
    const { body } = await (await clerk()).post('/api/registrations', {
      ...{ key: randomUUID(), channel: 'visit', receivedOn: inDays(0), danger: false },
      ...{ words: '村里的水泵坏了两个月，没有水浇地。', demands: ['修好水泵'], place: '柳渡镇' },
    })
    expect((await points(body.number)).get('visit_promise')).toEqual({ due: inDays(3), open: true })
    await budget.office(body.number, {
      ...{ type: 'promise', who: '李站长', what: '修好水泵', how: '请厂家来人', due: inDays(10) },
      theirs: '把配电房的钥匙带来',
    })
    expect((await points(body.number)).get('visit_promise')?.open).toBe(false)
    expect((await points(body.number)).get('promise')).toEqual({ due: inDays(10), open: true })
  })
})

describe('a proposal how to do better', () => {
  it('has a date between offices: its citizen hears of the date that is theirs', async () => {
    const person = citizen(house.sim)
    const { number } = await files(person)
    await budget.office(number, { type: 'accept' })
    await person.hears('正式接手办理')
    await house.calm()
    const { id } = await budget.ticketOf(number)
    const proposal = { type: 'propose', text: '建立夜间巡查', reason: '同类问题多' }
    expect((await (await clerk()).post(`/api/tickets/${id}/acts`, proposal)).status).toBe(200)
    const [handled, answered] = [await budget.clock(number, 'D5'), await budget.clock(number, 'D12')]
    expect((answered?.due ?? '') < (handled?.due ?? '')).toBe(true)
    person.says('查询')
    const { text } = await person.hears('状态')
    expect(text).toContain('一般在')
    expect(text).not.toContain('改进建议')
  })
})

describe('what lasts', () => {
  it('a dispute that no other officer has answered is pressed', async () => {
    const { person, number, office } = await answered()
    person.says('不认可')
    await person.hears('由另一位工作人员再看')
    await house.calm()
    expect((await points(number)).get('dispute')).toEqual({ due: inDays(15), open: true })
    house.clock.advance(16 * DAY_MS + DAY_MS / 2)
    await cardAt(office, `已经超过期限 ${number}`)
  })

  it('a matter that was closed is looked at again after thirty days', async () => {
    const { number } = await answered()
    await budget.office(number, { type: 'close', closing: 'solved' })
    expect((await points(number)).get('follow_up')).toEqual({ due: inDays(30), open: true })
    house.clock.advance(31 * DAY_MS + DAY_MS / 2)
    await cardAt('petition', `办结后请回访 ${number}`)
  })

  it('a matter that is open for a year is a leader’s, and stays on the ledger until one takes charge', async () => {
    const person = citizen(house.sim)
    const { number } = await files(person)
    await budget.office(number, { type: 'accept' })
    await house.calm()
    house.clock.advance(366 * DAY_MS + DAY_MS / 2)
    await cardAt('petition', `久办未结，请确定包案领导 ${number}`)
    const wanted = async () =>
      (await (await clerk()).get('/api/ledger?kind=leader_wanted')).entries.some(
        (one: { number: string }) => one.number === number,
      )
    expect(await wanted()).toBe(true)
    const { id } = await budget.ticketOf(number)
    const leading = {
      type: 'lead',
      leader: '分管副县长',
      opinion: '月底前整改',
      standard: '夜间不再施工',
      due: inDays(30),
    }
    expect((await (await clerk()).post(`/api/tickets/${id}/acts`, leading)).status).toBe(200)
    expect(await wanted()).toBe(false)
    const view = await (await clerk()).get(`/api/tickets/${id}`)
    expect(view.lead).toMatchObject({ leader: '分管副县长', due: inDays(30) })
  })
})
