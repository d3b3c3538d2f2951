import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  ACTS,
  type ActName,
  checkpointsOf,
  clocksAfter,
  type MatterEvent,
  timersOf,
  transition,
} from '../../../src/case/ticket/index.ts'
import { acts, dayAfter, factsAfter, historyIn, performNamed, rules } from './support.ts'

const SUPERVISION = { yellowDays: 3, silenceDays: 15, pageMinutes: 10 }
const timers = (of: ReturnType<typeof performNamed>) =>
  timersOf(
    { state: of.matter.state, events: of.events, clocks: clocksAfter(of.events, rules), checkpoints: [] },
    SUPERVISION,
  ).map(({ kind, rule, day, firesAt }) => `${kind} ${rule} ${day} at ${firesAt.toISOString()}`)

describe('what somebody will be reminded of', () => {
  it('is each running date, three days before and on the first day after it, and the silence', () => {
    // Received on 2 March: both fifteen days end on the 17th. Nine in Shanghai is one in UTC.
    expect(timers(historyIn('registered'))).toEqual([
      'yellow D1 2026-03-17 at 2026-03-14T01:00:00.000Z',
      'red D1 2026-03-17 at 2026-03-18T01:00:00.000Z',
      'yellow D2 2026-03-17 at 2026-03-14T01:00:00.000Z',
      'red D2 2026-03-17 at 2026-03-18T01:00:00.000Z',
      'silence  2026-03-02 at 2026-03-17T02:00:00.000Z',
    ])
  })

  it('is nothing of a right: neither the office’s objection nor the citizen’s review is pressed', () => {
    expect(timers(historyIn('forwarded')).join()).not.toContain('D4')
    expect(timers(performNamed('register', 'forward', 'accept', 'answer', 'deliver')).join()).not.toContain('D7')
  })

  it('is of the extended date alone, once there is one', () => {
    const extended = timers(performNamed('register', 'forward', 'accept', 'extend')).join()
    expect(extended).toContain('yellow D6 2026-06-02')
    expect(extended).not.toContain('D5')
  })

  it('is on the first day of a date shorter than the warning, and of none that is that very day', () => {
    const soon = { ...acts.forward, due: '2026-03-05' }
    const outcome = transition(
      historyIn('registered').matter,
      soon,
      dayAfter(1),
      factsAfter(historyIn('registered').events),
    )
    if (!outcome.ok) throw new Error('refused')
    const events = [...historyIn('registered').events, ...outcome.events]
    expect(timers({ matter: outcome.matter, events }).filter((one) => one.includes('D11'))).toEqual([
      'yellow D11 2026-03-05 at 2026-03-04T01:00:00.000Z',
      'red D11 2026-03-05 at 2026-03-06T01:00:00.000Z',
    ])
  })

  it('is the same silence, whoever was called meanwhile', () => {
    const { matter, events } = historyIn('registered')
    const [registered] = events
    const called = { ...registered, type: 'paged', at: dayAfter(9) } as unknown as MatterEvent
    expect(timers({ matter, events: [...events, called] })).toEqual(timers({ matter, events }))
  })

  it('is no silence of what was answered, ended or taken back', () => {
    for (const state of ['answered', 'closed', 'withdrawn', 'directed', 'refused', 'reviewed', 'rereviewed'] as const) {
      expect(timers(historyIn(state)).filter((one) => one.startsWith('silence'))).toEqual([])
    }
    for (const state of ['objected', 'contested', 'returned', 'accepted', 'under_review', 'under_rereview'] as const) {
      expect(timers(historyIn(state)).filter((one) => one.startsWith('silence'))).toHaveLength(1)
    }
  })

  it('counts a silence from the last step that a citizen could see, not from a reminder of staff', () => {
    const registered = historyIn('registered')
    const at = '2026-03-14T01:00:00.000Z'
    const warned = { ...registered.events[0], type: 'warned', at } as unknown as MatterEvent
    const told = { ...registered.events[0], type: 'told', at } as unknown as MatterEvent
    const silence = (one: MatterEvent) => timers({ ...registered, events: [...registered.events, one] }).at(-1)
    expect(silence(warned)).toContain('silence  2026-03-02')
    expect(silence(told)).toContain('silence  2026-03-14')
  })

  it('never has two of a kind for one date, and nothing for a date that was met', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom<ActName>(...ACTS), { maxLength: 20 }), (names) => {
        let state = historyIn('registered')
        for (const name of names) {
          const outcome = transition(state.matter, acts[name], dayAfter(state.events.length), factsAfter(state.events))
          if (outcome.ok) state = { matter: outcome.matter, events: [...state.events, ...outcome.events] }
        }
        const clocks = clocksAfter(state.events, rules)
        const checkpoints = checkpointsOf(state.events, rules.supervision)
        const made = timersOf({ state: state.matter.state, events: state.events, clocks, checkpoints }, SUPERVISION)
        expect(new Set(made.map(({ kind, rule, day }) => `${kind} ${rule} ${day}`)).size).toBe(made.length)
        const running = [
          ...clocks.filter(({ metAt }) => metAt === undefined).map(({ rule }) => String(rule)),
          ...checkpoints.filter(({ metAt }) => metAt === undefined).map(({ id }) => id),
        ]
        for (const { rule } of made) if (rule !== '') expect(running).toContain(rule)
      }),
      { seed: 20260302 },
    )
  })
})
