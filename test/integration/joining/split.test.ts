import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TicketView } from '../../../src/desk/contract/index.ts'
import { DATABASES, type House, openHouse } from '../../support/house.ts'
import { type Filed, joiningOf } from './support.ts'

const NOTE = '噪声由环保部门办'
const DEMANDS = ['修好路灯', '夜里停止施工', '说明为什么一直没修']

describe.each(DATABASES)('on the %s database', (database) => {
  let house: House
  let join: ReturnType<typeof joiningOf>
  let clerk: Awaited<ReturnType<ReturnType<typeof joiningOf>['staffOf']>>
  beforeAll(async () => {
    house = await openHouse({ database })
    join = joiningOf(house)
    clerk = await join.staffOf('petition')
  })
  afterAll(() => house.close())

  const split = (of: Filed, demands: string[], more: object = {}) =>
    clerk.post(`/api/tickets/${of.id}/split`, { demands, note: NOTE, ...more })
  const view = (id: string): Promise<TicketView> => clerk.get(`/api/tickets/${id}`)
  const open = async (id: string) =>
    (await view(id)).demands.filter(({ goneTo }) => goneTo === null).map(({ text }) => text)

  describe('demands that are another matter', () => {
    it('go on under a number of their own, received when the first was, routed anew; its author hears of both', async () => {
      const person = await join.author()
      const first = await person.files({ demands: DEMANDS, contact: { name: '周女士', phone: '13800000000' } })
      await house.calm()
      house.clock.advance(60_000)
      await person.speaks()
      const { status, body } = await split(first, ['2'], { category: '环境保护' })
      expect(status).toBe(200)
      expect(body).toEqual({ id: expect.any(String), number: expect.stringMatching(/^MQ/), queryCode: null })
      const [was, part] = [await join.ticketOf(first.number), await join.ticketOf(body.number)]
      expect(part).toMatchObject({ category: '环境保护', received_at: was.received_at, channel: was.channel })
      expect(part.office).not.toBe(was.office)
      const read = await view(body.id)
      expect(read.demands).toEqual([{ id: '1', text: '夜里停止施工', goneTo: null }])
      expect(read.contact).toMatchObject({ name: '周女士', phone: '13800000000' })
      expect(read.words).toEqual((await view(first.id)).words)
      expect((await view(first.id)).demands[1]).toEqual({ id: '2', text: '夜里停止施工', goneTo: body.number })
      const told = (await person.hears('分开办')).text ?? ''
      expect(told).toContain(first.number)
      expect(told).toContain(body.number)
      await house.calm()
      // Held until then, where the platform allows no more messages.
      person.says('我的')
      const both = (await person.hears('您反映过这些事')).text ?? ''
      expect(both).toContain(first.number)
      expect(both).toContain(body.number)
      expect(await join.notice(body.number, 'forwarded')).toBeDefined()
      expect(await join.faults()).toEqual([])
    })

    it('are answered there and no more here; what stays keeps its place', async () => {
      const person = await join.author()
      const first = await person.files({ demands: DEMANDS })
      await split(first, ['2'])
      await join.office(first.number, { type: 'accept' })
      await house.calm()
      await person.speaks()
      const settled = { outcome: 'supported' as const, facts: '已经核实', basis: '《城市照明管理规定》' }
      const dispositions = ['1', '3'].map((demandId) => ({ demandId, ...settled }))
      await join.office(first.number, { type: 'answer', text: '已修好。', dispositions })
      const answer = (await person.hears('答复如下')).text ?? ''
      expect(answer).toContain('1. 修好路灯')
      expect(answer).toContain('3. 说明为什么一直没修')
      expect(answer).not.toContain('夜里停止施工')
    })

    it('take words, additions and files with them', async () => {
      const person = await join.author()
      person.photographs()
      await house.calm()
      const { id: media } = await house.context.db
        .selectFrom('media')
        .select('id')
        .orderBy('id', 'desc')
        .limit(1)
        .executeTakeFirstOrThrow()
      const first = await person.files({ demands: DEMANDS, media: [media] })
      await house.calm()
      person.says(first.number)
      await person.hears('状态')
      person.says('补充')
      await person.hears('要补充到')
      person.says('昨晚又吵到两点')
      await person.hears('已经补充到')
      person.says('没有了')
      await house.calm()
      const { body } = await split(first, ['2'])
      const part = await view(body.id)
      expect(part.supplements.map(({ words }) => words)).toEqual(['昨晚又吵到两点'])
      expect(part.files.map(({ id }) => id)).toEqual([media])
      expect((await view(first.id)).files.map(({ id }) => id)).toEqual([media])
    })

    it('of a letter have a query code that is shown this once', async () => {
      const first = await join.fileBy(`paper/${Math.random()}`, { channel: 'letter', demands: DEMANDS })
      const { body } = await split(first, ['1', '3'])
      expect(body.queryCode).toMatch(/^\S{5}-\S{5}$/)
      const somebody = await join.author()
      somebody.says(body.number)
      await somebody.hears('查询码')
      somebody.says(body.queryCode)
      expect((await somebody.hears('状态')).text).toContain(body.number)
    })

    it('never reach whom the whole complains of, nor who stood aside from it', async () => {
      const first = await (await join.author()).files({ demands: DEMANDS, party: '望禾县公安局' })
      const { office } = await join.ticketOf(first.number)
      const second = house.context.org.staff.filter((member) => member.office === office)[1]?.userid ?? ''
      await join.by(first.number, second, { type: 'recuse', officer: second, reason: '是本人的亲属' })
      const { body } = await split(first, ['2'])
      const part = await join.ticketOf(body.number)
      expect(part.barred).toContain('police')
      expect(part.course.recused).toEqual([second])
    })
  })

  it('is refused where nothing would stay, for what is not there, and for what went before; nothing is made then', async () => {
    const first = await (await join.author()).files({ demands: DEMANDS })
    const count = async () => (await house.context.db.selectFrom('complaints').select('id').execute()).length
    expect((await split(first, ['2'])).status).toBe(200)
    const before = await count()
    for (const demands of [['1', '3'], ['4'], ['2'], ['1', '2']])
      expect(await split(first, demands)).toMatchObject({ status: 422, body: { code: 'demands_wrong' } })
    expect(await split(first, ['1'], { category: '没有这一类' })).toMatchObject({ body: { code: 'unknown_category' } })
    expect(await count()).toBe(before)
  })

  it('twice at once parts once: every demand is open in exactly one place', async () => {
    const first = await (await join.author()).files({ demands: DEMANDS })
    const both = await Promise.all([split(first, ['2']), split(first, ['2'])])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 422])
    const part = both.find(({ status }) => status === 200)?.body
    expect([...(await open(first.id)), ...(await open(part.id))].sort()).toEqual([...DEMANDS].sort())
  })

  it('may be taken back: the part is merged into the matter it came from', async () => {
    const first = await (await join.author()).files({ demands: DEMANDS })
    const { body } = await split(first, ['2'])
    const back = await clerk.post(`/api/tickets/${body.id}/merge`, { into: first.number, note: '还是一起办' })
    expect(back.status).toBe(200)
    expect((await view(first.id)).supplements.at(-1)?.words).toContain('夜里停止施工')
  })
})
