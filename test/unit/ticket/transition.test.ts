import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  ACTORS,
  ACTS,
  type Act,
  type ActName,
  type Matter,
  type MatterEvent,
  STATES,
  toldEvent,
  toldSteps,
  transition,
} from '../../../src/case/ticket/index.ts'
import {
  acts,
  citizen,
  clerk,
  colleague,
  dayAfter,
  facts,
  factsAfter,
  historyIn,
  matterIn,
  officer,
  perform,
  performNamed,
  refusal,
  rules,
  tried,
  went,
} from './support.ts'

const NOW = '2026-04-01T02:00:00Z'

describe('a repeated act', () => {
  it('is refused with who did it and when', () => {
    const outcome = transition(matterIn('accepted'), { ...acts.accept, actor: clerk }, NOW, facts)
    expect(outcome).toEqual({
      ok: false,
      refusal: { code: 'already_done', act: 'accept', at: dayAfter(2), by: officer },
    })
  })

  it('says so of a forward to the office that has the matter, but not after that office gave it back', () => {
    expect(refusal(historyIn('forwarded'), acts.forward)).toMatchObject({ code: 'already_done' })
    expect(refusal(historyIn('returned'), acts.forward)).toBeNull()
  })
})

describe('nobody does what is another’s', () => {
  it('a program refuses, answers, closes and decides nothing', () => {
    for (const name of ACTS) {
      if (name === 'register' || name === 'forward') continue
      expect(ACTORS[name]).not.toContain('system')
    }
    const refused = { ...acts.refuse, actor: { kind: 'system', id: 'model' } } as const
    expect(refusal(historyIn('registered'), refused)).toEqual({ code: 'not_theirs', act: 'refuse' })
  })

  it('a citizen does none of what offices do', () => {
    expect(refusal(historyIn('forwarded'), { ...acts.accept, actor: citizen })?.code).toBe('not_theirs')
  })

  it('whoever stands aside does nothing more in that matter, and others do', () => {
    const recused = went(historyIn('forwarded'), { ...acts.recuse, officer: officer.id })
    expect(refusal(recused, acts.accept)).toEqual({ code: 'recused' })
    expect(refusal(recused, { ...acts.accept, actor: colleague })).toBeNull()
  })

  it('standing aside needs a reason and is said once', () => {
    expect(refusal(historyIn('forwarded'), { ...acts.recuse, reason: ' ' })).toEqual({ code: 'reason_required' })
    const recused = performNamed('register', 'recuse')
    expect(refusal(recused, acts.recuse)).toEqual({ code: 'already_done', act: 'recuse', at: dayAfter(1), by: clerk })
    const both = went(recused, { ...acts.recuse, officer: 'another' })
    expect(both.matter.course.recused).toEqual(['somebody', 'another'])
  })

  it('staff take a matter back only for whoever is not in the chat, and only with the paper', () => {
    const byStaff = { ...acts.withdraw, actor: clerk, note: '3月5日收到撤回信' }
    expect(refusal(historyIn('forwarded'), byStaff)).toEqual({ code: 'author_only' })
    const letter = { ...acts.register, matter: { ...acts.register.matter, channel: 'letter' } } as const
    expect(refusal(perform([letter]), byStaff)).toBeNull()
    expect(refusal(perform([letter]), { ...byStaff, note: '' })).toEqual({ code: 'note_required' })
  })
})

