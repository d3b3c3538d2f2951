import { describe, expect, it } from 'vitest'
import {
  breachesOf,
  type Checkpoint,
  checkpointsOf,
  clocksAfter,
  type MatterEvent,
} from '../../../src/case/ticket/index.ts'
import { acts, dayAfter, historyIn, perform, rules } from './support.ts'

/** What the record shows of these events on a day. */
const shown = (events: readonly MatterEvent[], today: string) =>
  breachesOf(
    {
      events,
      clocks: clocksAfter(events, rules).map(({ rule, due, metAt }) => ({ rule, due, met: metAt !== undefined })),
      checkpoints: checkpointsOf(events, rules.supervision),
      today,
    },
    rules.supervision,
  )

describe('what the record shows of article 40', () => {
  it('is a legal date that passed unmet, from the day after it on', () => {
    // Received on 2 March: routed, and told in writing, by the 17th.
    const { events } = historyIn('registered')
    expect(shown(events, '2026-03-17')).toEqual([])
    expect(shown(events, '2026-03-18')).toEqual([
      { why: 'overdue', since: '2026-03-17' },
      { why: 'not_told', since: '2026-03-17' },
    ])
  })

  it('tells what was not told from what was not done', () => {
    const { events } = historyIn('accepted')
    const late = shown(events, '2026-06-01')
    // D2 from receipt; D3, from the forward of 3 March, says no more than that; D5, accepted on 4 March, ends on 3 May, a Sunday of the Labour Day holiday.
    expect(late).toEqual([
      { why: 'not_told', since: '2026-03-17' },
      { why: 'overdue', since: '2026-05-06' },
    ])
  })

  it('is no right that nobody used: an objection, a review', () => {
    const { events } = perform([acts.register, acts.forward, acts.accept, acts.answer, acts.deliver])
    expect(shown(events, '2027-03-01').filter(({ why }) => why === 'overdue')).toEqual([])
    const objecting = breachesOf(
      { events: [], checkpoints: [], today: '2026-12-31', clocks: [{ rule: 'D4', due: '2026-03-10', met: false }] },
      rules.supervision,
    )
    expect(objecting).toEqual([])
  })

  it('is what was supported and not carried out by its day', () => {
    const { events } = historyIn('answered')
    const execution = (today: string) => shown(events, today).filter(({ why }) => why === 'not_executed')
    expect(execution('2026-04-04')).toEqual([])
    expect(execution('2026-04-05')).toEqual([{ why: 'not_executed', since: '2026-04-04' }])
    const done = perform([acts.register, acts.forward, acts.accept, acts.answer, acts.execute])
    expect(shown(done.events, '2026-12-31').map(({ why }) => why)).not.toContain('not_executed')
  })

  it('is no other check-point: whether those are neglect, a person judges', () => {
    const point: Checkpoint = { id: 'order/1', kind: 'order', since: '2026-03-02', due: '2026-03-05', owedBy: 'holder' }
    const given = { events: [], clocks: [], checkpoints: [point], today: '2026-12-31' }
    expect(breachesOf(given, rules.supervision)).toEqual([])
  })

  it('is the third office that got it, from that day on', () => {
    const to = (toOffice: string) => ({ ...acts.forward, toOffice })
    const twice = perform([acts.register, to('housing'), to('works')])
    expect(shown(twice.events, '2026-03-05')).toEqual([])
    const thrice = perform([acts.register, to('housing'), to('works'), to('water'), acts.accept])
    expect(shown(thrice.events, '2026-03-06')).toEqual([{ why: 'shirking', since: '2026-03-05' }])
    const again = perform([acts.register, to('housing'), to('works'), to('water'), to('transport')])
    expect(shown(again.events, '2026-03-06')).toEqual([{ why: 'shirking', since: '2026-03-05' }])
  })

  it('is no review: that is its author’s right, however often it changes hands by it', () => {
    const { matter, events } = historyIn('rereviewed')
    expect(matter.handOvers).toBe(rules.supervision.handOvers)
    expect(shown(events, dayAfter(9).slice(0, 10))).toEqual([])
  })
})
