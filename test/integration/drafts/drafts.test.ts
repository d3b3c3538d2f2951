import { spawnSync } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { draftDeps, turnDeps } from '../../../src/app/deps.ts'
import { ROOT } from '../../../src/app/root.ts'
import { dueDrafts, settleDraft } from '../../../src/talk/dialogue/index.ts'
import { type Citizen, citizen } from '../../support/citizen.ts'
import { eventually } from '../../support/eventually.ts'
import { type House, openHouse } from '../../support/house.ts'
import { budgetOf, HOUR } from '../budget/support.ts'
import { loggedIn } from '../people/support.ts'

const REMINDER = '您写的事还没有提交'
const FILED = '我们先登记了'
const STORY = '小区停水三天了没人管'

let house: House
let budget: ReturnType<typeof budgetOf>
beforeAll(async () => {
  house = await openHouse()
  budget = budgetOf(house)
})
afterAll(() => house.close())

const deps = () => draftDeps(house.context, turnDeps(house.context))
const db = () => house.context.db
const times = async (person: Citizen, part: string) =>
  (await person.heard()).filter((text) => text.includes(part)).length
const idOf = async (person: Citizen) => (await budget.conversationOf(person)).id
const draftOf = async (person: Citizen) =>
  db()
    .selectFrom('drafts')
    .selectAll()
    .where('conversation_id', '=', await idOf(person))
    .executeTakeFirst()
const complaintsOf = async (person: Citizen) =>
  db()
    .selectFrom('complaints')
    .selectAll()
    .where('reporter', '=', `conversation/${await idOf(person)}`)
    .execute()
/** Until the sweep has dealt with everything that is due. */
const swept = () => eventually('no draft to be due', async () => (await dueDrafts(db(), deps())).length === 0)

async function begins(): Promise<Citizen> {
  const person = citizen(house.sim)
  person.says(STORY)
  await person.hears('事情发生在哪里')
  await house.calm()
  return person
}

/** Registered by the clock; the number it was given. */
async function registered(person: Citizen): Promise<string> {
  house.clock.advance(72 * HOUR)
  const [complaint] = await eventually('the draft to be registered', async () => {
    const found = await complaintsOf(person)
    return found.length > 0 && found
  })
  const ticket = await db()
    .selectFrom('tickets')
    .select('number')
    .where('complaint_id', '=', complaint?.id ?? '')
    .executeTakeFirstOrThrow()
  return ticket.number
}

describe('a draft that waits', () => {
  it('is reminded of once, with the open question, and goes on with the next word, saying where it stands', async () => {
    const person = await begins()
    house.clock.advance(4 * HOUR - 60_000)
    await swept()
    expect(await times(person, REMINDER)).toBe(0)
    house.clock.advance(61_000)
    const reminder = await person.hears(REMINDER)
    expect(reminder.text).toContain('已经记下：事情')
    expect(reminder.text).toContain('事情发生在哪里？')
    house.clock.advance(8 * HOUR)
    await swept()
    expect(await times(person, REMINDER)).toBe(1)

    person.says('幸福路12号')
    await person.hears('我们接着填写。已经记下：事情、时间、地点')
    await person.hears('哪个乡镇')
    await house.calm()
    house.clock.advance(20 * HOUR)
    await swept()
    expect(await times(person, REMINDER)).toBe(1)
  })

  it('is not reminded of while it says nothing, and is deleted without a word', async () => {
    const person = citizen(house.sim)
    person.says('反映问题')
    await person.hears('请把事情写下来')
    await house.calm()
    house.clock.advance(5 * HOUR)
    await swept()
    expect(await draftOf(person)).toMatchObject({ empty: true, reminded_at: null })
    house.clock.advance(68 * HOUR)
    await eventually('the draft to be gone', async () => (await draftOf(person)) === undefined)
    expect(await complaintsOf(person)).toEqual([])
    expect((await budget.conversationOf(person)).session).toMatchObject({ thread: null, waiting: [] })
    expect(await times(person, REMINDER)).toBe(0)
  })

  it('is not reminded of at night, nor by two sweeps at once, nor where the window is spent', async () => {
    const person = await begins()
    const id = await idOf(person)
    house.clock.advance(3 * HOUR)
    const early = new Date(house.clock.now().getTime() + 2 * HOUR)
    const clock = { now: () => early }
    const hour = new Date(early.getTime() + 8 * HOUR).getUTCHours()
    const night = { from: hour, to: (hour + 1) % 24 }
    expect(await dueDrafts(db(), { ...deps(), clock, quiet: night })).not.toContain(id)
    expect(await settleDraft(id, { ...deps(), clock, quiet: night })).toBe('nothing')
    const awake = { ...deps(), clock }
    const both = await Promise.all([settleDraft(id, awake), settleDraft(id, awake)])
    expect(both.sort()).toEqual(['nothing', 'reminded'])

    const other = await begins()
    await db()
      .updateTable('conversations')
      .set({ sent_since: 5 })
      .where('id', '=', await idOf(other))
      .execute()
    house.clock.advance(4 * HOUR)
    await eventually('it to be passed over', async () => (await draftOf(other))?.reminded_at ?? null)
    expect(await times(other, REMINDER)).toBe(0)
  })

  it('a reminder that has not left yet is not said after the person came back', async () => {
    const person = await begins()
    const id = await idOf(person)
    const clock = { now: () => new Date(house.clock.now().getTime() + 5 * HOUR) }
    expect(await settleDraft(id, { ...deps(), clock, quiet: null })).toBe('reminded')
    budget.later()
    person.says('幸福路12号')
    await person.hears('哪个乡镇')
    await house.calm()
    expect(await times(person, REMINDER)).toBe(0)
    expect((await budget.rows(person)).filter((row) => row.cause.startsWith('reminder/'))).toEqual([])
  })
})

