import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CLOCK_IDS, type ClockId } from '../../../src/case/rules/index.ts'
import { clocksAfter, dueDate, toldEvent, transition } from '../../../src/case/ticket/index.ts'
import { acts, clerk, facts, perform, rules } from './support.ts'

const due = (id: ClockId, start: string) => dueDate(rules.clocks[id], start, rules.calendars)

/** Worked out by hand from the notices. */
const DATED: readonly [ClockId, string, string, string][] = [
  ['D1', '2026-03-02T10:00:00+08:00', '2026-03-17', 'fifteen days on, the first day not counted'],
  ['D1', '2026-03-01T16:30:00Z', '2026-03-17', 'half past midnight in Shanghai is the next legal day'],
  ['D1', '2026-03-01T15:59:59Z', '2026-03-16', 'one second to midnight in Shanghai is still that day'],
  ['D1', '2026-03-06T09:00:00+08:00', '2026-03-23', 'a Saturday rolls over the Sunday to Monday'],
  ['D1', '2026-09-11T09:00:00+08:00', '2026-09-28', 'a Saturday of the Mid-Autumn festival'],
  ['D1', '2026-09-16T09:00:00+08:00', '2026-10-08', 'National Day'],
  ['D1', '2025-01-13T09:00:00+08:00', '2025-02-05', 'New Year’s Eve rolls over the Spring Festival'],
  ['D1', '2026-01-30T09:00:00+08:00', '2026-02-14', 'a Saturday that is worked is no rest day'],
  ['D1', '2025-09-23T09:00:00+08:00', '2025-10-09', 'the last day of the eight-day holiday of 2025'],
  ['D4', '2026-03-02T09:00:00+08:00', '2026-03-09', 'five working days over a weekend'],
  ['D4', '2025-09-26T09:00:00+08:00', '2025-10-10', 'a worked Sunday counts, National Day does not'],
  ['D4', '2026-02-12T09:00:00+08:00', '2026-02-26', 'a worked Saturday counts, the Spring Festival does not'],
  ['D4', '2026-10-02T09:00:00+08:00', '2026-10-13', 'received inside a holiday, with a worked Saturday after it'],
  ['D5', '2026-07-03T09:00:00+08:00', '2026-09-01', 'sixty days over two months'],
  ['D5', '2026-08-02T09:00:00+08:00', '2026-10-08', 'sixty days end on 1 October'],
]

describe('a due date', () => {
  for (const [id, start, expected, why] of DATED) {
    it(`${id} from ${start} is ${expected}: ${why}`, () => expect(due(id, start).due).toBe(expected))
  }

  it('says what it rests on', () => {
    expect(due('D1', '2026-09-11T09:00:00+08:00')).toEqual({
      ...{ due: '2026-09-28', unrolled: '2026-09-26', rolled: true, startDate: '2026-09-11', days: 15 },
      ...{ dayKind: 'calendar', article: '22', holidaysUsed: ['2026-09-26', '2026-09-27'], makeUpDaysUsed: [] },
      ...{ provisional: false, rulesVersion: rules.version },
    })
    expect(due('D4', '2026-10-02T09:00:00+08:00')).toMatchObject({
      holidaysUsed: ['2026-10-03', '2026-10-04', '2026-10-05', '2026-10-06', '2026-10-07'],
      makeUpDaysUsed: ['2026-10-10'],
      rolled: false,
    })
  })

  it('is provisional where it touches a year whose notice is not loaded, and only there', () => {
    expect(due('D1', '2026-12-20T09:00:00+08:00')).toMatchObject({ due: '2027-01-04', provisional: true })
    expect(due('D4', '2026-12-29T09:00:00+08:00').provisional).toBe(true)
    expect(due('D1', '2026-12-16T09:00:00+08:00')).toMatchObject({ due: '2026-12-31', provisional: false })
  })

  it('stays on a rest day where the rule does not roll', () => {
    const fixed = { ...rules.clocks.D1, roll: false }
    expect(dueDate(fixed, '2026-09-16T09:00:00+08:00', rules.calendars)).toMatchObject({
      due: '2026-10-01',
      rolled: false,
      holidaysUsed: [],
    })
  })

  it('is not computed where the sender sets it', () => {
    expect(() => due('D11', '2026-03-02')).toThrow(/set by the sender/)
  })

  it('is not computed from a time without a zone', () => {
    expect(() => due('D1', '2026-03-02T09:00:00')).toThrow(/not an instant/)
  })
})

// An independent count: rest days as the notices list them, walked one by one over epoch days.
const REST = ['2025-01-01/1', '2025-01-28/8', '2025-04-04/3', '2025-05-01/5', '2025-05-31/3', '2025-10-01/8']
REST.push(
  '2026-01-01/3',
  '2026-02-15/9',
  '2026-04-04/3',
  '2026-05-01/5',
  '2026-06-19/3',
  '2026-09-25/3',
  '2026-10-01/7',
)
const WORKED = ['2025-01-26', '2025-02-08', '2025-04-27', '2025-09-28', '2025-10-11']
WORKED.push('2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10')

const epoch = (date: string) => Date.UTC(+date.slice(0, 4), +date.slice(5, 7) - 1, +date.slice(8)) / 86_400_000
const off = new Set<number>()
for (const run of REST) for (let i = 0; i < +run.slice(11); i += 1) off.add(epoch(run.slice(0, 10)) + i)
const on = new Set(WORKED.map(epoch))
// 1970-01-01 was a Thursday.
const rests = (day: number) => off.has(day) || (!on.has(day) && [2, 3].includes(day % 7))

