import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DISPOSED, get, onTheRoad, openWorld, post, type World } from './world.ts'

let world: World
let cookies: Record<string, string>
beforeAll(async () => {
  world = await openWorld()
  cookies = {}
  for (const userid of ['Clerk', 'officer', 'second', 'team', 'water', 'boss', 'aide']) {
    cookies[userid] = await world.login(userid)
  }
})
afterAll(() => world.close())

const act = (userid: string, ticketId: string, body: unknown) =>
  post(world.server, `/api/tickets/${ticketId}/acts`, cookies[userid] ?? '', body)
const view = async (userid: string, ticketId: string) =>
  (await get(world.server, `/api/tickets/${ticketId}`, cookies[userid] ?? '')).json()
const all = async (steps: [string, object][], ticketId: string) => {
  for (const [userid, body] of steps) expect((await act(userid, ticketId, body)).statusCode).toBe(200)
}

const answer = (text: string) => ({ type: 'answer', text, dispositions: [DISPOSED] })

describe('the acts', () => {
  it('lead from accepting to closing, each with its actor and what the citizen is told', async () => {
    const { id } = await world.file()
    const accepted = await act('officer', id, { type: 'accept' })
    expect([accepted.statusCode, accepted.json()]).toEqual([200, { state: 'accepted', stateText: '已受理，办理中' }])
    await all([['officer', answer('路灯已修好。')]], id)
    await world.tellAnswer(id)
    const answered = await view('second', id)
    expect(answered).toMatchObject({ answerTold: true, toExecute: ['1'], deliverable: ['answered'] })
    expect(onTheRoad(answered.acts)).toEqual(['close', 'execute', 'dispute', 'request_review', 'deliver', 'recuse'])
    await all([['second', { type: 'close', closing: 'solved' }]], id)
    const done = await view('officer', id)
    expect(done.state).toBe('closed')
    expect(onTheRoad(done.acts)).toEqual(['execute', 'dispute', 'request_review', 'deliver', 'recuse'])
    expect(done.history.slice(2)).toMatchObject([
      { type: 'accepted', by: { kind: 'staff', name: '王知禾', office: '县住房和城乡建设局' } },
      {
        type: 'answered',
        text: '路灯已修好。',
        dispositions: [{ demand: 1, outcome: 'supported', facts: DISPOSED.facts }],
      },
      { type: 'told', of: 'answered', means: 'message' },
      { type: 'closed', means: 'message', closing: 'solved', by: { name: '李承安' } },
    ])
    const notices = await world.db
      .selectFrom('notices')
      .select('template')
      .where('ticket_id', '=', id)
      .where('audience', '=', 'citizen')
      .orderBy('created_at')
      .execute()
    expect(notices.map(({ template }) => template).sort()).toEqual(['accepted', 'answered', 'closed'])
  })

  it('let the petition office take on what stayed with it', async () => {
    const { id } = await world.file({ category: null })
    expect(onTheRoad((await view('Clerk', id)).acts)).toEqual(['direct', 'refuse', 'escalate', 'forward', 'recuse'])
    await all([['Clerk', { type: 'forward', toOffice: 'petition' }]], id)
    await all([['Clerk', { type: 'accept' }]], id)
  })

  it('let the holder pass it to an office below, and nowhere else', async () => {
    const { id } = await world.file()
    const aside = await act('officer', id, { type: 'forward', toOffice: 'water' })
    expect([aside.statusCode, aside.json().code]).toEqual([403, 'may_not_forward_there'])
    await all([['officer', { type: 'forward', toOffice: 'housing-team' }]], id)
    await all([['team', { type: 'accept' }]], id)
  })

  it('close an answer that was told by phone only with a note', async () => {
    const { id } = await world.file()
    await all(
      [
        ['officer', { type: 'accept' }],
        ['officer', answer('已修好')],
      ],
      id,
    )
    expect((await act('officer', id, { type: 'close', closing: 'solved' })).json().code).toBe('answer_not_told')
    const noted = await act('officer', id, { type: 'close', closing: 'solved', toldBy: 'phone' })
    expect([noted.statusCode, noted.json().code]).toEqual([422, 'note_required'])
    await all([['officer', { type: 'close', closing: 'solved', toldBy: 'phone', note: '3月2日上午电话告知' }]], id)
  })
})

describe('a refusal', () => {
  it('comes with its code, values and words, and changes nothing', async () => {
    const { id } = await world.file()
    const early = await act('officer', id, answer('好'))
    expect([early.statusCode, early.json()]).toEqual([
      409,
      { code: 'not_accepted', message: '还没有受理，请先受理。', values: { state: '已转送，待受理' } },
    ])
    expect((await view('officer', id)).state).toBe('forwarded')
  })

  it('of empty words says what is missing', async () => {
    const { id } = await world.file()
    const objected = await act('officer', id, { type: 'object', clause: '  ', reason: '' })
    expect([objected.statusCode, objected.json()]).toEqual([
      422,
      { code: 'needs', message: '还缺：依据的条款、理由。', values: { missing: '依据的条款、理由' } },
    ])
  })

  it('keeps a matter from an office complained of', async () => {
    const { id } = await world.file({}, ['housing'])
    const forwarded = await act('Clerk', id, { type: 'forward', toOffice: 'housing-team' })
    expect([forwarded.statusCode, forwarded.json().code]).toEqual([422, 'barred_office'])
  })

  it('names an office that is not there', async () => {
    const { id } = await world.file()
    const forwarded = await act('Clerk', id, { type: 'forward', toOffice: 'nowhere' })
    expect([forwarded.statusCode, forwarded.json().code]).toEqual([422, 'unknown_office'])
  })

  it('tells the second of two officers at once who was first', async () => {
    const { id } = await world.file()
    const both = await Promise.all([act('officer', id, { type: 'accept' }), act('second', id, { type: 'accept' })])
    expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409])
    const first = both[0].statusCode === 200 ? '王知禾' : '李承安'
    const refused = both.find(({ statusCode }) => statusCode === 409)?.json()
    expect(refused).toMatchObject({ code: 'already_done', values: { act: 'accept', by: first } })
    expect(refused.message).toMatch(new RegExp(`^这一步已经由${first}在3月2日 ?09:00办过了。$`))
    const accepted = (await view('officer', id)).history.filter(({ type }: { type: string }) => type === 'accepted')
    expect(accepted.length).toBe(1)
  })
})

describe('who may act', () => {
  it('not the supervisor who only watches, nor the petition office for the holder', async () => {
    const { id } = await world.file()
    for (const userid of ['boss', 'Clerk']) {
      const denied = await act(userid, id, { type: 'accept' })
      expect([userid, denied.statusCode, denied.json().code]).toEqual([userid, 403, 'may_not_act'])
    }
    expect((await act('water', id, { type: 'accept' })).statusCode).toBe(404)
  })

  it('a stand-in who got the card', async () => {
    const { id } = await world.file()
    await world.card(id, ['aide'])
    expect(onTheRoad((await view('aide', id)).acts)).toEqual([
      'accept',
      'object',
      'direct',
      'refuse',
      'escalate',
      'recuse',
    ])
    await all([['aide', { type: 'accept' }]], id)
  })

  it('but not with the card of an earlier holder', async () => {
    const { id } = await world.file()
    await world.card(id, ['aide'])
    world.clock.advance(60_000)
    await all([['Clerk', { type: 'forward', toOffice: 'water' }]], id)
    expect((await act('aide', id, { type: 'accept' })).json().code).toBe('may_not_act')
    expect(onTheRoad((await view('aide', id)).acts)).toEqual(['recuse'])
  })
})
