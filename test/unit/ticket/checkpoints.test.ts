import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  ACTS,
  type Act,
  type ActName,
  CHECKPOINTS,
  type Checkpoint,
  type CheckpointKind,
  checkpointKind,
  checkpointsOf,
  type Delivered,
  type Matter,
  type MatterEvent,
  toldEvent,
  transition,
} from '../../../src/case/ticket/index.ts'
import { acts, citizen, clerk, colleague, dayAfter, factsAfter, rules, superior } from './support.ts'

/** What was told, or an act, on a day after Monday, 2 March 2026. */
type Step = readonly [day: number, what: Act | { told: Delivered }]

const history = (...steps: Step[]): MatterEvent[] => lives(steps).events
/** As it stands after these. */
const byNow = (steps: readonly Step[]): Matter => lives(steps).matter

function lives(steps: readonly Step[]): { matter: Matter; events: MatterEvent[] } {
  let matter: Matter | null = null
  const events: MatterEvent[] = []
  for (const [day, what] of steps) {
    if ('told' in what) {
      if (matter === null) throw new Error('nothing to tell')
      events.push(toldEvent(matter, { of: what.told, means: 'message', actor: clerk }, dayAfter(day), rules))
      continue
    }
    const outcome = transition(matter, what, dayAfter(day), factsAfter(events))
    if (!outcome.ok) throw new Error(`${what.type}: ${JSON.stringify(outcome.refusal)}`)
    matter = outcome.matter
    events.push(...outcome.events)
  }
  if (matter === null) throw new Error('nothing happened')
  return { matter, events }
}

const of = (kind: CheckpointKind, events: readonly MatterEvent[]) =>
  checkpointsOf(events, rules.supervision).filter((point) => point.kind === kind)
/** Each as `due`, or `due met <day>`. */
const days = (kind: CheckpointKind, ...steps: Step[]) =>
  of(kind, history(...steps)).map(({ due, metAt }) => (metAt === undefined ? due : `${due} met ${metAt.slice(0, 10)}`))

const by = (channel: 'letter' | 'visit') => ({ ...acts.register, matter: { ...acts.register.matter, channel } })
const ONLINE: Step = [0, acts.register]
const LETTER: Step = [0, by('letter')]
const VISIT: Step = [0, by('visit')]
const FORWARDED: readonly Step[] = [ONLINE, [1, acts.forward]]
const ACCEPTED: readonly Step[] = [...FORWARDED, [2, acts.accept]]
/** On Thursday, 5 March; demand 1 is supported. */
const ANSWERED: readonly Step[] = [...ACCEPTED, [3, acts.answer]]
const CLOSED: readonly Step[] = [...ANSWERED, [4, acts.close]]
const UNDER_REVIEW: readonly Step[] = [...ANSWERED, [4, acts.deliver], [5, acts.request_review]]
const ANSWERED_ANEW = { ...acts.answer, actor: colleague }
const REDO = { ...acts.decide_review, outcome: 'redo', due: '2026-12-31' } as const
const met = (who: 'leader' | 'unit' | 'author' | 'conference' | 'site') => ({ ...acts.meet, with: who })
const withoutDemand1 = {
  ...acts.answer,
  dispositions: acts.answer.dispositions.map((one) => ({ ...one, outcome: 'explained' as const })),
}

