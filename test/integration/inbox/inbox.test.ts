import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pullDeps } from '../../../src/app/deps.ts'
import { pull } from '../../../src/talk/inbox/index.ts'
import { type Citizen, citizen } from '../../support/citizen.ts'
import { eventually } from '../../support/eventually.ts'
import { type House, openHouse } from '../../support/house.ts'

const MINUTE = 60_000
const SYNC = '/cgi-bin/kf/sync_msg'
const HELLO = '直接把要反映的事写下来'

let house: House
let accounts: string[]
beforeAll(async () => {
  house = await openHouse({ accounts: 2 })
  accounts = house.sim.accounts().map((account) => account.open_kfid)
})
afterAll(() => house.close())

const db = () => house.context.db
const met = async (account = accounts[0]): Promise<Citizen> => {
  const person = citizen(house.sim, account)
  person.says('你好')
  await person.hears(HELLO)
  await house.calm()
  return person
}
const inboundOf = (person: Citizen) =>
  db()
    .selectFrom('inbound')
    .innerJoin('conversations', 'conversations.id', 'inbound.conversation_id')
    .select(['inbound.kind', 'inbound.state', 'platform_id'])
    .where('peer', '=', person.phone)
    .orderBy('inbound.seq')
    .execute()
const times = (list: string[], part: string) => list.filter((text) => text.includes(part)).length
const calls = async (path: string, after: number) =>
  (await house.sim.transcript({ after })).items.filter((line) => line.what.includes(path))
const lineNow = async () => (await house.sim.transcript()).last

describe('doorbells', () => {
  it('one that is lost is made up for by the slow poll', async () => {
    const person = await met()
    house.sim.doorbells.order({ drop: 1 })
    person.says('隐私')
    await house.sim.settled()
    expect(times(await person.heard(), '您写的原话')).toBe(0)
    house.clock.advance(61_000)
    await person.hears('您写的原话')
  })

  it('ones that come twice or late bring every message once', async () => {
    const person = await met()
    house.sim.doorbells.order({ duplicate: 2, delay: { count: 2, ms: 50 } })
    person.says('隐私')
    await person.hears('您写的原话')
    person.says('帮助')
    await person.hears('“查询”看进度')
    await house.calm()
    expect([times(await person.heard(), '您写的原话'), times(await person.heard(), '“查询”看进度')]).toEqual([1, 1])
    expect((await inboundOf(person)).map((row) => row.state)).toEqual(['handled', 'handled', 'handled'])
  })

  it('ones that come in the wrong order bring the messages in the right one', async () => {
    const person = await met()
    const rung = async () => (await house.sim.callbacks.read()).last
    const before = await rung()
    house.sim.doorbells.order({ reverse: 2 })
    person.says('隐私')
    await eventually('the first bell', async () => (await rung()) > before)
    person.says('帮助')
    await person.hears('“查询”看进度')
    await house.calm()
    expect((await person.heard()).slice(2).join()).toMatch(/您写的原话.*“查询”看进度/s)
    expect((await inboundOf(person)).map((row) => row.state)).toEqual(['handled', 'handled', 'handled'])
  })

  it('one whose token has expired (95007) is as good as any: the cursor is enough', async () => {
    const person = await met()
    const from = await lineNow()
    house.sim.faults.order({ path: SYNC, errcode: 95007 })
    person.says('隐私')
    await person.hears('您写的原话')
    const pulls = await calls(SYNC, from)
    expect(pulls.map((line) => line.errcode)).toContain(95007)
  })

  it('for an account that is not ours pulls nothing', async () => {
    const from = await lineNow()
    const person = await met()
    const pulls = await calls(SYNC, from)
    expect(pulls.filter((line) => line.errcode !== 0)).toEqual([])
    expect(await inboundOf(person)).toHaveLength(1)
  })
})

