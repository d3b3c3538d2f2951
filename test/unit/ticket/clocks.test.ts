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
import { acts, clerk, facts, perform, rules } from './support.ts'

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

  it('an extension runs on from the unrolled end of the sixty days, and a second one changes nothing', () => {
    const { events } = perform([acts.register, acts.forward, acts.accept])
    // The act of extending is not part of the transition yet; its event is.
    const extended = (at: string) =>
      ({ ...events[2], at, clocks: { start: ['D6'], stop: [], reopen: [] } }) as unknown as MatterEvent
    const [first, second] = [extended('2026-04-20T01:00:00Z'), extended('2026-04-28T01:00:00Z')]
    const d6 = (list: readonly MatterEvent[]) => clocksAfter(list, rules).find(({ rule }) => rule === 'D6')
    expect(d6([...events, first])).toMatchObject({ startedAt: '2026-03-04T01:00:00.000Z', due: '2026-06-02' })
    expect(d6([...events, first, second])).toEqual(d6([...events, first]))
    expect(() => d6([...events.slice(0, 2), first])).toThrow(
      expect.objectContaining({ code: 'clock_without_base', message: expect.stringContaining('D5 never') }),
    )
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