describe('receipt: told is not received', () => {
  const TOLD: readonly Step[] = [...ANSWERED, [4, { told: 'answered' }]]

  it('is owed seven days after the telling, one day where documents go on paper', () => {
    expect(days('receipt', ...ANSWERED)).toEqual([])
    expect(days('receipt', ...TOLD)).toEqual(['2026-03-13'])
    const onPaper = { ...acts.register, matter: { ...acts.register.matter, electronic: false } }
    expect(days('receipt', [0, onPaper], ...TOLD.slice(1))).toEqual(['2026-03-07'])
  })

  it('is owed in one day where it was told by telephone, as the office closed or apart', () => {
    const byPhone = toldEvent(byNow(ANSWERED), { of: 'answered', means: 'phone', actor: clerk }, dayAfter(4), rules)
    const answered = history(...ANSWERED)
    expect(of('receipt', [...answered, byPhone])).toMatchObject([{ due: '2026-03-07' }])
    expect(days('receipt', ...CLOSED)).toEqual(['2026-03-07'])
    expect(days('receipt', ...CLOSED, [6, acts.deliver])).toEqual(['2026-03-07 met 2026-03-08'])
    expect(days('receipt', ...CLOSED, [6, acts.dispute], [7, ANSWERED_ANEW])).toEqual([])
    expect(days('receipt', ONLINE, [1, acts.direct], [4, acts.close])).toEqual(['2026-03-07'])
    const delivered: readonly Step[] = [...ANSWERED, [4, acts.deliver], [5, acts.close]]
    expect(days('receipt', ...delivered)).toEqual([])
  })

  it('is of the document that was told of, whatever happened between', () => {
    const worked: Step = [4, acts.execute]
    expect(days('receipt', ...ANSWERED, worked, [5, { told: 'answered' }])).toEqual(['2026-03-14'])
    expect(days('receipt', ...ANSWERED, worked, [5, acts.close])).toEqual(['2026-03-08'])
    const late = 'accepted' as unknown as Delivered
    expect(days('receipt', ...ANSWERED, [4, { told: late }])).toEqual([])
    const reviewed: readonly Step[] = [...ANSWERED, [4, acts.request_review], [5, acts.decide_review]]
    const answer: readonly Step[] = [...reviewed, [6, { told: 'answered' }]]
    expect(days('receipt', ...answer, [7, acts.deliver])).toEqual(['2026-03-15 met 2026-03-09'])
    expect(days('receipt', ...answer, [7, acts.deliver], [8, { told: 'reviewed' }])).toEqual([
      ...['2026-03-15 met 2026-03-09', '2026-03-17'],
    ])
  })

  it('is owed once, however often it was told', () => {
    expect(days('receipt', ...TOLD, [5, { told: 'answered' }])).toEqual(['2026-03-13'])
    expect(days('receipt', ...TOLD, [5, acts.close])).toEqual(['2026-03-13'])
    expect(days('receipt', ...CLOSED, [5, { told: 'answered' }])).toEqual(['2026-03-07'])
    const { toldBy: _, note: _2, ...silently } = acts.close
    const known = history(...TOLD)
    const closed = transition(byNow(TOLD), silently, dayAfter(5), { ...factsAfter(known), told: ['answered'] })
    expect(closed.ok && of('receipt', [...known, ...closed.events])).toMatchObject([{ due: '2026-03-13' }])
  })

  it('is not owed of a review that sends the matter back: from its receipt nothing runs', () => {
    expect(days('receipt', ...UNDER_REVIEW, [6, REDO], [7, { told: 'reviewed' }])).toEqual([])
  })

  it('is owed for every document and for no other notice', () => {
    for (const step of ['directed', 'refused'] as const) {
      const act = step === 'directed' ? acts.direct : acts.refuse
      expect(days('receipt', ONLINE, [1, act], [1, { told: step }]), step).toEqual(['2026-03-10'])
    }
    const notices = ['registered', 'forwarded', 'accepted'] as unknown as Delivered[]
    for (const told of notices) expect(days('receipt', ...ACCEPTED, [3, { told }]), told).toEqual([])
  })

  it('is met when that document is in the citizen’s hands, not by another', () => {
    const reviewed: readonly Step[] = [...UNDER_REVIEW, [6, acts.decide_review], [7, { told: 'reviewed' }]]
    expect(days('receipt', ...TOLD, [5, acts.deliver])).toEqual(['2026-03-13 met 2026-03-07'])
    expect(days('receipt', ...reviewed)).toEqual(['2026-03-16'])
    expect(days('receipt', ...reviewed, [9, { ...acts.deliver, of: 'reviewed' }])).toEqual([
      '2026-03-16 met 2026-03-11',
    ])
    const both: readonly Step[] = [
      ...TOLD,
      ...[[5, acts.request_review] as const, [6, acts.decide_review] as const, [7, { told: 'reviewed' }] as const],
    ]
    expect(days('receipt', ...both, [8, acts.deliver])).toEqual(['2026-03-13 met 2026-03-10', '2026-03-16'])
  })

  it('is not owed for what was received before the platform said that it was told', () => {
    expect(days('receipt', ...ANSWERED, [4, acts.deliver], [4, { told: 'answered' }])).toEqual([])
    const anew: readonly Step[] = [...ANSWERED, [4, acts.deliver], [5, acts.dispute], [6, ANSWERED_ANEW]]
    expect(days('receipt', ...anew, [6, { told: 'answered' }])).toEqual(['2026-03-15'])
  })

  it('ends where another answer takes its place', () => {
    expect(days('receipt', ...TOLD, [5, acts.dispute], [6, ANSWERED_ANEW])).toEqual([])
    const reviewed = (outcome: 'upheld' | 'revoked' | 'changed') =>
      days('receipt', ...TOLD, [5, acts.request_review], [6, { ...acts.decide_review, outcome }])
    expect(reviewed('upheld')).toEqual(['2026-03-13'])
    for (const outcome of ['revoked', 'changed'] as const) expect(reviewed(outcome), outcome).toEqual([])
    expect(days('receipt', ...TOLD, [5, acts.request_review], [6, REDO])).toEqual([])
  })

  it('goes on after closing: the document is still to be brought', () => {
    expect(days('receipt', ...TOLD, [5, acts.close], [6, acts.deliver])).toEqual(['2026-03-13 met 2026-03-08'])
  })
})

