import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { shanghaiDay } from '../../../src/platform/kernel/index.ts'
import { citizen } from '../../support/citizen.ts'
import { eventually } from '../../support/eventually.ts'
import { type House, openHouse } from '../../support/house.ts'
import { loggedIn } from '../people/support.ts'

const DAY_MS = 86_400_000

let house: House
let clerk: Awaited<ReturnType<typeof loggedIn>>
beforeAll(async () => {
  house = await openHouse()
  const { staff } = house.context.org
  clerk = await loggedIn(house, staff.find(({ office }) => office === 'petition')?.userid ?? '')
})
afterAll(() => house.close())

const day = (back = 0) => shanghaiDay(new Date(house.clock.now().getTime() - back * DAY_MS))
const letter = (more: object = {}) => ({
  ...{ key: randomUUID(), channel: 'letter', receivedOn: day(3), danger: false },
  words: '柳渡镇幸福路的路灯坏了三个月，晚上看不见路，老人摔了一跤。',
  demands: ['修好路灯', '说明为什么一直没修'],
  ...{ place: '柳渡镇', name: '周奶奶', address: '柳渡镇幸福路8号', category: '城乡建设' },
  ...more,
})
const ticketOf = (number: string) =>
  house.context.db
    .selectFrom('tickets')
    .selectAll()
    .where('number', '=', number.replaceAll('-', ''))
    .executeTakeFirstOrThrow()

describe('a letter that staff take down', () => {
  it('has number, clocks from the day it came in, and a query code that opens it in the chat', async () => {
    const { status, body } = await clerk.post('/api/registrations', letter())
    expect(status).toBe(200)
    expect(body).toEqual({
      ...{
        id: expect.any(String),
        number: expect.stringMatching(/^MQ/),
        queryCode: expect.stringMatching(/^\S{5}-\S{5}$/),
      },
    })
    const ticket = await ticketOf(body.number)
    expect(ticket).toMatchObject({ channel: 'letter', category: '城乡建设' })
    const clocks = await house.context.db
      .selectFrom('ticket_clocks')
      .select(['rule', 'started_at'])
      .where('ticket_id', '=', ticket.id)
      .orderBy('rule')
      .execute()
    expect(clocks[0]?.rule).toBe('D1')
    expect(shanghaiDay(clocks[0]?.started_at ?? new Date(0))).toBe(day(3))
    const somebody = citizen(house.sim)
    somebody.says(body.number)
    await somebody.hears('查询码')
    somebody.says(body.queryCode)
    expect((await somebody.hears('状态')).text).toContain(body.number)
  })

  it('keeps who passed it on and their own number: a superior, a leader’s letter box, a hotline', async () => {
    const passedOn = { sourceName: '市信访局交办', sourceNumber: '市信交〔2026〕18号' }
    const { body } = await clerk.post('/api/registrations', letter(passedOn))
    expect((await clerk.get(`/api/tickets/${body.id}`)).circumstances.source).toEqual({
      ...{ name: '市信访局交办', number: '市信交〔2026〕18号' },
    })
    const plain = await clerk.post('/api/registrations', letter())
    expect((await clerk.get(`/api/tickets/${plain.body.id}`)).circumstances.source).toBeNull()
  })

  it('is told to nobody in the chat: somebody has to, on paper', async () => {
    const { body } = await clerk.post('/api/registrations', letter())
    const { id } = await ticketOf(body.number)
    const task = await eventually('a task to tell it', () =>
      house.context.db.selectFrom('contact_tasks').selectAll().where('ticket_id', '=', id).executeTakeFirst(),
    )
    expect(task).toMatchObject({ reason: 'no_conversation', state: 'open' })
    const view = await clerk.get(`/api/tickets/${id}`)
    expect(view.contact).toMatchObject({ name: '周奶奶', address: '柳渡镇幸福路8号', phone: null })
    expect(view.demands).toEqual([
      { id: '1', text: '修好路灯', goneTo: null },
      { id: '2', text: '说明为什么一直没修', goneTo: null },
    ])
  })

  it('is no consent to electronic delivery unless staff have asked and say so', async () => {
    const deliveryOf = async (more: object) => {
      const { body } = await clerk.post('/api/registrations', letter(more))
      return (await clerk.get(`/api/tickets/${body.id}`)).circumstances.delivery
    }
    expect(await deliveryOf({})).toBeNull()
    expect(await deliveryOf({ electronic: false })).toBeNull()
    expect(await deliveryOf({ electronic: true })).toBe('chat')
  })

  it('sent twice is one matter, and its code is not said again', async () => {
    const form = letter()
    const [first, second] = await Promise.all([
      clerk.post('/api/registrations', form),
      clerk.post('/api/registrations', form),
    ])
    expect(first.body.number).toBe(second.body.number)
    expect([first.body.queryCode, second.body.queryCode].filter((code) => code === null)).toHaveLength(1)
  })

  it('of an official stays with the petition office until a person has decided', async () => {
    const { body } = await clerk.post('/api/registrations', letter({ kind: 'report', words: '村主任把修路款拿走了。' }))
    expect(await ticketOf(body.number)).toMatchObject({ state: 'registered', office: 'petition' })
  })

  it('is refused with a reason, and nothing is registered', async () => {
    const count = async () => (await house.context.db.selectFrom('tickets').select('id').execute()).length
    const before = await count()
    const future = await clerk.post('/api/registrations', letter({ receivedOn: day(-1) }))
    expect([future.status, future.body.code]).toEqual([422, 'not_yet'])
    const unknown = await clerk.post('/api/registrations', letter({ category: '没有这一类' }))
    expect([unknown.status, unknown.body.code]).toEqual([422, 'unknown_category'])
    expect((await clerk.post('/api/registrations', letter({ words: '  ' }))).status).toBe(400)
    expect((await clerk.post('/api/registrations', letter({ channel: 'online' }))).status).toBe(400)
    const { staff } = house.context.org
    const officer = await loggedIn(house, staff.find(({ office }) => office === 'housing')?.userid ?? '')
    const denied = await officer.post('/api/registrations', letter())
    expect([denied.status, denied.body.code]).toEqual([403, 'may_not_register'])
    expect(await count()).toBe(before)
  })
})
