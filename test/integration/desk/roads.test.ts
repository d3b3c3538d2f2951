import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { renameInMatters } from '../../../src/case/ticket/index.ts'
import { findPostgres, type Postgres, startPostgres } from '../../support/postgres.ts'
import { DISPOSED, get, onTheRoad, openWorld, post, type World } from './world.ts'

/** The roads a matter can take, walked over HTTP by whoever may; on PostgreSQL where this machine has it. */
let postgres: Postgres | null
let world: World
beforeAll(async () => {
  postgres = findPostgres() === null ? null : await startPostgres()
  world = await openWorld({}, await postgres?.createDatabase('roads'))
})
afterAll(async () => {
  await world.close()
  await postgres?.close()
})

const DAY = 86_400_000
type Body = { type: string } & Record<string, unknown>
/** Each time with a session of its own: the clock jumps over weeks. */
const act = async (userid: string, id: string, body: Body) =>
  post(world.server, `/api/tickets/${id}/acts`, await world.login(userid), body)
const open = async (userid: string, id: string) => get(world.server, `/api/tickets/${id}`, await world.login(userid))
const view = async (userid: string, id: string) => (await open(userid, id)).json()
/** Each in turn is taken, a minute after the one before; gives the last state. */
const walk = async (id: string, ...steps: [string, Body][]): Promise<string> => {
  let state = ''
  for (const [userid, body] of steps) {
    world.clock.advance(60_000)
    const done = await act(userid, id, body)
    expect([userid, body.type, done.statusCode, done.json().message]).toEqual([userid, body.type, 200, undefined])
    state = done.json().state
  }
  return state
}
const refused = async (userid: string, id: string, body: Body) => {
  const done = await act(userid, id, body)
  return [done.statusCode, done.json().code]
}
const lastOf = async (userid: string, id: string) => (await view(userid, id)).history.at(-1)
const dueOf = async (userid: string, id: string, rule: string) =>
  (await view(userid, id)).clocks.find((clock: { rule: string }) => clock.rule === rule)?.due
const onPaper = { channel: 'letter' } as const
/** The citizen's own act, as the chat brings it. */
const citizenDoes = async (id: string, wanted: { type: 'dispute' } | { type: 'request_review'; request: string }) => {
  world.clock.advance(60_000)
  const done = await world.perform(id, { ...wanted, actor: { kind: 'citizen', id: 'citizen' } })
  expect(done?.outcome.ok).toBe(true)
}

const object = (clause: string): Body => ({ type: 'object', clause, reason: '不是本单位的职责' })
const answer = (text = '路灯已修好。'): Body => ({ type: 'answer', text, dispositions: [DISPOSED] })
const accept: Body = { type: 'accept' }
const receipt: Body = { type: 'deliver', of: 'answered', note: '3月12日本人签收' }
const request: Body = { type: 'request_review', request: '路灯还是不亮，请求复查' }
const decide = (outcome: string, more: object = {}): Body => ({
  ...{ type: 'decide_review', outcome, text: '重新看过', basis: '条例第三十五条', ...more },
})

