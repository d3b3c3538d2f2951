import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deliverDeps } from '../../../src/app/deps.ts'
import { actOnMatter } from '../../../src/app/matters.ts'
import { carryNotice } from '../../../src/app/notices.ts'
import { longUntold, toldByStaff } from '../../../src/app/untold.ts'
import { deliver, put } from '../../../src/talk/outbox/index.ts'
import { type Citizen, citizen, files, wordsOf } from '../../support/citizen.ts'
import { allSupported } from '../../support/dispositions.ts'
import { eventually } from '../../support/eventually.ts'
import { type House, openHouse } from '../../support/house.ts'
import { loggedIn } from '../people/support.ts'
import { budgetOf, HOUR } from './support.ts'

let house: House
let budget: ReturnType<typeof budgetOf>
beforeAll(async () => {
  house = await openHouse()
  budget = budgetOf(house)
})
afterAll(() => house.close())

const cardOf = (office: string, part: string) =>
  eventually(`a card that says ${part}`, async () => {
    for (const { userid } of house.context.org.staff.filter((member) => member.office === office)) {
      const { items } = await house.sim.members.screen(userid)
      const found = items.find((item) => JSON.stringify(item.card ?? {}).includes(part))
      if (found) return found
    }
    return null
  })

describe('what happened while the person was away', () => {
  it('is held, passes to the office after a day, and is told in one message with the answer to the next word', async () => {
    const person = citizen(house.sim)
    const { number } = await files(person)
    await house.calm()
    house.clock.advance(49 * HOUR)
    await budget.office(number, { type: 'accept' })
    await budget.answer(number, '工地已经责令晚上十点后停工。')
    await eventually('both to be held', async () => {
      const states = [await budget.notice(number, 'accepted'), await budget.notice(number, 'answered')]
      return states.every((notice) => notice?.reason === 'window_closed')
    })
    expect(await budget.tasks(number)).toEqual([])

    house.clock.advance(24 * HOUR + 1_000)
    const tasks = await eventually('two tasks', async () => {
      const found = await budget.tasks(number)
      return found.length === 2 && found
    })
    expect(tasks.map(({ step, state, reason }) => [step, state, reason]).sort()).toEqual([
      ['accepted', 'open', 'window_closed'],
      ['answered', 'open', 'window_closed'],
    ])
    expect(await budget.notice(number, 'answered')).toMatchObject({ state: 'not_told' })
    await cardOf((await budget.ticketOf(number)).office, '请告知本人')

    const before = (await person.heard()).length
    budget.later()
    person.says('隐私')
    await person.hears('您写的原话')
    await person.hears('您不在的时候')
    await house.calm()
    const [reply, digest, ...more] = (await person.heard()).slice(before)
    expect(more).toEqual([])
    expect(reply).toContain('您写的原话')
    expect(digest).toMatch(new RegExp(`${number}：.*已答复；.*受理`))
    expect(digest).toContain('工地已经责令晚上十点后停工。')
    expect(budget.refused(person)).toEqual({})
    expect(await budget.notice(number, 'accepted')).toMatchObject({ state: 'told' })
    expect(await budget.notice(number, 'answered')).toMatchObject({ state: 'told' })
    expect((await budget.tasks(number)).map(({ state, means }) => [state, means])).toEqual([
      ['done', 'message'],
      ['done', 'message'],
    ])
    expect((await budget.told(number)).slice(-2).sort()).toEqual(['accepted/message', 'answered/message'])
  })

  it('a member who telephoned says so: told by phone, and the matter can be closed', async () => {
    const person = citizen(house.sim)
    const { number } = await files(person)
    await house.calm()
    house.clock.advance(49 * HOUR)
    await budget.office(number, { type: 'accept' })
    await budget.answer(number, '已经修好。')
    house.clock.advance(25 * HOUR)
    await eventually('two tasks', async () => (await budget.tasks(number)).length === 2)
    const { id, office } = await budget.ticketOf(number)
    const officer = house.context.org.staff.find((member) => member.office === office)?.userid ?? ''
    const desk = await loggedIn(house, officer)
    const address = `/api/tickets/${id}`
    const seen = await desk.get(address)
    expect(seen.notTold.map(({ step }: { step: string }) => step).sort()).toEqual(['accepted', 'answered'])
    expect(seen.acts).toContain('told')
    const tell = (note: string) => desk.post(`${address}/acts`, { type: 'told', means: 'phone', note })
    expect(await tell(' ')).toMatchObject({ status: 422, body: { code: 'note_required' } })
    expect((await tell('上午打过电话')).status).toBe(200)
    expect(await tell('又打一次')).toMatchObject({ status: 409, body: { code: 'nothing_untold' } })
    expect(await desk.get(address)).toMatchObject({ notTold: [], answerTold: true })
    expect((await budget.tasks(number))[0]).toMatchObject({ done_by: officer, means: 'phone', note: '上午打过电话' })
    expect((await budget.told(number)).slice(-2).sort()).toEqual(['accepted/phone', 'answered/phone'])
    await budget.office(number, { type: 'close', closing: 'solved' })
  })
})