describe('forward', () => {
  const elsewhere = { ...acts.forward, toOffice: 'transport' }

  it('gives the matter to the office and counts the hand-over', () => {
    const { matter, added } = went(historyIn('returned'), elsewhere)
    expect(matter).toMatchObject({ state: 'forwarded', holder: 'transport', handOvers: 2, revision: 5 })
    expect(added).toMatchObject([
      {
        type: 'forwarded',
        data: { fromOffice: 'petition', toOffice: 'transport', correction: false, basis: acts.forward.basis },
      },
    ])
  })

  it('marks a second forward without a return between as a correction', () => {
    expect(went(historyIn('forwarded'), elsewhere).added[0]?.data).toMatchObject({
      correction: true,
      fromOffice: 'housing',
    })
  })

  it('never reaches an office complained of, nor asks one for help', () => {
    const barred = { barred: ['water', 'housing'] }
    expect(refusal(historyIn('registered'), acts.forward, barred)).toEqual({ code: 'barred_office', office: 'housing' })
    const helped = { ...elsewhere, helping: ['water'] }
    expect(refusal(historyIn('registered'), helped, barred)).toEqual({ code: 'barred_office', office: 'water' })
  })

  it('asks whoever leads for no help beside, and nobody twice', () => {
    const { added } = went(historyIn('registered'), { ...acts.forward, helping: ['housing', 'water', 'water'] })
    expect(added).toMatchObject([{ type: 'forwarded', data: { toOffice: 'housing', helping: ['water'] } }])
  })

  it('with a date assigns the matter: a closing report is wanted by then', () => {
    const { matter, added } = went(historyIn('registered'), { ...acts.forward, due: '2026-04-15', helping: ['water'] })
    expect(matter.course).toMatchObject({ assigned: '2026-04-15', helping: ['water'] })
    expect(added).toMatchObject([
      { type: 'forwarded', data: { helping: ['water'] } },
      { type: 'assigned', data: { due: '2026-04-15', office: 'housing' }, clocks: { start: ['D11'] } },
    ])
  })

  it('with a date that is today or over is refused', () => {
    for (const due of ['2026-03-03', '2026-03-02']) {
      expect(refusal(historyIn('registered'), { ...acts.forward, due })).toEqual({ code: 'dates_wrong' })
    }
  })
})

describe('an objection', () => {
  it('waits for the sender, who takes the matter back or leaves it there', () => {
    const objected = historyIn('objected')
    expect(objected.matter).toMatchObject({ state: 'objected', holder: 'housing' })
    expect(went(objected, acts.agree).matter).toMatchObject({ state: 'returned', holder: 'petition' })
    expect(went(objected, acts.insist).matter).toMatchObject({ state: 'forwarded', holder: 'housing' })
  })

  it('needs its clause and its reason', () => {
    const needs = (missing: string[]) => ({ code: 'needs', step: 'object', missing })
    expect(refusal(historyIn('forwarded'), { ...acts.object, clause: '' })).toEqual(needs(['clause']))
    expect(refusal(historyIn('forwarded'), { ...acts.object, reason: '　' })).toEqual(needs(['reason']))
  })

  it('comes too late after five working days', () => {
    const forwarded = historyIn('forwarded')
    const on = (day: number) => transition(forwarded.matter, acts.object, dayAfter(day), factsAfter(forwarded.events))
    // Forwarded on Tuesday 3 March: the fifth working day is Tuesday 10 March.
    expect(on(8).ok).toBe(true)
    expect(on(9)).toEqual({ ok: false, refusal: { code: 'late', due: '2026-03-10' } })
  })

  it('is refused to the petition office itself, which nobody sent the matter to', () => {
    const own = perform([acts.register, { ...acts.forward, toOffice: 'petition' }])
    expect(refusal(own, acts.object)).toEqual({ code: 'no_sender', office: 'petition' })
  })

  it('is the common superior’s the second time, with both clauses side by side', () => {
    const again = {
      ...acts.object,
      actor: { ...officer, office: 'transport' },
      clause: '职责清单第七项',
      reason: '归住建',
    }
    const second = went(went(historyIn('returned'), { ...acts.forward, toOffice: 'transport' }), again)
    expect(second.matter).toMatchObject({ state: 'contested', holder: 'county' })
    expect(second.added).toMatchObject([
      {
        type: 'contested',
        data: {
          fromOffice: 'transport',
          toOffice: 'county',
          objections: [
            { office: 'housing', clause: acts.object.clause, reason: acts.object.reason },
            { office: 'transport', clause: '职责清单第七项', reason: '归住建' },
          ],
        },
      },
    ])
  })

  it('that the sender has answered is not made again by the same office', () => {
    const left = went(historyIn('objected'), acts.insist)
    expect(refusal(left, acts.object)).toEqual({ code: 'taken_before', step: 'object' })
    expect(refusal(left, acts.accept)).toBeNull()
  })

  it('is closed to whoever was designated, and so is passing it on', () => {
    const designated = went(historyIn('contested'), acts.designate)
    expect(designated.matter).toMatchObject({ state: 'forwarded', holder: 'water', course: { designated: true } })
    expect(designated.added[0]?.clocks.start).toEqual(['D3'])
    expect(refusal(designated, acts.object)).toEqual({ code: 'was_designated' })
    expect(refusal(designated, acts.forward)).toEqual({ code: 'was_designated' })
    expect(refusal(designated, acts.accept)).toBeNull()
  })

  it('is nothing for a sender who is complained of: the common superior decides at once, and without one the office keeps it', () => {
    const forwarded = historyIn('forwarded')
    const first = transition(forwarded.matter, acts.object, '2026-03-04T01:00:00Z', {
      ...factsAfter(forwarded.events),
      barred: ['petition'],
    })
    expect(first).toMatchObject({ ok: true, matter: { state: 'contested', holder: 'county' } })
    const nobody = { barred: ['petition'], arbiter: 'petition' }
    expect(refusal(forwarded, acts.object, nobody)).toEqual({ code: 'no_sender', office: 'petition' })
  })

  it('never ends with an office complained of', () => {
    expect(refusal(historyIn('contested'), acts.designate, { barred: ['water'] })?.code).toBe('barred_office')
  })
})

