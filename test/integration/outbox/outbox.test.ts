import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deliverDeps } from '../../../src/app/deps.ts'
import { sharedTokenStore } from '../../../src/talk/channel/index.ts'
import { deliver, put } from '../../../src/talk/outbox/index.ts'
import { createWecomClient } from '../../../src/wecom/index.ts'
import { type Citizen, citizen, files } from '../../support/citizen.ts'
import { eventually } from '../../support/eventually.ts'
import { type House, openHouse } from '../../support/house.ts'

const HOUR = 3_600_000
const SEND = '/cgi-bin/kf/send_msg'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.close())

const db = () => house.context.db
const conversationOf = (person: Citizen) =>
  db().selectFrom('conversations').selectAll().where('peer', '=', person.phone).executeTakeFirstOrThrow()
const rowsOf = async (person: Citizen) => {
  const { id } = await conversationOf(person)
  return db().selectFrom('outbound').selectAll().where('conversation_id', '=', id).orderBy('seq').execute()
}
const refusals = (person: Citizen) => house.sim.books().phones[person.phone]?.refused ?? {}

/** As a notice would be: rows in a transaction, then a nudge. */
async function tell(person: Citizen, texts: string[]): Promise<void> {
  const conversation = await conversationOf(person)
  const { ids, queues } = house.context
  const cause = `test/${ids.next()}`
  const bodies = texts.map((text) => ({ content: { kind: 'text' as const, text } }))
  await db()
    .transaction()
    .execute((trx) => put(trx, conversation, cause, bodies, house.context))
  await queues.nudge('deliver', `deliver-${ids.next()}`, { conversation: conversation.id })
}

/** The platform tells the second of a word, no more: what was said within it cannot be told apart. */
const laterBySeconds = () => house.clock.advance(2_000)

async function met(): Promise<Citizen> {
  const person = citizen(house.sim)
  person.says('你好')
  await person.hears('直接把要反映的事写下来')
  await house.calm()
  return person
}

const accept = async (number: string) => {
  const ticket = await db()
    .selectFrom('tickets')
    .select(['id', 'office'])
    .where('number', '=', number.replaceAll('-', ''))
    .executeTakeFirstOrThrow()
  const officer = house.context.org.staff.find((member) => member.office === ticket.office)?.userid ?? ''
  const card = await eventually('the card', async () => {
    const { items } = await house.sim.members.screen(officer)
    return items.find((item) => JSON.stringify(item.card ?? {}).includes(number))
  })
  await house.sim.members.click(officer, { msgid: card.msgid, key: `accept:${ticket.id}` })
  return ticket.id
}

describe('the window of the platform', () => {
  it('after 48 hours nothing is tried; the notice waits, and follows the answer to the next word', async () => {
    const person = citizen(house.sim)
    const { number } = await files(person)
    await house.calm()
    house.clock.advance(48 * HOUR)
    const ticket = await accept(number)
    const held = await eventually('the notice to be held', async () =>
      (await rowsOf(person)).find((row) => row.state === 'held'),
    )
    expect(held.reason).toBe('window_closed')
    expect(refusals(person)).toEqual({})
    const notice = await db()
      .selectFrom('notices')
      .selectAll()
      .where('ticket_id', '=', ticket)
      .where('template', '=', 'accepted')
      .executeTakeFirstOrThrow()
    expect(notice.state).toBe('sent')

    laterBySeconds()
    person.says('查询')
    await person.hears('状态：已受理')
    await person.hears('正式接手办理')
    await house.calm()
    expect(refusals(person)).toEqual({})
    const told = await db().selectFrom('notices').select('state').where('id', '=', notice.id).executeTakeFirstOrThrow()
    expect(told.state).toBe('told')
  })

  it('of seven messages five leave, two wait in order and follow the next answer', async () => {
    const person = await met()
    const before = (await person.heard()).length
    await tell(person, ['第一条', '第二条', '第三条', '第四条', '第五条', '第六条', '第七条'])
    const held = await eventually('two messages to be held', async () => {
      const rows = (await rowsOf(person)).filter((row) => row.state === 'held')
      const left = 5 - before
      return rows.length === 7 - left && rows
    })
    expect(new Set(held.map((row) => row.reason))).toEqual(new Set(['window_spent']))
    expect(await person.heard()).toHaveLength(5)

    laterBySeconds()
    person.says('隐私')
    await person.hears('您写的原话')
    await person.hears('第七条')
    const after = (await person.heard()).slice(5)
    expect(after[0]).toContain('您写的原话')
    expect(after.slice(1)).toEqual(['第四条', '第五条', '第六条', '第七条'].slice(-after.length + 1))
    expect(refusals(person)).toEqual({})
  })

  it('a refusal for the count (95001) is believed: the rest waits for the next word', async () => {
    const person = await met()
    house.sim.faults.order({ path: SEND, errcode: 95001 })
    await tell(person, ['甲', '乙'])
    await eventually(
      'both to be held',
      async () => (await rowsOf(person)).filter((row) => row.state === 'held').length === 2,
    )
    laterBySeconds()
    person.says('帮助')
    await person.hears('“查询”看进度')
    await person.hears('甲')
    await person.hears('乙')
  })

  it('messages of the same second as the word do not count against the answer', async () => {
    const person = await met()
    for (let round = 0; round < 7; round += 1) {
      person.says('隐私')
      await person.hears('您写的原话')
    }
    expect(refusals(person)).toEqual({})
  })
})

