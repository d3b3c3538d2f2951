import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Citizen, citizen, files } from '../../support/citizen.ts'
import { allSupported } from '../../support/dispositions.ts'
import { type House, openHouse } from '../../support/house.ts'
import { budgetOf } from '../budget/support.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

let house: House
let budget: ReturnType<typeof budgetOf>
beforeAll(async () => {
  house = await openHouse()
  budget = budgetOf(house)
})
afterAll(() => house.close())

/** Filed and answered, and the answer was read on the screen. */
async function answered(person: Citizen): Promise<string> {
  const { number } = await files(person)
  await house.calm()
  await budget.office(number, { type: 'accept' })
  await budget.answer(number, '工地已经责令晚上十点后停工。')
  await person.hears('答复如下')
  await house.calm()
  return number
}

describe('an answer', () => {
  it('that was sent is told and not yet received; 收到 starts the days for a review', async () => {
    const person = citizen(house.sim)
    const number = await answered(person)
    expect((await budget.told(number)).at(-1)).toBe('answered/message')
    expect(await budget.clock(number, 'D7')).toBeUndefined()
    person.says('收到')
    const heard = await person.hears('记下您今天收到了')
    expect(heard.text).toContain(number)
    expect(heard.text).toMatch(/复查，最晚在.*提出/)
    expect((await budget.events(number)).at(-1)).toMatchObject({
      type: 'delivered',
      data: { of: 'answered', means: 'tapped' },
    })
    const d7 = await budget.clock(number, 'D7')
    expect(d7?.met_at).toBeNull()
    person.says('收到了')
    await person.hears('有新的情况，随时在这里发给我们')
    expect(await budget.clock(number, 'D7')).toEqual(d7)
  })

  it('that could not be sent yet is not received by a 收到 that was meant for something else', async () => {
    const person = citizen(house.sim)
    const { number } = await files(person)
    await house.calm()
    await budget.office(number, { type: 'accept' })
    await house.calm()
    house.clock.advance(49 * HOUR_MS)
    await budget.answer(number, '工地已经责令晚上十点后停工。')
    await house.calm()
    person.says('收到')
    await person.hears('有新的情况，随时在这里发给我们')
    expect((await budget.events(number)).map(({ type }) => type)).not.toContain('delivered')
    expect(await budget.clock(number, 'D7')).toBeUndefined()
    await person.hears('答复如下')
    await house.calm()
    person.says('收到')
    await person.hears('记下您今天收到了')
    expect(await budget.clock(number, 'D7')).toBeDefined()
  })

  it('says each demand with its outcome, facts and basis', async () => {
    const person = citizen(house.sim)
    const { number } = await files(person)
    await house.calm()
    await budget.office(number, { type: 'accept' })
    await budget.answer(number, '已经处理。')
    const heard = (await person.hears('答复如下')).text ?? ''
    expect(heard).toContain('希望晚上十点后停止施工：支持。经现场核实，情况属实（依据：《城市道路照明设施管理规定》）')
  })

  it('is disputed in one word; the officer who gave it has no next word, a colleague has', async () => {
    const person = citizen(house.sim)
    const number = await answered(person)
    person.says('不认可')
    await person.hears('由另一位工作人员再看')
    person.says('夜里还是有车进出')
    await person.hears('已经补充到')
    const { course, complaint_id } = await budget.ticketOf(number)
    expect(course.disputed).toBe(true)
    const dispositions = await allSupported(house.context.db, complaint_id)
    const again = { type: 'answer' as const, text: '夜间运输也已停止。', dispositions }
    const first = course.answeredBy?.officer ?? ''
    expect(await budget.by(number, first, again)).toMatchObject({ ok: false, refusal: { code: 'same_officer' } })
    expect((await budget.by(number, 'another', again))?.ok).toBe(true)
    const supplements = await house.context.db
      .selectFrom('supplements')
      .select('words')
      .where('complaint_id', '=', complaint_id)
      .execute()
    expect(supplements.map(({ words }) => words)).toEqual(['夜里还是有车进出'])
  })
})