describe('another way, and what is not accepted', () => {
  it('names the body, where to go and the basis', () => {
    for (const key of ['body', 'contact', 'basis'] as const) {
      expect(refusal(historyIn('registered'), { ...acts.direct, [key]: ' ' })).toEqual({ code: 'reason_required' })
    }
    expect(went(historyIn('accepted'), acts.direct).matter).toMatchObject({ state: 'directed', way: 2 })
  })

  it('is refused from the closed list only, with reason and basis', () => {
    for (const key of ['reason', 'basis'] as const) {
      expect(refusal(historyIn('registered'), { ...acts.refuse, [key]: '' })).toEqual({ code: 'reason_required' })
    }
    expect(went(historyIn('registered'), acts.refuse).added[0]?.data).toMatchObject({ why: 'in_process' })
  })
})

describe('accept', () => {
  it('settles kind and way where the officer says them, and keeps them where not', () => {
    expect(went(historyIn('forwarded'), { ...acts.accept, kind: 'claim', way: 6 }).matter).toMatchObject({
      ...{ kind: 'claim', way: 6 },
    })
    expect(matterIn('accepted')).toMatchObject({ kind: 'unsorted', way: null })
  })
})

describe('an extension', () => {
  it('needs the head’s name and the reason', () => {
    expect(refusal(historyIn('accepted'), { ...acts.extend, approver: '' })).toEqual({
      ...{ code: 'needs', step: 'extend', missing: ['approver'] },
    })
  })

  it('is given once, for at most thirty days', () => {
    const accepted = historyIn('accepted')
    for (const days of [0, 31, 1.5]) {
      expect(refusal(accepted, { ...acts.extend, days })).toEqual({ code: 'days_not_allowed', days, most: 30 })
    }
    expect(refusal(went(accepted, acts.extend), acts.extend)).toEqual({ code: 'taken_before', step: 'extend' })
  })

  it('is not for what has no sixty days', () => {
    const suggestion = went(historyIn('forwarded'), { ...acts.accept, kind: 'suggestion' })
    expect(refusal(suggestion, acts.extend)).toEqual({ code: 'not_running', step: 'extend' })
  })
})

