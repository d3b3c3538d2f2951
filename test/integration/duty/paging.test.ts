import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { mergeAtDesk } from '../../../src/app/at-desk.ts'
import { actOnMatter, fileMatter } from '../../../src/app/matters.ts'
import { pageMatter } from '../../../src/app/paging.ts'
import { toldByStaff } from '../../../src/app/untold.ts'
import { absentStaff, readOrg, replaceRoster } from '../../../src/case/org/index.ts'
import { type Act, type Actor, duePages, readEvents, verifyHistory } from '../../../src/case/ticket/index.ts'
import { historyOf } from '../../../src/desk/api/history.ts'
import { hasCardSince, readableTicket } from '../../../src/desk/store/index.ts'
import { citizen } from '../../support/citizen.ts'
import { eventually } from '../../support/eventually.ts'
import { type House, openHouse } from '../../support/house.ts'
import { budgetOf } from '../budget/support.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

let house: House
beforeAll(async () => {
  house = await openHouse({ environment: { QUIET_HOURS: '22-8' } })
})
afterAll(() => house.close())

const db = () => house.context.db

/** On duty from yesterday to the end of the month: the roster of every test, whatever the hour it runs at. */
async function roster(duty: Record<string, string>): Promise<void> {
  const now = house.clock.now().getTime()
  const shifts = Object.entries(duty).map(([office, userid]) => ({
    ...{ office, userid, from: new Date(now - DAY_MS), to: new Date(now + 30 * DAY_MS), weekly: false },
  }))
  await db()
    .transaction()
    .execute((trx) => replaceRoster(trx, shifts))
  const org = await readOrg(db())
  if (org) house.context.org = org
}
const USUAL = { housing: 'shenguyu', petition: 'chenguyu', 'county-government': 'jiangshouzheng' }
beforeEach(() => roster(USUAL))

let filings = 0
/** A matter with danger; by its subject it goes to the office for housing. */
async function file(more: { danger?: boolean; party?: string; by?: Actor } = {}): Promise<string> {
  filings += 1
  const { danger = true, party = null, by } = more
  const draft = {
    ...{ cause: `duty/${filings}`, reporter: 'kf/somebody', channel: 'online' as const, noticeVersion: '1' },
    ...{ words: ['院墙要倒了，里面有人'], demands: [], place: null, contact: null, media: [], category: '城乡建设' },
    ...{ receivedAt: house.clock.now(), party, danger },
  }
  const opened = await db()
    .transaction()
    .execute((trx) => fileMatter(trx, draft, null, house.context, by))
  return opened?.row.id ?? ''
}

const stepsOf = async (ticket: string, type = 'paged') => {
  const rows = await db()
    .selectFrom('ticket_events')
    .select('data')
    .where('ticket_id', '=', ticket)
    .where('type', '=', type)
    .orderBy('n')
    .execute()
  return rows.map(({ data }) => data)
}
const pagedIn = async (ticket: string) => (await stepsOf(ticket)).map(({ to }) => (to as string[]).toSorted())
const reach = (ticket: string, steps: number) =>
  eventually(`step ${steps}`, async () => {
    const paged = await pagedIn(ticket)
    return paged.length >= steps && paged
  })
/** Whoever looks now, and however many look at once, finds nothing to do. */
async function nothingDue(ticket: string): Promise<void> {
  const before = await pagedIn(ticket)
  await Promise.all([1, 2, 3, 4].map(() => pageMatter(ticket, house.context)))
  expect(await pagedIn(ticket)).toEqual(before)
  expect(await duePages(db(), house.clock.now())).not.toContain(ticket)
}
const wait = async (ms = 5 * MINUTE_MS) => {
  await house.calm()
  house.clock.advance(ms)
}

const cardOf = (userid: string, ticket: string) =>
  eventually(`${userid} to be called`, async () => {
    const { items } = await house.sim.members.screen(userid)
    return items.find((item) => JSON.stringify(item.card ?? {}).includes(`acknowledge:${ticket}`))
  })
const press = async (userid: string, ticket: string) => {
  const { msgid } = await cardOf(userid, ticket)
  return house.sim.members.click(userid, { msgid, key: `acknowledge:${ticket}` })
}
const replacedOn = (userid: string, ticket: string) =>
  eventually(`the card of ${userid} to be changed`, async () => (await cardOf(userid, ticket)).replaced)