describe('an answer of the platform that is lost', () => {
  it.each([1, 3, 4])('%i times after acceptance: the same message id again, once on the screen', async (count) => {
    const person = await met()
    house.sim.faults.order({ path: SEND, count, when: 'after', drop: true })
    await tell(person, ['只说一次'])
    await eventually('the message to be accepted', async () =>
      (await rowsOf(person)).some((row) => row.cause.startsWith('test/') && row.state === 'accepted'),
    )
    await house.calm()
    expect((await person.heard()).filter((text) => text === '只说一次')).toHaveLength(1)
    expect(house.sim.books().phones[person.phone]?.duplicates).toBeGreaterThanOrEqual(1)
  })

  it('lost before it took effect: tried again until it is there', async () => {
    const person = await met()
    house.sim.faults.order({ path: SEND, count: 4, drop: true })
    await tell(person, ['还是到了'])
    await person.hears('还是到了')
    await house.calm()
    expect((await person.heard()).filter((text) => text === '还是到了')).toHaveLength(1)
  })

  it('a message later in the queue never overtakes one that is being tried again', async () => {
    const person = await met()
    house.sim.faults.order({ path: SEND, count: 3, status: 500 })
    await tell(person, ['先说', '后说'])
    await person.hears('先说')
    await person.hears('后说')
  })
})

describe('a message that the platform took and could not deliver', () => {
  it('for the count (6): a copy follows the next word', async () => {
    const person = await met()
    await tell(person, ['要紧的话'])
    const failed = await person.hears('要紧的话')
    await house.calm()
    house.sim.phones.fail(person.phone, { msgid: failed.msgid, fail_type: 6 })
    await eventually('a copy to wait', async () => (await rowsOf(person)).some((row) => row.state === 'held'))
    expect(await person.heard()).not.toContain('要紧的话')
    person.says('隐私')
    await person.hears('您写的原话')
    const copy = await eventually('the copy', async () =>
      (await person.screen()).find((item) => item.text === '要紧的话' && !item.failed),
    )
    expect(copy.msgid).not.toBe(failed.msgid)
  })

  it('because the citizen refuses messages (10): given up, with an alarm, and nothing is sent again', async () => {
    const person = await met()
    await tell(person, ['不想听的话'])
    const failed = await person.hears('不想听的话')
    await house.calm()
    house.sim.phones.fail(person.phone, { msgid: failed.msgid, fail_type: 10 })
    const row = await eventually('the row to be given up', async () =>
      (await rowsOf(person)).find((each) => each.state === 'given_up'),
    )
    expect(row).toMatchObject({ id: failed.msgid, fail_type: 10 })
    expect((await rowsOf(person)).filter((each) => each.state === 'held')).toEqual([])
  })

  it('the same event twice makes one copy', async () => {
    const person = await met()
    await tell(person, ['一份就够'])
    const failed = await person.hears('一份就够')
    await house.calm()
    house.sim.phones.fail(person.phone, { msgid: failed.msgid, fail_type: 4 })
    house.sim.phones.fail(person.phone, { msgid: failed.msgid, fail_type: 4 })
    await eventually('a copy to wait', async () => (await rowsOf(person)).some((row) => row.state === 'held'))
    person.says('隐私')
    await person.hears('一份就够')
    await house.calm()
    expect((await person.heard()).filter((text) => text === '一份就够')).toHaveLength(1)
  })
})

