import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Citizen, citizen, files, STORY } from '../../support/citizen.ts'
import { type House, openHouse } from '../../support/house.ts'
import { loggedIn } from '../people/support.ts'

let house: House
let clerk: Awaited<ReturnType<typeof loggedIn>>
beforeAll(async () => {
  house = await openHouse()
  const { staff } = house.context.org
  clerk = await loggedIn(house, staff.find(({ office }) => office === 'petition')?.userid ?? '')
})
afterAll(() => house.close())

async function viewOf(number: string) {
  const { id } = await house.context.db
    .selectFrom('tickets')
    .select('id')
    .where('number', '=', number.replaceAll('-', ''))
    .executeTakeFirstOrThrow()
  return clerk.get(`/api/tickets/${id}`)
}

async function wantsPaper(person: Citizen): Promise<void> {
  person.says(STORY)
  await person.hears('怎么联系您')
  await person.taps('不留联系方式')
  expect((await person.hears('都对吗')).text).toContain('通知和答复都发到这里，提交就是同意')
  await person.taps('提交，文书要纸质的')
  await person.hears('文书寄到哪里')
}

const numberIn = (text: string | undefined): string => /MQ[\d-]+/.exec(text ?? '')?.[0] ?? ''

it('whoever submits has agreed to the chat, and staff see it', async () => {
  const { number } = await files(citizen(house.sim))
  expect(await viewOf(number)).toMatchObject({ circumstances: { delivery: 'chat' }, contact: null })
})

it('whoever wants paper leaves an address once, is told that it is noted, and staff see both', async () => {
  const person = citizen(house.sim)
  await wantsPaper(person)
  person.says('柳渡镇幸福路12号，王女士收')
  const { text } = await person.hears('编号是')
  expect(text).toContain('文书会寄到您留的地址')
  const view = await viewOf(numberIn(text))
  expect(view.circumstances.delivery).toBe('paper')
  expect(view.contact).toMatchObject({ address: '柳渡镇幸福路12号，王女士收', name: null, phone: null })
})

it('whoever fetches the papers leaves none', async () => {
  const person = citizen(house.sim)
  await wantsPaper(person)
  await person.taps('不寄，自己去领')
  const { text } = await person.hears('编号是')
  expect(text).toContain('请到办理单位领取')
  expect(await viewOf(numberIn(text))).toMatchObject({ circumstances: { delivery: 'paper' }, contact: null })
})