type Wanted = Act extends infer A ? (A extends { actor: Actor } ? Omit<A, 'actor'> : never) : never
const does = async (userid: string, ticket: string, wanted: Wanted) => {
  const office = house.context.org.staff.find((member) => member.userid === userid)?.office ?? ''
  const act = { ...wanted, actor: { kind: 'staff', id: userid, office } } as Act
  const done = await db()
    .transaction()
    .execute((trx) => actOnMatter(trx, ticket, act, undefined, house.context))
  expect(done?.outcome).toMatchObject({ ok: true })
}

const FIRST = ['chenguyu', 'shenguyu']
const SECOND = ['chenshouzheng', 'guguyu']

/** The next instant at which the clock on the wall shows this hour. */
function atHour(hour: number): void {
  const now = house.clock.now().getTime() + 8 * HOUR_MS
  house.clock.set(new Date(Math.floor(now / DAY_MS) * DAY_MS + DAY_MS + (hour - 8) * HOUR_MS))
}

describe('a matter with danger', () => {
  it.each([2, 15])(
    'that a citizen files at %i o’clock calls who is on duty, where it is and where it was registered',
    async (hour) => {
      atHour(hour)
      await roster({ ...USUAL, liudu: 'xuesuiyue' })
      const person = citizen(house.sim)
      person.says('他们现在拿刀砍我')
      await person.hears('正处在危险中吗')
      await person.taps('现在有危险')
      person.says('柳渡镇幸福路12号菜市场门口')
      await person.hears('您希望怎么解决')
      await person.taps('请你们看着办')
      await person.hears('怎么联系您')
      await person.taps('不留联系方式')
      await person.hears('都对吗')
      await person.taps('没问题，提交')
      const number = /MQ[0-9-]+/.exec((await person.hears('已经登记')).text ?? '')?.[0] ?? ''
      const { id, office } = await budgetOf(house).ticketOf(number)
      expect(office).toBe('liudu')
      expect(await reach(id, 1)).toEqual([['chenguyu', 'xuesuiyue']])
      const { card } = await cardOf('chenguyu', id)
      expect(JSON.stringify(card)).toContain('收到，马上处理')
      expect(JSON.stringify(card)).toContain(number)
      expect(JSON.stringify(card)).not.toContain('拿刀')
      await does('xuesuiyue', id, { type: 'accept' })
    },
  )

  it('is called for once; one without danger is not', async () => {
    const ticket = await file()
    expect(await reach(ticket, 1)).toEqual([FIRST])
    await nothingDue(ticket)
    const calm = await file({ danger: false })
    await pageMatter(calm, house.context)
    expect(await pagedIn(calm)).toEqual([])
  })

  it('where nobody is on the roster now, whoever gets the matters of the office is called', async () => {
    await roster({ petition: 'chenguyu' })
    expect(await reach(await file(), 1)).toEqual([['chenguyu', 'chenshouzheng', 'qiaolanting', 'shenguyu']])
  })

  it('does not call the person who took it down', async () => {
    const by: Actor = { kind: 'staff', id: 'chenguyu', office: 'petition' }
    expect(await reach(await file({ by }), 1)).toEqual([['guguyu', 'shenguyu']])
  })
})