describe('who is competent', () => {
  it('is objected, agreed, objected by the next office, decided by the superior, and stays decided', async () => {
    const { id } = await world.file()
    expect(await walk(id, ['officer', object('三定规定第三条')])).toBe('objected')
    expect(onTheRoad((await view('officer', id)).acts)).toEqual(['escalate', 'recuse'])
    expect(await refused('officer', id, { type: 'agree' })).toEqual([403, 'may_not_act'])
    expect(onTheRoad((await view('Clerk', id)).acts)).toEqual(['agree', 'insist', 'recuse'])
    const toDecide = await get(world.server, '/api/tickets', await world.login('Clerk'))
    expect(toDecide.json().tickets.map((ticket: { id: string }) => ticket.id)).toContain(id)
    expect(await walk(id, ['Clerk', { type: 'agree', note: '核实属实' }])).toBe('returned')
    expect(await lastOf('Clerk', id)).toMatchObject({
      ...{ type: 'returned', from: '县住房和城乡建设局', to: '县信访局', clause: '三定规定第三条', note: '核实属实' },
    })

    await walk(id, ['Clerk', { type: 'forward', toOffice: 'water', note: '请水利局办理' }])
    expect(await walk(id, ['water', object('权责清单第五项')])).toBe('contested')
    const contested = await view('boss', id)
    expect(onTheRoad(contested.acts)).toEqual(['escalate', 'designate', 'recuse'])
    expect(contested).toMatchObject({
      office: { id: 'government' },
      objections: [
        { office: '县住房和城乡建设局', clause: '三定规定第三条', reason: '不是本单位的职责' },
        { office: '县水利局', clause: '权责清单第五项' },
      ],
    })
    expect(contested.history.at(-1).objections).toHaveLength(2)
    expect(await refused('Clerk', id, { type: 'designate', toOffice: 'water', reason: '由水利局办理' })).toEqual([
      ...[403, 'may_not_act'],
    ])
    expect(await walk(id, ['boss', { type: 'designate', toOffice: 'water', reason: '由水利局办理' }])).toBe('forwarded')
    expect(await lastOf('water', id)).toMatchObject({ to: '县水利局', designated: true, text: '由水利局办理' })
    expect((await view('water', id)).acts).not.toContain('object')
    expect(await refused('water', id, object('权责清单第五项'))).toEqual([409, 'was_designated'])
    expect(await refused('Clerk', id, { type: 'forward', toOffice: 'housing' })).toEqual([409, 'was_designated'])
    await walk(id, ['water', accept])
  })

  it('is insisted on: the office keeps it, and its days go on', async () => {
    const { id } = await world.file()
    const due = await dueOf('officer', id, 'D3')
    await walk(id, ['officer', object('三定规定第三条')])
    expect(await walk(id, ['Clerk', { type: 'insist', reason: '第三条说的正是本单位' }])).toBe('forwarded')
    expect(await dueOf('officer', id, 'D3')).toBe(due)
    // A card about the objection lets nobody of the petition office accept in its place.
    await world.card(id, ['Clerk'], 'sent', 'petition')
    expect(await refused('Clerk', id, accept)).toEqual([403, 'may_not_act'])
    await walk(id, ['officer', accept])
  })

  it('is not asked after five working days: the page stops offering it, and says why', async () => {
    const { id } = await world.file()
    const due: string = await dueOf('officer', id, 'D4')
    world.clock.advance(10 * DAY)
    expect((await view('officer', id)).acts).not.toContain('object')
    const late = (await act('officer', id, object('三定规定第三条'))).json()
    const [year, month, day] = due.split('-').map(Number)
    expect(late).toMatchObject({ code: 'late', message: `已经过了${year}年${month}月${day}日，不能再办这一步。` })
  })
})