describe('pages', () => {
  it('are read to the end: empty ones with has_more, and ones of a single message', async () => {
    const person = await met()
    house.sim.settings.change({ switches: { empty_pages: 2, page_size: 1 } })
    try {
      person.says('幸福路的路灯坏了')
      person.photographs()
      person.says('坏了两个月没有人修')
      await person.hears('哪个乡镇或街道')
      await house.calm()
      expect((await inboundOf(person)).map((row) => [row.kind, row.state])).toEqual([
        ['text', 'handled'],
        ['text', 'handled'],
        ['image', 'handled'],
        ['text', 'handled'],
      ])
    } finally {
      house.sim.settings.change({ switches: { empty_pages: 0, page_size: 0 } })
    }
  })

  it('that stay empty and say there is more end the look; the next one reads on', async () => {
    const person = await met()
    const [account = ''] = accounts
    house.sim.settings.change({ switches: { empty_pages: 1_000 } })
    const channel = house.context.channels.kf
    if (!channel) throw new Error('no channel')
    await eventually('the look to end', async () => {
      const end = await pull(
        channel,
        account,
        null,
        pullDeps(house.context, async () => {}),
      )
      return end === 'failed'
    })
    house.sim.settings.change({ switches: { empty_pages: 0 } })
    person.says('隐私')
    await person.hears('您写的原话')
  })

  it('that are read again, from the beginning, change nothing and are answered by nobody (trap 9.7)', async () => {
    const person = await met()
    const before = await person.heard()
    const rows = await db()
      .selectFrom('inbound')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .executeTakeFirst()
    await db()
      .updateTable('inbox_cursors')
      .set({ cursor: null })
      .where('account', '=', accounts[0] ?? '')
      .execute()
    house.sim.doorbells.ring(accounts[0] ?? '')
    await eventually('the cursor to be back', async () => {
      const row = await db()
        .selectFrom('inbox_cursors')
        .select('cursor')
        .where('account', '=', accounts[0] ?? '')
        .executeTakeFirst()
      return row?.cursor
    })
    await house.calm()
    expect(await person.heard()).toEqual(before)
    const after = await db()
      .selectFrom('inbound')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .executeTakeFirst()
    expect(after).toEqual(rows)
  })

  it('with kinds nobody knows: those are kept, the rest of the page is handled', async () => {
    const person = await met()
    person.sends({ msgtype: 'hologram', hologram: { frames: 3 } })
    person.sends({ msgtype: 'text', text: { content: '隐私' } })
    await person.hears('您写的原话')
    await house.calm()
    expect(times(await person.heard(), '这种消息我看不了')).toBe(1)
    const rows = await inboundOf(person)
    expect(rows.slice(1).map((row) => [row.kind, row.state])).toEqual([
      ['unknown', 'handled'],
      ['text', 'handled'],
    ])
  })

  it('with events that concern no citizen are kept without a turn', async () => {
    const person = await met()
    const servicer = house.context.org.staff[0]?.userid ?? ''
    house.sim.servicers.serving(servicer, { open_kfid: accounts[0], serving: false })
    person.says('隐私')
    await person.hears('您写的原话')
    const event = await eventually('the event', () =>
      db().selectFrom('inbound').select(['state', 'author']).where('conversation_id', 'is', null).executeTakeFirst(),
    )
    expect(event).toEqual({ state: 'kept', author: 'system' })
  })
})

describe('frequency', () => {
  const refused = (from: number) =>
    eventually('a refusal', async () => (await calls(SYNC, from)).some((line) => line.errcode === 45009))

  it('45009 leaves the account alone for its minute, and only that account; then everything comes', async () => {
    const [unlucky, other] = [await met(accounts[1]), await met(accounts[0])]
    const from = await lineNow()
    house.sim.faults.order({ path: SYNC, errcode: 45009 })
    unlucky.says('隐私')
    await refused(from)
    house.sim.doorbells.ring(accounts[1] ?? '')
    other.says('隐私')
    await other.hears('您写的原话')
    expect(times(await unlucky.heard(), '您写的原话')).toBe(0)
    expect((await calls(SYNC, from)).filter((line) => line.errcode === 45009)).toHaveLength(1)
    house.clock.advance(61_000)
    await unlucky.hears('您写的原话')
  })

  it('45009 of the slow poll does not stop the doorbells', async () => {
    const person = await met()
    house.sim.doorbells.order({ drop: 1 })
    person.says('隐私')
    await house.sim.settled()
    const from = await lineNow()
    house.sim.faults.order({ path: SYNC, errcode: 45009, count: 2 })
    house.clock.advance(61_000)
    await refused(from)
    house.sim.faults.clear()
    house.sim.doorbells.ring(accounts[0] ?? '')
    await person.hears('您写的原话')
    house.clock.advance(61_000)
  })
})

