import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Citizen, citizen, STORY } from '../../support/citizen.ts'
import { type House, openHouse } from '../../support/house.ts'

const HELLO = '直接把要反映的事写下来'
const CANNOT_READ = '这种消息我看不了'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.close())

const met = async (): Promise<Citizen> => {
  const person = citizen(house.sim)
  person.says('你好')
  await person.hears(HELLO)
  return person
}
const sessionOf = async (person: Citizen) => {
  const row = await house.context.db
    .selectFrom('conversations')
    .select('session')
    .where('peer', '=', person.phone)
    .executeTakeFirstOrThrow()
  return JSON.stringify(row.session)
}

describe('what nobody can read', () => {
  it.each([
    ['a sticker', { msgtype: 'emotion', emotion: { md5: 'x' } }],
    ['an unknown kind', { msgtype: 'hologram', hologram: {} }],
    ['a kind without its body', { msgtype: 'link' }],
    ['a name card', { msgtype: 'business_card', business_card: { userid: 'x' } }],
    ['a picture without an id', { msgtype: 'voice_x', voice_x: {} }],
    ['a text of spaces', { msgtype: 'text', text: { content: ' \n\t　' } }],
  ])('%s is answered politely', async (_name, message) => {
    const person = await met()
    person.sends(message)
    await person.hears(CANNOT_READ)
  })

  it('only signs and emoji get the menu', async () => {
    const person = await met()
    person.says('😀😀😀！！！')
    await person.hears(HELLO)
  })
})

describe('what a database does not take', () => {
  it.each([
    ['a zero character', 'a\u0000b 幸福路的路灯坏了两个月没有人修'],
    ['half of a pair', '\ud83d 幸福路的路灯坏了两个月没有人修'],
    ['the other half', '幸福路的路灯坏了两个月没有人修\ude00'],
    ['escapes as text', '\\u0000 \\ud800 幸福路的路灯坏了两个月没有人修'],
  ])('%s does not stop the page: it and its neighbours are answered', async (_name, text) => {
    const [odd, neighbour] = [await met(), await met()]
    odd.says(text)
    neighbour.says('隐私')
    await neighbour.hears('您写的原话')
    await odd.hears('在哪个乡镇')
    expect(await sessionOf(odd)).toContain('幸福路的路灯坏了两个月没有人修')
  })

  it.each([
    ['an unknown kind', { msgtype: 'hologram', hologram: { name: 'a\u0000b\ud800' } }],
    [
      'a location',
      { msgtype: 'location', location: { latitude: 1, longitude: 2, name: 'x\u0000', address: '\ud800' } },
    ],
    ['a tap', { msgtype: 'text', text: { content: 'x', menu_id: 'a\u0000b' } }],
  ])('in %s does not stop the page either', async (_name, message) => {
    const [odd, neighbour] = [await met(), await met()]
    odd.sends(message)
    neighbour.says('隐私')
    await neighbour.hears('您写的原话')
    await house.calm()
    expect((await odd.heard()).length).toBeGreaterThan(2)
  })
})

describe('too much of it', () => {
  it('20,000 characters are kept whole and answered', async () => {
    const person = await met()
    const sentence = '幸福路的路灯坏了两个月没有人修，晚上老人摔倒了两次。'
    const text = sentence.repeat(Math.ceil(20_000 / sentence.length)).slice(0, 20_000)
    person.says(text)
    await person.hears('在哪个乡镇')
    expect(await sessionOf(person)).toContain(text)
  })

  it('a long story is shown shortened in the summary, and filed whole', async () => {
    const person = await met()
    const text = `${STORY}${'夜里一直有车进出，声音很大。'.repeat(300)}`
    person.says(text)
    await person.hears('怎么联系您')
    person.says('不留')
    await person.hears('最像下面哪一类')
    await person.taps('都不像')
    await person.hears('都对吗')
    const shown = (await person.heard()).slice(-2).join('\n')
    expect(shown).toContain('全文已记下')
    await person.taps('没问题，提交')
    await person.hears('已经登记')
    const { words } = await house.context.db
      .selectFrom('complaints')
      .select('words')
      .orderBy('filed_at', 'desc')
      .executeTakeFirstOrThrow()
    expect(words).toEqual([text])
  })

  it('thirty messages at once are one turn, at most five answers, and no refusal', async () => {
    const person = await met()
    const before = (await person.heard()).length
    for (let n = 1; n <= 30; n += 1) person.says(`第${n}句：幸福路的路灯坏了`)
    await person.hears('哪个乡镇或街道')
    await house.calm()
    expect((await person.heard()).length - before).toBeLessThanOrEqual(5)
    const session = await sessionOf(person)
    for (let n = 1; n <= 30; n += 1) expect(session).toContain(`第${n}句：`)
    expect(house.sim.books().phones[person.phone]?.refused).toEqual({})
  })

  it('a dozen photos are all kept and acknowledged once', async () => {
    const person = await met()
    for (let n = 0; n < 12; n += 1) person.photographs()
    await person.hears('照片或文件收到了')
    await house.calm()
    expect((await person.heard()).filter((text) => text.includes('照片或文件收到了'))).toHaveLength(1)
    const session = JSON.parse(await sessionOf(person)) as { thread: { fields: { photos: { media: unknown[] } } } }
    expect(session.thread.fields.photos.media).toHaveLength(12)
  })
})
