import { describe, expect, it } from 'vitest'
import type { ClockId } from '../../../src/case/rules/index.ts'
import {
  clocksAfter,
  groundsOf,
  type MatterEvent,
  redatings,
  toldEvent,
  transition,
} from '../../../src/case/ticket/index.ts'
import { acts, clerk, colleague, facts, perform, performNamed, rules } from './support.ts'

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
    const after = clocksAfter(performNamed('register', 'forward', 'object', 'agree').events, rules)[0]
    expect(after).toEqual(before)
  })

  it('the citizen’s notice clock does not start again with another office, the office’s objection clock does', () => {
    const { register, forward } = acts
    const { events } = perform([register, forward, acts.object, acts.agree, { ...forward, toOffice: 'transport' }])
    const byId = new Map(clocksAfter(events, rules).map((clock) => [clock.rule, clock]))
    expect(byId.get('D3')?.startedAt).toBe('2026-03-03T01:00:00.000Z')
    expect(byId.get('D4')).toMatchObject({ startedAt: '2026-03-06T01:00:00.000Z' })
    expect(byId.get('D4')?.metAt).toBeUndefined()
  })

  it('notice clocks are met when the citizen is told, and the first telling counts', () => {
    const { matter, events } = perform([acts.register, acts.forward, acts.accept])
    const told = (at: string) => toldEvent(matter, { of: 'accepted', means: 'message', actor: clerk }, at, facts)
    const all = [...events, told('2026-03-05T03:00:00Z'), told('2026-03-09T03:00:00Z')]
    const met = clocksAfter(all, rules).filter(({ metAt }) => metAt === '2026-03-05T03:00:00Z')
    expect(met.map(({ rule }) => rule)).toEqual(['D2', 'D3'])
  })

  it('what is in the citizen’s hands, or was told by a person, is told', () => {
    const answered = [acts.register, acts.forward, acts.accept, acts.answer] as const
    for (const last of [acts.deliver, acts.close]) {
      const clocks = clocksAfter(perform([...answered, last]).events, rules)
      const notices = clocks.filter(({ rule }) => rule === 'D2' || rule === 'D3')
      expect(notices.map(({ metAt }) => metAt)).toEqual(['2026-03-06T01:00:00.000Z', '2026-03-06T01:00:00.000Z'])
    }
  })

  it('whoever gave a matter back has no date of its report', () => {
    const { register, forward, object, agree } = acts
    expect(names([register, { ...forward, due: '2026-04-15' }, object, agree])).not.toContain('D11')
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

  it('an extension runs on from the unrolled end of the sixty days, as long as was approved', () => {
    const { register, forward, accept, extend } = acts
    const d6 = (days: number) => {
      const { events } = perform([register, forward, accept, { ...extend, days }])
      return clocksAfter(events, rules).find(({ rule }) => rule === 'D6')
    }
    expect(d6(30)).toMatchObject({ startedAt: '2026-03-04T01:00:00.000Z', due: '2026-06-02' })
    expect(d6(10)).toMatchObject({ due: '2026-05-13' })
  })

  it('an extension without the sixty days it runs on from is a bug', () => {
    const { events } = perform([acts.register, acts.forward, acts.accept, acts.extend])
    expect(() => clocksAfter([...events.slice(0, 2), ...events.slice(3)], rules)).toThrow(
      expect.objectContaining({ code: 'clock_without_base', message: expect.stringContaining('D5 never') }),
    )
  })

  it('an assigned matter has the day that its sender set', () => {
    const { events } = perform([acts.register, { ...acts.forward, due: '2026-04-18' }])
    // A Saturday: the date that the sender set is the date.
    expect(clocksAfter(events, rules).find(({ rule }) => rule === 'D11')?.due).toBe('2026-04-18')
  })

  it('whoever gets the matter next has the day that goes with it, or none', () => {
    const first = [acts.register, { ...acts.forward, due: '2026-04-18' }, acts.object, acts.agree]
    expect(day([...first, { ...acts.forward, toOffice: 'works', due: '2026-04-30' }], 'D11')?.due).toBe('2026-04-30')
    expect(day([...first, { ...acts.forward, toOffice: 'works' }], 'D11')).toBeUndefined()
  })

  const day = (list: Parameters<typeof perform>[0], id: ClockId) =>
    clocksAfter(perform(list).events, rules).find(({ rule }) => rule === id)
  const { register, forward, accept, answer, deliver, request_review, decide_review, request_rereview, hear } = acts
  const answered = [register, forward, accept, answer]

  it('the rights of review run from what was received, not from what was decided or sent', () => {
    expect(day(answered, 'D7')).toBeUndefined()
    // Received on Friday 6 March; 5 April is a Sunday and a holiday until Monday.
    expect(day([...answered, deliver], 'D7')?.due).toBe('2026-04-07')
    const reviewed = [...answered, deliver, request_review, decide_review]
    expect(day(reviewed, 'D7')?.metAt).toBeDefined()
    expect(day(reviewed, 'D9')).toBeUndefined()
    expect(day([...reviewed, { ...deliver, of: 'reviewed' }], 'D9')?.due).toBe('2026-04-08')
  })

  it('a new answer to a disputed one opens the right of review once more', () => {
    const again = [...answered, deliver, acts.dispute, { ...answer, actor: colleague }]
    expect(day(again, 'D7')).toBeUndefined()
    expect(day([...again, deliver], 'D7')?.startedAt).toBe('2026-03-09T01:00:00.000Z')
  })

  it('a review that sends the matter back does so too, and the sixty days are not given twice', () => {
    const redo = { ...decide_review, outcome: 'redo', due: '2026-05-15' } as const
    const back = [...answered, deliver, request_review, redo]
    expect(day(back, 'D7')).toBeUndefined()
    expect(day(back, 'D8')).toBeUndefined()
    expect(day(back, 'D11')).toMatchObject({ due: '2026-05-15', rule: 'D11' })
    expect(day(back, 'D11')?.metAt).toBeUndefined()
    expect(day(back, 'D5')?.metAt).toBeDefined()
  })

  it('days of hearings are cut out of the re-review, each of them', () => {
    const asked = [...answered, deliver, request_review, decide_review, request_rereview]
    expect(day(asked, 'D10')?.due).toBe('2026-04-08')
    expect(day([...asked, hear], 'D10')?.due).toBe('2026-04-13')
    const second = { ...hear, from: '2026-04-01T00:00:00+08:00', to: '2026-04-03T00:00:00+08:00' }
    expect(day([...asked, hear, second], 'D10')).toMatchObject({ due: '2026-04-15', pauses: { length: 2 } })
  })

  it('a hearing moves no other date: what nobody was told by then is owed on its own day', () => {
    const untold = [...answered, request_review, decide_review, request_rereview]
    const owed = (list: Parameters<typeof perform>[0]) => ['D2', 'D3'].map((id) => day(list, id as ClockId)?.due)
    expect(owed(untold)).toEqual(['2026-03-17', '2026-03-18'])
    expect(owed([...untold, hear])).toEqual(['2026-03-17', '2026-03-18'])
    expect(day([...untold, hear], 'D10')?.pauses).toHaveLength(1)
  })

  it('the sender’s day stands until the report, whatever is done meanwhile', () => {
    const assigned = [register, { ...forward, due: '2026-04-18' }, accept, answer]
    expect(day(assigned, 'D11')).toMatchObject({ due: '2026-04-18' })
    expect(day(assigned, 'D11')?.metAt).toBeUndefined()
    expect(day([...assigned, acts.report], 'D11')?.metAt).toBe('2026-03-06T01:00:00.000Z')
  })

  it('the sender’s day goes where a correction sends the matter elsewhere without one', () => {
    const assigned = [register, { ...forward, due: '2026-04-18' }]
    expect(day([...assigned, { ...forward, toOffice: 'works' }], 'D11')).toBeUndefined()
  })

  it('what was reported once is reported again where a review sends the matter back', () => {
    const redo = { ...decide_review, outcome: 'redo', due: '2026-05-15' } as const
    const reported = [register, { ...forward, due: '2026-04-18' }, accept, answer, acts.report, deliver]
    const again = day([...reported, request_review, redo], 'D11')
    expect(again).toMatchObject({ due: '2026-05-15' })
    expect(again?.metAt).toBeUndefined()
  })

  it('nothing runs of what its author took back', () => {
    for (const list of [[register], [register, forward], [register, forward, accept], answered]) {
      const clocks = clocksAfter(perform([...list, acts.withdraw]).events, rules)
      expect(clocks.filter(({ metAt }) => metAt === undefined)).toEqual([])
    }
  })

  it('telling another way ends the routing, and the notice of it the notice clocks', () => {
    const { matter, events } = perform([register, acts.direct])
    const running = (all: readonly MatterEvent[]) =>
      clocksAfter(all, rules).flatMap(({ rule, metAt }) => (metAt === undefined ? [rule] : []))
    expect(running(events)).toEqual(['D2'])
    const told = toldEvent(matter, { of: 'directed', means: 'message', actor: clerk }, '2026-03-05T03:00:00Z', facts)
    expect(running([...events, told])).toEqual([])
  })

  it('a clock whose date the sender sets cannot start without that date', () => {
    const { events } = perform([acts.register])
    const assigned = { ...events[0], clocks: { start: ['D11'], stop: [], reopen: [] } } as unknown as MatterEvent
    expect(() => clocksAfter([assigned], rules)).toThrow(
      expect.objectContaining({ code: 'clock_impossible', message: 'D11: due_needed' }),
    )
  })

  it('a clock that the matter’s profile does not have does not start', () => {
    const hotline = rules.profiles.get('hotline-12345')?.at(-1)
    if (hotline === undefined) throw new Error('no hotline profile')
    const started = (ids: ClockId[]) => {
      const { events } = perform([acts.register])
      const event = { ...events[0], clocks: { start: ids, stop: [], reopen: [] } } as unknown as MatterEvent
      return clocksAfter([event], { ...rules, profile: hotline }).map(({ rule, due }) => `${rule} ${due}`)
    }
    expect(started(['D1', 'D2', 'D7'])).toEqual(['D1 2026-03-03'])
  })
})