describe('while nobody acknowledges', () => {
  it('the next ones are called step by step, with Redis emptied between; in the end the last again, and an alarm', async () => {
    const ticket = await file()
    await reach(ticket, 1)
    for (const step of [2, 3, 4]) {
      await wait()
      await house.flushall()
      await reach(ticket, step)
      await nothingDue(ticket)
    }
    const alarms = () => db().selectFrom('alarms').select('kind').where('subject', '=', ticket).execute()
    expect(await alarms()).toEqual([])
    await wait()
    const last = ['geqishan', 'panbolin', 'shaoyiming']
    expect(await reach(ticket, 5)).toEqual([FIRST, SECOND, ['jiangshouzheng', 'shenmuqing'], last, last])
    expect(await alarms()).toEqual([{ kind: 'page_unanswered' }])
    expect((await stepsOf(ticket)).map(({ step }) => step)).toEqual([1, 2, 3, 4, 5])
    await wait()
    await reach(ticket, 6)
    expect(await alarms()).toHaveLength(1)
    await press('shaoyiming', ticket)
    await eventually('it to be over', async () => (await stepsOf(ticket, 'acknowledged')).length === 1)
  })

  it('a minute less is not enough', async () => {
    const ticket = await file()
    await reach(ticket, 1)
    const { next_at, paged_at } = await db()
      .selectFrom('pages')
      .select(['next_at', 'paged_at'])
      .where('ticket_id', '=', ticket)
      .executeTakeFirstOrThrow()
    expect(next_at.getTime() - (paged_at?.getTime() ?? 0)).toBe(5 * MINUTE_MS)
    await wait(4 * MINUTE_MS)
    await nothingDue(ticket)
    await does('shenguyu', ticket, { type: 'accept' })
  })

  it('after three hours without the service one step is made, once, and the one after it waits anew', async () => {
    const ticket = await file()
    await reach(ticket, 1)
    await house.calm()
    await house.stop()
    house.clock.advance(3 * HOUR_MS)
    await house.flushall()
    await house.start()
    expect(await reach(ticket, 2)).toEqual([FIRST, SECOND])
    await nothingDue(ticket)
    await wait()
    expect(await reach(ticket, 3)).toHaveLength(3)
    await does('shenguyu', ticket, { type: 'accept' })
  })

  it('many workers at once make one step', async () => {
    const ticket = await file()
    await Promise.all([1, 2, 3, 4, 5].map(() => pageMatter(ticket, house.context)))
    await wait()
    await Promise.all([1, 2, 3, 4, 5].map(() => pageMatter(ticket, house.context)))
    expect(await pagedIn(ticket)).toEqual([FIRST, SECOND])
    await does('shenguyu', ticket, { type: 'accept' })
  })

  it('who comes on duty meanwhile is the next one', async () => {
    const ticket = await file()
    await reach(ticket, 1)
    await roster({ ...USUAL, housing: 'qiaolanting' })
    await wait()
    expect(await reach(ticket, 2)).toEqual([FIRST, ['guguyu', 'qiaolanting']])
    await does('shenguyu', ticket, { type: 'accept' })
  })
})