describe('a matter that is assigned', () => {
  it('has a date, and closes only after its report', async () => {
    const { id } = await world.file({ category: null })
    const due = new Date(world.clock.now().getTime() + 20 * DAY).toISOString().slice(0, 10)
    expect(await refused('Clerk', id, { type: 'forward', toOffice: 'water', due: '2020-01-01' })).toEqual([
      ...[422, 'dates_wrong'],
    ])
    await walk(id, ['Clerk', { type: 'forward', toOffice: 'water', due }], ['water', accept], ['water', answer()])
    expect(await view('water', id)).toMatchObject({ assigned: due, objections: [] })
    expect((await view('water', id)).acts).not.toContain('close')
    const close = { type: 'close', closing: 'solved', toldBy: 'paper', note: '当面送达' }
    expect(await refused('water', id, close)).toEqual([409, 'report_due'])
    const report = { type: 'report', text: '已经办结，附照片。' }
    expect(await walk(id, ['water', report], ['water', close])).toBe('closed')
    expect(await lastOf('water', id)).toMatchObject({ type: 'closed', closing: 'solved', means: 'paper' })
  })

  it('may have offices that help: they read it and do nothing, even with their card', async () => {
    const { id } = await world.file({ category: null })
    expect((await open('officer', id)).statusCode).toBe(404)
    const helping = ['housing', 'water', 'housing']
    expect(await refused('Clerk', id, { type: 'forward', toOffice: 'water', helping: ['nobody'] })).toEqual([
      ...[422, 'unknown_office'],
    ])
    await walk(id, ['Clerk', { type: 'forward', toOffice: 'water', helping }])
    await world.card(id, ['officer'], 'sent', 'housing')
    const seen = await view('officer', id)
    expect([seen.helping.map((one: { id: string }) => one.id), onTheRoad(seen.acts)]).toEqual([['housing'], ['recuse']])
    expect(await refused('officer', id, accept)).toEqual([403, 'may_not_act'])
    expect((await lastOf('water', id)).helping).toEqual(['县住房和城乡建设局'])
    await walk(id, ['water', accept])
  })
})

describe('another way', () => {
  it('is told with where to go, and a refusal with its reasons', async () => {
    const direct = { type: 'direct', why: 'own_procedure', body: '县劳动争议仲裁院', contact: '人民路1号', basis: '' }
    const { id } = await world.file()
    expect(await refused('officer', id, direct)).toEqual([422, 'reason_required'])
    expect(await walk(id, ['officer', { ...direct, basis: '条例第三十一条第二项', way: 2 }])).toBe('directed')
    expect(await lastOf('officer', id)).toMatchObject({ why: 'own_procedure', body: '县劳动争议仲裁院' })

    const other = await world.file()
    const refuse = { type: 'refuse', why: 'in_process', reason: '同一件事正在办理', basis: '条例第二十三条' }
    expect(await walk(other.id, ['officer', refuse])).toBe('refused')
    expect(await view('officer', other.id)).toMatchObject({ deliverable: ['refused'], answerTold: false })
    expect((await view('officer', other.id)).acts).toContain('close')
  })

  it('is reported upwards beside the matter itself', async () => {
    const { id } = await world.file()
    expect(await walk(id, ['officer', { type: 'escalate', reportedTo: '县委', reason: '重大' }])).toBe('forwarded')
    expect(await lastOf('officer', id)).toMatchObject({ type: 'escalated', person: '县委', text: '重大' })
  })
})

describe('an answer', () => {
  it('waits once for longer, with approver and reason', async () => {
    const { id } = await world.file()
    await walk(id, ['officer', { ...accept, kind: 'claim', way: 6 }])
    expect(await lastOf('officer', id)).toMatchObject({ type: 'accepted', kind: 'claim', way: 6 })
    const extend = { type: 'extend', days: 20, approver: '局长', reason: '配件要订做' }
    const unapproved = (await act('officer', id, { ...extend, approver: '' })).json()
    expect(unapproved).toMatchObject({ code: 'needs', message: '还缺：批准人。' })
    expect(await refused('officer', id, { ...extend, days: 31 })).toEqual([422, 'days_not_allowed'])
    await walk(id, ['officer', extend])
    expect(await dueOf('officer', id, 'D6')).not.toBe(await dueOf('officer', id, 'D5'))
    expect((await view('officer', id)).acts).not.toContain('extend')
    expect(await refused('officer', id, extend)).toEqual([409, 'taken_before'])
  })

  it('is on every demand, or says which are open', async () => {
    const { id } = await world.file({ demands: ['修好', '赔偿', '道歉'] })
    await walk(id, ['officer', accept])
    const open = (await act('officer', id, answer())).json()
    expect(open).toMatchObject({ code: 'demands_open', values: { demands: '2、3' } })
    expect(open.message).toContain('还差第2、3项')
  })

  it('that is disputed is for another officer; what it supports is done and said', async () => {
    const { id } = await world.file()
    await walk(id, ['officer', accept], ['officer', answer()])
    await citizenDoes(id, { type: 'dispute' })
    const own = await view('officer', id)
    expect([own.disputed, own.acts.filter((one: string) => ['answer', 'close'].includes(one))]).toEqual([true, []])
    expect(await refused('officer', id, answer('一样'))).toEqual([409, 'same_officer'])
    await walk(id, ['second', answer('又换了灯泡。')], ['second', { type: 'execute', demandId: '1', note: '装好了' }])
    expect(await view('second', id)).toMatchObject({ disputed: false, toExecute: [] })
    expect(await lastOf('second', id)).toMatchObject({ type: 'executed', demand: 1, text: '装好了' })
    expect(await refused('second', id, { type: 'execute', demandId: '1', note: '装好了' })).toEqual([
      ...[409, 'not_supported'],
    ])
  })
})

