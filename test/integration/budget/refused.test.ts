import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { administrators } from '../../../src/app/administrators.ts'
import { deliverDeps } from '../../../src/app/deps.ts'
import { deliver, prefer, put } from '../../../src/talk/outbox/index.ts'
import { citizen, files, STORY } from '../../support/citizen.ts'
import { eventually } from '../../support/eventually.ts'
import { type House, openHouse } from '../../support/house.ts'
import { budgetOf } from './support.ts'

const SEND = '/cgi-bin/kf/send_msg'

let house: House
let budget: ReturnType<typeof budgetOf>
beforeAll(async () => {
  house = await openHouse()
  budget = budgetOf(house)
})
afterAll(() => house.close())

const alarmsOf = async (subject: string) =>
  (await house.context.db.selectFrom('alarms').select('kind').where('subject', '=', subject).execute()).map(
    ({ kind }) => kind,
  )

describe('content the platform refuses', () => {
  it.each([40201, 95030])(
    '%i: a text with nothing in it goes instead, and the words are not said back any more',
    async (errcode) => {
      const person = citizen(house.sim)
      person.says(STORY)
      await person.hears('怎么联系您')
      house.sim.faults.order({ path: SEND, errcode })
      await person.taps('不留联系方式')
      const neutral = (await person.hears('您的消息已经收到')).text ?? ''
      expect(neutral).not.toContain('幸福路')
      const { id } = await budget.conversationOf(person)
      expect(await alarmsOf(id)).toEqual(['content_refused'])
      const [administrator = ''] = administrators(house.context)
      await eventually('a card to the administrator', async () => {
        const { items } = await house.sim.members.screen(administrator)
        return items.some((item) => JSON.stringify(item.card ?? {}).includes('content_refused'))
      })

      budget.later()
      person.says('隐私')
      const menu = await person.hears('都对吗')
      const summary = JSON.stringify(menu)
      expect(summary).toContain('事情：已记下')
      expect(summary).not.toContain('幸福路')
      expect(summary).not.toContain('施工')
      await person.taps('没问题，提交')
      await person.hears('已经登记')
      const complaint = await house.context.db
        .selectFrom('complaints')
        .select('words')
        .where('reporter', '=', `conversation/${id}`)
        .executeTakeFirstOrThrow()
      expect(complaint.words.join('')).toContain('幸福路12号')
    },
  )

  it('what already waits with those words in it is given up, without an alarm', async () => {
    const person = citizen(house.sim)
    person.says(STORY)
    await person.hears('怎么联系您')
    await person.taps('不留联系方式')
    await person.hears('都对吗')
    await house.calm()
    const { id } = await budget.conversationOf(person)
    const { db } = house.context
    const summary = (await budget.rows(person)).filter((row) => row.body.echo)
    expect(summary.length).toBeGreaterThan(0)
    await prefer(db, id, { noEcho: true }, house.clock.now())
    const { ids } = house.context
    const bodies = summary.map(({ body }) => body)
    const conversation = await budget.conversationOf(person)
    await db.transaction().execute((trx) => put(trx, conversation, `test/${ids.next()}`, bodies, house.context))
    await deliver(id, deliverDeps(house.context))
    await house.calm()
    expect((await budget.rows(person)).at(-1)).toMatchObject({ state: 'given_up', reason: 'no_echo' })
    expect(await alarmsOf(id)).toEqual([])
  })

  it('a neutral text that is refused too ends it', async () => {
    const person = citizen(house.sim)
    house.sim.faults.order({ path: SEND, errcode: 40201, count: 3 })
    person.says('你好')
    const rows = await eventually('all to be given up', async () => {
      const found = await budget.rows(person).catch(() => [])
      return found.length === 3 && found.every((row) => row.state === 'given_up') && found
    })
    await house.calm()
    expect(rows.map(({ cause }) => cause.split('/')[0])).toEqual(['turn', 'turn', 'neutral'])
    expect(await budget.rows(person)).toHaveLength(3)
  })

  it('later, as msg_send_fail 13, of a notice: the number alone is sent, and the office has to tell it', async () => {
    const person = citizen(house.sim)
    const { number } = await files(person)
    await house.calm()
    await budget.office(number, { type: 'accept' })
    const said = await person.hears('正式接手办理')
    await house.calm()
    house.sim.phones.fail(person.phone, { msgid: said.msgid, fail_type: 13 })
    const neutral = await person.hears(`编号${number}有新消息`)
    expect(neutral.text).not.toContain('受理')
    expect(await budget.notice(number, 'accepted')).toMatchObject({ state: 'not_told', reason: 'send_failed_13' })
    expect((await budget.tasks(number)).map(({ step, state }) => [step, state])).toEqual([['accepted', 'open']])
  })
})