describe('it is over for everybody', () => {
  const over = async (ticket: string, by: { office: string; officer: string }) => {
    await eventually('somebody to have it', async () => (await stepsOf(ticket, 'acknowledged')).length > 0)
    expect(await stepsOf(ticket, 'acknowledged')).toEqual([expect.objectContaining(by)])
    const before = await pagedIn(ticket)
    await wait(HOUR_MS)
    await nothingDue(ticket)
    expect(await pagedIn(ticket)).toEqual(before)
  }

  it('by one tap: every card says who has it, and a second tap changes nothing', async () => {
    const ticket = await file()
    await Promise.all(FIRST.map((userid) => cardOf(userid, ticket)))
    await Promise.all(FIRST.map((userid) => press(userid, ticket)))
    const [replaced] = await Promise.all(FIRST.map((userid) => replacedOn(userid, ticket)))
    expect(replaced).toMatch(/^(陈谷雨|沈谷雨)已收到，正在处理$/)
    for (const userid of FIRST) expect(await replacedOn(userid, ticket)).toBe(replaced)
    const officer = replaced?.startsWith('陈谷雨') ? 'chenguyu' : 'shenguyu'
    await over(ticket, { office: officer === 'chenguyu' ? 'petition' : 'housing', officer })
  })

  it('by any act of a person: the cards that call say who has it, the others what was done', async () => {
    const ticket = await file()
    await Promise.all(FIRST.map((userid) => cardOf(userid, ticket)))
    const { items } = await house.sim.members.screen('qiaolanting')
    const card = await eventually('the card of the office', async () =>
      (await house.sim.members.screen('qiaolanting')).items.find((item) =>
        JSON.stringify(item.card ?? {}).includes(`accept:${ticket}`),
      ),
    )
    expect(items.length).toBeGreaterThan(0)
    await house.sim.members.click('qiaolanting', { msgid: card.msgid, key: `accept:${ticket}` })
    for (const userid of FIRST) expect(await replacedOn(userid, ticket)).toBe('乔兰亭已收到，正在处理')
    const after = await eventually('the card of the office to be changed', async () => {
      const shown = (await house.sim.members.screen('qiaolanting')).items.find(({ msgid }) => msgid === card.msgid)
      return shown?.replaced
    })
    expect(after).toBe(house.context.wording.cards.done.accepted)
    await house.calm()
    const changes = await db()
      .selectFrom('card_updates')
      .innerJoin('cards', 'cards.id', 'card_updates.card_id')
      .select('card_updates.state')
      .where('cards.subject', '=', ticket)
      .where('cards.cause', 'like', 'page/%')
      .execute()
    expect(changes).toEqual([{ state: 'done' }])
    await over(ticket, { office: 'housing', officer: 'qiaolanting' })
  })

  it('by whoever puts it to the older matter of the same author, which is called on for itself', async () => {
    const [older, repeat] = [await file(), await file()]
    await reach(older, 1)
    await reach(repeat, 1)
    const actor: Actor = { kind: 'staff', id: 'shenguyu', office: 'housing' }
    const merging = { type: 'merge', actor, into: older, note: '同一堵墙' } as const
    const done = await db()
      .transaction()
      .execute((trx) => mergeAtDesk(trx, repeat, merging, 'housing', house.context))
    expect(done?.outcome.ok).toBe(true)
    await over(repeat, { office: 'housing', officer: 'shenguyu' })
    expect(await stepsOf(older, 'acknowledged')).toEqual([])
    await does('shenguyu', older, { type: 'accept' })
  })

  it('also for a card that has not gone out yet', async () => {
    house.sim.faults.order({ path: '/cgi-bin/message/send', errcode: -1, count: 100 })
    const ticket = await file()
    const card = () =>
      db()
        .selectFrom('cards')
        .select(['state', 'reason', 'attempts'])
        .where('subject', '=', ticket)
        .where('cause', 'like', 'page/%')
        .executeTakeFirst()
    await eventually('the card to be refused', async () => ((await card())?.attempts ?? 0) > 0)
    await does('shenguyu', ticket, { type: 'accept' })
    house.sim.faults.clear()
    expect(await card()).toMatchObject({ state: 'given_up', reason: 'acknowledged' })
    await over(ticket, { office: 'housing', officer: 'shenguyu' })
    const { items } = await house.sim.members.screen('shenguyu')
    expect(JSON.stringify(items)).not.toContain(`acknowledge:${ticket}`)
  })

  it('by telling the author by telephone', async () => {
    const ticket = await file()
    await reach(ticket, 1)
    // Nobody of the chat stands behind this reporter: what has to be told becomes a task.
    await eventually('a task', async () => {
      const task = await db()
        .selectFrom('contact_tasks')
        .select('id')
        .where('ticket_id', '=', ticket)
        .executeTakeFirst()
      return task !== undefined
    })
    const actor: Actor = { kind: 'staff', id: 'qiaolanting', office: 'housing' }
    await db()
      .transaction()
      .execute((trx) => toldByStaff(trx, ticket, { actor, means: 'phone', note: '打通了' }, house.context))
    await over(ticket, { office: 'housing', officer: 'qiaolanting' })
  })

  it('not by its author’s own act', async () => {
    const ticket = await file()
    await reach(ticket, 1)
    const act: Act = { type: 'withdraw', actor: { kind: 'citizen', id: 'kf/somebody' } }
    await db()
      .transaction()
      .execute((trx) => actOnMatter(trx, ticket, act, undefined, house.context))
    expect(await stepsOf(ticket, 'acknowledged')).toEqual([])
    await wait()
    expect(await reach(ticket, 2)).toHaveLength(2)
    await press('shenguyu', ticket)
    await over(ticket, { office: 'housing', officer: 'shenguyu' })
  })

  it('and a report upwards calls anew, without the person who reports', async () => {
    const ticket = await file()
    await reach(ticket, 1)
    await press('shenguyu', ticket)
    await eventually('somebody to have it', async () => (await stepsOf(ticket, 'acknowledged')).length === 1)
    await does('shenguyu', ticket, { type: 'escalate', reportedTo: '县委、县政府', reason: '院墙随时会倒' })
    expect(await reach(ticket, 2)).toEqual([FIRST, ['chenguyu', 'chenshouzheng']])
    const { card } = await eventually('the second call', async () => {
      const { items } = await house.sim.members.screen('chenshouzheng')
      return items.find((item) => JSON.stringify(item.card ?? {}).includes('院墙随时会倒'))
    })
    expect(JSON.stringify(card)).toContain('已报请县委、县政府')
    await does('chenshouzheng', ticket, { type: 'accept' })
    expect(await stepsOf(ticket, 'acknowledged')).toHaveLength(2)
  })
})