describe('a review', () => {
  it('is asked on paper after the receipt and decided above; with nobody further up it ends there', async () => {
    const { id } = await world.file(onPaper)
    await walk(id, ['officer', accept], ['officer', answer()])
    expect(await view('Clerk', id)).toMatchObject({ deliverable: ['answered'], delivered: [] })
    expect(await refused('Clerk', id, { ...receipt, note: ' ' })).toEqual([422, 'note_required'])
    await walk(id, ['Clerk', receipt])
    expect(await view('Clerk', id)).toMatchObject({ deliverable: [], delivered: ['answered'], answerTold: true })
    expect(await walk(id, ['Clerk', request])).toBe('under_review')
    expect(await lastOf('boss', id)).toMatchObject({ type: 'review_requested', late: false, to: '县政府办公室' })
    expect((await open('officer', id)).statusCode).toBe(404)
    expect(await walk(id, ['boss', decide('upheld')])).toBe('reviewed')
    expect(await refused('Clerk', id, { type: 'request_rereview', request: '请求复核' })).toEqual([409, 'no_superior'])
  })

  it('is reviewed once more, heard, and then it is the end of the road', async () => {
    const { id } = await world.file(onPaper)
    const again = { type: 'request_rereview', request: '请求复核' }
    await walk(
      id,
      ['officer', { type: 'forward', toOffice: 'housing-team' }],
      ...([
        ['team', accept],
        ['team', answer()],
        ['team', receipt],
        ['team', request],
      ] as [string, Body][]),
      ['officer', decide('upheld')],
      ['team', { type: 'deliver', of: 'reviewed', note: '3月20日签收' }],
      ['Clerk', again],
    )
    expect((await view('boss', id)).acts).toEqual(expect.arrayContaining(['decide_rereview', 'hear']))
    const due = await dueOf('boss', id, 'D10')
    const day = (days: number) => new Date(world.clock.now().getTime() + days * DAY).toISOString()
    expect(await refused('boss', id, { type: 'hear', from: day(5), to: day(3) })).toEqual([422, 'dates_wrong'])
    expect(await walk(id, ['boss', { type: 'hear', from: day(3), to: day(10) }])).toBe('under_rereview')
    expect((await dueOf('boss', id, 'D10')) > due).toBe(true)
    expect(await walk(id, ['boss', { ...decide('upheld'), type: 'decide_rereview' }])).toBe('rereviewed')
    expect(await refused('Clerk', id, again)).toEqual([409, 'already_done'])
    expect((await open('boss', id)).statusCode).toBe(200)
    const { acts } = await view('team', id)
    expect(onTheRoad(acts).filter((one) => !['close', 'execute', 'deliver', 'recuse'].includes(one))).toEqual([])
  })

  it('that is asked late is taken and marked, and may send the matter back with a date', async () => {
    const { id } = await world.file()
    await walk(id, ['officer', accept], ['officer', answer()], ['officer', receipt])
    world.clock.advance(60 * DAY)
    await citizenDoes(id, { type: 'request_review', request: '还是不亮' })
    expect(await lastOf('boss', id)).toMatchObject({ type: 'review_requested', late: true })
    expect(await refused('boss', id, decide('redo'))).toEqual([422, 'due_required'])
    const due = new Date(world.clock.now().getTime() + 30 * DAY).toISOString().slice(0, 10)
    await world.card(id, ['aide'])
    expect(await walk(id, ['boss', decide('redo', { due })])).toBe('accepted')
    expect(await view('second', id)).toMatchObject({ office: { id: 'housing' }, assigned: due })
    expect((await view('second', id)).acts).toContain('answer')
    // A card of the review is no card of the new turn.
    expect(await refused('aide', id, answer())).toEqual([403, 'may_not_act'])
  })
})

