import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TicketView } from '../../../src/desk/contract/index.ts'
import { DISPOSED, get, openWorld, post, type World } from './world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const act = async (userid: string, id: string, body: object) =>
  post(world.server, `/api/tickets/${id}/acts`, await world.login(userid), body)
const view = async (userid: string, id: string): Promise<TicketView> =>
  (await get(world.server, `/api/tickets/${id}`, await world.login(userid))).json()
const walk = async (id: string, ...steps: [string, object][]) => {
  for (const [userid, body] of steps) {
    const done = await act(userid, id, body)
    expect([done.statusCode, done.json()]).toEqual([200, expect.anything()])
  }
}
const refused = async (userid: string, id: string, body: object) => {
  const answer = await act(userid, id, body)
  return [answer.statusCode, answer.json().code]
}
const ledger = async (userid: string, query = '') =>
  (await get(world.server, `/api/ledger${query}`, await world.login(userid))).json().entries as {
    ticket: string
    kind: string
    overdue: boolean
    office: string
  }[]
/** Cards for an office, by their titles. */
const cardsFor = async (office: string, id: string) => {
  const rows = await world.db
    .selectFrom('notices')
    .select('template')
    .where('ticket_id', '=', id)
    .where('audience', '=', 'staff')
    .where('recipient', '=', office)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  return rows.map(({ template }) => template)
}
const toldCitizen = async (id: string) => {
  const rows = await world.db
    .selectFrom('notices')
    .select('template')
    .where('ticket_id', '=', id)
    .where('audience', '=', 'citizen')
    .execute()
  return rows.map(({ template }) => template)
}
const open = (seen: TicketView, kind: string) =>
  seen.checkpoints.find((point) => point.kind === kind && point.metAt === null)

const order = { type: 'supervise', why: 'overdue', text: '请说明进展', due: '2026-03-12' }
const leading = {
  ...{ type: 'lead', leader: 'boss', opinion: '住建局整改', standard: '路灯亮，本人确认', due: '2026-04-01' },
}
const promised = {
  ...{ type: 'promise', who: '王知禾', what: '换路灯', how: '派电工检修', due: '2026-03-09', theirs: '指出坏灯的位置' },
}

describe('an order (督办单)', () => {
  it('comes from the petition office or from above, is a card and a date, and is met by its answer', async () => {
    const { id } = await world.file()
    expect(await refused('officer', id, order)).toEqual([403, 'may_not_act'])
    await walk(id, ['Clerk', order], ['boss', { ...order, text: '县里也在问' }])
    expect((await cardsFor('housing', id)).slice(-2)).toEqual(['supervised', 'supervised'])
    const seen = await view('officer', id)
    expect(seen.checkpoints.filter(({ kind }) => kind === 'order')).toMatchObject([
      { due: '2026-03-12', office: '县住房和城乡建设局', what: '请说明进展' },
      { due: '2026-03-12', what: '县里也在问' },
    ])
    expect(seen.acts).toContain('reply')
    expect((await view('Clerk', id)).acts).not.toContain('reply')
    const of = open(seen, 'order')?.id ?? ''
    await walk(id, ['officer', { type: 'reply', of, text: '本周内检修' }])
    expect(await cardsFor('petition', id)).toContain('replied')
    expect(await refused('officer', id, { type: 'reply', of, text: '再说一遍' })).toEqual([409, 'nothing_to_reply'])
    const after = await view('boss', id)
    expect(after.checkpoints.filter(({ kind }) => kind === 'order').map(({ metAt }) => metAt === null)).toEqual([
      true,
      false,
    ])
    expect(await toldCitizen(id)).not.toContain('supervised')
  })

  it('shows what the record itself says of neglect, and gives it no name of its own', async () => {
    const { id } = await world.file()
    expect((await view('Clerk', id)).breaches).toEqual([])
    world.clock.advance(16 * 86_400_000)
    const seen = await view('Clerk', id)
    expect(seen.breaches.map(({ why }) => why)).toContain('not_told')
    expect(seen.state).toBe('forwarded')
  })
})

describe('a proposal how to do better', () => {
  it('has thirty days of its own for the answer in writing, each anew', async () => {
    const { id } = await world.file()
    const proposal = { type: 'propose', text: '建立巡查制度', reason: '同类问题多' }
    expect(await refused('officer', id, { type: 'respond', adopted: true, text: '好' })).toEqual([
      409,
      'nothing_to_reply',
    ])
    await walk(id, ['Clerk', proposal])
    const d12 = (seen: TicketView) => seen.clocks.find(({ rule }) => rule === 'D12')
    const first = d12(await view('officer', id))
    expect(first?.metAt).toBeNull()
    await walk(id, ['officer', { type: 'respond', adopted: true, text: '每月巡查一次' }])
    expect(d12(await view('officer', id))?.metAt).not.toBeNull()
    world.clock.advance(86_400_000)
    await walk(id, ['Clerk', proposal])
    const second = d12(await view('officer', id))
    expect([second?.metAt, (second?.due ?? '') > (first?.due ?? '')]).toEqual([null, true])
  })
})