describe('nobody is called who must not be', () => {
  it('who stands aside gives way to the next one at once, and cannot take it by the old card', async () => {
    const ticket = await file()
    await reach(ticket, 1)
    await does('shenguyu', ticket, { type: 'recuse', officer: 'shenguyu', reason: '是我的亲戚' })
    expect(await reach(ticket, 2)).toEqual([FIRST, SECOND])
    await nothingDue(ticket)
    await press('shenguyu', ticket)
    await house.calm()
    expect(await stepsOf(ticket, 'acknowledged')).toEqual([])
    await does('chenshouzheng', ticket, { type: 'accept' })
  })

  it('nor who stood aside before the call, not even when the last are called again', async () => {
    const ticket = await file({ danger: false })
    await does('shenguyu', ticket, { type: 'recuse', officer: 'shenguyu', reason: '是我的亲戚' })
    await does('qiaolanting', ticket, { type: 'escalate', reportedTo: '县委', reason: '院墙随时会倒' })
    for (const step of [1, 2, 3, 4, 5]) {
      await reach(ticket, step)
      await wait()
    }
    const called = (await pagedIn(ticket)).flat()
    expect(called).toContain('chenshouzheng')
    expect(called.filter((userid) => userid === 'shenguyu' || userid === 'qiaolanting')).toEqual([])
    await does('chenshouzheng', ticket, { type: 'accept' })
  })

  it('nor anybody of an office complained of, wherever that person is on duty', async () => {
    await roster({ ...USUAL, petition: 'shenguyu' })
    const ticket = await file({ party: '望禾县住房和城乡建设局' })
    await reach(ticket, 1)
    for (const step of [2, 3]) {
      await wait()
      await reach(ticket, step)
    }
    const offices = (await pagedIn(ticket))
      .flat()
      .map((userid) => house.context.org.staff.find((member) => member.userid === userid)?.office)
    expect(offices).toContain('petition')
    expect(offices).not.toContain('housing')
    await does('jiangshouzheng', ticket, { type: 'accept' })
  })

  it('nor who has left; whom the platform turns out not to know is not waited for', async () => {
    const back = { userid: 'shenguyu', name: '沈谷雨', department: 'housing' }
    house.sim.doorbells.order({ family: 'app', drop: 1 })
    await house.sim.members.change({ userid: 'shenguyu', remove: true })
    const unknown = await file()
    expect(await reach(unknown, 2)).toEqual([FIRST, SECOND])
    await does('chenshouzheng', unknown, { type: 'accept' })
    await house.sim.members.change(back)
    await house.calm()
    await house.sim.members.change({ userid: 'shenguyu', remove: true })
    await eventually('it to be known', async () => (await absentStaff(db())).has('shenguyu'))
    const known = await file()
    expect(await reach(known, 1)).toEqual([['chenguyu', 'chenshouzheng']])
    await does('chenshouzheng', known, { type: 'accept' })
    await house.sim.members.change(back)
    await eventually('it to be known', async () => !(await absentStaff(db())).has('shenguyu'))
  })
})

it('the history on the page names who was called and who took it', async () => {
  const ticket = await file()
  await reach(ticket, 1)
  await press('shenguyu', ticket)
  await eventually('somebody to have it', async () => (await stepsOf(ticket, 'acknowledged')).length === 1)
  const shown = (await readEvents(db(), ticket)).map(({ event }) =>
    historyOf(event, { org: house.context.org, demands: [] }),
  )
  expect(shown).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ type: 'paged', called: ['沈谷雨', '陈谷雨'], step: 1 }),
      expect.objectContaining({ type: 'acknowledged', person: '沈谷雨', to: '望禾县住房和城乡建设局' }),
    ]),
  )
})

it('being called lets somebody read the matter, and act on it no more than before', async () => {
  const ticket = await file()
  await reach(ticket, 1)
  await wait()
  await reach(ticket, 2)
  const { registered_at } = await db()
    .selectFrom('tickets')
    .select('registered_at')
    .where('id', '=', ticket)
    .executeTakeFirstOrThrow()
  const [handler, guest] = await Promise.all(
    ['qiaolanting', 'guguyu'].map((userid) => hasCardSince(db(), ticket, userid, registered_at)),
  )
  expect({ handler, guest }).toEqual({ handler: true, guest: false })
  const scope = { supervised: [], office: 'social-work' }
  expect(await readableTicket(db(), ticket, { ...scope, userid: 'panbolin' })).toBeNull()
  expect((await readableTicket(db(), ticket, { ...scope, userid: 'guguyu' }))?.id).toBe(ticket)
  await does('shenguyu', ticket, { type: 'accept' })
})

it('every history with calls in it is whole', async () => {
  await house.calm()
  const faults = []
  for await (const fault of verifyHistory(db())) faults.push(fault)
  expect(faults).toEqual([])
})