describe('two steps at once', () => {
  it('are told in their order, whichever is carried first', async () => {
    const person = citizen(house.sim)
    const { number } = await files(person)
    await house.calm()
    const { context } = house
    const ticket = await budget.ticketOf(number)
    const actor = { kind: 'staff' as const, id: 'officer', office: ticket.office }
    const dispositions = await allSupported(context.db, ticket.complaint_id)
    const answer = { type: 'answer' as const, actor, text: '马上就修。', dispositions }
    await context.db.transaction().execute(async (trx) => {
      await actOnMatter(trx, ticket.id, { type: 'accept', actor }, ticket.office, context)
      // Two acts are never of one millisecond, except in one transaction as here.
      house.clock.advance(1)
      await actOnMatter(trx, ticket.id, answer, ticket.office, context)
    })
    const answered = await budget.notice(number, 'answered')
    await carryNotice(answered?.id ?? '', context)
    const pushes = (await budget.rows(person)).filter((row) => row.push !== null && !row.cause.startsWith('carry/'))
    expect(pushes.map(({ push }) => push?.weight)).toEqual(['step', 'final'])
  })
})

describe('what the platform took and could not deliver after all', () => {
  const untold = async () => {
    const person = citizen(house.sim)
    const { number } = await files(person)
    await house.calm()
    house.clock.advance(49 * HOUR)
    await budget.office(number, { type: 'accept' })
    house.clock.advance(25 * HOUR)
    await eventually('a task', async () => (await budget.tasks(number))[0]?.state === 'open')
    return { person, number }
  }
  const toldAndLost = async ({ person }: { person: Citizen }) => {
    budget.later()
    person.says('隐私')
    const said = await person.hears('正式接手办理')
    await house.calm()
    house.sim.phones.fail(person.phone, { msgid: said.msgid, fail_type: 10 })
    await eventually('the failure', async () => (await budget.rows(person)).some((row) => row.fail_type === 10))
  }

  it('opens the task again that the chat had done', async () => {
    const one = await untold()
    await toldAndLost(one)
    expect(await budget.notice(one.number, 'accepted')).toMatchObject({ state: 'not_told', reason: 'send_failed_10' })
    expect(await budget.tasks(one.number)).toMatchObject([
      { state: 'open', reason: 'send_failed_10', done_by: null, done_at: null },
    ])
  })

  it('is no matter where a member has telephoned', async () => {
    const one = await untold()
    const { id } = await budget.ticketOf(one.number)
    const told = { actor: { kind: 'staff' as const, id: 'officer' }, means: 'phone' as const, note: '打过电话' }
    await house.context.db.transaction().execute((trx) => toldByStaff(trx, id, told, house.context))
    await toldAndLost(one)
    expect(await budget.notice(one.number, 'accepted')).toMatchObject({ state: 'told', reason: 'phone' })
    expect(await budget.tasks(one.number)).toMatchObject([{ state: 'done', means: 'phone' }])
  })
})

describe('通知', () => {
  it('only decisions: a step waits, is no failure to tell, and goes with the answer', async () => {
    const person = citizen(house.sim)
    const { number } = await files(person)
    person.says('通知')
    await person.hears('现在的设置：每一步都通知')
    await person.taps('只通知结果')
    await person.hears('只在有答复、办结或者退回时通知您')
    person.says('帮助')
    await person.hears('现在是：只通知结果')
    await house.calm()
    await budget.office(number, { type: 'accept' })
    await eventually('the step to wait', async () => (await budget.notice(number, 'accepted'))?.reason === 'by_choice')
    house.clock.advance(25 * HOUR)
    await eventually('no notice to be overdue', async () => (await longUntold(house.context)).length === 0)
    expect(await budget.tasks(number)).toEqual([])

    await budget.answer(number, '路灯修好了。')
    const said = wordsOf(await person.hears('路灯修好了'))
    expect(said.indexOf('路灯修好了')).toBeLessThan(said.indexOf('正式接手办理'))
    await eventually('both to be told', async () => {
      const both = [await budget.notice(number, 'accepted'), await budget.notice(number, 'answered')]
      return both.every((notice) => notice?.state === 'told')
    })
  })
})

