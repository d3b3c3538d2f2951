import { describe, expect, it } from 'vitest'
import { mayStep, type StepAsk } from '../../../src/case/rules/index.ts'
import { rules } from '../ticket/support.ts'

const ask = (change: Partial<StepAsk>) =>
  mayStep(rules.profile, {
    ...{ step: 'extend', given: { approver: '局长', reason: '需要鉴定' }, taken: 0 },
    ...{ due: '2026-05-06', today: '2026-05-06', ...change },
  })
const refusal = (change: Partial<StepAsk>) => {
  const answer = ask(change)
  return answer.ok ? null : answer.refusal
}

describe('an extension (article 34)', () => {
  it('is possible to the last day, and gives D6', () => {
    expect(ask({})).toEqual({ ok: true, rule: rules.profile.steps.extend, person: false })
    expect(rules.profile.steps.extend).toMatchObject({ gives: 'D6', within: 'D5', times: 1 })
  })

  it('needs who approved it and why; blanks are nothing', () => {
    expect(refusal({ given: {} })).toEqual({ code: 'needs', missing: ['approver', 'reason'], article: '34' })
    expect(refusal({ given: { approver: '局长', reason: '  ' } })).toMatchObject({ missing: ['reason'] })
  })

  it('is possible once', () => {
    expect(refusal({ taken: 1 })).toEqual({ code: 'taken_before', times: 1, article: '34' })
  })

  it('comes too late the day after, and never where the sixty days do not run', () => {
    expect(refusal({ today: '2026-05-07' })).toEqual({ code: 'late', due: '2026-05-06', article: '34' })
    expect(refusal({ due: null })).toEqual({ code: 'not_running', clock: 'D5', article: '34' })
  })
})

describe('an objection (article 23 ¶3)', () => {
  const given = { clause: '《土地管理法》第八十四条', reason: '由自然资源部门主管' }

  it('needs clause and reason, and the sender’s consent', () => {
    const answer = ask({ step: 'object', given, taken: 3 })
    expect(answer).toMatchObject({ ok: true, rule: { consent: 'sender', within: 'D4' } })
    expect(refusal({ step: 'object', given: { reason: '不归我们管' } })).toMatchObject({ missing: ['clause'] })
  })

  it('after five working days is refused: silence keeps the matter', () => {
    expect(refusal({ step: 'object', given, today: '2026-05-07' })).toMatchObject({ code: 'late', article: '23 ¶3' })
  })
})

describe('a citizen’s request', () => {
  it.each(['request_review', 'request_rereview'] as const)('%s that is late goes to a person', (step) => {
    expect(ask({ step, given: { request: '再看一次' } })).toMatchObject({ ok: true, person: false })
    expect(ask({ step, given: { request: '再看一次' }, today: '2026-06-30' })).toMatchObject({ ok: true, person: true })
    expect(ask({ step, given: { request: '再看一次' }, due: null })).toMatchObject({ ok: true, person: true })
    expect(refusal({ step, given: { request: '再看一次' }, taken: 1 })).toMatchObject({ code: 'taken_before' })
  })
})

describe('the end of the road (article 36 ¶3)', () => {
  it('comes with the re-review, and help goes on', () => {
    const { endOfRoad } = rules.profile
    expect(endOfRoad).toMatchObject({ after: 'rereview_decided', article: '36 ¶3' })
    expect(endOfRoad?.aid.map(({ name }) => name)).toEqual(['社会救助', '司法救助', '法律咨询、法律援助'])
  })
})

describe('a hotline', () => {
  const hotline = rules.profiles.get('hotline-12345')?.at(-1)
  it('has no review, no end of the road and its own kinds', () => {
    if (hotline === undefined) throw new Error('no hotline profile')
    const asked = { step: 'request_review', given: {}, taken: 0, due: null, today: '2026-05-07' } as const
    expect(mayStep(hotline, asked)).toEqual({
      ok: false,
      refusal: { code: 'no_such_step', step: 'request_review', profile: 'hotline-12345' },
    })
    expect([hotline.endOfRoad, Object.keys(hotline.ways)]).toEqual([null, []])
    expect(Object.values(hotline.kinds).map(({ name }) => name)).toEqual(['咨询', '求助', '投诉', '举报', '建议'])
  })
})

describe('the three kinds and six ways', () => {
  const { kinds, ways } = rules.profile
  it('stand with their articles; a report is sealed', () => {
    expect(Object.entries(kinds).map(([id, { article, sealed }]) => `${id} ${article} ${sealed}`)).toEqual([
      ...['suggestion 29 false', 'report 30 true', 'claim 31 false'],
    ])
    expect(Object.values(ways).map(({ article }) => article)).toEqual([1, 2, 3, 4, 5, 6].map((way) => `31(${way})`))
  })

  it('name the limits that a petition may not stop, and none for way 6', () => {
    expect(Object.values(ways).map(({ limits }) => limits.length)).toEqual([3, 1, 0, 1, 1, 0])
  })
})