describe('execution: what was supported is carried out', () => {
  it('is owed thirty days after an answer that supports something', () => {
    expect(days('execution', ...ANSWERED)).toEqual(['2026-04-04'])
    expect(days('execution', ...ACCEPTED, [3, withoutDemand1])).toEqual([])
  })

  it('is met when all of it is done', () => {
    const both = {
      ...acts.answer,
      dispositions: acts.answer.dispositions.map((one) => ({ ...one, outcome: 'supported' as const })),
    }
    const first: Step = [4, acts.execute]
    expect(days('execution', ...ANSWERED, first)).toEqual(['2026-04-04 met 2026-03-06'])
    const half: readonly Step[] = [...ACCEPTED, [3, both], first]
    expect(days('execution', ...half)).toEqual(['2026-04-04'])
    const second: Step = [9, { ...acts.execute, demandId: '2' }]
    expect(days('execution', ...half, [5, acts.close], second)).toEqual(['2026-04-04 met 2026-03-11'])
  })

  it('ends with the answer: a new one has its own', () => {
    expect(days('execution', ...ANSWERED, [5, acts.dispute], [6, ANSWERED_ANEW])).toEqual(['2026-04-07'])
    expect(days('execution', ...UNDER_REVIEW, [6, REDO])).toEqual([])
    expect(days('execution', ...UNDER_REVIEW, [6, { ...acts.decide_review, outcome: 'revoked' }])).toEqual([])
    expect(days('execution', ...UNDER_REVIEW, [6, acts.decide_review])).toEqual(['2026-04-04'])
    const rereviewed: readonly Step[] = [...UNDER_REVIEW, [6, acts.decide_review], [7, acts.request_rereview]]
    expect(days('execution', ...rereviewed, [8, { ...acts.decide_rereview, outcome: 'changed' }])).toEqual([])
    expect(days('execution', ...rereviewed, [8, acts.decide_rereview])).toEqual(['2026-04-04'])
  })
})

