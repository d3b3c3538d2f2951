import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TicketView } from '../../../src/desk/contract/index.ts'
import { DATABASES, type House, openHouse } from '../../support/house.ts'
import { type Filed, joiningOf } from './support.ts'

const MINUTE_MS = 60_000
const NOTE = '同一盏路灯，请一并办理'

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

  const merge = (repeat: Filed, into: string) => clerk.post(`/api/tickets/${repeat.id}/merge`, { into, note: NOTE })
  const view = (id: string): Promise<TicketView> => clerk.get(`/api/tickets/${id}`)

  /** An author with an older matter and, a minute on, the same again. */
  async function repeated() {
    const person = await join.author()
    const older = await person.files()
    await house.calm()
    house.clock.advance(MINUTE_MS)
    const repeat = await person.files({ words: ['路灯还是不亮，晚上老人摔了一跤。'], demands: ['赔偿药费'] })
    await house.calm()
    await person.speaks()
    return { person, older, repeat }
  }

  describe('a repeat of the same author', () => {
    it('goes on under the older number: nothing of it runs any more, and nothing that was said is lost', async () => {
      const { person, older, repeat } = await repeated()
      const done = await merge(repeat, older.number)
      expect(done).toMatchObject({ status: 200, body: { state: 'merged' } })
      expect(await join.waiting(repeat.id)).toBe(0)
      expect(await join.waiting(older.id)).toBeGreaterThan(0)
      const read = await view(older.id)
      expect(read.supplements.map(({ words }) => words)).toEqual(['路灯还是不亮，晚上老人摔了一跤。\n赔偿药费'])
      expect(read.history.find(({ type }) => type === 'absorbed')).toMatchObject({ number: repeat.number })
      const merged = await view(repeat.id)
      expect(merged.words).toEqual(['路灯还是不亮，晚上老人摔了一跤。'])
      expect(merged.history.findLast(({ type }) => type === 'merged')).toMatchObject({
        number: older.number,
        text: NOTE,
      })
      expect(merged.acts).not.toContain('accept')
      const told = (await person.hears('是同一件')).text ?? ''
      expect(told).toContain(repeat.number)
      expect(told).toContain(`以后看${older.number}就行`)
      expect(told).toContain(NOTE)
      await house.calm()
      expect(await join.told(repeat.number)).toContain('merged/message')
      expect(await join.faults()).toEqual([])
    })

    it('is told to the office that has the older matter, and to the one that had the repeat', async () => {
      const { older, repeat } = await repeated()
      const { office } = await join.ticketOf(repeat.number)
      await merge(repeat, older.id)
      await house.calm()
      const userids = house.context.org.staff.filter((member) => member.office === office).map(({ userid }) => userid)
      const screens = await Promise.all(userids.map((userid) => house.sim.members.screen(userid)))
      const cards = JSON.stringify(screens)
      expect(cards).toContain(`本人又反映了同一件事 ${older.number}`)
      expect(cards).toContain(`已并入先前的事项 ${repeat.number}`)
    })

    it('keeps its number: that opens the older matter, with and without the code', async () => {
      const { person, older, repeat } = await repeated()
      await merge(repeat, older.number)
      await person.hears('是同一件')
      await join.office(older.number, { type: 'accept' })
      await person.hears('正式接手办理')
      person.says(repeat.number)
      const own = (await person.hears('状态：')).text ?? ''
      expect(own).toContain(`编号：${repeat.number}`)
      expect(own).toContain(`合在一起办的编号：${older.number}（已受理）`)
      expect(own).toMatch(/办结/)
      const somebody = await join.author()
      somebody.says(repeat.number)
      await somebody.hears('查询码')
      somebody.says(repeat.code)
      expect((await somebody.hears('状态：')).text).toBe(own)
      // Of the two only one is to choose from: that is it.
      person.says('我的')
      expect((await person.hears('状态：')).text).toContain(`编号：${older.number}`)
    })

    it('takes what is added under its number to the older matter, and says so', async () => {
      const { person, older, repeat } = await repeated()
      await merge(repeat, older.number)
      await person.hears('是同一件')
      person.says('补充')
      await person.hears(`要补充到${older.number}`)
      person.says('今天又摔了一个人')
      await person.hears(`已经补充到${older.number}`)
      person.says('没有了')
      await house.calm()
      expect((await view(older.id)).supplements.at(-1)?.words).toBe('今天又摔了一个人')
    })

    it('may be merged on: whoever asks by the first number is led to the last', async () => {
      const { person, older, repeat } = await repeated()
      house.clock.advance(MINUTE_MS)
      const third = await person.files({ words: ['第三次反映路灯。'] })
      expect((await merge(third, repeat.number)).status).toBe(200)
      expect((await merge(repeat, older.number)).status).toBe(200)
      const words = (await view(older.id)).supplements.map((each) => each.words)
      expect(words).toEqual(['路灯还是不亮，晚上老人摔了一跤。\n赔偿药费', '第三次反映路灯。\n修好路灯'])
      person.says(third.number)
      expect((await person.hears('合在一起办的编号')).text).toContain(older.number)
    })

    it('leaves what somebody still has to tell to be told', async () => {
      const key = `paper/${Math.random()}`
      const older = await join.fileBy(key)
      const repeat = await join.fileBy(key)
      await house.calm()
      await merge(repeat, older.number)
      await house.calm()
      const open = (await view(repeat.id)).notTold.map(({ step }) => step)
      expect(open).toContain('merged')
      const { office } = await join.ticketOf(repeat.number)
      const holder = await join.staffOf(office)
      const told = { type: 'told', means: 'phone', note: '今天上午电话告知' }
      expect((await holder.post(`/api/tickets/${repeat.id}/acts`, told)).status).toBe(200)
      expect((await view(repeat.id)).notTold).toEqual([])
      expect(await join.told(repeat.number)).toEqual(open.map((step) => `${step}/phone`))
      expect(await join.waiting(repeat.id)).toBe(0)
    })
  })

  describe('is refused', () => {
    it('what somebody else filed, however alike', async () => {
      const { repeat } = await repeated()
      const other = await (await join.author()).files()
      const refused = await merge(other, repeat.number)
      expect(refused).toMatchObject({ status: 409, body: { code: 'not_same_author' } })
      expect(await join.eventTypes(other.number)).not.toContain('merged')
      expect(await join.eventTypes(repeat.number)).not.toContain('absorbed')
    })

    it('a matter that the person may not read, exactly like one that is not there', async () => {
      const { older, repeat } = await repeated()
      await house.context.db
        .updateTable('tickets')
        .set({ barred: JSON.stringify(['petition']) })
        .where('id', '=', older.id)
        .execute()
      const [hidden, unknown] = [await merge(repeat, older.number), await merge(repeat, 'MQ26-0000-0000-0')]
      expect(hidden).toMatchObject({ status: 422, body: { code: 'other_not_found' } })
      expect(hidden).toEqual(unknown)
      expect(JSON.stringify(hidden.body)).not.toContain(older.number)
    })

    it('by an office that has nothing to do with it', async () => {
      const { older, repeat } = await repeated()
      const stranger = await join.staffOf('police')
      const answer = await stranger.post(`/api/tickets/${repeat.id}/merge`, { into: older.number, note: NOTE })
      expect(answer.status).toBe(404)
    })

    it('what complains of the office that has the older matter', async () => {
      const person = await join.author()
      const older = await person.files()
      const { office } = await join.ticketOf(older.number)
      const name = house.context.org.offices.find(({ id }) => id === office)?.name ?? ''
      const repeat = await person.files({ party: name })
      expect(await merge(repeat, older.number)).toMatchObject({ status: 422, body: { code: 'barred_office' } })
      expect((await view(older.id)).supplements).toEqual([])
    })

    it('a report of an official with anything else', async () => {
      const person = await join.author()
      const older = await person.files()
      const repeat = await person.files({ circumstances: { kind: { suggested: 'report', by: 'citizen' } } })
      expect(await merge(repeat, older.number)).toMatchObject({ status: 409, body: { code: 'report_apart' } })
    })

    it('the older into the newer, and without a word why', async () => {
      const { older, repeat } = await repeated()
      expect(await merge(older, repeat.number)).toMatchObject({ status: 409, body: { code: 'into_newer' } })
      const silent = await clerk.post(`/api/tickets/${repeat.id}/merge`, { into: older.number, note: ' ' })
      expect(silent).toMatchObject({ status: 422, body: { code: 'reason_required' } })
    })
  })

  it('whoever stood aside from the repeat, and whom it complains of, do not come to read it by the older number', async () => {
    const person = await join.author()
    const older = await person.files()
    const repeat = await person.files({ party: '望禾县公安局' })
    const { office } = await join.ticketOf(repeat.number)
    const second = house.context.org.staff.filter((member) => member.office === office)[1]?.userid ?? ''
    await join.by(repeat.number, second, { type: 'recuse', officer: second, reason: '是本人的亲属' })
    expect((await merge(repeat, older.number)).status).toBe(200)
    const { barred, course } = await join.ticketOf(older.number)
    expect(barred).toContain('police')
    expect(course.recused).toEqual([second])
    expect(await join.faults()).toEqual([])
  })
})
