import { describe, expect, it } from 'vitest'
import {
  type Act,
  type ActName,
  type Actor,
  clocksAfter,
  type MatterEvent,
  MEETINGS,
  STATES,
  transition,
} from '../../../src/case/ticket/index.ts'
import {
  acts,
  clerk,
  colleague,
  dayAfter,
  facts,
  factsAfter,
  historyIn,
  officer,
  perform,
  type performNamed,
  refusal,
  rules,
  superior,
  tried,
  went,
} from './support.ts'

/** Three acts: what comes next is done on Thursday, 5 March 2026. */
const accepted = historyIn('accepted')
const TODAY = '2026-03-05'
const TOMORROW = '2026-03-06'
const pendingOf = (events: readonly MatterEvent[], kind: string) =>
  factsAfter(events).pending.find((point) => point.kind === kind)?.id ?? 'none'

describe('whoever answers for a matter in the office (首办负责)', () => {
  it('is the first to take it up, unless somebody was named', () => {
    expect(accepted.matter.course.owner).toBe('officer')
    const named = perform([acts.register, { ...acts.forward, owner: 'colleague' }, acts.accept])
    expect(named.matter.course.owner).toBe('colleague')
    expect(named.events[1]?.data).toMatchObject({ owner: 'colleague' })
  })

  it('is whom the office names from then on', () => {
    const owned = went(accepted, { ...acts.own, officer: 'colleague' })
    expect(owned.matter.course.owner).toBe('colleague')
    expect(owned.added).toMatchObject([{ type: 'owned', data: { office: 'housing', officer: 'colleague' } }])
  })

  it('is nobody with an interest in it, and no longer who stands aside', () => {
    const aside = went(accepted, { ...acts.recuse, officer: 'officer' })
    expect(aside.matter.course.owner).toBeNull()
    expect(refusal(aside, { ...acts.own, actor: colleague })).toEqual({ code: 'recused' })
    const other = went(accepted, acts.recuse)
    expect(other.matter.course.owner).toBe('officer')
    const registered = went(historyIn('registered'), { ...acts.recuse, officer: 'colleague' })
    expect(refusal(registered, { ...acts.forward, owner: 'colleague' })).toEqual({ code: 'recused' })
    expect(refusal(registered, { ...acts.forward, owner: 'officer' })).toBeNull()
  })

  it('is nobody of the office before, wherever it goes', () => {
    const toOther: readonly (readonly [from: ReturnType<typeof performNamed>, act: Act])[] = [
      [historyIn('forwarded'), { ...acts.forward, toOffice: 'works' }],
      [historyIn('objected'), acts.agree],
      [perform([...['register', 'forward', 'object', 'agree'].map(named), WORKS]), { ...acts.object, actor: clerk }],
      [historyIn('contested'), acts.designate],
      [historyIn('answered'), acts.request_review],
      [historyIn('under_review'), acts.decide_review],
      [historyIn('under_review'), { ...acts.decide_review, outcome: 'redo', due: '2026-12-31' }],
    ]
    for (const [from, act] of toOther) {
      const owned = { ...from, matter: { ...from.matter, course: { ...from.matter.course, owner: 'officer' } } }
      const moved = went(owned, act)
      expect(moved.matter.holder, act.type).not.toBe(from.matter.holder)
      expect(moved.matter.course.owner, act.type).toBeNull()
    }
  })
})
const named = (name: string): Act => acts[name as ActName]
const WORKS = { ...acts.forward, toOffice: 'works' }

describe('a leader who takes charge (领导包案)', () => {
  it('says with what opinion, by what standard and by which day: one of each (五个一)', () => {
    const led = went(accepted, acts.lead)
    const { leader, opinion, standard, due } = acts.lead
    expect(led.matter.course.lead).toEqual({ leader, opinion, standard, due })
    expect(led.added).toMatchObject([{ type: 'led', data: { office: 'housing', leader, opinion, standard, due } }])
    for (const key of ['leader', 'opinion', 'standard'] as const) {
      expect(refusal(accepted, { ...acts.lead, [key]: ' ' }), key).toEqual({ code: 'text_required' })
    }
  })

  it('names a day that is still to come', () => {
    expect(refusal(accepted, { ...acts.lead, due: TODAY })).toEqual({ code: 'dates_wrong' })
    expect(refusal(accepted, { ...acts.lead, due: TOMORROW })).toBeNull()
  })

  it('has no interest in it, and does not end it by a promise to give up', () => {
    const aside = went(accepted, { ...acts.recuse, officer: acts.lead.leader })
    expect(refusal(aside, acts.lead)).toEqual({ code: 'recused' })
    for (const key of ['opinion', 'standard'] as const) {
      expect(refusal(accepted, { ...acts.lead, [key]: '做到息诉息访' }), key).toEqual({ code: 'no_pledge' })
    }
  })

  it('takes the place of the one before', () => {
    const led = went(went(accepted, acts.lead), { ...acts.lead, leader: '县长' })
    expect(led.matter.course.lead?.leader).toBe('县长')
  })
})