describe('a review', () => {
  it('is asked for in the chat, goes one level up with its date, and its decision is told', async () => {
    const person = citizen(house.sim)
    const number = await answered(person)
    person.says('收到')
    await person.hears('记下您今天收到了')
    person.says('复查')
    await person.hears('可以请')
    person.says('没有说为什么白天也超标，请重新核实')
    await person.hears('没有说为什么白天也超标')
    await person.taps('提交')
    const asked = (await person.hears('已经收到，由')).text ?? ''
    expect(asked).toMatch(/复查意见最迟.*书面答复您/)
    const ticket = await budget.ticketOf(number)
    expect(ticket).toMatchObject({ state: 'under_review', office: 'county-government' })
    await budget.office(number, {
      ...{ type: 'decide_review', outcome: 'changed', text: '白天也须达标。' },
      basis: '《噪声污染防治法》',
    })
    const told = (await person.hears('复查意见：变更原来的答复')).text ?? ''
    expect(told).toContain('白天也须达标。')
    expect(told).toContain('依据：《噪声污染防治法》')
    // Nobody above the county is here: that is said, not hidden.
    person.says('复查')
    await person.hears('要向那里直接提出')
  })

  it('that comes after its time is taken, and a person decides', async () => {
    const person = citizen(house.sim)
    const number = await answered(person)
    person.says('收到')
    await person.hears('记下您今天收到了')
    house.clock.advance(60 * DAY_MS)
    person.says('复查')
    await person.hears('可以请')
    person.says('当时在外地，请复查')
    await person.hears('当时在外地')
    await person.taps('提交')
    await person.hears('这次请求过了规定的日期')
    expect((await budget.events(number)).findLast(({ type }) => type === 'review_requested')?.data).toMatchObject({
      late: true,
    })
  })
})

describe('a withdrawal', () => {
  it('takes one question; nothing runs any more, and the record stays', async () => {
    const person = citizen(house.sim)
    const { number } = await files(person)
    await house.calm()
    person.says('撤回')
    await person.hears('要撤回吗')
    await person.taps('确定撤回')
    await person.hears('已按您的意思撤回')
    const { id, state } = await budget.ticketOf(number)
    expect(state).toBe('withdrawn')
    const running = await house.context.db
      .selectFrom('ticket_clocks')
      .select('rule')
      .where('ticket_id', '=', id)
      .where('met_at', 'is', null)
      .execute()
    expect(running).toEqual([])
    person.says('查询')
    const standing = (await person.hears('已撤回')).text ?? ''
    expect(standing).toContain(number)
  })
})

describe('a rating', () => {
  it('is of petition office and unit apart; whoever changes their mind is taken by the last word', async () => {
    const person = citizen(house.sim)
    const number = await answered(person)
    const rates = async (...taps: string[]) => {
      person.says('评价')
      for (const tap of taps) {
        await person.hears('您觉得')
        await person.taps(tap)
      }
    }
    await rates('满意', '不满意')
    await person.hears('哪里不满意')
    person.says('打了三次电话才来')
    await person.hears('评价记下了')
    const ratings = async () => {
      const { id } = await budget.ticketOf(number)
      const rows = await house.context.db
        .selectFrom('ratings')
        .select(['object', 'office', 'grade', 'reason'])
        .where('ticket_id', '=', id)
        .orderBy('object')
        .execute()
      return rows
    }
    const { office, petition_office } = await budget.ticketOf(number)
    expect(await ratings()).toEqual([
      { object: 'petition_office', office: petition_office, grade: 'satisfied', reason: null },
      { object: 'unit', office, grade: 'dissatisfied', reason: '打了三次电话才来' },
    ])
    await rates('不评价', '基本满意')
    await person.hears('评价记下了')
    expect((await ratings()).map(({ grade, reason }) => [grade, reason])).toEqual([
      ['satisfied', null],
      ['fairly', null],
    ])
    house.clock.advance(31 * DAY_MS)
    person.says('评价')
    await person.hears('评价的时间已经过了')
  })
})
