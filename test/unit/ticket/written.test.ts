import { describe, expect, it } from 'vitest'
import type { ClockTrigger } from '../../../src/case/rules/index.ts'
import { type Act, type ActEvent, type Matter, type MatterEvent, transition } from '../../../src/case/ticket/index.ts'
import {
  acts,
  clerk,
  colleague,
  dayAfter,
  facts,
  factsAfter,
  historyIn,
  perform,
  refusal,
  rules,
  went,
} from './support.ts'

type History = { matter: Matter; events: MatterEvent[] }
type Expected = readonly [type: ActEvent['type'], data: object, moves?: Partial<ClockTrigger>]

const NOBODY_SORTED = { kind: 'unsorted', way: null }
const { dispositions, text: answerText } = acts.answer
const REDO = { ...acts.decide_review, outcome: 'redo', due: '2026-12-31' } as const
const RECEIPT = { ...acts.deliver, actor: clerk, means: 'receipt', note: '3月6日当面签收' } as const
const NOTED = { ...acts.withdraw, note: '不再需要' } as const
const CONTESTED = {
  fromOffice: 'works',
  toOffice: 'county',
  objections: ['housing', 'works'].map((office) => ({
    ...{ office, clause: acts.object.clause, reason: acts.object.reason },
  })),
}
const forwardedTo = (toOffice: string, more: object = {}) => ({
  ...{ fromOffice: 'petition', toOffice, basis: acts.forward.basis, correction: false, ...more },
})