describe('an answer', () => {
  const accepted = historyIn('accepted')

  it('needs words', () => {
    expect(refusal(accepted, { ...acts.answer, text: ' \n' })).toEqual({ code: 'text_required' })
  })

  it('needs a disposition with facts and basis for every demand', () => {
    const [first, second] = acts.answer.dispositions
    expect(refusal(accepted, { ...acts.answer, dispositions: [first] })).toEqual({
      code: 'demands_open',
      demands: ['2'],
    })
    expect(
      refusal(accepted, {
        ...acts.answer,
        dispositions: [
          { ...first, facts: '' },
          { ...second, basis: ' ' },
        ],
      }),
    ).toEqual({
      ...{ code: 'demands_open', demands: ['1', '2'] },
    })
  })

  it('keeps no disposition of a demand that was never made', () => {
    const [first, second] = acts.answer.dispositions
    const answered = went(accepted, { ...acts.answer, dispositions: [first, second, { ...first, demandId: '9' }] })
    expect(answered.added[0]?.data).toMatchObject({ dispositions: [first, second] })
  })

  it('that is disputed is another officer’s, who answers anew; an undisputed one stands', () => {
    const answered = historyIn('answered')
    expect(refusal(answered, { ...acts.answer, actor: colleague })?.code).toBe('already_done')
    const disputed = went(answered, acts.dispute)
    expect(refusal(disputed, acts.answer)).toEqual({ code: 'same_officer' })
    expect(refusal(disputed, acts.close)).toEqual({ code: 'same_officer' })
    const anew = went(disputed, { ...acts.answer, actor: colleague })
    expect(anew.matter.course).toMatchObject({ disputed: false, answeredBy: { officer: 'colleague' } })
  })

  it('is disputed once at a time, and opens what was closed', () => {
    const closed = historyIn('closed')
    const disputed = went(closed, acts.dispute)
    expect(disputed.matter.state).toBe('answered')
    expect(refusal(disputed, acts.dispute)?.code).toBe('already_done')
    expect(refusal(went(historyIn('directed'), acts.close), acts.dispute)?.code).toBe('not_answered')
  })
})

describe('what was supported', () => {
  it('is done as well, once, with a note', () => {
    const answered = historyIn('answered')
    expect(refusal(answered, { ...acts.execute, note: '' })).toEqual({ code: 'note_required' })
    expect(refusal(answered, { ...acts.execute, demandId: '2' })).toEqual({ code: 'not_supported' })
    const executed = went(answered, acts.execute)
    expect(refusal(executed, acts.execute)).toEqual({ code: 'not_supported' })
  })
})

describe('delivery', () => {
  it('is a fact of its own: the first one starts the citizen’s thirty days, a second changes nothing', () => {
    const delivered = went(historyIn('answered'), acts.deliver)
    expect(delivered.added[0]?.clocks.start).toEqual(['D7'])
    expect(delivered.matter.state).toBe('answered')
    expect(refusal(delivered, acts.deliver)?.code).toBe('already_done')
  })

  it('on paper needs the receipt’s words, and of what does not exist there is none', () => {
    const receipt = { ...acts.deliver, actor: clerk, means: 'receipt' } as const
    expect(refusal(historyIn('answered'), receipt)).toEqual({ code: 'note_required' })
    expect(refusal(historyIn('answered'), { ...acts.deliver, of: 'reviewed' })?.code).toBe('nothing_to_deliver')
    expect(refusal(historyIn('answered'), { ...receipt, note: '3月6日当面签收' })).toBeNull()
  })

  it('by a tap needs that it was sent: nobody takes note of what they were not told', () => {
    const tapped = { ...acts.deliver, means: 'tapped' } as const
    expect(refusal(historyIn('answered'), tapped)).toEqual({ code: 'answer_not_told' })
    expect(refusal(historyIn('answered'), tapped, { told: ['answered'] })).toBeNull()
  })

  it('opens no right that was used before', () => {
    const asked = went(historyIn('answered'), acts.request_review)
    expect(went(asked, acts.deliver).added[0]?.clocks.start).toEqual([])
    const decided = went(went(asked, acts.decide_review), acts.request_rereview)
    expect(went(decided, { ...acts.deliver, of: 'reviewed' }).added[0]?.clocks.start).toEqual([])
  })
})

