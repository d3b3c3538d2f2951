import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  ACTS,
  type ActName,
  type CheckpointKind,
  checkpointKind,
  checkpointsOf,
  clocksAfter,
  type MatterEvent,
  type Meeting,
  timersOf,
  transition,
} from '../../../src/case/ticket/index.ts'
import { acts, dayAfter, factsAfter, historyIn, perform, performNamed, rules } from './support.ts'

const SUPERVISION = { yellowDays: 3, silenceDays: 15, pageMinutes: 10 }
const timers = (of: ReturnType<typeof performNamed>) =>
  timersOf(
    { state: of.matter.state, events: of.events, clocks: clocksAfter(of.events, rules), checkpoints: [] },
    SUPERVISION,
  ).map(inWords)
function inWords({ kind, rule, day, firesAt }: ReturnType<typeof timersOf>[number]): string {
  return `${kind} ${rule} ${day} at ${firesAt.toISOString()}`
}
const ofCheckpoints = (events: readonly MatterEvent[], kind: CheckpointKind) =>
  timersOf({ state: 'closed', events, clocks: [], checkpoints: checkpointsOf(events, rules.supervision) }, SUPERVISION)
    .filter(({ rule }) => checkpointKind(rule) === kind)
    .map(inWords)

/** Of every event: whether a notice tells of it, or the citizen took part in it. */
const SEEN: { readonly [type in Exclude<MatterEvent['type'], 'met'> | `met with ${Meeting}`]: boolean } = {
  ...{ registered: true, forwarded: true, returned: true, contested: true, accepted: true, directed: true },
  ...{ refused: true, extended: true, answered: true, executed: true, disputed: true, review_requested: true },
  ...{ reviewed: true, rereview_requested: true, rereviewed: true, heard: true, closed: true, withdrawn: true },
  ...{ delivered: true, told: true, silent: true, redated: true, code_reissued: true, promised: true, kept: true },
  ...{ mediated: true, followed_up: true, merged: true, split: true, absorbed: true, 'met with author': true },
  ...{ objected: false, insisted: false, escalated: false, assigned: false, reported: false, recused: false },
  ...{
    paged: false,
    acknowledged: false,
    warned: false,
    owned: false,
    led: false,
    supervised: false,
    replied: false,
    proposed: false,
  },
  ...{ responded: false, convened: false, 'met with leader': false, 'met with unit': false },
  ...{ 'met with site': false, 'met with conference': false },
}

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
    const reviewed = [acts.register, acts.forward, acts.accept, acts.answer, acts.deliver, acts.request_review]
    const received = perform([...reviewed, acts.decide_review, { ...acts.deliver, of: 'reviewed' }])
    expect(clocksAfter(received.events, rules).map(({ rule }) => rule)).toContain('D9')
    expect(timers(received).join()).not.toContain('D9')
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

  it('counts a silence from the last step that a citizen could see, not from what offices do among themselves', () => {
    const registered = historyIn('registered')
    const [first] = registered.events
    const at = '2026-03-14T01:00:00.000Z'
    for (const [what, seen] of Object.entries(SEEN)) {
      const [type, who] = what.split(' with ')
      const data = { ...first?.data, with: who, changes: [], of: 'registered' }
      const later = { ...first, type, at, data } as unknown as MatterEvent
      const silence = timers({ ...registered, events: [...registered.events, later] }).at(-1)
      expect(silence, what).toContain(seen ? 'silence  2026-03-14' : 'silence  2026-03-02')
    }
  })

  it('of a check-point is its day, three days before it and on the first day after it', () => {
    const promised = performNamed('register', 'forward', 'accept', 'promise')
    expect(ofCheckpoints(promised.events, 'promise')).toEqual([
      'yellow promise/4 2026-12-31 at 2026-12-28T01:00:00.000Z',
      'red promise/4 2026-12-31 at 2027-01-01T01:00:00.000Z',
    ])
  })

  it('of a check-point that is due tomorrow is on that day and after it', () => {
    const promised = perform([acts.register, { ...acts.promise, due: '2026-03-04' }])
    expect(ofCheckpoints(promised.events, 'promise')).toEqual([
      'yellow promise/2 2026-03-04 at 2026-03-04T01:00:00.000Z',
      'red promise/2 2026-03-04 at 2026-03-05T01:00:00.000Z',
    ])
  })

  it('of a conference on the very day is the day after alone', () => {
    const convened = perform([acts.register, { ...acts.convene, on: '2026-03-03' }])
    expect(ofCheckpoints(convened.events, 'conference')).toEqual([
      'red conference/2 2026-03-03 at 2026-03-04T01:00:00.000Z',
    ])
  })

  it('comes after the day where somebody else had to move before it', () => {
    // Told by telephone and closed on 6 March.
    const { events } = historyIn('closed')
    expect(ofCheckpoints(events, 'follow_up')).toEqual(['red follow_up/5 2026-04-05 at 2026-04-06T01:00:00.000Z'])
    expect(ofCheckpoints(events, 'receipt')).toEqual(['red receipt/5 2026-03-07 at 2026-03-08T01:00:00.000Z'])
    expect(ofCheckpoints(historyIn('registered').events, 'leader_wanted')).toEqual([
      'red leader_wanted/1 2027-03-02 at 2027-03-03T01:00:00.000Z',
    ])
  })

  it('is nothing of a check-point that was met', () => {
    const led = performNamed('register', 'lead')
    expect(ofCheckpoints(led.events, 'leader_wanted')).toEqual([])
    expect(ofCheckpoints(led.events, 'lead')).toHaveLength(2)
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