/** What each step leaves in the history of the matter, word for word, and which legal dates it starts, ends and opens. */
const WRITTEN: readonly (readonly [what: string, before: History, act: Act, events: readonly Expected[]])[] = [
  [
    'a forward',
    historyIn('registered'),
    acts.forward,
    [['forwarded', forwardedTo('housing'), { start: ['D3', 'D4'], stop: ['D1'] }]],
  ],
  [
    'an assignment with helpers and an owner',
    historyIn('registered'),
    { ...acts.forward, due: '2026-05-01', helping: ['works'], owner: 'officer' },
    [
      [
        'forwarded',
        forwardedTo('housing', { helping: ['works'], owner: 'officer' }),
        { start: ['D3', 'D4'], stop: ['D1'] },
      ],
      ['assigned', { office: 'housing', due: '2026-05-01' }, { start: ['D11'] }],
    ],
  ],
  [
    'a report upwards',
    historyIn('registered'),
    acts.escalate,
    [['escalated', { office: 'petition', reportedTo: '县委、县政府', reason: '影响面大' }, { stop: ['D1'] }]],
  ],
  [
    'an objection',
    historyIn('forwarded'),
    acts.object,
    [
      [
        'objected',
        { fromOffice: 'housing', toOffice: 'petition', clause: acts.object.clause, reason: acts.object.reason },
        { stop: ['D4'] },
      ],
    ],
  ],
  [
    'the objection of a second office',
    perform([acts.register, acts.forward, acts.object, acts.agree, { ...acts.forward, toOffice: 'works' }]),
    acts.object,
    [['contested', CONTESTED, { stop: ['D4'] }]],
  ],
  [
    'a return',
    historyIn('objected'),
    { ...acts.agree, note: '属实' },
    [
      [
        'returned',
        {
          ...{ fromOffice: 'housing', toOffice: 'petition', note: '属实' },
          ...{ clause: acts.object.clause, reason: acts.object.reason },
        },
        { stop: ['D4'], reopen: ['D1'] },
      ],
    ],
  ],
  [
    'an objection that is not taken',
    historyIn('objected'),
    acts.insist,
    [['insisted', { office: 'housing', reason: acts.insist.reason }]],
  ],
  [
    'a designation',
    historyIn('contested'),
    acts.designate,
    [
      [
        'forwarded',
        {
          ...{ fromOffice: 'county', toOffice: 'water', correction: false },
          basis: { how: 'designated', article: '24', note: acts.designate.reason },
        },
        { start: ['D3'], stop: ['D1'] },
      ],
    ],
  ],
  [
    'an acceptance',
    historyIn('forwarded'),
    { ...acts.accept, kind: 'claim', way: 6 },
    [['accepted', { office: 'housing', kind: 'claim', way: 6 }, { start: ['D5'], stop: ['D4'] }]],
  ],
  [
    'another way',
    historyIn('accepted'),
    { ...acts.direct, note: '可以咨询12348' },
    [
      [
        'directed',
        {
          ...{ office: 'housing', why: 'own_procedure', body: acts.direct.body, contact: acts.direct.contact },
          ...{ basis: acts.direct.basis, way: 2, note: '可以咨询12348' },
        },
        { stop: ['D1', 'D4', 'D5', 'D6'] },
      ],
    ],
  ],
  [
    'a refusal',
    historyIn('registered'),
    acts.refuse,
    [
      [
        'refused',
        { office: 'petition', why: 'in_process', reason: acts.refuse.reason, basis: acts.refuse.basis },
        { stop: ['D1', 'D4'] },
      ],
    ],
  ],
  [
    'an extension',
    historyIn('accepted'),
    acts.extend,
    [
      [
        'extended',
        { office: 'housing', days: 30, approver: '局长', reason: '需要检测' },
        { start: ['D6'], stop: ['D5'] },
      ],
    ],
  ],
  [
    'an answer',
    historyIn('accepted'),
    acts.answer,
    [['answered', { office: 'housing', text: answerText, dispositions }, { stop: ['D5', 'D6'] }]],
  ],
  [
    'an opened document',
    historyIn('answered'),
    acts.deliver,
    [['delivered', { of: 'answered', means: 'opened' }, { start: ['D7'], stop: ['D2', 'D3'] }]],
  ],
  [
    'a receipt on paper',
    historyIn('answered'),
    RECEIPT,
    [
      [
        'delivered',
        { of: 'answered', means: 'receipt', note: '3月6日当面签收' },
        { start: ['D7'], stop: ['D2', 'D3'] },
      ],
    ],
  ],
  [
    'what was carried out',
    historyIn('answered'),
    acts.execute,
    [['executed', { office: 'housing', demandId: '1', note: acts.execute.note }]],
  ],
  [
    'a closing report',
    perform([acts.register, { ...acts.forward, due: '2026-05-01' }, acts.accept, acts.answer]),
    acts.report,
    [['reported', { office: 'housing', text: '已办结' }, { stop: ['D11'] }]],
  ],
  ['a dispute', historyIn('answered'), acts.dispute, [['disputed', { office: 'housing', reason: '灯还是不亮' }]]],
  [
    'a dispute without a word',
    historyIn('answered'),
    { ...acts.dispute, reason: ' ' },
    [['disputed', { office: 'housing' }]],
  ],
  [
    'a request for a review',
    historyIn('answered'),
    acts.request_review,
    [
      [
        'review_requested',
        { fromOffice: 'housing', toOffice: 'city', request: acts.request_review.request, late: false },
        { start: ['D8'], stop: ['D7'] },
      ],
    ],
  ],
  [
    'a review',
    historyIn('under_review'),
    acts.decide_review,
    [
      [
        'reviewed',
        { office: 'city', toOffice: 'housing', outcome: 'upheld', text: '维持', basis: '条例第三十五条' },
        { stop: ['D8'] },
      ],
    ],
  ],
  [
    'a review that sends it back',
    historyIn('under_review'),
    REDO,
    [
      [
        'reviewed',
        { office: 'city', toOffice: 'housing', outcome: 'redo', text: '维持', basis: '条例第三十五条' },
        { stop: ['D8'] },
      ],
      ['assigned', { office: 'housing', due: '2026-12-31' }, { start: ['D11'] }],
    ],
  ],
  [
    'a request for a re-review',
    historyIn('reviewed'),
    acts.request_rereview,
    [
      [
        'rereview_requested',
        { fromOffice: 'housing', toOffice: 'city', request: '请求复核', late: false },
        { start: ['D10'], stop: ['D9'] },
      ],
    ],
  ],
  [
    'a hearing',
    historyIn('under_rereview'),
    acts.hear,
    [['heard', { office: 'city', from: acts.hear.from, to: acts.hear.to }]],
  ],
  [
    'a re-review',
    historyIn('under_rereview'),
    acts.decide_rereview,
    [
      [
        'rereviewed',
        { office: 'city', toOffice: 'housing', outcome: 'upheld', text: '维持', basis: '条例第三十六条' },
        { stop: ['D10'] },
      ],
    ],
  ],
  [
    'a closing by telephone',
    historyIn('answered'),
    acts.close,
    [
      [
        'closed',
        { office: 'housing', closing: 'solved', told: 'phone', note: acts.close.note },
        { stop: ['D1', 'D2', 'D3'] },
      ],
    ],
  ],
  [
    'a withdrawal',
    historyIn('registered'),
    acts.withdraw,
    [['withdrawn', { office: 'petition' }, { stop: rules.profile.triggers.withdrawn.stop }]],
  ],
  [
    'a withdrawal with a word',
    historyIn('registered'),
    NOTED,
    [['withdrawn', { office: 'petition', note: '不再需要' }, { stop: rules.profile.triggers.withdrawn.stop }]],
  ],
  [
    'standing aside',
    historyIn('registered'),
    acts.recuse,
    [['recused', { officer: 'somebody', reason: '是来件人的亲属' }]],
  ],
]