describe('a leader in charge (领导包案)', () => {
  it('has one opinion, one standard and one date until the case is closed', async () => {
    const { id } = await world.file()
    await walk(id, ['Clerk', { ...leading, due: '2099-01-01' }])
    const seen = await view('officer', id)
    expect(seen.lead).toEqual({
      ...{ leader: '孙其山', opinion: '住建局整改', standard: '路灯亮，本人确认', due: '2099-01-01' },
    })
    expect(open(seen, 'lead')).toMatchObject({ due: '2099-01-01' })
    expect(await cardsFor('housing', id)).toContain('led')
    await walk(
      id,
      ['officer', { type: 'accept' }],
      ['officer', { type: 'answer', text: '修好了', dispositions: [DISPOSED] }],
      ['officer', { type: 'close', closing: 'solved', toldBy: 'phone', note: '电话告知' }],
    )
    expect((await view('officer', id)).checkpoints.find(({ kind }) => kind === 'lead')?.metAt).not.toBeNull()
  })

  it('is asked for when a matter has been open for a year, of the petition office', async () => {
    const { id } = await world.file()
    await walk(id, ['officer', { type: 'accept' }])
    const waiting = open(await view('Clerk', id), 'leader_wanted')
    expect(waiting?.office).toBe('县信访局')
    await walk(id, ['Clerk', { ...leading, due: '2099-01-01' }])
    expect(open(await view('Clerk', id), 'leader_wanted')).toBeUndefined()
  })

  it('is none without a person, an opinion, a standard and a date ahead', async () => {
    const { id } = await world.file()
    const whole = { ...leading, due: '2099-01-01' }
    for (const missing of ['leader', 'opinion', 'standard'])
      expect(await refused('Clerk', id, { ...whole, [missing]: ' ' })).toEqual([422, 'text_required'])
    expect(await refused('Clerk', id, { ...whole, due: '2026-01-01' })).toEqual([422, 'dates_wrong'])
    expect((await view('Clerk', id)).lead).toBeNull()
  })
})

describe('a promise of both sides (双向承诺)', () => {
  it('is told to its author with who, how and when, is a date, and is told when it is kept', async () => {
    const { id } = await world.file()
    await walk(id, ['officer', { ...promised, due: '2099-01-01' }])
    expect(await toldCitizen(id)).toContain('promised')
    const of = open(await view('officer', id), 'promise')?.id ?? ''
    await walk(id, ['officer', { type: 'keep', of, note: '3月6日换好' }])
    expect(await toldCitizen(id)).toContain('kept')
    expect(open(await view('officer', id), 'promise')).toBeUndefined()
  })

  it('never asks anybody to give up', async () => {
    const { id } = await world.file()
    for (const theirs of ['签息诉罢访承诺书', '今后不再上访'])
      expect(await refused('officer', id, { ...promised, due: '2099-01-01', theirs })).toEqual([422, 'no_pledge'])
    expect((await view('officer', id)).checkpoints.some(({ kind }) => kind === 'promise')).toBe(false)
  })
})

describe('mediation (article 33)', () => {
  it('needs the consent of both, is told, and does not take the place of an answer', async () => {
    const { id } = await world.file()
    const mediated = { type: 'mediate', agreed: true, bothConsent: true, mediator: '镇调委会', text: '各担一半' }
    await walk(id, ['officer', { type: 'accept', kind: 'claim', way: 6 }])
    expect(await refused('officer', id, { ...mediated, bothConsent: false })).toEqual([422, 'consent_required'])
    await walk(id, ['officer', mediated])
    const seen = await view('officer', id)
    expect([seen.state, await toldCitizen(id)]).toEqual(['accepted', expect.arrayContaining(['mediated'])])
    expect(seen.clocks.find(({ rule }) => rule === 'D5')?.metAt).toBeNull()
  })
})

describe('a joint conference (联席会议)', () => {
  it('calls its offices by card, never one complained of, and ends when it was held', async () => {
    const { id } = await world.file({}, ['housing'])
    const calling = (...offices: string[]) => ({ type: 'convene', topic: '谁来修', offices, on: '2099-01-01' })
    expect(await refused('Clerk', id, calling('housing'))).toEqual([422, 'barred_office'])
    await walk(id, ['Clerk', calling('water', 'town')])
    expect([await cardsFor('water', id), await cardsFor('town', id)]).toEqual([['convened'], ['convened']])
    const seen = await view('Clerk', id)
    expect(seen.convenable.map(({ id: office }) => office)).not.toContain('housing')
    const today = seen.registeredAt.slice(0, 10)
    world.clock.advance(60_000)
    await walk(id, ['Clerk', { type: 'meet', with: 'conference', on: today, text: '水利局牵头' }])
    expect(open(await view('Clerk', id), 'conference')).toBeUndefined()
  })
})