describe('dispute: whoever does not accept an answer waits for another officer', () => {
  const DISPUTED: readonly Step[] = [...ANSWERED, [4, acts.dispute]]

  it('is owed in fifteen days', () => {
    expect(days('dispute', ...ANSWERED)).toEqual([])
    expect(days('dispute', ...DISPUTED)).toEqual(['2026-03-21'])
  })

  it('is met by a new answer, or by another officer’s closing', () => {
    expect(days('dispute', ...DISPUTED, [6, ANSWERED_ANEW])).toEqual(['2026-03-21 met 2026-03-08'])
    expect(days('dispute', ...DISPUTED, [6, { ...acts.close, actor: colleague }])).toEqual([
      '2026-03-21 met 2026-03-08',
    ])
  })

  it('ends where a review is asked for: that is somebody else’s word', () => {
    expect(days('dispute', ...DISPUTED, [6, acts.request_review])).toEqual([])
  })
})

describe('order, promise and leader: the day is whose who set it', () => {
  const ORDER = { ...acts.supervise, due: '2026-03-20' }
  const PROMISE = { ...acts.promise, due: '2026-03-12' }

  it('an order is met by its own reply, and by nothing else', () => {
    const ordered: readonly Step[] = [...ACCEPTED, [3, ORDER], [4, { ...ORDER, due: '2026-04-01' }]]
    const [first, second] = of('order', history(...ordered))
    expect([first?.id, second?.id]).toEqual(['order/4', 'order/5'])
    expect(first).toMatchObject({ since: '2026-03-05', due: '2026-03-20', owedBy: 'holder', by: superior.office })
    expect(days('order', ...ordered, [5, { ...acts.reply, of: 'order/5' }])).toEqual([
      ...['2026-03-20', '2026-04-01 met 2026-03-07'],
    ])
    expect(days('order', ...ordered, [6, acts.answer], [7, acts.close])).toEqual(['2026-03-20', '2026-04-01'])
  })

  it('a promise is met when it is said to be kept, also after closing', () => {
    const promised: readonly Step[] = [...ACCEPTED, [3, PROMISE], [4, { ...PROMISE, due: '2026-03-13' }]]
    expect(days('promise', ...promised)).toEqual(['2026-03-12', '2026-03-13'])
    const closed: readonly Step[] = [...promised, [5, acts.answer], [6, acts.close]]
    expect(days('promise', ...closed, [8, { ...acts.keep, of: 'promise/4' }])).toEqual([
      ...['2026-03-12 met 2026-03-10', '2026-03-13'],
    ])
  })

  it('a leader’s day is met by the closing, ended by the next leader, or where another way was named', () => {
    const led: readonly Step[] = [...ACCEPTED, [3, { ...acts.lead, due: '2026-05-01' }]]
    expect(days('lead', ...led)).toEqual(['2026-05-01'])
    expect(days('lead', ...led, [4, acts.answer], [5, acts.close])).toEqual(['2026-05-01 met 2026-03-07'])
    expect(days('lead', ...led, [4, { ...acts.lead, due: '2026-06-01' }])).toEqual(['2026-06-01'])
    expect(days('lead', ...led, [4, acts.direct])).toEqual([])
    expect(days('lead', ONLINE, [1, { ...acts.lead, due: '2026-05-01' }], [2, acts.refuse])).toEqual([])
  })
})

