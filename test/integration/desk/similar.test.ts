import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TicketView } from '../../../src/desk/contract/index.ts'
import { get, openWorld, type World } from './world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const STORY = '望湖花园门口的混凝土搅拌站昼夜施工，粉尘很大，窗户都不敢开，老人小孩咳嗽不停。'
const SAME = '搅拌站建在望湖花园门口，粉尘飘进家里，混凝土车昼夜不停，孩子咳嗽，希望搬走。'
const OTHER = '镇上的小学放学时校门口堵车，家长的车停满了人行道，孩子过马路危险。'

async function file(text: string, respondents: string[] = []) {
  const filed = await world.file({ words: [text] }, respondents)
  await world.compare(filed.complaintId, text)
  return filed
}

const similarOf = async (userid: string, id: string): Promise<TicketView['similar']> =>
  (await get(world.server, `/api/tickets/${id}`, await world.login(userid))).json<TicketView>().similar

describe('matters that may be the same', () => {
  it('stand on the page of a matter, a copy marked as one, and no other matter among them', async () => {
    const first = await file(STORY)
    const same = await file(SAME)
    const copy = await file(`您好。${STORY}`)
    await file(OTHER)
    const shown = await similarOf('officer', first.id)
    expect(shown.map(({ id, copy: isCopy }) => ({ id, isCopy }))).toEqual([
      { id: copy.id, isCopy: true },
      { id: same.id, isCopy: false },
    ])
  })

  it('are only those that the person who looks may open', async () => {
    const text = '城北菜市场后门的化粪池满了几个月，污水流到居民楼下，臭气熏天。'
    const own = await file(text)
    const barred = await file(text, ['housing'])
    expect((await similarOf('officer', own.id)).map(({ id }) => id)).toEqual([])
    expect((await similarOf('Clerk', own.id)).map(({ id }) => id)).toEqual([barred.id])
  })

  it('never are reports of officials, and on the page of one there are none', async () => {
    const text = '河东村三组的水渠塌了半年，庄稼浇不上水，反映多次没有人来修。'
    const own = await file(text)
    const report = await file(text)
    await world.db.updateTable('tickets').set({ kind: 'report' }).where('id', '=', report.id).execute()
    expect(await similarOf('Clerk', own.id)).toEqual([])
    expect(await similarOf('Clerk', report.id)).toEqual([])
  })

  it('does not show a matter that is not compared anything', async () => {
    const text = '南湖小区的电梯坏了两个星期，十八楼的老人下不了楼。'
    await file(text)
    const sealed = await world.file({ words: [text] })
    expect(await similarOf('Clerk', sealed.id)).toEqual([])
  })
})