describe('while a person of the office has the conversation', () => {
  it('nobody is reminded, then or later', async () => {
    const person = await begins()
    const servicer = house.context.org.staff[0]?.userid ?? ''
    for (const { userid } of house.context.org.staff)
      house.sim.servicers.serving(userid, { serving: userid === servicer })
    person.says('人工')
    await eventually('the servicer to have it', async () => (await budget.conversationOf(person)).service_state === 3)
    const since = (await draftOf(person))?.touched_at.getTime() ?? 0
    house.clock.advance(2 * HOUR)
    person.says('工地的许可证有问题')
    await eventually('the draft to wait anew', async () => ((await draftOf(person))?.touched_at.getTime() ?? 0) > since)
    house.clock.advance(3 * HOUR)
    await swept()
    expect(await draftOf(person)).toMatchObject({ reminded_at: null })
    house.clock.advance(2 * HOUR)
    await eventually('it to be passed over', async () => (await draftOf(person))?.reminded_at ?? null)
    expect(await times(person, REMINDER)).toBe(0)
  })
})

describe('a draft that nobody submitted', () => {
  it('is registered after three days with what is missing, once, and told with the answer to the next word', async () => {
    const person = await begins()
    const number = await registered(person)
    const [complaint, ...more] = await complaintsOf(person)
    expect(more).toEqual([])
    expect(complaint).toMatchObject({ incomplete: true, words: [STORY] })
    expect(complaint?.missing).toEqual(expect.arrayContaining(['place', 'contact']))
    expect(complaint?.missing).not.toContain('words')
    expect(complaint?.missing).not.toContain('photos')
    const ticket = await budget.ticketOf(number)
    const officer = house.context.org.staff.find((member) => member.office === ticket.office)?.userid ?? ''
    const seen = await (await loggedIn(house, officer)).get(`/api/tickets/${ticket.id}`)
    expect(seen.incomplete.missing).toEqual(expect.arrayContaining(['地点', '联系方式']))
    expect(seen.history[0]).toMatchObject({ type: 'registered', by: { kind: 'system' } })
    expect(await draftOf(person)).toBeUndefined()
    const [row] = (await budget.rows(person)).filter((each) => each.cause.startsWith('draft/'))
    await eventually('what is told to be held', async () => {
      const found = (await budget.rows(person)).find((each) => each.id === row?.id)
      return found?.state === 'held' && found.reason === 'window_closed'
    })
    house.clock.advance(100 * HOUR)
    await swept()
    expect(await complaintsOf(person)).toHaveLength(1)
    await eventually('somebody to be asked to tell it', async () => (await budget.tasks(number)).length === 1)

    const before = (await person.heard()).length
    person.says('今天又停水了，邻居也停了')
    await person.hears('已经补充到')
    const told = await person.hears(FILED)
    expect(told.text).toContain(number.slice(-4, -1))
    expect(told.text).toMatch(/查询码：\S{10}/)
    expect(told.text).toContain('还缺：地点')
    await house.calm()
    expect((await person.heard()).slice(before).filter((text) => text.includes(FILED))).toHaveLength(1)
  })

  it('its author completes it by simple messages: place and contact stand in the complaint, and nothing is missing', async () => {
    const person = await begins()
    await registered(person)
    person.says('今天还是没有水')
    await person.hears('还差地点')
    person.photographs()
    person.photographs()
    await person.hears('照片或文件收到了')
    person.says('柳渡镇幸福路12号')
    await person.hears('一句话就行')
    await person.taps('看着办')
    await person.hears('怎么联系您')
    person.says('王女士 13800000000')
    await person.hears('都记到')
    const [complaint] = await complaintsOf(person)
    expect(complaint).toMatchObject({ incomplete: false, missing: [] })
    expect(complaint?.facts.place?.text).toContain('幸福路12号')
    expect(complaint?.contact).toBeTruthy()
    expect(complaint?.contact).not.toContain('13800000000')
    const added = await db()
      .selectFrom('supplements')
      .select('words')
      .where('complaint_id', '=', complaint?.id ?? '')
      .execute()
    expect(added).toEqual([{ words: '今天还是没有水' }])
    const files = db()
      .selectFrom('attachments')
      .select('n')
      .where('complaint_id', '=', complaint?.id ?? '')
    expect(await files.orderBy('n').execute()).toEqual([{ n: 1 }, { n: 2 }])
  })

  it('is registered also when it was kept on purpose; deleted on purpose, it is not', async () => {
    const [keeps, deletes] = [await begins(), await begins()]
    keeps.says('退出')
    await keeps.hears('要保留，还是删除')
    await keeps.taps('保留草稿')
    await keeps.hears('内容留着')
    deletes.says('退出')
    await deletes.hears('要保留，还是删除')
    await deletes.taps('删除')
    await deletes.hears('确定删除吗')
    await deletes.taps('确定删除')
    await deletes.hears('已经删除')
    await house.calm()
    await registered(keeps)
    await swept()
    expect(await complaintsOf(deletes)).toEqual([])
    expect(await draftOf(deletes)).toBeUndefined()
  })

  it('is neither lost nor doubled when the service is down at the time, or killed in the middle', async () => {
    const person = await begins()
    await house.stop()
    house.clock.advance(90 * HOUR)
    await house.start()
    await eventually('it to be registered', async () => (await complaintsOf(person)).length === 1)
    expect(await times(person, REMINDER)).toBe(0)

    const other = await begins()
    const id = await idOf(other)
    const later = { now: () => new Date(house.clock.now().getTime() + 73 * HOUR) }
    const dies = { ...deps(), clock: later }
    const boom = async () => {
      throw new Error('killed')
    }
    await expect(
      settleDraft(id, { ...dies, file: async (trx, draft) => dies.file(trx, draft).then(boom) }),
    ).rejects.toThrow('killed')
    expect(await complaintsOf(other)).toEqual([])
    expect(await draftOf(other)).toBeDefined()
    const both = await Promise.all([settleDraft(id, dies), settleDraft(id, dies)])
    expect(both.sort()).toEqual(['filed', 'nothing'])
    expect(await complaintsOf(other)).toHaveLength(1)
  })

  it('a word that waits for its turn is answered first', async () => {
    const person = await begins()
    const id = await idOf(person)
    const row = await db()
      .selectFrom('inbound')
      .selectAll()
      .where('conversation_id', '=', id)
      .orderBy('seq', 'desc')
      .executeTakeFirstOrThrow()
    const later = { now: () => new Date(house.clock.now().getTime() + 73 * HOUR) }
    const becomes = (set: { state: 'pending' | 'handled'; received_at: Date }) =>
      db().updateTable('inbound').set(set).where('seq', '=', row.seq).execute()
    // Received in the future: the sweep of the running service must not take its turn meanwhile.
    await becomes({ state: 'pending', received_at: later.now() })
    const end = await settleDraft(id, { ...deps(), clock: later })
    await becomes({ state: 'handled', received_at: row.received_at })
    expect(end).toBe('nothing')
  })
})