describe('an event that ends or opens what never ran', () => {
  it('changes nothing', () => {
    const { events } = perform([acts.register])
    const stray = { ...events[0], type: 'returned', clocks: { start: [], stop: ['D5'], reopen: ['D7'] } }
    const after = clocksAfter([...events, stray as unknown as MatterEvent], rules)
    expect(after).toEqual(clocksAfter(events, rules))
  })

  it('is lived through under rules without reviews as well', () => {
    const profile = rules.profiles.get('hotline-12345')?.at(-1)
    if (profile === undefined) throw new Error('no hotline profile')
    const { events } = performNamed('register', 'forward', 'accept', 'answer')
    const bare = events.map((event) => ({ ...event, clocks: { start: [], stop: [], reopen: [] } }))
    expect(clocksAfter(bare as MatterEvent[], { ...rules, profile })).toEqual([])
  })
})

describe('a date that is held', () => {
  const held = (change: object) => ({
    ...{ rule: 'D1', started_at: new Date('2026-09-11T01:00:00Z'), due: '2026-09-28' },
    ...{ profile: 'xinfang-2022', rules_version: '2026.1+000000000000', ...change },
  })

  it('has the grounds of the rules it is pinned to', () => {
    expect(groundsOf(held({}), rules)).toMatchObject({
      due: '2026-09-28',
      unrolled: '2026-09-26',
      profile: 'xinfang-2022',
    })
    const zhejiang = held({ profile: 'xinfang-zhejiang', due: '2026-09-18' })
    expect(groundsOf(zhejiang, rules)).toMatchObject({ profile: 'xinfang-zhejiang', days: 5 })
    expect(groundsOf(held({ rule: 'D11', due: '2026-12-01' }), rules)).toMatchObject({ due: '2026-12-01', days: null })
  })

  it.each([
    ['that a hearing moved', { due: '2026-10-08' }],
    ['under a profile that is gone', { profile: 'gone' }],
    ['under a version that is gone', { rules_version: '2020.1+000000000000' }],
    ['of a clock that nobody knows', { rule: 'D13' }],
    ['of a clock that the profile does not have', { profile: 'hotline-12345', rule: 'D7' }],
  ])('%s has no grounds to show', (_, change) => {
    expect(groundsOf(held(change), rules)).toBe(null)
  })

  it('is redated where day or certainty is another, while it runs', () => {
    const { events } = perform([acts.register, acts.forward])
    const clocks = clocksAfter(events, rules)
    const [d1, d2, d3] = clocks.map(({ due }) => due)
    expect(clocks.map(({ rule }) => rule)).toEqual(['D1', 'D2', 'D3', 'D4'])
    const rows = [
      { rule: 'D1', due: '2026-03-16', provisional: true },
      { rule: 'D2', due: d2 ?? '', provisional: true },
      { rule: 'D3', due: '2026-03-16', provisional: false },
      { rule: 'D4', due: clocks[3]?.due ?? '', provisional: false },
      { rule: 'D9', due: '2026-03-16', provisional: true },
    ]
    expect(d1).toBe('2026-03-17')
    // D1 was met by the forwarding.
    expect(redatings(rows, clocks)).toEqual([
      { rule: 'D2', was: d2, due: d2, provisional: false },
      { rule: 'D3', was: '2026-03-16', due: d3, provisional: false },
    ])
  })
})
