import { describe, expect, it } from 'vitest'
import { plan } from '../../../src/case/notify/index.ts'
import type { MatterEvent } from '../../../src/case/ticket/index.ts'

const clocks = { start: [], stop: [], reopen: [] }
const nature = { kind: 'unsorted', way: null } as const
const at = '2026-11-23T02:00:00.000Z'
const actor = { kind: 'staff', id: 'li', office: 'zj' } as const
const basis = { how: 'category', article: '22(1)' } as const

const registered = {
  type: 'registered',
  at,
  actor,
  clocks,
  data: { ...nature, channel: 'online', receivedAt: at, petitionOffice: 'xf' },
} as const satisfies MatterEvent
const forwarded = {
  type: 'forwarded',
  at,
  actor,
  clocks,
  data: { ...nature, fromOffice: 'xf', toOffice: 'zj', basis, correction: false },
} as const satisfies MatterEvent
const returned = {
  type: 'returned',
  at,
  actor,
  clocks,
  data: { ...nature, fromOffice: 'zj', toOffice: 'xf', clause: '职责清单', reason: '不属于本单位' },
} as const satisfies MatterEvent

const notices = (events: MatterEvent[], toldInChat: boolean) => plan(events, { toldInChat }).map((each) => each.notice)

describe('who is told of what', () => {
  it('tells the office that has to handle it, and leaves the telling of the citizen to the chat that filed it', () => {
    expect(notices([registered, forwarded], true)).toEqual([
      { audience: 'citizen', template: 'filed', of: 'forwarded' },
      { audience: 'staff', office: 'zj', template: 'to_handle' },
    ])
  })

  it('tells the petition office where no route leads on', () => {
    expect(notices([registered], true)).toEqual([
      { audience: 'citizen', template: 'filed', of: 'registered' },
      { audience: 'staff', office: 'xf', template: 'to_route' },
    ])
  })

  it('tells the citizen of a later change of hands by a message', () => {
    expect(notices([forwarded], false)).toEqual([
      { audience: 'citizen', template: 'forwarded', of: 'forwarded' },
      { audience: 'staff', office: 'zj', template: 'to_handle' },
    ])
  })

  it('tells both sides of a return: the citizen where it lies now, the petition office that it has to decide again', () => {
    expect(notices([returned], false)).toEqual([
      { audience: 'citizen', template: 'returned', of: 'returned' },
      { audience: 'staff', office: 'xf', template: 'returned' },
    ])
  })

  const event = <T extends MatterEvent['type']>(type: T, data: object) =>
    ({ type, at, actor, clocks, data: { ...nature, ...data } }) as unknown as MatterEvent
  const passed = { fromOffice: 'zj', toOffice: 'up' }
  const heard = (one: MatterEvent) =>
    notices([one], false).map((notice) =>
      notice.audience === 'citizen' ? `citizen: ${notice.template}` : `${notice.office}: ${notice.template}`,
    )

  it.each([
    [
      'an objection: the sender decides, the citizen waits for nothing new',
      event('objected', passed),
      ['up: objected'],
    ],
    ['what the sender left there', event('insisted', { office: 'zj' }), ['zj: insisted']],
    ['a dispute between offices', event('contested', passed), ['citizen: contested', 'up: contested']],
    ['another way', event('directed', { office: 'zj' }), ['citizen: directed']],
    ['what is not accepted', event('refused', { office: 'zj' }), ['citizen: refused']],
    ['an extension', event('extended', { office: 'zj' }), ['citizen: extended']],
    ['a dispute of the answer', event('disputed', { office: 'zj' }), ['citizen: disputed', 'zj: disputed']],
    ['a review asked for', event('review_requested', passed), ['citizen: review_requested', 'up: to_review']],
    ['its decision', event('reviewed', { toOffice: 'zj' }), ['citizen: reviewed', 'zj: reviewed']],
    ['a re-review asked for', event('rereview_requested', passed), ['citizen: rereview_requested', 'up: to_review']],
    ['the end of the road', event('rereviewed', { toOffice: 'zj' }), ['citizen: rereviewed', 'zj: reviewed']],
    ['a date by itself', event('assigned', { office: 'zj' }), []],
    ['a demand that was carried out', event('executed', { office: 'zj' }), ['citizen: executed']],
    ['what its author took back', event('withdrawn', { office: 'zj' }), ['citizen: withdrawn', 'zj: withdrawn']],
    ['a receipt', event('delivered', {}), []],
    ['a closing report', event('reported', {}), []],
    ['a report to the government', event('escalated', {}), []],
    ['a hearing', event('heard', {}), []],
    ['somebody who stands aside', event('recused', {}), []],
  ])('of %s', (_, one, told) => {
    expect(heard(one)).toEqual(told)
  })

  it('tells an assigned forward once, and helping offices as well', () => {
    const helped = event('forwarded', { ...passed, basis, correction: false, helping: ['help'] })
    expect(notices([helped, event('assigned', { office: 'up' })], true)).toEqual([
      { audience: 'citizen', template: 'filed', of: 'forwarded' },
      { audience: 'staff', office: 'up', template: 'to_handle' },
      { audience: 'staff', office: 'help', template: 'to_handle' },
    ])
  })

  it('never tells that something was told', () => {
    const told = {
      type: 'told',
      at,
      actor,
      clocks,
      data: { ...nature, of: 'answered', means: 'message' },
    } as const satisfies MatterEvent
    expect(notices([told], false)).toEqual([])
  })

  it('tells the citizen that a query code was given out anew, and nothing that could open the matter', () => {
    const data = { ...nature, how: 'in_person', checked: '身份证' } as const
    expect(notices([{ type: 'code_reissued', at, actor, clocks, data }], false)).toEqual([
      { audience: 'citizen', template: 'code_reissued' },
    ])
  })

  it('tells the citizen of a date that moved, not of one that became certain or that only offices wait for', () => {
    const redated = (...changes: { rule: 'D3' | 'D4'; was: string; due: string }[]) =>
      notices(
        [
          {
            type: 'redated',
            at,
            actor,
            clocks,
            data: { ...nature, changes: changes.map((one) => ({ ...one, provisional: false })) },
          },
        ],
        false,
      )
    const moved = { was: '2027-01-04', due: '2027-01-05' }
    const same = { was: '2027-01-04', due: '2027-01-04' }
    expect(redated({ rule: 'D4', ...moved }, { rule: 'D3', ...moved })).toEqual([
      { audience: 'citizen', template: 'redated' },
    ])
    expect([redated({ rule: 'D3', ...same }), redated({ rule: 'D4', ...moved })]).toEqual([[], []])
  })
})