describe('an order from above (督办单)', () => {
  it('goes to the office that has the matter, with its ground and its day', () => {
    const { added } = went(accepted, acts.supervise)
    const { why, text, due } = acts.supervise
    expect(added).toMatchObject([
      { type: 'supervised', data: { fromOffice: 'inspectorate', toOffice: 'housing', why, text, due } },
    ])
  })

  it('is nobody’s to give to themselves, nor whoever is complained of', () => {
    for (const act of [acts.supervise, acts.propose]) {
      expect(refusal(accepted, { ...act, actor: officer })).toEqual({ code: 'own_order' })
      expect(refusal(accepted, act, { barred: ['transport', 'inspectorate'] })).toEqual({
        ...{ code: 'barred_office', office: 'inspectorate' },
      })
    }
  })

  it('needs its words and a day that is still to come', () => {
    expect(refusal(accepted, { ...acts.supervise, text: '' })).toEqual({ code: 'text_required' })
    expect(refusal(accepted, { ...acts.supervise, due: TODAY })).toEqual({ code: 'dates_wrong' })
    expect(refusal(accepted, { ...acts.supervise, due: TOMORROW })).toBeNull()
  })

  it('without an office of its own is the petition office’s', () => {
    const actor: Actor = { kind: 'staff', id: 'somebody' }
    expect(went(accepted, { ...acts.supervise, actor }).added[0]?.data).toMatchObject({ fromOffice: 'petition' })
    expect(refusal(historyIn('registered'), { ...acts.supervise, actor })).toEqual({ code: 'own_order' })
  })

  it('reaches what was closed falsely as well', () => {
    expect(refusal(historyIn('closed'), { ...acts.supervise, why: 'false_closing' })).toBeNull()
  })

  it('is answered once, in words, to whoever gave it', () => {
    const ordered = went(accepted, acts.supervise)
    const reply = { ...acts.reply, of: pendingOf(ordered.events, 'order') }
    expect(refusal(ordered, { ...reply, text: '\n' })).toEqual({ code: 'text_required' })
    const replied = went(ordered, reply)
    expect(replied.added).toMatchObject([
      { type: 'replied', data: { fromOffice: 'housing', toOffice: 'inspectorate', of: reply.of, text: reply.text } },
    ])
    expect(refusal(replied, reply)).toEqual({ code: 'nothing_to_reply' })
  })

  it('is answered to the petition office where no other gave it', () => {
    const ordered = went(accepted, { ...acts.supervise, actor: { kind: 'staff', id: 'somebody' } })
    const replied = went(ordered, { ...acts.reply, of: pendingOf(ordered.events, 'order') })
    expect(replied.added[0]?.data).toMatchObject({ toOffice: 'petition' })
  })

  it('is not answered by the number of another, or of a promise', () => {
    const both = went(went(accepted, acts.supervise), acts.promise)
    expect(refusal(both, { ...acts.reply, of: 'order/99' })).toEqual({ code: 'nothing_to_reply' })
    const of = pendingOf(both.events, 'promise')
    expect(refusal(both, { ...acts.reply, of })).toEqual({ code: 'nothing_to_reply' })
  })
})