describe('how far people come', () => {
  it('is counted step by step, without words and without persons', async () => {
    const silent = citizen(house.sim)
    silent.says('反映问题')
    await silent.hears('请把事情写下来')
    const person = await begins()
    person.says('？')
    await person.hears('请写一个地名')
    person.says('不清楚')
    await person.hears('哪个乡镇')
    await registered(person)
    await eventually('the empty draft to be gone', async () => (await draftOf(silent)) === undefined)
    const rows = await db().selectFrom('flow_steps').selectAll().where('flow', '=', 'complaint').execute()
    const sum = (step: string, what: string, how?: string) =>
      rows
        .filter((row) => row.step === step && row.what === what && (how === undefined || row.how === how))
        .reduce((all, row) => all + Number(row.n), 0)
    expect(sum('place', 'reached')).toBeGreaterThanOrEqual(1)
    expect(sum('place', 'wrong')).toBe(1)
    expect(sum('place', 'skipped')).toBe(1)
    expect(sum('town', 'left', 'filed')).toBeGreaterThanOrEqual(1)
    expect(sum('what', 'left', 'silence')).toBeGreaterThanOrEqual(1)
    expect(JSON.stringify(rows)).not.toContain('停水')

    // The embedded database takes one process.
    await house.stop()
    const { stdout } = spawnSync(process.execPath, ['src/app/commands/flows.ts', 'funnel', '--json'], {
      ...{ cwd: ROOT, encoding: 'utf8', env: house.environment },
    })
    const { steps } = JSON.parse(stdout.trim().split('\n').at(-1) ?? '')
    const place = steps.find(
      (each: { flow: string; step: string }) => each.flow === 'complaint' && each.step === 'place',
    )
    expect(place).toMatchObject({ wrong: 1, skipped: 1, reached: sum('place', 'reached') })
    await house.start()
  })
})