describe('what is written of', () => {
  it.each(WRITTEN)('%s', (_what, before, act, events) => {
    const outcome = transition(before.matter, act, dayAfter(20), { ...factsAfter(before.events), dues: DUES })
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal))
    expect(outcome.events).toEqual(
      events.map(([type, data, moves]) => ({
        ...{ type, at: dayAfter(20), actor: act.actor, data: { ...NOBODY_SORTED, ...data } },
        clocks: { start: [], stop: [], reopen: [], ...moves },
      })),
    )
    expect(outcome.matter.revision).toBe(before.matter.revision + 1)
    // A review that sends the matter back leaves no decision of its own behind.
    expect(outcome.matter.marks[act.type]).toEqual(act === REDO ? undefined : { at: dayAfter(20), by: act.actor })
  })

  it('a registration', () => {
    const outcome = transition(null, acts.register, dayAfter(0), facts)
    const { id: _, ...data } = acts.register.matter
    expect(outcome).toMatchObject({
      ...{ ok: true, events: [{ type: 'registered', data, clocks: { start: ['D1', 'D2'] } }] },
      matter: {
        ...{ id: 'm1', state: 'registered', holder: 'petition', petitionOffice: 'petition', channel: 'online' },
        ...{ handOvers: 0, revision: 1, marks: { register: { at: dayAfter(0), by: acts.register.actor } } },
        course: { objections: [], designated: false, assigned: null, helping: [], answeredBy: null, disputed: false },
      },
    })
  })
})

/** Every date of those steps still has its time. */
const DUES = { D4: '2026-12-31', D5: '2026-12-31', D7: '2026-12-31', D9: '2026-12-31', D10: '2026-12-31' }

describe('an empty note', () => {
  it('is none', () => {
    for (const note of ['', ' \n', undefined]) {
      const act = { ...acts.agree, ...(note === undefined ? {} : { note }) }
      expect(went(historyIn('objected'), act).added[0]?.data).not.toHaveProperty('note')
    }
  })
})

describe('nothing is done without its reason', () => {
  it.each([
    ['reportedTo', historyIn('registered'), { ...acts.escalate, reportedTo: ' ' }],
    ['reason', historyIn('registered'), { ...acts.escalate, reason: '' }],
    ['reason', historyIn('objected'), { ...acts.insist, reason: ' ' }],
    ['reason', historyIn('contested'), { ...acts.designate, reason: ' ' }],
  ] as const)('%s is asked for', (_key, before, act) => {
    expect(refusal(before, act)).toEqual({ code: 'reason_required' })
  })
})

