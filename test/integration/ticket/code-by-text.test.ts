import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { formatNumber, printNumber } from '../../../src/case/ticket/index.ts'
import { type Citizen, citizen, STORY } from '../../support/citizen.ts'
import { eventually } from '../../support/eventually.ts'
import { type House, openHouse } from '../../support/house.ts'
import { openSender, type Sender } from '../../support/sender.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

let house: House
let sender: Sender
beforeAll(async () => {
  sender = await openSender()
  house = await openHouse({ environment: sender.environment })
})
afterAll(async () => {
  await house.close()
  await sender.close()
})
/** What was asked for before counts no more. */
beforeEach(() => house.clock.advance(2 * DAY))

async function filesWith(phone: string) {
  const person = citizen(house.sim)
  person.says(STORY)
  await person.hears('怎么联系您')
  if (phone === '') await person.taps('不留联系方式')
  else person.says(phone)
  await person.hears('都对吗')
  await person.taps('没问题，提交')
  const told = (await person.hears('已经登记')).text ?? ''
  return { person, number: /MQ[0-9-]+/.exec(told)?.[0] ?? '', code: /查询码：(\S+?)（/.exec(told)?.[1] ?? '' }
}

/** As far as the question for what was sent to the telephone. */
async function asksForCode(person: Citizen, number: string) {
  person.says(number)
  await person.hears('10位查询码')
  await person.taps('没有查询码')
  await person.hears('要发吗')
  await person.taps('发到那个手机')
}

const textTo = (phone: string, what: RegExp) =>
  eventually(`a text message to ${phone}`, () =>
    sender.taken.flatMap(({ body }) => (body.phone === phone && what.exec(body.text)?.[1]) || []).at(-1),
  )
const secretsLeft = async () => {
  const rows = await house.context.db
    .selectFrom('code_texts')
    .select('secret')
    .where('secret', 'is not', null)
    .execute()
  return rows.length
}
const opens = async (number: string, code: string) => {
  const person = citizen(house.sim)
  person.says(number)
  await person.hears('10位查询码')
  person.says(code)
  return Promise.any([person.hears('状态：').then(() => true), person.hears('编号或查询码不对').then(() => false)])
}

describe('a lost query code', () => {
  it('comes to the telephone of the matter after the proof; the old one is dead, and the owner hears of it without the code', async () => {
    const owner = await filesWith('13800000011')
    expect(await opens(owner.number, owner.code)).toBe(true)
    const person = citizen(house.sim)
    await asksForCode(person, owner.number)
    await person.hears('验证码已经发到那个手机上')
    person.says(await textTo('13800000011', /验证码(\d{6})/))
    await person.hears('新的查询码已经发到')
    const code = await textTo('13800000011', /新查询码：(\S{5}-\S{5})/)
    const told = await owner.person.hears('补发了新的查询码')
    expect(told.text).toContain(owner.number)
    for (const each of [owner.person, person]) expect((await each.heard()).join('\n')).not.toContain(code)
    expect([await opens(owner.number, owner.code), await opens(owner.number, code)]).toEqual([false, true])
    await eventually('nothing secret to be kept', async () => (await secretsLeft()) === 0)
    const events = house.context.db.selectFrom('ticket_events').selectAll().where('type', '=', 'code_reissued')
    expect(await events.execute()).toMatchObject([{ data: { how: 'text_message' }, actor: { kind: 'citizen' } }])
  })

  it('sounds the same where there is no telephone, or no such matter, and nothing is sent', async () => {
    const owner = await filesWith('')
    const before = sender.taken.length
    for (const number of [owner.number, numberOfNobody(owner.number)]) {
      const person = citizen(house.sim)
      await asksForCode(person, number)
      await person.hears('如果这件事登记时留了手机号')
      person.says('123456')
      await person.hears('验证码不对或者过期')
    }
    await house.calm()
    expect(sender.taken.length).toBe(before)
  })

  it('is not given for the proof of another chat, or an old one', async () => {
    const { number, code } = await filesWith('13800000012')
    const [one, other] = [citizen(house.sim), citizen(house.sim)]
    await asksForCode(one, number)
    await one.hears('已经发到')
    const proof = await textTo('13800000012', /验证码(\d{6})/)
    await asksForCode(other, number)
    await other.hears('已经发到')
    other.says(proof)
    await other.hears('不对或者过期')
    house.clock.advance(10 * 60_000)
    one.says(proof)
    await one.hears('不对或者过期')
    expect(await opens(number, code)).toBe(true)
  })

  it('is asked for three times in a day at one number, and then no text message goes', async () => {
    const { number } = await filesWith('13800000013')
    for (let n = 0; n < 3; n += 1) {
      const person = citizen(house.sim)
      await asksForCode(person, number)
      await person.hears('已经发到')
    }
    const person = citizen(house.sim)
    await asksForCode(person, number)
    await person.hears('请明天再试')
    house.clock.advance(DAY)
    await asksForCode(person, number)
    await person.hears('已经发到')
  })

  it('is tried again where the sender is busy, under the same id', async () => {
    const { number } = await filesWith('13800000014')
    sender.answers.push(503)
    const person = citizen(house.sim)
    await asksForCode(person, number)
    await textTo('13800000014', /验证码(\d{6})/)
    await eventually('the text to wait', async () => {
      const rows = house.context.db.selectFrom('code_texts').selectAll().where('state', '=', 'texting')
      return (await rows.execute()).some(({ attempts, not_before }) => attempts === 1 && not_before > house.clock.now())
    })
    house.clock.advance(60_000)
    const sent = await eventually('two tries', () => {
      const tries = sender.taken.filter(({ body }) => body.phone === '13800000014')
      return tries.length === 2 && tries
    })
    expect(new Set(sent.map(({ body }) => `${body.id} ${body.text}`)).size).toBe(1)
    await eventually('nothing secret to be kept', async () => (await secretsLeft()) === 0)
  })
})

/** One that has the form and the check digit, and no matter. */
function numberOfNobody(like: string): string {
  const { numberPrefix } = house.context.config
  const year = 2000 + Number(like.slice(2, 4))
  return printNumber(formatNumber({ prefix: numberPrefix, year, sequence: 900_001, key: house.context.numberKey }))
}
