import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { numberReader } from '../../../src/app/numbers.ts'
import { citizen, files, STORY } from '../../support/citizen.ts'
import { eventually } from '../../support/eventually.ts'
import { DATABASES, type House, openHouse } from '../../support/house.ts'

describe.each(DATABASES)('on the %s database', (database) => {
  let house: House
  beforeAll(async () => {
    house = await openHouse({ database })
  })
  afterAll(() => house.close())

  const ticketOf = (number: string) =>
    house.context.db
      .selectFrom('tickets')
      .selectAll()
      .where('number', '=', number.replaceAll('-', ''))
      .executeTakeFirstOrThrow()
  const complaintOf = (id: string) =>
    house.context.db.selectFrom('complaints').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const eventsOf = (ticket: string) =>
    house.context.db.selectFrom('ticket_events').selectAll().where('ticket_id', '=', ticket).orderBy('n').execute()
  const officersOf = (office: string) =>
    house.context.org.staff.filter((member) => member.office === office).map((member) => member.userid)
  const cardOf = (userid: string, number: string) =>
    eventually(`a card about ${number} for ${userid}`, async () => {
      const { items } = await house.sim.members.screen(userid)
      return items.find((item) => JSON.stringify(item.card ?? {}).includes(number))
    })
  const replacedFor = (userid: string, msgid: string) =>
    eventually(`the card of ${userid} to be brought up to date`, async () => {
      const { items } = await house.sim.members.screen(userid)
      return items.find((item) => item.msgid === msgid)?.replaced
    })
  const acceptKey = (ticket: string) => `accept:${ticket}`

  it('a story with a photo becomes a matter with a number, a card, an acceptance, and a word to the citizen', async () => {
    const li = citizen(house.sim)
    li.says('柳渡镇幸福路12号门口的工地每天半夜施工')
    li.photographs()
    await li.hears('希望怎么解决')
    li.says('希望晚上十点以后停止施工')
    await li.hears('怎么联系您')
    li.says('改 涉及的单位')
    await li.hears('涉及哪个单位')
    li.says('宏达建筑公司')
    await li.hears('怎么联系您')
    li.says('李建国 13800000000')
    await li.hears('都对吗')
    await li.taps('没问题，提交')
    const told = (await li.hears('已经登记')).text ?? ''
    const number = /MQ[0-9-]+/.exec(told)?.[0] ?? ''
    expect(told).toContain('已转给')
    expect(told).toMatch(/最迟\d+月\d+日前/)

    const ticket = await ticketOf(number)
    const complaint = await house.context.db
      .selectFrom('complaints')
      .selectAll()
      .where('id', '=', ticket.complaint_id)
      .executeTakeFirstOrThrow()
    expect(complaint.words).toEqual(['柳渡镇幸福路12号门口的工地每天半夜施工'])
    expect(complaint.facts).toMatchObject({ party: '宏达建筑公司', danger: false })
    expect(complaint.contact).not.toContain('13800000000')
    const photo = await eventually('the photo to be stored', () =>
      house.context.db
        .selectFrom('attachments')
        .innerJoin('media', 'media.id', 'attachments.media')
        .select(['media.state', 'content_type'])
        .where('complaint_id', '=', complaint.id)
        .where('media.state', '!=', 'pending')
        .executeTakeFirst(),
    )
    expect(photo).toEqual({ state: 'stored', content_type: 'image/jpeg' })

    const [officer = '', ...colleagues] = officersOf(ticket.office)
    const card = await cardOf(officer, number)
    expect(JSON.stringify(card.card)).not.toMatch(/李建国|13800000000/)
    const click = await house.sim.members.click(officer, { msgid: card.msgid, key: acceptKey(ticket.id) })
    expect(click).toMatchObject({ outcome: 'delivered', status: 200, attempts: 1 })
    await li.hears('受理')
    expect(await replacedFor(officer, card.msgid)).toBe(house.context.wording.cards.done.accepted)
    for (const colleague of colleagues)
      expect(await replacedFor(colleague, card.msgid)).toBe(house.context.wording.cards.done.accepted)

    await house.calm()
    expect((await eventsOf(ticket.id)).map((event) => event.type)).toEqual([
      'registered',
      'forwarded',
      'told',
      'accepted',
      'told',
    ])
    const notices = await house.context.db
      .selectFrom('notices')
      .selectAll()
      .where('ticket_id', '=', ticket.id)
      .execute()
    expect(notices.map((notice) => notice.state)).toEqual(notices.map(() => 'told'))
    expect(await house.context.db.selectFrom('alarms').selectAll().execute()).toEqual([])
    expect(house.sim.books().phones[li.phone]?.refused).toEqual({})
  })

  it('two officers press at once: one acceptance, one word to the citizen, both cards up to date', async () => {
    const wang = citizen(house.sim)
    const { number } = await files(wang)
    const ticket = await ticketOf(number)
    const officers = officersOf(ticket.office)
    expect(officers.length).toBeGreaterThan(1)
    const card = await cardOf(officers[0] ?? '', number)
    const clicks = await Promise.all(
      officers.map((userid) => house.sim.members.click(userid, { msgid: card.msgid, key: acceptKey(ticket.id) })),
    )
    for (const click of clicks) expect(click).toMatchObject({ status: 200 })
    await wang.hears('受理')
    for (const userid of officers)
      expect(await replacedFor(userid, card.msgid)).toBe(house.context.wording.cards.done.accepted)
    await house.calm()
    const accepted = (await eventsOf(ticket.id)).filter((event) => event.type === 'accepted')
    expect(accepted).toHaveLength(1)
    expect((await wang.heard()).filter((text) => text.includes('正式接手办理'))).toHaveLength(1)
  })

  it('the number shows the matter to its author without a code, to another phone only with the right one', async () => {
    const [author, stranger] = [citizen(house.sim), citizen(house.sim)]
    const { number, code } = await files(author)
    author.says(number)
    const { text } = await author.hears('编号：')
    expect(text).toContain('状态：')
    // The next legal date, and why it is that day.
    expect(text).toMatch(/最迟\d+月\d+日前[\s\S]*依据《信访工作条例》第\S+，从\S+的第二天算起，15天/)

    stranger.says(number)
    await stranger.hears('查询码')
    stranger.says('AAAAAAAAAA')
    expect((await stranger.hears('没有查到')).text).toContain('编号或查询码不对')
    const before = await stranger.heard()
    expect(before.join()).not.toMatch(/状态：|工地/)
    stranger.says(number)
    await stranger.hears('查询码')
    stranger.says(code)
    expect((await stranger.hears('编号：')).text).toContain(number)
  })

  it('a number nobody has asks for a code like one that somebody has, and answers like a wrong code', async () => {
    const [author, stranger] = [citizen(house.sim), citizen(house.sim)]
    const { number } = await files(author)
    const unknown = otherNumber(number)
    const answers: string[][] = []
    for (const asked of [number, unknown]) {
      const from = (await stranger.heard()).length
      stranger.says(asked)
      await stranger.hears('查询码')
      stranger.says('BBBBBBBBBB')
      await stranger.hears('没有查到')
      answers.push((await stranger.heard()).slice(from).filter((text) => !text.includes('您好，这里是')))
    }
    expect(answers[1]).toEqual(answers[0])
  })

  it('a text soon after filing is added to the matter when the citizen says so', async () => {
    const zhao = citizen(house.sim)
    const { number } = await files(zhao)
    zhao.says('昨天夜里又施工到三点')
    await zhao.hears('刚才这段话是')
    await zhao.taps('补充到刚才的事')
    await zhao.hears('已经补充到')
    const ticket = await ticketOf(number)
    const added = await house.context.db
      .selectFrom('supplements')
      .select('words')
      .where('complaint_id', '=', ticket.complaint_id)
      .execute()
    expect(added).toEqual([{ words: '昨天夜里又施工到三点' }])
  })

  it('three messages within a second are one turn with one set of replies', async () => {
    const sun = citizen(house.sim)
    sun.says('柳渡镇幸福路')
    sun.says('12号门口的工地')
    sun.says('每天半夜施工，孩子睡不着')
    await sun.hears('希望怎么解决')
    await house.calm()
    expect((await sun.heard()).filter((text) => text.includes('希望怎么解决'))).toHaveLength(1)
    const conversation = await house.context.db
      .selectFrom('conversations')
      .select(['revision', 'session'])
      .where('peer', '=', sun.phone)
      .executeTakeFirstOrThrow()
    expect(conversation.revision).toBe(1)
    expect(JSON.stringify(conversation.session)).toContain('柳渡镇幸福路\\n12号门口的工地\\n每天半夜施工，孩子睡不着')
  })

  it('a photo soon after filing opens no matter: it goes to the one that was filed when the citizen says so', async () => {
    const wu = citizen(house.sim)
    const { number } = await files(wu)
    wu.photographs()
    await wu.hears('刚才发的照片')
    await wu.taps('补充到刚才的事')
    await wu.hears('已经补充到')
    await house.calm()
    const ticket = await ticketOf(number)
    const { db } = house.context
    const attached = db.selectFrom('attachments').select('n').where('complaint_id', '=', ticket.complaint_id)
    expect(await attached.execute()).toHaveLength(1)
    const { reporter } = await complaintOf(ticket.complaint_id)
    expect(await db.selectFrom('complaints').select('id').where('reporter', '=', reporter).execute()).toHaveLength(1)
  })

  it('补充 takes a photo, a place and words to a chosen matter', async () => {
    const zheng = citizen(house.sim)
    const { number } = await files(zheng)
    zheng.says('补充')
    await zheng.hears('要补充到')
    zheng.photographs()
    await zheng.hears('照片、录音或文件已经补充到')
    zheng.sends({ msgtype: 'location', location: { latitude: 30.5, longitude: 114.3, name: '工地北门', address: '' } })
    await zheng.hears('位置已经补充到')
    zheng.says('昨天夜里又施工到三点')
    await zheng.hears('已经补充到')
    await house.calm()
    const { complaint_id } = await ticketOf(number)
    const { db } = house.context
    const added = db
      .selectFrom('supplements')
      .select('words')
      .where('complaint_id', '=', complaint_id)
      .orderBy('added_at')
    expect((await added.execute()).map(({ words }) => words)).toEqual([
      '补充地点：工地北门（30.5,114.3）',
      '昨天夜里又施工到三点',
    ])
    const attached = db.selectFrom('attachments').select('n').where('complaint_id', '=', complaint_id)
    expect(await attached.execute()).toHaveLength(1)
  })

  it('the short way gives the same number and the same clocks', async () => {
    const feng = citizen(house.sim)
    feng.says('随手拍')
    await feng.hears('哪里坏了')
    feng.says('柳渡镇幸福路12号门口路灯不亮')
    await feng.hears('请拍一张照片')
    feng.photographs()
    await feng.hears('都对吗')
    await feng.taps('没问题，提交')
    const told = (await feng.hears('报上了')).text ?? ''
    expect(told).toMatch(/最迟\d+月\d+日前/)
    const ticket = await ticketOf(/MQ[0-9-]+/.exec(told)?.[0] ?? '')
    const clocks = await house.context.db
      .selectFrom('ticket_clocks')
      .select('rule')
      .where('ticket_id', '=', ticket.id)
      .execute()
    expect(clocks.map(({ rule }) => rule)).toEqual(expect.arrayContaining(['D1', 'D2']))
    expect((await complaintOf(ticket.complaint_id)).words).toEqual(['柳渡镇幸福路12号门口路灯不亮'])
  })

  it('what may be a report stays with the petition office, as a suggestion of its kind', async () => {
    const chen = citizen(house.sim)
    chen.says('柳渡镇上渡口村村主任贪污修路款，请查清楚')
    await chen.hears('不转给被举报的单位')
    await chen.hears('举报的是谁')
    chen.says('柳渡镇人民政府')
    await chen.hears('怎么联系您')
    await chen.taps('不留联系方式')
    await chen.hears('哪一类')
    await chen.taps('都不像')
    await chen.hears('都对吗')
    await chen.taps('没问题，提交')
    const told = (await chen.hears('已经登记')).text ?? ''
    const ticket = await ticketOf(/MQ[0-9-]+/.exec(told)?.[0] ?? '')
    expect(ticket).toMatchObject({ office: 'petition', state: 'registered', kind: 'unsorted' })
    expect((await complaintOf(ticket.complaint_id)).facts.kind).toEqual({ suggested: 'report', by: 'words' })
  })

  it('the same story from the same phone twice is two matters with two numbers', async () => {
    const qian = citizen(house.sim)
    const first = await files(qian)
    qian.says(STORY)
    await qian.hears('刚才这段话是')
    await qian.taps('反映另一件事')
    await qian.hears('怎么联系您')
    await qian.taps('不留联系方式')
    await qian.hears('都对吗')
    await qian.taps('没问题，提交')
    const second = /MQ[0-9-]+/.exec((await qian.hears('已经登记')).text ?? '')?.[0]
    expect(second).toBeDefined()
    expect(second).not.toBe(first.number)
  })
})

/** Another number with the right form and check digit that was given to nobody. */
function otherNumber(taken: string): string {
  const digits = taken.replace(/\D/g, '').slice(0, -2)
  const read = numberReader('MQ')
  const others = Array.from({ length: 100 }, (_, n) => `MQ${digits}${String(n).padStart(2, '0')}`)
  const other = others.find((number) => read(number) !== null && number !== taken.replaceAll('-', ''))
  if (!other) throw new Error('no other number has a right check digit')
  return other
}