describe('a step that is not open', () => {
  it('is a forward to the office that has it, and not one by which the petition office keeps what came back', () => {
    expect(refusal(historyIn('forwarded'), acts.forward)).toEqual({
      ...{ code: 'already_done', act: 'forward', at: dayAfter(1), by: clerk },
    })
    const kept = went(historyIn('returned'), { ...acts.forward, toOffice: 'petition' })
    expect(kept.matter).toMatchObject({ state: 'forwarded', holder: 'petition' })
  })

  it('is a new answer by today: the day is still to come', () => {
    // Asked for on 7 March, decided on the 8th.
    const by = (due: string) => refusal(historyIn('under_review'), { ...REDO, due })
    expect(by('2026-03-08')).toEqual({ code: 'dates_wrong' })
    expect(by('2026-03-09')).toBeNull()
  })

  it('is a review of what nobody answered', () => {
    const closed = went(historyIn('directed'), acts.close)
    expect(refusal(closed, acts.request_review)).toEqual({ code: 'not_answered', state: 'closed' })
  })

  it('is said with who took it and when: an answer, a receipt, a dispute', () => {
    const answered = historyIn('answered')
    const delivered = went(answered, acts.deliver)
    const disputed = went(answered, acts.dispute)
    const done = (act: Act, at: number) => ({ code: 'already_done', act: act.type, at: dayAfter(at), by: act.actor })
    expect(refusal(answered, { ...acts.answer, actor: colleague })).toEqual(done(acts.answer, 3))
    expect(refusal(delivered, acts.deliver)).toEqual(done(acts.deliver, 4))
    expect(refusal(disputed, acts.dispute)).toEqual(done(acts.dispute, 4))
  })

  it('is a dispute of what was reviewed, and not one of a new answer', () => {
    const reviewed = went(historyIn('reviewed'), acts.close)
    expect(refusal(reviewed, acts.dispute)).toEqual({ code: 'after_review', state: 'closed' })
    const anew = went(went(historyIn('answered'), acts.dispute), { ...acts.answer, actor: colleague })
    expect(refusal(anew, acts.dispute)).toBeNull()
  })

  it('is an extension by no day, and not one by a single day', () => {
    expect(refusal(historyIn('accepted'), { ...acts.extend, days: 1 })).toBeNull()
    expect(refusal(historyIn('accepted'), { ...acts.extend, days: 0 })?.code).toBe('days_not_allowed')
  })

  it('is a hearing without its days', () => {
    const needs = (missing: string[]) => ({ code: 'needs', step: 'hear', missing })
    expect(refusal(historyIn('under_rereview'), { ...acts.hear, from: '' })).toEqual(needs(['from']))
    expect(refusal(historyIn('under_rereview'), { ...acts.hear, to: ' ' })).toEqual(needs(['to']))
  })
})

describe('what later steps know', () => {
  it('of a return: no helpers, no date of a report; of a designation neither', () => {
    const assigned = { ...acts.forward, due: '2026-05-01', helping: ['works'] }
    const returned = went(went(went(historyIn('registered'), assigned), acts.object), acts.agree)
    expect(returned.matter.course).toMatchObject({ helping: [], assigned: null, objections: { length: 1 } })
    const again = went(went(returned, { ...assigned, toOffice: 'roads', helping: ['water'] }), acts.object)
    expect(again.matter.state).toBe('contested')
    const designated = went(again, acts.designate)
    expect(designated.matter.course).toMatchObject({ helping: [], assigned: null, designated: true })
    expect(designated.matter.handOvers).toBe(3)
  })

  it('of an objection: whose, by which clause and when', () => {
    const { clause, reason } = acts.object
    expect(historyIn('objected').matter.course.objections).toEqual([
      { office: 'housing', clause, reason, at: dayAfter(2) },
    ])
  })

  it('of a dispute between offices: what both said', () => {
    const { objections } = historyIn('contested').matter.course
    expect(objections.map(({ office }) => office)).toEqual(['housing', 'works'])
  })

  it('of a review that sends the matter back: nothing of the answer that is gone', () => {
    const reviewed = went(historyIn('under_review'), REDO)
    const { marks, course, handOvers } = reviewed.matter
    const gone = ['answer', 'deliver', 'dispute', 'report', 'request_review', 'decide_review'] as const
    for (const name of gone) expect(marks[name], name).toBeUndefined()
    expect(marks.accept?.by).toEqual(acts.accept.actor)
    expect(course).toMatchObject({ reviewedBy: null, disputed: false, assigned: '2026-12-31' })
    expect(handOvers).toBe(3)
  })

  it('of a re-review that sends it back: whoever answered has it, and may be reviewed once more', () => {
    const back = went(historyIn('under_rereview'), { ...acts.decide_rereview, outcome: 'redo', due: '2026-12-31' })
    expect(back.matter).toMatchObject({ state: 'accepted', holder: 'housing' })
    const again = went(went(back, acts.answer), acts.request_review)
    expect(again.matter.state).toBe('under_review')
    expect(refusal(went(again, acts.decide_review), acts.request_rereview)).toBeNull()
  })
})