describe('close', () => {
  const answered = historyIn('answered')
  const { toldBy: _, note: _2, ...silently } = acts.close

  it('is refused while the citizen does not know how it ended', () => {
    expect(refusal(answered, silently)).toEqual({ code: 'answer_not_told' })
    expect(refusal(answered, silently, { told: ['accepted'] })).toEqual({ code: 'answer_not_told' })
    expect(refusal(answered, silently, { told: ['answered'] })).toBeNull()
    expect(refusal(answered, silently, { delivered: ['answered'] })).toBeNull()
  })

  it('is allowed when a person told it by phone or on paper and notes how', () => {
    expect(went(answered, { ...acts.close, note: ' 3月5日下午电话告知 ' }).added[0]?.data).toMatchObject({
      ...{ told: 'phone', note: '3月5日下午电话告知', closing: 'solved' },
    })
    for (const note of ['', '  ']) expect(refusal(answered, { ...acts.close, note })).toEqual({ code: 'note_required' })
  })

  it('of an assigned matter needs the closing report', () => {
    const assigned = perform([acts.register, { ...acts.forward, due: '2026-04-15' }, acts.accept, acts.answer])
    expect(refusal(assigned, acts.close)).toEqual({ code: 'report_due' })
    expect(refusal(assigned, { ...acts.report, text: '' })).toEqual({ code: 'text_required' })
    expect(refusal(went(assigned, acts.report), acts.close)).toBeNull()
    expect(refusal(answered, acts.report)).toEqual({ code: 'not_assigned' })
  })
})

describe('a review', () => {
  const delivered = performNamed('register', 'forward', 'accept', 'answer', 'deliver')

  it('goes to the organ one level above, in whose hands it stays until decided', () => {
    const asked = went(delivered, acts.request_review, { superior: 'city' })
    expect(asked.matter).toMatchObject({ state: 'under_review', holder: 'city' })
    const reviewed = went(asked, acts.decide_review)
    expect(reviewed.matter).toMatchObject({ state: 'reviewed', holder: 'housing', course: { reviewedBy: 'city' } })
    expect(went(reviewed, acts.request_rereview, { superior: 'province' }).matter.holder).toBe('province')
  })

  it('needs an organ above, and what is asked for', () => {
    expect(refusal(delivered, acts.request_review, { superior: null })).toEqual({ code: 'no_superior' })
    expect(refusal(delivered, { ...acts.request_review, request: '' })?.code).toBe('needs')
  })

  it('that is asked for late is taken and marked, for a person to decide', () => {
    const day = (n: number) =>
      transition(delivered.matter, acts.request_review, dayAfter(n), factsAfter(delivered.events))
    const late = (n: number) => {
      const outcome = day(n)
      return outcome.ok && outcome.events.some(({ data }) => 'late' in data && data.late)
    }
    // Delivered on 6 March: the thirtieth day is Sunday 5 April, moved over the Tomb-Sweeping holiday to Tuesday 7 April.
    expect(late(36)).toBe(false)
    expect(late(37)).toBe(true)
    expect(late(400)).toBe(true)
  })

  it('is never late where nobody knows when the answer was received', () => {
    const { events } = historyIn('answered')
    const asked = transition(historyIn('answered').matter, acts.request_review, dayAfter(400), factsAfter(events))
    expect(asked.ok && asked.events[0]?.data).toMatchObject({ late: false })
  })

  it('is for claims of way 6 and for what nobody has sorted', () => {
    const as = (nature: object) => {
      const forwarded = historyIn('forwarded')
      const answered = went(went(forwarded, { ...acts.accept, ...nature }), acts.answer)
      return refusal(answered, acts.request_review)?.code ?? 'taken'
    }
    expect(as({})).toBe('taken')
    expect(as({ kind: 'claim', way: 6 })).toBe('taken')
    for (const nature of [{ kind: 'suggestion' }, { kind: 'report' }, { kind: 'claim', way: 5 }]) {
      expect(as(nature)).toBe('not_reviewable')
    }
  })

  it('is decided with words, a basis, and a date where it sends the matter back', () => {
    const asked = went(delivered, acts.request_review)
    expect(refusal(asked, { ...acts.decide_review, text: '' })).toEqual({ code: 'text_required' })
    expect(refusal(asked, { ...acts.decide_review, basis: '' })).toEqual({ code: 'reason_required' })
    expect(refusal(asked, { ...acts.decide_review, outcome: 'redo' })).toEqual({ code: 'due_required' })
    expect(refusal(asked, { ...acts.decide_review, outcome: 'redo', due: '2026-03-01' })).toEqual({
      code: 'dates_wrong',
    })
  })

  it('that sends it back gives it to whoever answered, and every right of review begins anew', () => {
    const redo = { ...acts.decide_review, outcome: 'redo', due: '2026-05-15' } as const
    const back = went(went(delivered, acts.request_review), redo)
    expect(back.matter).toMatchObject({ state: 'accepted', holder: 'housing', course: { assigned: '2026-05-15' } })
    expect(back.added.map(({ type }) => type)).toEqual(['reviewed', 'assigned'])
    const again = went(went(went(back, acts.answer), acts.deliver), acts.request_review)
    expect(again.matter.state).toBe('under_review')
  })

  it('from a closed matter goes on where it was', () => {
    const closed = went(
      performNamed('register', 'forward', 'accept', 'answer', 'deliver', 'request_review', 'decide_review'),
      acts.close,
    )
    expect(refusal(closed, acts.request_review)?.code).toBe('already_done')
    expect(went(closed, acts.request_rereview).matter.state).toBe('under_rereview')
  })

  it('hears for days that have a beginning before their end', () => {
    const asked = historyIn('under_rereview')
    for (const to of [acts.hear.from, '2026-03-19', 'tomorrow']) {
      expect(refusal(asked, { ...acts.hear, to })).toEqual({ code: 'dates_wrong' })
    }
  })
})