describe('the last message of the window', () => {
  it('is kept for the answer; what waited goes with it', async () => {
    const person = citizen(house.sim)
    const { number } = await files(person)
    await house.calm()
    const { id } = await budget.conversationOf(person)
    await house.context.db.updateTable('conversations').set({ sent_since: 4 }).where('id', '=', id).execute()
    await budget.office(number, { type: 'accept' })
    await eventually('the step to wait', async () => {
      return (await budget.notice(number, 'accepted'))?.reason === 'kept_for_final'
    })
    await budget.answer(number, '已经停工。')
    const said = wordsOf(await person.hears('已经停工'))
    expect(said).toContain('正式接手办理')
    await house.calm()
    await budget.office(number, { type: 'close', closing: 'solved' })
    await eventually(
      'the next to be held',
      async () => (await budget.notice(number, 'closed'))?.reason === 'window_spent',
    )
    expect(budget.refused(person)).toEqual({})
  })
})

describe('a process that dies between writing a message made of several and sending it', () => {
  it('is replaced: the same message goes, once, and each of its parts is told', async () => {
    const person = citizen(house.sim)
    const { number } = await files(person)
    await house.calm()
    const conversation = await budget.conversationOf(person)
    const { context } = house
    const pushed = (n: number) => ({
      push: { subject: 'x', label: number, gist: `${n}`, weight: 'decision' as const },
      notBefore: context.clock.now(),
    })
    await context.db.transaction().execute(async (trx) => {
      for (const n of [1, 2]) {
        const text = `同时到的第${n}条`
        await put(trx, conversation, `test/both-${n}`, [{ content: { kind: 'text', text } }], context, pushed(n))
      }
    })
    const channel = context.channels.kf
    if (!channel) throw new Error('no customer service')
    const dying = { ...channel, send: () => Promise.reject(new Error('died')) }
    const deps = deliverDeps(context)
    await expect(deliver(conversation.id, { ...deps, channels: { kf: dying } })).rejects.toThrow('died')
    const carrier = (await budget.rows(person)).find((row) => row.cause.startsWith('carry/'))
    expect(carrier).toMatchObject({ state: 'queued' })

    const said = await person.hears('同时到的第2条')
    expect(said.text).toBe('同时到的第2条\n\n同时到的第1条')
    expect(said.msgid).toBe(carrier?.id)
    await house.calm()
    expect((await person.heard()).filter((text) => text.includes('同时到的'))).toHaveLength(1)
    const parts = (await budget.rows(person)).filter((row) => row.carried_by === carrier?.id)
    expect(parts.map(({ state }) => state)).toEqual(['accepted', 'accepted'])
  })
})

describe('a message made of several that the platform could not deliver', () => {
  it('for the count (6): nothing more is tried, and its parts come with the next word', async () => {
    const person = citizen(house.sim)
    const { number } = await files(person)
    person.says('通知')
    await person.hears('现在的设置')
    await person.taps('只通知结果')
    await person.hears('只在有答复')
    await house.calm()
    await budget.office(number, { type: 'accept' })
    await eventually('the step to wait', async () => (await budget.notice(number, 'accepted'))?.reason === 'by_choice')
    await budget.answer(number, '结果在此。')
    const said = await person.hears('结果在此')
    await house.calm()
    house.sim.phones.fail(person.phone, { msgid: said.msgid, fail_type: 6 })
    await eventually('it to be taken back', async () => (await budget.notice(number, 'answered'))?.state === 'sent')
    await budget.office(number, { type: 'close', closing: 'solved' })
    await eventually('the rest to wait', async () => (await budget.notice(number, 'closed'))?.reason === 'window_spent')

    budget.later()
    person.says('隐私')
    await person.hears('您写的原话')
    const digest = await eventually('the digest', async () =>
      (await person.screen()).find((item) => item.text?.includes('您不在的时候') && !item.failed),
    )
    expect(digest.msgid).not.toBe(said.msgid)
    expect(digest.text).toContain('结果在此。')
    expect(digest.text).toMatch(/已办结；.*已答复；.*受理/)
    await house.calm()
    expect((await budget.rows(person)).filter((row) => row.state === 'held' || row.state === 'carried')).toEqual([])
    expect(await budget.notice(number, 'accepted')).toMatchObject({ state: 'told' })
  })
})
