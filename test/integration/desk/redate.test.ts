import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { redateMatters } from '../../../src/app/redate.ts'
import type { Calendar } from '../../../src/case/rules/index.ts'
import { openLog } from '../../../src/platform/log/index.ts'
import { rules } from '../../unit/ticket/support.ts'
import { openWorld, type World } from './world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const notice = (...daysOff: string[]): Calendar => ({
  ...{ year: 2027, source: '某通知', makeUpDays: new Set<string>() },
  holidays: new Map(daysOff.map((day) => [day, '元旦'])),
})
const load = (calendar?: Calendar) =>
  redateMatters({
    ...{ db: world.db, clock: world.clock, ids: world.ids, log: openLog('silent') },
    rules: { ...rules, calendars: new Map([...rules.calendars, ...(calendar ? [[2027, calendar] as const] : [])]) },
  })

const fileOn = async (day: string) => {
  world.clock.set(new Date(`${day}T01:00:00Z`))
  return (await world.file()).id
}
const dates = async (id: string) => {
  const of = world.db.selectFrom('ticket_clocks').where('ticket_id', '=', id).orderBy('rule')
  const rows = await of.select(['rule', 'due', 'provisional']).execute()
  return rows.map(({ rule, due, provisional }) => `${rule} ${due}${provisional ? ' provisional' : ''}`)
}
const redated = async (id: string) => {
  const of = world.db.selectFrom('ticket_events').where('ticket_id', '=', id).where('type', '=', 'redated')
  return (await of.select('data').orderBy('n').execute()).map(({ data }) => data.changes)
}
const notices = (id: string) =>
  world.db
    .selectFrom('notices')
    .select(['template', 'audience', 'recipient', 'state', 'data'])
    .where('ticket_id', '=', id)
    .execute()

describe('when the notice of the next year is loaded', () => {
  it('a date that it moves is counted again, written as an event and told once; met dates and certain ones stay', async () => {
    const id = await fileOn('2026-12-20')
    const before = [
      'D1 2027-01-04 provisional',
      'D2 2027-01-04 provisional',
      'D3 2027-01-04 provisional',
      'D4 2026-12-25',
    ]
    expect(await dates(id)).toEqual(before)
    expect([await load(), await dates(id)]).toEqual([0, before])

    expect(await load(notice('2027-01-01', '2027-01-02', '2027-01-03', '2027-01-04'))).toBe(1)
    expect((await dates(id)).slice(1)).toEqual(['D2 2027-01-05', 'D3 2027-01-05', 'D4 2026-12-25'])
    expect(await redated(id)).toEqual([
      ['D2', 'D3'].map((rule) => ({ rule, was: '2027-01-04', due: '2027-01-05', provisional: false })),
    ])
    expect(await notices(id)).toEqual([
      { template: 'redated', audience: 'citizen', recipient: 'citizen', state: 'planned', data: {} },
    ])
    expect(await load(notice('2027-01-01', '2027-01-02', '2027-01-03', '2027-01-04'))).toBe(0)
    expect(await notices(id)).toHaveLength(1)
  })

  it('a date that only becomes certain is written and told to nobody', async () => {
    const id = await fileOn('2026-12-22')
    expect(await load(notice('2027-01-01'))).toBeGreaterThan(0)
    expect(await dates(id)).toContain('D3 2027-01-06')
    expect((await redated(id))[0]).toContainEqual({
      rule: 'D3',
      was: '2027-01-06',
      due: '2027-01-06',
      provisional: false,
    })
    expect(await notices(id)).toEqual([])
  })

  it('the last days of December may move too, though their own year was known', async () => {
    const id = await fileOn('2026-12-16')
    expect(await dates(id)).toContain('D3 2026-12-31')
    await load(notice('2026-12-31', '2027-01-01', '2027-01-02', '2027-01-03'))
    expect(await dates(id)).toContain('D3 2027-01-04')
  })

  it('staff see it in the history of the matter', async () => {
    const id = await fileOn('2026-12-21')
    await load(notice('2027-01-05'))
    const cookie = await world.login('officer')
    const view = await world.server.inject({ url: `/api/tickets/${id}`, headers: { cookie } })
    const entry = view.json().history.find(({ type }: { type: string }) => type === 'redated')
    expect(entry.dates).toContainEqual({ rule: 'D3', was: '2027-01-05', due: '2027-01-06' })
  })
})
