import { describe, expect, it } from 'vitest'
import {
  demandsSplit,
  type Facts,
  type Into,
  type MatterEvent,
  type Refusal,
  type SplitAct,
  STATES,
  transition,
} from '../../../src/case/ticket/index.ts'
import { acts, dayAfter, facts, factsAfter, OLDER, perform } from './support.ts'

const filed = () => perform([acts.register, acts.forward])
const tried = (into: Partial<Into> | null, given: Partial<Facts> = {}) => {
  const { matter, events } = filed()
  const known = { ...factsAfter(events), ...given, into: into === null ? null : { ...OLDER, ...into } }
  return transition(matter, acts.merge, dayAfter(5), known)
}
const refusal = (outcome: ReturnType<typeof transition>): Refusal | undefined =>
  outcome.ok ? undefined : outcome.refusal

describe('a merge', () => {
  it('ends the repeat, stops its dates and says under which number it goes on', () => {
    const outcome = tried({})
    if (!outcome.ok) throw new Error(outcome.refusal.code)
    expect(outcome.matter.state).toBe('merged')
    const [event] = outcome.events
    expect(event).toMatchObject({
      type: 'merged',
      data: { into: 'm0', number: 'M0', note: '同一盏灯', office: 'housing' },
    })
    expect(event?.clocks.stop).toEqual(facts.profile.triggers.withdrawn.stop)
  })

  it('is for matters of one author, named and another than itself', () => {
    const code = { code: 'not_same_author' }
    expect(refusal(tried(null))).toEqual(code)
    expect(refusal(tried({ sameAuthor: false }))).toEqual(code)
    expect(refusal(tried({ id: filed().matter.id }))).toEqual(code)
  })

  it('goes into what is still worked on, in whatever state that is', () => {
    const ended = STATES.filter((state) => refusal(tried({ state })) !== undefined)
    expect(ended).toEqual(['directed', 'refused', 'rereviewed', 'closed', 'withdrawn', 'merged'])
    for (const state of ended) expect(refusal(tried({ state }))).toEqual({ code: 'into_ended' })
  })

  it('never makes a date later: into one received before or in the same moment', () => {
    const { receivedAt } = filed().matter
    expect(refusal(tried({ receivedAt }))).toBeUndefined()
    const later = new Date(Date.parse(receivedAt) + 1).toISOString()
    expect(refusal(tried({ receivedAt: later }))).toEqual({ code: 'into_newer' })
  })

  it('brings nothing of a report among other matters, nor before an office that it complains of', () => {
    expect(refusal(tried({ sameSeal: false }))).toEqual({ code: 'report_apart' })
    expect(refusal(tried({ offices: ['water', 'works'] }, { barred: ['works'] }))).toEqual({
      ...{ code: 'barred_office', office: 'works' },
    })
  })

  it('needs a word why', () => {
    const { matter, events } = filed()
    const outcome = transition(matter, { ...acts.merge, note: ' ' }, dayAfter(5), factsAfter(events))
    expect(refusal(outcome)).toEqual({ code: 'reason_required' })
  })
})

/** Every choice of some of these. */
const subsets = (all: readonly string[]): string[][] =>
  Array.from({ length: 2 ** all.length }, (_, choice) => all.filter((_one, place) => (choice >> place) % 2 === 1))

describe('a split', () => {
  const ALL = ['1', '2', '3', '4']

  /** What the shell tells of it: demands that went are gone. */
  const parted = (
    matter: ReturnType<typeof filed>['matter'],
    events: readonly MatterEvent[],
    demands: readonly string[],
  ) => {
    const open = ALL.filter((id) => !demandsSplit(events).has(id))
    const act: SplitAct = { ...acts.split, demands, number: `M${demands.join('')}` }
    return { open, outcome: transition(matter, act, dayAfter(5), { ...factsAfter(events), demands: open }) }
  }

  it('loses no demand and doubles none, whichever go and in whatever order', () => {
    const { matter, events } = filed()
    for (const first of subsets(ALL)) {
      const once = parted(matter, events, first).outcome
      expect(once.ok).toBe(first.length > 0 && first.length < ALL.length)
      if (!once.ok) continue
      const after = [...events, ...once.events]
      for (const second of subsets(ALL)) {
        const { open, outcome: twice } = parted(once.matter, after, second)
        expect([...open, ...first].sort()).toEqual(ALL)
        expect(twice.ok).toBe(
          second.length > 0 && second.length < open.length && second.every((id) => open.includes(id)),
        )
        if (!twice.ok) continue
        const gone = demandsSplit([...after, ...twice.events])
        const stay = ALL.filter((id) => !gone.has(id))
        expect([...stay, ...first, ...second].sort()).toEqual(ALL)
        for (const id of first) expect(gone.get(id)).toBe(`M${first.join('')}`)
        for (const id of second) expect(gone.get(id)).toBe(`M${second.join('')}`)
      }
    }
  })

  it('leaves state, office and dates of the first as they are', () => {
    const { matter, events } = filed()
    const { outcome } = parted(matter, events, ['2'])
    if (!outcome.ok) throw new Error(outcome.refusal.code)
    expect(outcome.matter).toMatchObject({ state: matter.state, holder: matter.holder, receivedAt: matter.receivedAt })
    expect(outcome.events[0]?.clocks).toEqual({ start: [], stop: [], reopen: [] })
  })

  it('needs a word why', () => {
    const { matter, events } = filed()
    const outcome = transition(matter, { ...acts.split, note: '' }, dayAfter(5), factsAfter(events))
    expect(refusal(outcome)).toEqual({ code: 'reason_required' })
  })
})