describe('leader wanted: what is open for a year is a leader’s (S53)', () => {
  it('is owed from receipt on, by the petition office', () => {
    expect(of('leader_wanted', history(ONLINE))).toMatchObject([
      { since: '2026-03-02', due: '2027-03-02', owedBy: 'petition' },
    ])
  })

  it('is met when one takes charge', () => {
    expect(days('leader_wanted', ...ACCEPTED, [9, acts.lead])).toEqual(['2027-03-02 met 2026-03-11'])
  })

  it('is not owed while the matter is over, and is again, with its old day, once its author says otherwise', () => {
    expect(days('leader_wanted', ...CLOSED, [5, { told: 'answered' }])).toEqual([])
    for (const steps of [CLOSED, [ONLINE, [1, acts.direct]], [ONLINE, [1, acts.refuse]]] as Step[][]) {
      expect(days('leader_wanted', ...steps)).toEqual([])
    }
    for (const act of [acts.dispute, acts.request_review]) {
      expect(days('leader_wanted', ...CLOSED, [6, act]), act.type).toEqual(['2027-03-02'])
    }
    const reviewed: readonly Step[] = [...UNDER_REVIEW, [6, acts.decide_review], [7, acts.close]]
    expect(days('leader_wanted', ...reviewed)).toEqual([])
    expect(days('leader_wanted', ...reviewed, [8, acts.request_rereview])).toEqual(['2027-03-02'])
    expect(days('leader_wanted', ...CLOSED, [6, acts.dispute], [7, { ...acts.close, actor: colleague }])).toEqual([])
  })
})

describe('conference', () => {
  const CONVENED: readonly Step[] = [...ACCEPTED, [3, { ...acts.convene, on: '2026-03-10' }]]

  it('is owed on its day, and met when it took place', () => {
    expect(of('conference', history(...CONVENED))).toMatchObject([
      { since: '2026-03-05', due: '2026-03-10', owedBy: 'petition' },
    ])
    expect(days('conference', ...CONVENED, [8, met('site')])).toEqual(['2026-03-10'])
    expect(days('conference', ...CONVENED, [8, { ...met('conference'), on: '2026-03-10' }])).toEqual([
      '2026-03-10 met 2026-03-10',
    ])
  })

  it('is not met by one that took place before it was called', () => {
    const before = { ...met('conference'), on: '2026-03-04' }
    expect(days('conference', ...CONVENED, [8, before])).toEqual(['2026-03-10'])
    expect(days('conference', ...CONVENED, [8, { ...before, on: '2026-03-05' }])).toEqual(['2026-03-10 met 2026-03-10'])
  })

  it('is not held about what is over', () => {
    expect(days('conference', ...CONVENED, [4, acts.direct])).toEqual([])
  })
})

describe('a letter’s three talks (来信三见面)', () => {
  const KINDS = { meet_leader: '2026-03-17', meet_unit: '2026-04-01', meet_author: '2026-04-16' } as const
  const WHO = { meet_leader: 'leader', meet_unit: 'unit', meet_author: 'author' } as const

  it.each(Object.keys(KINDS) as (keyof typeof KINDS)[])('%s is owed from receipt on, of a letter alone', (kind) => {
    expect(days(kind, LETTER)).toEqual([KINDS[kind]])
    expect(of(kind, history(LETTER))).toMatchObject([{ since: '2026-03-02', owedBy: 'petition' }])
    expect(days(kind, ONLINE)).toEqual([])
    expect(days(kind, VISIT)).toEqual([])
  })

  it.each(Object.keys(KINDS) as (keyof typeof KINDS)[])('%s is met by that talk alone', (kind) => {
    for (const who of ['leader', 'unit', 'author', 'site', 'conference'] as const) {
      const expected = who === WHO[kind] ? `${KINDS[kind]} met 2026-03-06` : KINDS[kind]
      expect(days(kind, LETTER, [4, met(who)]), who).toEqual([expected])
    }
    expect(days(kind, LETTER, [1, acts.direct])).toEqual([])
    expect(days(kind, LETTER, ...CLOSED.slice(1))).toEqual([])
  })

  it('counts from the day on which the letter came, not from that on which it was written down', () => {
    const late = { ...by('letter'), matter: { ...by('letter').matter, receivedAt: '2026-02-20T01:00:00Z' } }
    expect(of('meet_leader', history([0, late]))).toMatchObject([{ since: '2026-02-20', due: '2026-03-07' }])
  })
})