describe('a proposal to do better (改进建议)', () => {
  const proposed = went(accepted, acts.propose)
  const clock = (events: readonly MatterEvent[]) => clocksAfter(events, rules).find(({ rule }) => rule === 'D12')

  it('is to be answered in writing within thirty days (D12)', () => {
    expect(proposed.added).toMatchObject([
      { type: 'proposed', data: { fromOffice: 'inspectorate', toOffice: 'housing', text: acts.propose.text } },
    ])
    // 5 March and thirty days is Saturday 4 April, in the Tomb-Sweeping holiday up to the 6th.
    expect(clock(proposed.events)).toMatchObject({ due: '2026-04-07' })
    expect(clock(proposed.events)?.metAt).toBeUndefined()
    expect(clock(went(proposed, acts.respond).events)?.metAt).toBe(dayAfter(4))
  })

  it('says what and why', () => {
    expect(refusal(accepted, { ...acts.propose, text: '' })).toEqual({ code: 'text_required' })
    expect(refusal(accepted, { ...acts.propose, reason: '' })).toEqual({ code: 'reason_required' })
  })

  it('stands alone until it is answered: a second one would put off its date', () => {
    const again = refusal(proposed, { ...acts.propose, actor: clerk })
    expect(again).toEqual({ code: 'already_done', act: 'propose', at: dayAfter(3), by: superior })
    const next = went(went(proposed, acts.respond), acts.propose)
    expect(clock(next.events)?.metAt).toBeUndefined()
    expect(refusal(next, acts.respond)).toBeNull()
  })

  it('is answered once, in words, to whoever made it: adopted or not', () => {
    expect(refusal(proposed, { ...acts.respond, text: ' ' })).toEqual({ code: 'text_required' })
    for (const adopted of [true, false]) {
      const responded = went(proposed, { ...acts.respond, adopted })
      const data = { fromOffice: 'housing', toOffice: 'inspectorate', adopted, text: acts.respond.text }
      expect(responded.added).toMatchObject([{ type: 'responded', data }])
      expect(refusal(responded, acts.respond)).toEqual({ code: 'nothing_to_reply' })
      expect(responded.matter.marks.respond?.by).toBe(officer)
    }
    const byNobody = went(accepted, { ...acts.propose, actor: { kind: 'staff', id: 'somebody' } })
    expect(went(byNobody, acts.respond).added[0]?.data).toMatchObject({ toOffice: 'petition' })
  })

  it('is owed no longer once the matter was taken back', () => {
    expect(clock(went(proposed, acts.withdraw).events)?.metAt).toBe(dayAfter(4))
  })

  it('is answered under rules that set no date for it too', () => {
    const profile = rules.profiles.get('hotline-12345')?.at(-1) ?? rules.profile
    expect(profile.clocks.D12).toBeUndefined()
    const given = { ...facts, profile }
    const made = transition(accepted.matter, acts.propose, dayAfter(3), given)
    if (!made.ok) throw new Error(made.refusal.code)
    expect(transition(made.matter, acts.respond, dayAfter(4), given).ok).toBe(true)
  })
})

describe('a talk that took place', () => {
  it('is written down with whom, on which day and what was said', () => {
    for (const who of MEETINGS) {
      const met = went(accepted, { ...acts.meet, with: who })
      expect(met.added).toMatchObject([
        { type: 'met', data: { office: 'housing', with: who, on: '2026-03-02', text: acts.meet.text } },
      ])
    }
    expect(refusal(accepted, { ...acts.meet, text: '' })).toEqual({ code: 'note_required' })
  })

  it('is on no day to come, and none before the matter was received', () => {
    const on = (day: string) => refusal(accepted, { ...acts.meet, on: day })
    for (const day of ['2026-03-01', TOMORROW]) expect(on(day), day).toEqual({ code: 'dates_wrong' })
    for (const day of ['2026-03-02', TODAY]) expect(on(day), day).toBeNull()
  })
})

describe('a promise', () => {
  it('says who does what, how and by when, and what its author brings where there is such a thing', () => {
    const { who, what, how, due, theirs } = acts.promise
    expect(went(accepted, acts.promise).added).toMatchObject([
      { type: 'promised', data: { office: 'housing', who, what, how, due, theirs } },
    ])
    expect(went(accepted, { ...acts.promise, theirs: ' ' }).added[0]?.data).not.toHaveProperty('theirs')
    const { theirs: _, ...oneSided } = acts.promise
    expect(went(accepted, oneSided).added[0]?.data).not.toHaveProperty('theirs')
    for (const key of ['who', 'what', 'how'] as const) {
      expect(refusal(accepted, { ...acts.promise, [key]: ' ' }), key).toEqual({ code: 'text_required' })
    }
  })

  it('is for a day that is still to come', () => {
    expect(refusal(accepted, { ...acts.promise, due: TODAY })).toEqual({ code: 'dates_wrong' })
    expect(refusal(accepted, { ...acts.promise, due: TOMORROW })).toBeNull()
  })

  it('asks nobody to give up, wherever and however it is written', () => {
    for (const word of rules.supervision.pledges) {
      const theirs = `本人承诺${word}`
      expect(refusal(accepted, { ...acts.promise, theirs }), word).toEqual({ code: 'no_pledge' })
    }
    for (const key of ['who', 'what', 'how', 'theirs'] as const) {
      for (const text of ['息诉', '自愿息 诉', '息、诉']) {
        expect(refusal(accepted, { ...acts.promise, [key]: text }), key).toEqual({ code: 'no_pledge' })
      }
    }
    // Two fields side by side make no word together.
    expect(refusal(accepted, { ...acts.promise, what: '让灯不再', how: '上访时段值守' })).toBeNull()
  })

  it('is kept once, with a note; an order is no promise', () => {
    const promised = went(went(accepted, acts.supervise), acts.promise)
    const keep = { ...acts.keep, of: pendingOf(promised.events, 'promise') }
    expect(refusal(promised, { ...keep, note: '' })).toEqual({ code: 'note_required' })
    expect(refusal(promised, { ...keep, of: pendingOf(promised.events, 'order') })).toEqual({ code: 'not_kept_here' })
    expect(refusal(promised, { ...keep, of: 'promise/99' })).toEqual({ code: 'not_kept_here' })
    const kept = went(promised, keep)
    expect(kept.added).toMatchObject([{ type: 'kept', data: { office: 'housing', of: keep.of, note: keep.note } }])
    expect(refusal(kept, keep)).toEqual({ code: 'not_kept_here' })
  })
})

