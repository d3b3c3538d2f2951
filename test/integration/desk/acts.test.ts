import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { get, openWorld, post, type World } from './world.ts'

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

describe('the acts', () => {
  it('lead from accepting to closing, each with its actor and what the citizen is told', async () => {
    const { id } = await world.file()
    const accepted = await act('officer', id, { type: 'accept' })
    expect([accepted.statusCode, accepted.json()]).toEqual([200, { state: 'accepted', stateText: '已受理，办理中' }])
    await all([['officer', { type: 'answer', text: '路灯已修好。' }]], id)
    await world.tellAnswer(id)
    expect(await view('second', id)).toMatchObject({ acts: ['close'], answerTold: true })
    await all([['second', { type: 'close' }]], id)
    const done = await view('officer', id)
    expect(done).toMatchObject({ state: 'closed', acts: [] })
    expect(done.history.slice(2)).toMatchObject([
      { type: 'accepted', by: { kind: 'staff', name: '王知禾', office: '县住房和城乡建设局' } },
      { type: 'answered', text: '路灯已修好。' },
      { type: 'told', of: 'answered', means: 'message' },
      { type: 'closed', means: 'message', by: { name: '李承安' } },
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

  it('return it with reasons, after which the petition office forwards it again with a note', async () => {
    const { id } = await world.file()
    await all([['officer', { type: 'return', reason: '不属于本单位职责' }]], id)
    await all([['Clerk', { type: 'forward', toOffice: 'town', note: '请柳渡镇办理' }]], id)
    const { history, office } = await view('Clerk', id)
    expect(office.id).toBe('town')
    expect(history.slice(2)).toMatchObject([
      { type: 'returned', from: '县住房和城乡建设局', to: '县信访局', text: '不属于本单位职责' },
      { type: 'forwarded', from: '县信访局', to: '柳渡镇人民政府', text: '请柳渡镇办理' },
    ])
    const event = await world.db
      .selectFrom('ticket_events')
      .select('data')
      .where('ticket_id', '=', id)
      .where('type', '=', 'forwarded')
      .orderBy('n', 'desc')
      .executeTakeFirstOrThrow()
    expect(event.data.basis).toEqual({ how: 'by_hand', article: '22(2)', note: '请柳渡镇办理' })
  })

  it('let the petition office take on what stayed with it', async () => {
    const { id } = await world.file({ category: null })
    expect((await view('Clerk', id)).acts).toEqual(['forward'])
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
        ['officer', { type: 'answer', text: '已修好' }],
      ],
      id,
    )
    expect((await act('officer', id, { type: 'close' })).json().code).toBe('answer_not_told')
    const noted = await act('officer', id, { type: 'close', toldBy: 'phone' })
    expect([noted.statusCode, noted.json().code]).toEqual([422, 'note_required'])
    await all([['officer', { type: 'close', toldBy: 'phone', note: '3月2日上午电话告知' }]], id)
  })
})

describe('a refusal', () => {
  it('comes with its code, values and words, and changes nothing', async () => {
    const { id } = await world.file()
    const early = await act('officer', id, { type: 'answer', text: '好' })
    expect([early.statusCode, early.json()]).toEqual([
      409,
      { code: 'not_accepted', message: '还没有受理，请先受理。', values: { state: '已转送，待受理' } },
    ])
    expect((await view('officer', id)).state).toBe('forwarded')
  })

  it('of empty words says what is missing', async () => {
    const { id } = await world.file()
    const returned = await act('officer', id, { type: 'return', reason: '  ' })
    expect([returned.statusCode, returned.json().code]).toEqual([422, 'reason_required'])
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
    expect((await view('aide', id)).acts).toEqual(['accept', 'return'])
    await all([['aide', { type: 'accept' }]], id)
  })

  it('but not with the card of an earlier holder', async () => {
    const { id } = await world.file()
    await world.card(id, ['aide'])
    world.clock.advance(60_000)
    await all([['Clerk', { type: 'forward', toOffice: 'water' }]], id)
    expect((await act('aide', id, { type: 'accept' })).json().code).toBe('may_not_act')
    expect((await view('aide', id)).acts).toEqual([])
  })
})