describe('who works on it (首办负责)', () => {
  it('is oneself, or whom the lead of the office names; no other office says so', async () => {
    const { id } = await world.file()
    await walk(id, ['officer', { type: 'own' }])
    expect((await view('second', id)).owner).toBe('王知禾')
    expect(await refused('officer', id, { type: 'own', officer: 'second' })).toEqual([403, 'may_not_own'])
    expect(await refused('Clerk', id, { type: 'own' })).toEqual([403, 'may_not_act'])
  })

  it('is whoever takes it up first, and nobody once the matter went to another office or the person stands aside', async () => {
    const first = await world.file()
    await walk(first.id, ['officer', { type: 'accept' }])
    expect((await view('second', first.id)).owner).toBe('王知禾')
    await walk(first.id, ['officer', { type: 'recuse', reason: '亲属' }])
    expect((await view('second', first.id)).owner).toBeNull()
    const other = await world.file()
    await walk(other.id, ['officer', { type: 'own' }], ['Clerk', { type: 'forward', toOffice: 'water' }])
    expect((await view('water', other.id)).owner).toBeNull()
  })
})

describe('after closing', () => {
  it('somebody looks again; who says it is not settled sends it back to the office as a card, and no right is lost', async () => {
    const { id } = await world.file()
    await walk(
      id,
      ['officer', { type: 'accept' }],
      ['officer', { type: 'answer', text: '修好了', dispositions: [DISPOSED] }],
      ['officer', { type: 'close', closing: 'solved', toldBy: 'phone', note: '电话告知' }],
    )
    expect(open(await view('Clerk', id), 'follow_up')?.office).toBe('县信访局')
    await walk(id, ['Clerk', { type: 'follow_up', settled: 'no', text: '电话里说灯还不亮' }])
    expect(await cardsFor('housing', id)).toContain('not_settled')
    const seen = await view('officer', id)
    expect([seen.state, open(seen, 'follow_up'), seen.acts.includes('dispute')]).toEqual(['closed', undefined, true])
  })
})

describe('the ledger (督办台账)', () => {
  it('has what the own office owes or registered, and what those below owe for whoever supervises; nobody else sees it', async () => {
    const { id } = await world.file()
    await walk(id, ['Clerk', { ...order, due: '2099-01-01' }])
    const mine = (entries: { ticket: string; kind: string }[]) =>
      entries.filter(({ ticket, kind }) => ticket === id && kind === 'order').length
    for (const [userid, count] of [
      ['officer', 1],
      ['Clerk', 1],
      ['boss', 1],
      ['water', 0],
      ['aide', 0],
    ] as const)
      expect([userid, mine(await ledger(userid, '?kind=order'))]).toEqual([userid, count])
    await walk(id, ['officer', { type: 'recuse', reason: '亲属' }])
    expect(mine(await ledger('officer', '?kind=order'))).toBe(0)
  })

  it('shows what is over its day first, and those that were met apart', async () => {
    const { id } = await world.file()
    const soon = new Date(world.clock.now().getTime() + 2 * 86_400_000).toISOString().slice(0, 10)
    await walk(id, ['Clerk', { ...order, due: soon }])
    world.clock.advance(4 * 86_400_000)
    const entries = (await ledger('Clerk', '?kind=order')).filter(({ ticket }) => ticket === id)
    expect(entries).toMatchObject([{ overdue: true, office: '县住房和城乡建设局' }])
    const of = open(await view('officer', id), 'order')?.id ?? ''
    await walk(id, ['second', { type: 'reply', of, text: '已修' }])
    expect((await ledger('Clerk', '?kind=order')).some(({ ticket }) => ticket === id)).toBe(false)
    expect((await ledger('Clerk', '?kind=order&met=yes')).some(({ ticket }) => ticket === id)).toBe(true)
  })

  it('has assigned matters with the day of their closing report, and goes on page by page without a gap', async () => {
    const ids: string[] = []
    for (let n = 0; n < 53; n += 1) ids.push((await world.file()).id)
    for (const id of ids) await walk(id, ['Clerk', { type: 'forward', toOffice: 'water', due: '2099-06-01' }])
    const cookie = await world.login('water')
    const first = (await get(world.server, '/api/ledger?kind=assignment', cookie)).json()
    expect(first.entries.length).toBe(50)
    const rest = (
      await get(world.server, `/api/ledger?kind=assignment&after=${encodeURIComponent(first.next)}`, cookie)
    ).json()
    const all = [...first.entries, ...rest.entries].map(({ ticket }: { ticket: string }) => ticket)
    expect([all.toSorted(), rest.next]).toEqual([ids.toSorted(), null])
  })
})