describe('messages that are taken back', () => {
  it('before their turn are never read', async () => {
    const person = await met()
    const msgid = person.says('我想说的是楼上漏水，物业不管')
    house.sim.phones.recall(person.phone, { open_kfid: accounts[0], msgid })
    await house.calm()
    const rows = await inboundOf(person)
    expect(rows.find((row) => row.platform_id === msgid)?.state).toBe('recalled')
    expect(await person.heard()).toHaveLength(2)
    const session = await db()
      .selectFrom('conversations')
      .select('session')
      .where('peer', '=', person.phone)
      .executeTakeFirst()
    expect(JSON.stringify(session)).not.toContain('漏水')
  })

  it('an answer taken back is asked for again', async () => {
    const person = await met()
    person.says('柳渡镇幸福路12号门口的工地每天半夜施工，希望晚上十点后停止施工。施工的是宏达建筑公司。')
    await person.hears('怎么联系您')
    const msgid = person.says('李建国 13800000000')
    await person.hears('都对吗')
    house.sim.phones.recall(person.phone, { open_kfid: accounts[0], msgid })
    await person.hears('怎么联系您')
    const row = await db()
      .selectFrom('conversations')
      .select('session')
      .where('peer', '=', person.phone)
      .executeTakeFirst()
    expect(JSON.stringify(row)).not.toContain('13800000000')
  })

  it('after their turn, while the draft is open, are no longer used', async () => {
    const person = await met()
    const msgid = person.says('我想说的是楼上漏水，物业不管')
    await person.hears('事情发生在哪里')
    house.sim.phones.recall(person.phone, { open_kfid: accounts[0], msgid })
    await person.hears('撤回的消息不再使用')
    await person.hears('请把事情写下来')
    const session = await db()
      .selectFrom('conversations')
      .select('session')
      .where('peer', '=', person.phone)
      .executeTakeFirst()
    expect(JSON.stringify(session)).not.toContain('漏水')
  })

  it('a photo taken back before its turn is not kept either', async () => {
    const person = await met()
    house.sim.settings.change({ limits: { doorbellCoalesceMs: 200 } })
    const msgid = person.photographs()
    house.sim.phones.recall(person.phone, { open_kfid: accounts[0], msgid })
    house.sim.settings.change({ limits: { doorbellCoalesceMs: 20 } })
    await house.calm()
    expect(times(await person.heard(), '照片或文件收到了')).toBe(0)
    const file = await db()
      .selectFrom('media')
      .innerJoin('inbound', 'inbound.seq', 'media.inbound_seq')
      .select(['media.state', 'reason', 'blob_key'])
      .where('platform_id', '=', msgid)
      .executeTakeFirst()
    expect(file).toEqual({ state: 'failed', reason: 'recalled', blob_key: null })
  })
})

describe('files', () => {
  const STORY = '柳渡镇幸福路12号的路灯坏了两个月'

  it('of 50 MB are too big: the citizen is told, the words are not touched', async () => {
    const person = await met()
    const { media_id } = house.sim.media.generate({ type: 'file', name: '录像.bin', generate_bytes: 50 * 1024 * 1024 })
    person.says(STORY)
    person.sends({ msgtype: 'file', file: { media_id } })
    await person.hears('太大')
    await eventually('the next question', async () => times(await person.heard(), '？') > 0)
    const row = await db()
      .selectFrom('media')
      .select(['state', 'reason', 'bytes'])
      .where('platform_media', '=', media_id)
      .executeTakeFirst()
    expect(row).toEqual({ state: 'failed', reason: 'too_big', bytes: null })
  })

  it('that the platform no longer has are lost: the citizen is asked for them again', async () => {
    const person = await met()
    const { media_id } = house.sim.media.plant({ type: 'image' }, Buffer.from('ffd8ffe000104a46', 'hex'))
    house.sim.faults.order({ path: '/cgi-bin/media/get', errcode: 40007 })
    person.sends({ msgtype: 'image', image: { media_id } })
    await person.hears('没能取到')
  })

  it('that cannot be fetched now are fetched later', async () => {
    const person = await met()
    const { media_id } = house.sim.media.plant({ type: 'image' }, Buffer.from('ffd8ffe000104a46', 'hex'))
    house.sim.faults.order({ path: '/cgi-bin/media/get', status: 500, count: 3 })
    person.sends({ msgtype: 'image', image: { media_id } })
    const row = () =>
      db().selectFrom('media').select(['state', 'attempts']).where('platform_media', '=', media_id).executeTakeFirst()
    await eventually('a failed try', async () => ((await row())?.attempts ?? 0) > 0)
    house.clock.advance(MINUTE)
    await eventually('the file to be stored', async () => (await row())?.state === 'stored')
  })
})

describe('the welcome', () => {
  it('is one message with the notice and the menu, by the code of the event', async () => {
    const person = citizen(house.sim, accounts[0])
    house.sim.phones.enter(person.phone, { open_kfid: accounts[0] })
    const welcome = await person.hears(HELLO)
    await house.calm()
    expect(welcome.menu?.head).toContain('如有人身危险')
    expect(await person.heard()).toHaveLength(1)
    const book = house.sim.books().phones[person.phone]
    expect(book?.accepted.map((each) => each.via)).toEqual(['on_event'])
    expect(book?.refused).toEqual({})
  })
})