describe('a joint conference (联席会议)', () => {
  it('has a topic, offices, each once, and a day from today on', () => {
    const { topic } = acts.convene
    const convened = went(accepted, { ...acts.convene, offices: ['housing', 'works', 'housing'], on: TODAY })
    expect(convened.added).toMatchObject([
      { type: 'convened', data: { office: 'housing', topic, offices: ['housing', 'works'], on: TODAY } },
    ])
    expect(refusal(accepted, { ...acts.convene, topic: '' })).toEqual({ code: 'text_required' })
    expect(refusal(accepted, { ...acts.convene, offices: [] })).toEqual({ code: 'offices_required' })
    expect(refusal(accepted, { ...acts.convene, on: '2026-03-04' })).toEqual({ code: 'dates_wrong' })
  })

  it('has nobody complained of at the table', () => {
    expect(refusal(accepted, acts.convene, { barred: ['works'] })).toEqual({ code: 'barred_office', office: 'works' })
  })
})

describe('a mediation', () => {
  it('is written down with its end, agreed or not, and takes the place of no answer', () => {
    for (const agreed of [true, false]) {
      const mediated = went(accepted, { ...acts.mediate, agreed })
      const { mediator, text } = acts.mediate
      expect(mediated.added).toMatchObject([{ type: 'mediated', data: { office: 'housing', agreed, mediator, text } }])
      expect(mediated.matter.state).toBe('accepted')
    }
  })

  it('needs the consent of both sides, who mediated and what was said', () => {
    expect(refusal(accepted, { ...acts.mediate, bothConsent: false })).toEqual({ code: 'consent_required' })
    for (const key of ['mediator', 'text'] as const) {
      expect(refusal(accepted, { ...acts.mediate, [key]: '' }), key).toEqual({ code: 'text_required' })
    }
    expect(refusal(accepted, { ...acts.mediate, text: '赔偿后不再上访' })).toEqual({ code: 'no_pledge' })
  })

  it('is for claims: nobody settles a report with whoever it is about, and a suggestion has no two sides', () => {
    const as = (kind: 'suggestion' | 'report' | 'claim') =>
      refusal(went(historyIn('forwarded'), { ...acts.accept, kind }), acts.mediate)
    expect(as('report')).toEqual({ code: 'not_mediable' })
    expect(as('suggestion')).toEqual({ code: 'not_mediable' })
    expect(as('claim')).toBeNull()
  })
})

describe('after closing', () => {
  it('somebody asks whether it holds, and writes down what was said', () => {
    const closed = historyIn('closed')
    expect(refusal(closed, { ...acts.follow_up, text: ' ' })).toEqual({ code: 'note_required' })
    for (const settled of ['yes', 'partly', 'no', 'not_reached'] as const) {
      const followed = went(closed, { ...acts.follow_up, settled })
      expect(followed.added).toMatchObject([
        { type: 'followed_up', data: { office: 'housing', settled, text: acts.follow_up.text } },
      ])
      expect(refusal(followed, acts.dispute)).toBeNull()
    }
  })
})

describe('nothing done beside the road', () => {
  const BESIDE = ['own', 'lead', 'supervise', 'propose', 'meet', 'promise', 'convene', 'mediate', 'follow_up'] as const

  it.each(BESIDE)('changes state, holder, hand-overs or a date of the citizen’s: %s', (name) => {
    const reached = STATES.filter((state) => {
      const from = historyIn(state)
      const outcome = tried(from, acts[name])
      if (!outcome.ok) return false
      const { state: after, holder, handOvers, kind, way, revision } = outcome.matter
      const { matter } = from
      expect({ after, holder, handOvers, kind, way }).toEqual({
        ...{ after: state, holder: matter.holder, handOvers: matter.handOvers, kind: matter.kind, way: matter.way },
      })
      expect(revision).toBe(matter.revision + 1)
      expect(outcome.matter.marks[name]).toEqual({ at: dayAfter(from.events.length), by: acts[name].actor })
      const moved = outcome.events.flatMap(({ clocks }) => [...clocks.start, ...clocks.stop, ...clocks.reopen])
      expect(moved.filter((clock) => clock !== 'D12')).toEqual([])
      return true
    })
    expect(reached.length).toBeGreaterThan(0)
  })
})
