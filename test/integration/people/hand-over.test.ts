import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { petitionOfficeOf } from '../../../src/case/org/index.ts'
import { isOpen } from '../../../src/case/rules/index.ts'
import { put, wantPerson } from '../../../src/talk/outbox/index.ts'
import { type Citizen, citizen, files } from '../../support/citizen.ts'
import { eventually } from '../../support/eventually.ts'
import { type House, openHouse } from '../../support/house.ts'

describe('a citizen asks for a person', () => {
  let house: House
  beforeAll(async () => {
    house = await openHouse()
  })
  afterAll(() => house.close())

  const db = () => house.context.db
  const session = (person: Citizen) =>
    house.sim.servicers.sessions().find((one) => one.external_userid === person.phone)
  const inState = (person: Citizen, state: number) =>
    eventually(`service_state ${state}`, () => {
      const found = session(person)
      return found?.service_state === state && found
    })
  const conversation = (person: Citizen) =>
    db().selectFrom('conversations').selectAll().where('peer', '=', person.phone).executeTakeFirstOrThrow()
  const recorded = async (person: Citizen) => {
    const { id } = await conversation(person)
    const rows = db()
      .selectFrom('inbound')
      .select(['author', 'servicer', 'state', 'body'])
      .where('conversation_id', '=', id)
    return rows.where('kind', '=', 'text').orderBy('seq').execute()
  }
  const travel = (to: 'working hours' | 'after hours') => {
    const { org, rules } = house.context
    const hours = petitionOfficeOf(null, org)?.hours ?? ''
    const open = () => isOpen(hours, house.clock.now(), rules.calendars)
    while (open() !== (to === 'working hours')) house.clock.advance(30 * 60_000)
  }
  const servicers = () => house.context.org.staff.map((member) => member.userid)
  const serve = (serving: boolean) => {
    for (const userid of servicers()) house.sim.servicers.serving(userid, { serving })
  }

  it('a servicer gets the conversation, the bot is silent meanwhile, and goes on where it stopped', async () => {
    const person = citizen(house.sim)
    person.says('柳渡镇幸福路12号门口的工地每天半夜施工')
    await person.hears('希望怎么解决')
    person.says('人工')
    await person.hears('已经转给工作人员')
    const servicer = (await inState(person, 3)).servicer_userid ?? ''
    expect(await conversation(person)).toMatchObject({ service_state: 3, servicer })

    const before = (await person.heard()).length
    house.sim.servicers.write(servicer, { external_userid: person.phone, text: '您好，我姓王' })
    person.says('工地的许可证有问题')
    person.says('查询')
    person.photographs()
    await house.calm()
    expect((await person.heard()).length).toBe(before)
    expect(house.sim.books().phones[person.phone]?.refused).toEqual({})
    expect((await recorded(person)).slice(-3)).toEqual([
      { author: 'servicer', servicer, state: 'kept', body: { kind: 'text', text: '您好，我姓王' } },
      { author: 'customer', servicer: null, state: 'kept', body: { kind: 'text', text: '工地的许可证有问题' } },
      { author: 'customer', servicer: null, state: 'kept', body: { kind: 'text', text: '查询' } },
    ])
    const draft = JSON.stringify((await conversation(person)).session)
    expect(draft).toContain('每天半夜施工')
    expect(draft).not.toContain('许可证')

    house.sim.servicers.end(servicer, { external_userid: person.phone })
    await person.hears('人工服务结束了')
    expect(await conversation(person)).toMatchObject({ service_state: null, servicer: null })
    person.says('希望晚上十点以后停止施工')
    await person.hears('怎么联系您')
  })

  it('what was said to a person just before they ended it stays theirs: the bot takes no turn on it', async () => {
    const person = citizen(house.sim)
    person.says('人工')
    await person.hears('已经转给工作人员')
    const servicer = (await inState(person, 3)).servicer_userid ?? ''
    await house.calm()
    const { revision } = await conversation(person)
    person.says('好的，还有幸福路的路灯坏了两个月，您帮我一起记上')
    house.sim.servicers.end(servicer, { external_userid: person.phone })
    await person.hears('人工服务结束了')
    await house.calm()
    expect(await conversation(person)).toMatchObject({ revision })
    expect((await recorded(person)).at(-1)).toMatchObject({ author: 'customer', state: 'kept' })
  })

  it('with nobody serving it waits in the pool in working hours, and is told who comes', async () => {
    travel('working hours')
    serve(false)
    const person = citizen(house.sim)
    person.says('找人')
    await person.hears('已经为您排队')
    await inState(person, 2)
    person.says('有人吗')
    await house.calm()
    serve(true)
    const [userid = ''] = servicers()
    house.sim.servicers.take(userid, { external_userid: person.phone })
    await person.hears('工作人员已经来了')
    expect(await conversation(person)).toMatchObject({ service_state: 3, servicer: userid })
    expect(house.sim.books().phones[person.phone]?.refused).toEqual({})
  })

  it('outside working hours nobody is waited for: phone and hours are told, and the bot stays', async () => {
    travel('after hours')
    serve(false)
    const person = citizen(house.sim)
    person.says('人工')
    expect((await person.hears('不是上班时间')).text).toContain('周一至周五 8:30')
    person.says('柳渡镇幸福路的路灯坏了两个月没有人修')
    await person.hears('希望怎么解决')
    serve(true)
  })

  it('goes to the servicer who waited longest', async () => {
    const given: string[] = []
    for (let n = 0; n < 3; n += 1) {
      const person = citizen(house.sim)
      person.says('人工')
      await person.hears('已经转给工作人员')
      given.push((await inState(person, 3)).servicer_userid ?? '')
    }
    expect(new Set(given).size).toBe(3)
  })

  it('trap 9.5: with automatic assignment the first word is a person’s, and the bot takes no turn', async () => {
    house.sim.settings.change({ switches: { auto_assign: 'pool' } })
    const person = citizen(house.sim)
    person.says('柳渡镇幸福路的路灯坏了')
    await house.calm()
    house.sim.settings.change({ switches: { auto_assign: 'off' } })
    expect(await person.heard()).toEqual([])
    expect(house.sim.books().phones[person.phone]?.refused).toEqual({})
    expect(await conversation(person)).toMatchObject({ service_state: 2, revision: 0 })
    expect(await recorded(person)).toMatchObject([{ state: 'kept' }])
  })

  it('a matter’s news waits while a person talks, and comes with the next word after', async () => {
    const person = citizen(house.sim)
    const { number } = await files(person)
    person.says('人工')
    await person.hears('已经转给工作人员')
    const servicer = (await inState(person, 3)).servicer_userid ?? ''
    const ticket = await db()
      .selectFrom('tickets')
      .select(['id', 'office'])
      .where('number', '=', number.replaceAll('-', ''))
      .executeTakeFirstOrThrow()
    const officer = house.context.org.staff.find((member) => member.office === ticket.office)?.userid ?? ''
    const card = await eventually('the card', async () =>
      (await house.sim.members.screen(officer)).items.find((item) => JSON.stringify(item.card ?? {}).includes(number)),
    )
    await house.sim.members.click(officer, { msgid: card.msgid, key: `accept:${ticket.id}` })
    await house.calm()
    expect((await person.heard()).join()).not.toContain('正式接手办理')
    house.sim.servicers.end(servicer, { external_userid: person.phone })
    await person.hears('人工服务结束了')
    person.says('谢谢')
    await person.hears('正式接手办理')
    expect(house.sim.books().phones[person.phone]?.refused).toEqual({})
  })

  it('what a person took back is shown to nobody; what the citizen takes back goes from the draft even now', async () => {
    const person = citizen(house.sim)
    person.says('柳渡镇幸福路12号门口的工地每天半夜施工，很吵')
    await person.hears('希望怎么解决')
    const mistake = person.says('叫他们赔我一百万')
    await person.hears('怎么联系您')
    person.says('人工')
    await person.hears('已经转给工作人员')
    const servicer = (await inState(person, 3)).servicer_userid ?? ''
    const { msgid } = house.sim.servicers.write(servicer, { external_userid: person.phone, text: '写错了' })
    house.sim.servicers.recall(servicer, { external_userid: person.phone, msgid })
    house.sim.phones.recall(person.phone, { msgid: mistake })
    await house.calm()
    expect((await recorded(person)).find((row) => row.author === 'servicer')).toMatchObject({ state: 'recalled' })
    expect(JSON.stringify((await conversation(person)).session)).not.toContain('一百万')
  })

  it('a remark that comes too late is given up without an alarm, what was told is held', async () => {
    const person = citizen(house.sim)
    person.says('人工')
    await person.hears('已经转给工作人员')
    await inState(person, 3)
    const { id, channel } = await conversation(person)
    const content = (text: string) => ({ kind: 'text' as const, text })
    const bodies = [{ content: content('请问在哪里'), passing: true as const }, { content: content('编号给您') }]
    await db()
      .transaction()
      .execute((trx) => put(trx, { id, channel }, 'test/late', bodies, house.context))
    const rows = await eventually('both to be settled', async () => {
      const found = db().selectFrom('outbound').select(['state', 'reason']).where('cause', 'like', 'test/late%')
      const all = await found.orderBy('seq').execute()
      return all.every((row) => row.state !== 'queued') && all
    })
    expect(rows).toEqual([
      { state: 'given_up', reason: 'person_talking' },
      { state: 'held', reason: 'person_talking' },
    ])
    expect(await db().selectFrom('alarms').selectAll().execute()).toEqual([])
  })

  it('a wish whose nudge was lost is found by the sweep', async () => {
    const person = citizen(house.sim)
    person.says('你好')
    await person.hears('直接把要反映的事写下来')
    const { id } = await conversation(person)
    await db()
      .transaction()
      .execute((trx) => wantPerson(trx, id, 'test/lost', house.context))
    await person.hears('已经转给工作人员')
    await inState(person, 3)
  })
})

describe('where nothing is handed over (KF_HAND_OVER=off)', () => {
  it('phone and hours are told, and the question is asked again', async () => {
    const house = await openHouse({ environment: { KF_HAND_OVER: 'off' } })
    try {
      const person = citizen(house.sim)
      person.says('柳渡镇幸福路12号门口的工地每天半夜施工')
      await person.hears('希望怎么解决')
      person.says('人工')
      await person.hears('工作人员联系方式')
      await person.hears('希望怎么解决')
      expect(house.sim.servicers.sessions()[0]?.service_state).toBe(1)
    } finally {
      await house.close()
    }
  })
})