describe('on behalf of the citizen', () => {
  it('staff withdraw what came on paper, with the paper, and nothing of the chat', async () => {
    const online = await world.file()
    const withdraw = { type: 'withdraw', note: '3月5日书面撤回' }
    expect((await view('officer', online.id)).acts).not.toContain('withdraw')
    expect(await refused('officer', online.id, withdraw)).toEqual([409, 'author_only'])
    const { id } = await world.file(onPaper)
    expect((await view('Clerk', id)).acts).toContain('withdraw')
    expect(await refused('Clerk', id, { ...withdraw, note: '' })).toEqual([422, 'note_required'])
    expect(await walk(id, ['Clerk', withdraw])).toBe('withdrawn')
    expect((await view('officer', id)).acts).toEqual([])
    const list = await get(world.server, '/api/tickets', await world.login('officer'))
    expect(list.json().tickets.map((each: { id: string }) => each.id)).not.toContain(id)
  })
})

describe('who stands aside', () => {
  it('neither reads nor acts nor lists from then on, however the userid is spelt', async () => {
    const { id } = await world.file()
    await world.card(id, ['OFFICER'])
    const reason = '来件人是本人亲属'
    expect(await walk(id, ['officer', { type: 'recuse', reason }])).toBe('forwarded')
    expect((await open('officer', id)).statusCode).toBe(404)
    expect(await refused('officer', id, accept)).toEqual([404, 'not_found'])
    const list = await get(world.server, '/api/tickets', await world.login('officer'))
    expect(list.json().tickets.map((each: { id: string }) => each.id)).not.toContain(id)
    expect(await lastOf('second', id)).toMatchObject({ type: 'recused', person: '王知禾', text: reason })
  })

  it('stays the same person under another userid', async () => {
    const { id } = await world.file()
    await walk(id, ['officer', { type: 'recuse', reason: '来件人是本人亲属' }])
    await world.db.transaction().execute((trx) => renameInMatters(trx, 'Officer', 'officer2'))
    const row = await world.db.selectFrom('tickets').select('course').where('id', '=', id).executeTakeFirstOrThrow()
    expect(row.course.recused).toEqual(['officer2'])
  })

  it('is said by the person, or by the lead for the own office only', async () => {
    const { id } = await world.file()
    const of = (officer: string): Body => ({ type: 'recuse', officer, reason: '有利害关系' })
    expect(await refused('officer', id, of('second'))).toEqual([403, 'may_not_recuse'])
    expect(await refused('Clerk', id, of('officer'))).toEqual([403, 'may_not_recuse'])
    expect((await view('Clerk', id)).recusable).toEqual([{ userid: 'Clerk', name: '沈沐青' }])
    await walk(id, ['Clerk', of('CLERK')])
    expect((await open('Clerk', id)).statusCode).toBe(404)
  })
})

it('an act of nobody, or with a field too many, is refused before anything is read of it', async () => {
  const { id } = await world.file()
  for (const body of [{ type: 'return', reason: 'x' }, { type: 'register' }, { ...accept, actor: 'boss' }]) {
    expect(await refused('officer', id, body)).toEqual([400, 'bad_request'])
  }
})