describe('a visit’s promise (来访双向承诺)', () => {
  it('is owed three days after a visit, by whoever has the matter, and met by a promise', () => {
    expect(of('visit_promise', history(VISIT))).toMatchObject([{ due: '2026-03-05', owedBy: 'holder' }])
    expect(days('visit_promise', LETTER)).toEqual([])
    expect(days('visit_promise', VISIT, [1, acts.promise])).toEqual(['2026-03-05 met 2026-03-03'])
    expect(days('visit_promise', VISIT, [1, acts.refuse])).toEqual([])
  })
})

describe('follow-up: what was settled is looked at again (S35)', () => {
  it('is owed thirty days after closing, by the petition office, and met when somebody asked', () => {
    expect(days('follow_up', ...ANSWERED)).toEqual([])
    expect(of('follow_up', history(...CLOSED))).toMatchObject([
      { since: '2026-03-06', due: '2026-04-05', owedBy: 'petition' },
    ])
    for (const settled of ['yes', 'partly', 'no'] as const) {
      const followed: Step = [34, { ...acts.follow_up, settled }]
      expect(days('follow_up', ...CLOSED, followed), settled).toEqual(['2026-04-05 met 2026-04-05'])
    }
  })

  it('is still owed to whoever was not reached', () => {
    const tried: Step = [34, { ...acts.follow_up, settled: 'not_reached' }]
    expect(days('follow_up', ...CLOSED, tried)).toEqual(['2026-04-05'])
    expect(days('follow_up', ...CLOSED, tried, [36, acts.follow_up])).toEqual(['2026-04-05 met 2026-04-07'])
  })

  it('ends where its author has spoken already; the next closing has its own', () => {
    expect(days('follow_up', ...CLOSED, [6, acts.dispute])).toEqual([])
    expect(days('follow_up', ...CLOSED, [6, acts.request_review])).toEqual([])
    const reviewed: readonly Step[] = [...UNDER_REVIEW, [6, acts.decide_review], [7, acts.close]]
    expect(days('follow_up', ...reviewed, [8, acts.request_rereview])).toEqual([])
    const again: readonly Step[] = [...CLOSED, [6, acts.dispute], [7, { ...acts.close, actor: colleague }]]
    expect(days('follow_up', ...again)).toEqual(['2026-04-08'])
  })
})