function recount(days: number, working: boolean, startDay: number): number {
  let day = startDay
  let left = days
  while (left > 0) {
    day += 1
    if (!working || !rests(day)) left -= 1
  }
  while (rests(day)) day += 1
  return day
}

describe('against an independent count', () => {
  const FIRST = epoch('2025-01-01')
  const LAST = epoch('2026-10-20')
  it('every start from 2025-01-01 to 2026-10-20 agrees for 15, 30 and 60 days and 5 working days', () => {
    for (let day = FIRST; day <= LAST; day += 1) {
      const start = new Date(day * 86_400_000 + 3_600_000).toISOString()
      for (const id of ['D1', 'D4', 'D5', 'D7'] as const) {
        const rule = rules.clocks[id]
        const expected = recount(rule.days ?? 0, rule.dayKind === 'working', day)
        expect(epoch(due(id, start).due), `${id} from ${start}`).toBe(expected)
      }
    }
  })
})

describe('for any rule and start', () => {
  const timed = CLOCK_IDS.filter((id) => rules.clocks[id].days !== null)
  const instant = fc.date({ min: new Date('2025-01-01'), max: new Date('2026-10-01'), noInvalidDate: true })

  it('the date is never earlier than the length allows, and never a rest day', () => {
    fc.assert(
      fc.property(fc.constantFrom(...timed), instant, (id, start) => {
        const { due: date, days, startDate } = due(id, start.toISOString())
        expect(epoch(date) - epoch(startDate)).toBeGreaterThanOrEqual(days)
        expect(rests(epoch(date))).toBe(false)
      }),
      { seed: 1 },
    )
  })

  it('a later start never gives an earlier date', () => {
    fc.assert(
      fc.property(fc.constantFrom(...timed), instant, fc.nat(40 * 86_400_000), (id, start, later) => {
        const next = new Date(start.getTime() + later)
        expect(due(id, next.toISOString()).due >= due(id, start.toISOString()).due).toBe(true)
      }),
      { seed: 2 },
    )
  })
})

describe('the clocks of a matter', () => {
  const names = (list: Parameters<typeof perform>[0]) =>
    clocksAfter(perform(list).events, rules).map(({ rule, metAt }) => (metAt === undefined ? rule : `${rule} met`))

  it('run step by step: routing and notice, then the office’s notice and objection, then the handling', () => {
    const { register, forward, accept, answer } = acts
    expect(names([register])).toEqual(['D1', 'D2'])
    expect(names([register, forward])).toEqual(['D1 met', 'D2', 'D3', 'D4'])
    expect(names([register, forward, accept])).toEqual(['D1 met', 'D2', 'D3', 'D4 met', 'D5'])
    expect(names([register, forward, accept, answer])).toEqual(['D1 met', 'D2', 'D3', 'D4 met', 'D5 met'])
  })

  it('run from receipt, not from registration', () => {
    const letter = { ...acts.register, matter: { ...acts.register.matter, receivedAt: '2026-02-26T02:00:00Z' } }
    expect(clocksAfter(perform([letter]).events, rules)[0]).toMatchObject({
      startedAt: '2026-02-26T02:00:00Z',
      due: '2026-03-13',
    })
  })

  it('a return lets the routing clock run on with its old date', () => {
    const before = clocksAfter(perform([acts.register]).events, rules)[0]
    const after = clocksAfter(perform([acts.register, acts.forward, acts.return]).events, rules)[0]
    expect(after).toEqual(before)
  })

  it('the citizen’s notice clock does not start again with another office, the office’s objection clock does', () => {
    const { register, forward } = acts
    const { events } = perform([register, forward, acts.return, { ...forward, toOffice: 'transport' }])
    const byId = new Map(clocksAfter(events, rules).map((clock) => [clock.rule, clock]))
    expect(byId.get('D3')?.startedAt).toBe('2026-03-03T01:00:00.000Z')
    expect(byId.get('D4')).toMatchObject({ startedAt: '2026-03-05T01:00:00.000Z' })
    expect(byId.get('D4')?.metAt).toBeUndefined()
  })

  it('notice clocks are met when the citizen is told, and the first telling counts', () => {
    const { matter, events } = perform([acts.register, acts.forward, acts.accept])
    const told = (at: string) => toldEvent(matter, { of: 'accepted', means: 'message', actor: clerk }, at, facts)
    const all = [...events, told('2026-03-05T03:00:00Z'), told('2026-03-09T03:00:00Z')]
    const met = clocksAfter(all, rules).filter(({ metAt }) => metAt === '2026-03-05T03:00:00Z')
    expect(met.map(({ rule }) => rule)).toEqual(['D2', 'D3'])
  })

  it('the sixty days belong to claims of way 6 and to what nobody has sorted yet', () => {
    const { matter, events } = perform([acts.register, acts.forward])
    const withD5 = (nature: object) => {
      const outcome = transition(matter, { ...acts.accept, ...nature }, '2026-03-04T01:00:00Z', facts)
      return outcome.ok && clocksAfter([...events, ...outcome.events], rules).some(({ rule }) => rule === 'D5')
    }
    expect([{ kind: 'claim', way: 6 }, { kind: 'claim' }, {}].map(withD5)).toEqual([true, true, true])
    expect([{ kind: 'suggestion' }, { kind: 'report' }, { kind: 'claim', way: 2 }].map(withD5)).toEqual([
      false,
      false,
      false,
    ])
  })
})