describe('a step counts as told', () => {
  const answered = historyIn('answered')
  const told = (of: 'accepted' | 'answered') =>
    toldEvent(answered.matter, { of, means: 'message', actor: clerk }, NOW, { profile: rules.profile })

  it('only by a told event of its own, since it last happened', () => {
    expect(toldSteps(answered.events)).toEqual([])
    expect(toldSteps([...answered.events, told('accepted')])).toEqual(['accepted'])
    expect(toldSteps([...answered.events, told('answered')])).toEqual(['answered'])
    const again = went(went(answered, acts.dispute), { ...acts.answer, actor: colleague })
    expect(toldSteps([...answered.events, told('answered'), ...again.events.slice(answered.events.length)])).toEqual([])
  })

  it('not before it happened', () => {
    expect(toldSteps([told('answered')])).toEqual([])
  })
})

describe('whatever is done', () => {
  const anyAct = fc
    .tuple(
      fc.constantFrom<ActName>(...ACTS),
      fc.constantFrom('petition', 'housing', 'transport'),
      fc.constantFrom('', '内容'),
      fc.constantFrom(officer, colleague, clerk, citizen),
    )
    .map(([name, office, text, actor]): Act => {
      const base = { ...acts[name], actor } as Act
      if (base.type === 'forward' || base.type === 'designate') return { ...base, toOffice: office }
      if (base.type === 'answer') return { ...base, text }
      if (base.type === 'object' || base.type === 'insist') return { ...base, reason: text }
      return base
    })

  it('the revision counts the acts, the old matter is untouched, and no office complained of gets it', () => {
    fc.assert(
      fc.property(fc.array(anyAct, { maxLength: 40 }), fc.boolean(), (list, told) => {
        let matter: Matter | null = null
        const events: MatterEvent[] = []
        let done = 0
        for (const act of list) {
          const before = JSON.stringify(matter)
          const given = { ...factsAfter(events), barred: ['transport'], told: told ? (['answered'] as const) : [] }
          const outcome = transition(matter, act, dayAfter(done), given)
          expect(JSON.stringify(matter)).toBe(before)
          if (!outcome.ok) continue
          done += 1
          expect(STATES).toContain(outcome.matter.state)
          expect(outcome.matter.revision).toBe(done)
          expect(outcome.matter.holder).not.toBe('transport')
          expect(outcome.events.length).toBeGreaterThan(0)
          matter = outcome.matter
          events.push(...outcome.events)
        }
      }),
      { seed: 20260302, numRuns: 300 },
    )
  })

  it('nobody’s words close or end a matter but those of a person', () => {
    for (const state of STATES) {
      for (const name of ACTS) {
        const act = { ...acts[name], actor: { kind: 'system', id: 'model' } } as Act
        if (name === 'forward' || name === 'register') continue
        expect(tried(historyIn(state), act).ok).toBe(false)
      }
    }
  })
})