describe('a check-point', () => {
  it('says its kind by its id, which no legal clock does', () => {
    for (const kind of CHECKPOINTS) expect(checkpointKind(`${kind}/7`)).toBe(kind)
    for (const rule of ['D1', 'D12', '', 'order', 'orders/1']) expect(checkpointKind(rule)).toBeNull()
  })

  it('is owed by whoever has the matter, or by the petition office where that watches over it', () => {
    const everything: readonly Step[] = [
      ...[LETTER, [1, acts.forward] as const, [2, acts.accept] as const, [3, acts.supervise] as const],
      ...[[4, acts.promise] as const, [5, acts.convene] as const, [6, acts.answer] as const],
      ...[[7, { told: 'answered' }] as const, [8, acts.dispute] as const, [9, acts.lead] as const],
    ]
    const points = [...checkpointsOf(history(...everything), rules.supervision), ...of('visit_promise', history(VISIT))]
    const owing = (who: string) => points.filter(({ owedBy }) => owedBy === who).map(({ kind }) => kind)
    expect(new Set(owing('petition'))).toEqual(
      new Set(['leader_wanted', 'meet_leader', 'meet_unit', 'meet_author', 'conference']),
    )
    expect(new Set(owing('holder'))).toEqual(
      new Set(['order', 'promise', 'execution', 'receipt', 'dispute', 'lead', 'visit_promise']),
    )
  })

  it('names the office that set it, where one did', () => {
    expect(of('leader_wanted', history(ONLINE))[0]).not.toHaveProperty('by')
    expect(of('execution', history(...ANSWERED))[0]?.by).toBe('housing')
  })

  const RANDOM = fc.array(
    fc.tuple(
      fc.constantFrom<ActName | 'told'>(...ACTS, 'told'),
      fc.constantFrom(undefined, colleague, clerk, citizen),
      fc.nat({ max: 9 }),
    ),
    { maxLength: 40 },
  )

  /** Whatever was possible of it, in that order. */
  function lived(list: readonly (readonly [ActName | 'told', typeof citizen | undefined, number])[]): MatterEvent[][] {
    let matter: Matter | null = null
    const events: MatterEvent[] = []
    const stages: MatterEvent[][] = []
    for (const [name, actor, pick] of [
      ['register', undefined, 0] as const,
      ['forward', undefined, 0] as const,
      ...list,
    ]) {
      const now = dayAfter(events.length)
      const given = factsAfter(events)
      if (name === 'told') {
        const step = (['answered', 'reviewed', 'directed'] as const)[pick % 3] ?? 'answered'
        if (matter && events.some(({ type }) => type === step))
          events.push(toldEvent(matter, { of: step, means: 'message', actor: clerk }, now, rules))
      } else {
        const pending = given.pending.map(({ id }) => id)
        const base = { ...acts[name], ...(actor && name !== 'register' ? { actor } : {}) } as Act
        const act = 'of' in base && base.type !== 'deliver' ? ({ ...base, of: pending[pick] ?? base.of } as Act) : base
        const outcome = transition(matter, act, now, given)
        if (!outcome.ok) continue
        matter = outcome.matter
        events.push(...outcome.events)
      }
      stages.push([...events])
    }
    return stages
  }

  const key = ({ id, kind, since, due, owedBy, metAt }: Checkpoint) => [id, kind, since, due, owedBy, metAt].join(' ')

  it('never stands there twice, is never due before it begins, and once met stays met', () => {
    fc.assert(
      fc.property(RANDOM, (list) => {
        let met: Checkpoint[] = []
        for (const events of lived(list)) {
          const points = checkpointsOf(events, rules.supervision)
          expect(new Set(points.map(({ id }) => id)).size).toBe(points.length)
          for (const { since, due, metAt } of points) {
            expect(since <= due).toBe(true)
            expect(metAt === undefined || metAt.slice(0, 10) >= since).toBe(true)
          }
          expect(points.map(key)).toEqual(expect.arrayContaining(met.map(key)))
          met = points.filter(({ metAt }) => metAt !== undefined)
        }
      }),
      { seed: 20260302, numRuns: 60 },
    )
  })

  it('is never open after the matter was taken back or goes on elsewhere', () => {
    fc.assert(
      fc.property(RANDOM, fc.constantFrom('withdraw', 'merge'), (list, name) => {
        const before = lived(list)
        const ended = lived([...list, [name, name === 'withdraw' ? citizen : undefined, 0]]).at(-1) ?? []
        const gone = ended.some(({ type }) => type === 'withdrawn' || type === 'merged')
        const open = checkpointsOf(ended, rules.supervision).filter(({ metAt }) => metAt === undefined)
        if (gone) expect(open).toEqual([])
        else expect(ended).toEqual(before.at(-1))
      }),
      { seed: 20260302, numRuns: 60 },
    )
  })

  it('is untouched by what is none of its business', () => {
    const registered = history(LETTER)
    const [first] = registered
    if (first === undefined) throw new Error('no event')
    const other = ['warned', 'silent', 'redated', 'code_reissued', 'owned', 'recused', 'extended', 'absorbed'] as const
    for (const type of other) {
      const stray = { ...first, type, at: dayAfter(1), data: { kind: 'claim', way: null } } as unknown as MatterEvent
      const points = checkpointsOf([...registered, stray], rules.supervision)
      expect(points.map(key), type).toEqual(checkpointsOf(registered, rules.supervision).map(key))
    }
  })
})
