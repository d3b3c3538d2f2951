import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contactWay } from '../../../src/app/commands/contact-way.ts'
import { makeEntryLink } from '../../../src/app/entry-links.ts'
import { citizen, files } from '../../support/citizen.ts'
import { eventually } from '../../support/eventually.ts'
import { DATABASE, type House, openHouse } from '../../support/house.ts'
import { loggedIn } from './support.ts'

describe('who writes, and where they came from', () => {
  let house: House
  beforeAll(async () => {
    house = await openHouse()
  })
  afterAll(() => house.close())

  const conversation = (phone: string) =>
    house.context.db.selectFrom('conversations').selectAll().where('peer', '=', phone).executeTakeFirstOrThrow()
  const link = async (ask: { scene: string; place?: string; office?: string }) => {
    const { db, clock, org, channels } = house.context
    if (!channels.kf) throw new Error('customer service is off')
    const given = { account: undefined, place: undefined, office: undefined, ...ask }
    return makeEntryLink(given, { db, clock, org, channel: channels.kf })
  }
  const matter = (number: string) =>
    house.context.db
      .selectFrom('tickets')
      .select(['id', 'office', 'place'])
      .where('number', '=', number.replaceAll('-', ''))
      .executeTakeFirstOrThrow()
  const officerOf = (office: string) => house.context.org.staff.find((member) => member.office === office)?.userid ?? ''

  it('the name in WeChat is sealed, and shown to those who may read the matter', async () => {
    const person = citizen(house.sim)
    const { number } = await files(person)
    const { id, nickname } = await eventually('the name', async () => {
      const row = await conversation(person.phone)
      return row.nickname === null ? null : row
    })
    const shown = house.sim.phones.list().find((phone) => phone.external_userid === person.phone)?.name ?? ''
    expect(nickname).not.toContain(shown)
    expect(house.context.seal.open(nickname ?? '', id)).toBe(shown)
    const ticket = await matter(number)
    const desk = await loggedIn(house, officerOf(ticket.office))
    expect((await desk.get(`/api/tickets/${ticket.id}`)).nickname).toBe(shown)
  })

  it('what citizen and servicer say after the filing stands in the matter, what was said before does not', async () => {
    const person = citizen(house.sim)
    const talks = async (words: string, answer: string) => {
      person.says('人工')
      await person.hears('已经转给工作人员')
      const servicer = await eventually(
        'a servicer',
        () =>
          house.sim.servicers.sessions().find((one) => one.external_userid === person.phone && one.service_state === 3)
            ?.servicer_userid,
      )
      person.says(words)
      house.sim.servicers.write(servicer, { external_userid: person.phone, text: answer })
      await house.calm()
      house.sim.servicers.end(servicer, { external_userid: person.phone })
      await person.hears('人工服务结束了')
      return house.context.org.staff.find((member) => member.userid === servicer)?.name
    }
    await talks('先问一句', '请说')
    const { number } = await files(person)
    const name = await talks('昨晚又施工了', '我们去看')
    const ticket = await matter(number)
    const desk = await loggedIn(house, officerOf(ticket.office))
    expect((await desk.get(`/api/tickets/${ticket.id}`)).talk).toMatchObject([
      { by: 'citizen', name: null, kind: 'text', text: '昨晚又施工了' },
      { by: 'servicer', name, kind: 'text', text: '我们去看' },
    ])
    const { number: second } = await files2(person)
    const later = await matter(second)
    const other = await loggedIn(house, officerOf(later.office))
    expect((await other.get(`/api/tickets/${later.id}`)).talk).toEqual([])
  })

  it('a poster’s link gives the place as understood: shown in the summary, and open to change', async () => {
    const made = await link({ scene: 'village-01', place: 'liudu-wutong' })
    if (!made.ok) throw new Error(made.error)
    const person = citizen(house.sim)
    house.sim.phones.enter(person.phone, { url: `${made.value}&scene_param=${encodeURIComponent('100%门口')}` })
    await person.hears('直接把要反映的事写下来')
    expect(await conversation(person.phone)).toMatchObject({ scene: 'village-01', scene_param: '100%门口' })
    person.says('村里的路灯坏了两个月没有人修，希望尽快修好，是村委会管的')
    await person.hears('怎么联系您')
    await person.taps('不留联系方式')
    await person.hears('最像下面哪一类')
    await person.taps('城乡建设')
    const summary = await person.hears('地点：柳渡镇梧桐坳村')
    expect(summary.menu?.head ?? summary.text).toContain('请您看一遍')
    person.says('改 地点')
    await person.hears('事情发生在哪里')
    person.says('老供销社门口')
    await person.hears('在哪个乡镇或街道')
  })

  // It is a second program, and the embedded database takes only one.
  it.runIf(DATABASE === 'postgres')(
    'the command makes the link and records it, and says what is wrong in a sentence',
    async () => {
      const run = (...args: string[]) => contactWay(args, house.environment)
      const made = await run('--scene', 'hall', '--place', 'liudu')
      expect(made).toMatchObject({ ok: true, text: expect.stringContaining('https://work.weixin.qq.com/kf/') })
      const row = await house.context.db.selectFrom('entry_scenes').selectAll().where('scene', '=', 'hall').execute()
      expect(row).toMatchObject([{ place: 'liudu', office: null, url: made.text }])
      expect(await run()).toMatchObject({ ok: false, text: expect.stringContaining('--scene') })
      expect(await run('--scene', 'hall', '--account', 'wkOther')).toMatchObject({ ok: false })
    },
  )

  it('a place that the words name goes before the poster’s', async () => {
    const made = await link({ scene: 'village-02', place: 'liudu-wutong', office: officeId() })
    if (!made.ok) throw new Error(made.error)
    const person = citizen(house.sim)
    house.sim.phones.enter(person.phone, { url: made.value })
    const { number } = await files(person)
    const ticket = await matter(number)
    expect(ticket.place).toBe('liudu')
    const desk = await loggedIn(house, officerOf(ticket.office))
    expect((await desk.get(`/api/tickets/${ticket.id}`)).entry).toEqual({
      scene: 'village-02',
      place: '梧桐坳村',
      office: house.context.org.offices[0]?.name,
    })
  })

  it('a scene that nobody made here, or that is none, offers nothing', async () => {
    const person = citizen(house.sim)
    house.sim.phones.enter(person.phone, { scene: 'somebody-elses' })
    await person.hears('直接把要反映的事写下来')
    person.says('村里的路灯坏了两个月没有人修，希望尽快修好')
    await person.hears('事情发生在哪里')
    expect(await link({ scene: '村口' })).toMatchObject({ ok: false })
    expect(await link({ scene: 'x'.repeat(33) })).toMatchObject({ ok: false })
    expect(await link({ scene: 'ok', place: 'nowhere' })).toMatchObject({ ok: false, error: 'no place nowhere' })
  })

  const officeId = () => house.context.org.offices[0]?.id ?? ''
  const files2 = async (person: ReturnType<typeof citizen>) => {
    person.says('石桥坪镇高坎村的水管漏水一个星期，希望尽快修好，是自来水公司管的')
    await person.hears('刚才这段话是')
    await person.taps('反映另一件事')
    await person.hears('怎么联系您')
    await person.taps('不留联系方式')
    await person.hears('都对吗')
    await person.taps('没问题，提交')
    const number = /MQ[0-9-]+/.exec((await person.hears('已经登记')).text ?? '')?.[0] ?? ''
    return { number }
  }
})