describe('a person of the office talks with the citizen', () => {
  it('the bot is silent meanwhile and takes no turn; afterwards it answers, and says what it had to tell', async () => {
    const person = await met()
    const servicer = house.context.org.staff[0]?.userid ?? ''
    const sessions = () => house.sim.servicers.sessions().find((each) => each.external_userid === person.phone)
    house.sim.settings.change({ switches: { auto_assign: servicer } })
    house.clock.advance(49 * HOUR)
    person.says('人工')
    expect(sessions()?.service_state).toBe(3)
    house.sim.settings.change({ switches: { auto_assign: 'off' } })
    await house.calm()
    const before = await rowsOf(person)
    await tell(person, ['有一条消息给您'])
    const held = await eventually('the news to be held', async () =>
      (await rowsOf(person)).find((row) => row.state === 'held'),
    )
    expect(held.reason).toBe('person_talking')

    person.says('我家在幸福路，路灯坏了两个月')
    await house.calm()
    expect(await rowsOf(person)).toHaveLength(before.length + 1)
    house.sim.servicers.end(servicer, { external_userid: person.phone })
    await person.hears('人工服务结束了')
    person.says('隐私')
    await person.hears('您写的原话')
    await person.hears('有一条消息给您')
    await house.calm()
    expect((await person.heard()).join()).not.toContain('路灯')
    expect(refusals(person)).toEqual({})
  })
})

describe('access tokens', () => {
  it.each(['expire', 'forget'] as const)('that %s in the middle are renewed without anybody noticing', async (end) => {
    const person = await met()
    house.sim.tokens[end]()
    person.says('隐私')
    await person.hears('您写的原话')
    expect(refusals(person)).toEqual({})
  })
})

describe('two processes with one secret', () => {
  it('fetch a new token once between them', async () => {
    const { clock, ids, config } = house.context
    const secret = config.wecom?.kf?.secret ?? ''
    const client = () => {
      const tokens = sharedTokenStore(db(), clock, ids)
      return createWecomClient({ apiBase: house.sim.url, corpId: config.wecom?.corpId ?? '', secret, tokens, clock })
    }
    const clients = [client(), client()]
    house.sim.settings.change({ switches: { rotate_tokens: 'old_dies' } })
    house.sim.tokens.expire()
    const from = (await house.sim.transcript()).last
    const openKfid = house.sim.accounts()[0]?.open_kfid ?? ''
    const answers = await Promise.all(Array.from({ length: 12 }, (_, n) => clients[n % 2]?.kf.syncMsg({ openKfid })))
    house.sim.settings.change({ switches: { rotate_tokens: 'never' } })
    expect(answers.every((answer) => answer?.ok)).toBe(true)
    const { items } = await house.sim.transcript({ after: from })
    expect(items.filter((line) => line.what.includes('gettoken'))).toHaveLength(1)
  })
})

describe('two deliverers at once', () => {
  it('one sends, the other says that it is busy; every message arrives once and in order', async () => {
    const person = await met()
    const conversation = await conversationOf(person)
    const texts = ['一', '二', '三']
    const bodies = texts.map((text) => ({ content: { kind: 'text' as const, text } }))
    await db()
      .transaction()
      .execute((trx) => put(trx, conversation, 'test/two', bodies, house.context))
    const deps = deliverDeps(house.context)
    const ends = await Promise.all([deliver(conversation.id, deps), deliver(conversation.id, deps)])
    expect(ends).toContain('busy_elsewhere')
    await person.hears('三')
    await house.calm()
    expect((await person.heard()).slice(-3)).toEqual(texts)
    expect(house.sim.books().phones[person.phone]?.duplicates).toBe(0)
  })

  it('the same cause is written once, however often', async () => {
    const person = await met()
    const conversation = await conversationOf(person)
    const body = [{ content: { kind: 'text' as const, text: '同一件事' } }]
    for (let times = 0; times < 3; times += 1) {
      await db()
        .transaction()
        .execute((trx) => put(trx, conversation, 'test/same', body, house.context))
    }
    await house.context.queues.nudge('deliver', 'deliver-same', { conversation: conversation.id })
    await person.hears('同一件事')
    await house.calm()
    expect((await person.heard()).filter((text) => text === '同一件事')).toHaveLength(1)
  })
})
