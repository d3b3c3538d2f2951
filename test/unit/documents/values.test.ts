import { describe, expect, it } from 'vitest'
import {
  composeForm,
  filledWith,
  type MatterParts,
  missingOf,
  offeredForms,
  type Values,
  valuesOf,
} from '../../../src/case/documents/index.ts'
import type { Org } from '../../../src/case/org/index.ts'
import { clocksAfter, type MatterEvent, type TicketRow } from '../../../src/case/ticket/index.ts'
import { acts, perform, rules } from '../ticket/support.ts'
import { FORMS, formNamed } from './forms.ts'

const office = (id: string, name: string, parent: string | null) => ({
  ...{ id, name, kind: 'department' as const, parent, place: 'county' },
  ...{ phone: `0300-${id}`, address: `${name}大院`, hours: '' },
})
const org: Org = {
  organisation: { name: '望禾县', level: 'county', region: '990321' },
  places: [],
  offices: [
    office('government', '县政府办公室', null),
    office('petition', '县信访局', 'government'),
    office('housing', '县住建局', 'government'),
  ],
  staff: [],
  routes: [],
  duty: [],
}
const NOW = new Date('2026-03-20T02:00:00Z')
const BY_HOUSING = { office: 'housing', by: '王知禾', now: NOW }
const BY_PETITION = { office: 'petition', by: '沈沐青', now: NOW }

/** A matter after these acts, told by somebody who left a name. */
function partsAfter(events: readonly MatterEvent[], more: Partial<TicketRow> = {}, suggested = 'claim'): MatterParts {
  const last = events.at(-1)
  return {
    ticket: {
      ...{ id: 'T1', number: 'MQ26482109375', kind: 'unsorted', channel: 'online', state: last?.type ?? 'registered' },
      ...{ received_at: new Date('2026-03-01T18:00:00Z'), registered_at: new Date('2026-03-02T01:00:00Z') },
      ...{ petition_office: 'petition', office: 'housing', ...more },
    } as TicketRow,
    complaint: {
      ...{ words: ['小区三号楼的路灯坏了两个月。'], demands: ['修好路灯', '查清原因'] },
      ...{ contact: { name: '张女士', phone: '13800000000' }, facts: { party: '物业公司', kind: { suggested } } },
    },
    events,
    clocks: clocksAfter(events, rules),
  }
}

const until = (...names: (keyof typeof acts)[]) => perform(names.map((name) => acts[name])).events
const valuesFor = (parts: MatterParts, issuing = BY_HOUSING): Values => valuesOf(parts, issuing, { org, rules })
const missingFor = (id: string, values: Values) => missingOf(formNamed(id), values).map(({ field }) => field)

describe('the values of a matter', () => {
  it('say who, when and by which channel, in legal days of Shanghai', () => {
    expect(valuesFor(partsAfter(until('register', 'forward', 'accept')))).toMatchObject({
      ...{ matter_number: 'MQ26-4821-0937-5', name: '张女士', channel: 'online', received_date: '2026-03-02' },
      ...{ organ: '县住建局', contact_person: '王知禾', contact_phone: '0300-housing', date: '2026-03-20' },
      ...{ superior: '县政府办公室', transferred_by: '县信访局', summary: '小区三号楼的路灯坏了两个月。' },
    })
  })

  it('have the dates that run for the matter', () => {
    const parts = partsAfter(until('register', 'forward', 'accept'))
    const due = parts.clocks.find(({ rule }) => rule === 'D5')?.due
    expect(due).toMatch(/^20\d\d-/)
    expect(valuesFor(parts)).toMatchObject({ handle_due: due })
  })

  it('say the last day of a review for who receives the opinion today: thirty days, off a rest day', () => {
    // 30 days after Friday 20 March 2026 is Sunday 19 April.
    expect(valuesFor(partsAfter(until('register', 'forward', 'accept', 'answer')))).toMatchObject({
      review_until: '2026-04-20',
    })
  })

  it('take the disposition of each demand from the answer', () => {
    const [answered] = until('register', 'forward', 'accept', 'answer').slice(-1)
    const dispositions = [{ demandId: '2', outcome: 'explained', facts: '线路老化。', basis: '勘查记录' }]
    const event = { ...answered, data: { ...answered?.data, dispositions } } as MatterEvent
    expect(valuesFor(partsAfter([...until('register', 'forward', 'accept'), event])).demands).toEqual([
      { n: '1', demand: '修好路灯' },
      { n: '2', demand: '查清原因', outcome: 'explained', facts: '线路老化。', basis: '勘查记录' },
    ])
  })

  it('make an acceptance complete without a word of staff', () => {
    const parts = partsAfter(until('register', 'forward', 'accept'))
    const composed = composeForm(formNamed('acceptance'), valuesFor(parts))
    expect(composed.ok).toBe(true)
    expect(missingFor('opinion', valuesFor(parts))).toContain('demands.2.outcome')
  })

  it('shorten a long story to what a summary holds', () => {
    const parts = partsAfter(until('register'))
    const long = { ...parts, complaint: { ...parts.complaint, words: ['路灯'.repeat(300)] } }
    expect(Array.from(String(valuesFor(long).summary))).toHaveLength(202)
  })
})

describe('what staff write', () => {
  const known: Values = {
    ...valuesFor(partsAfter(until('register', 'forward', 'accept'))),
    demands: [{ n: '1', demand: '修好路灯', outcome: 'explained' }],
  }
  const form = formNamed('opinion')
  const written = (given: Values, report = false) => filledWith(form, known, given, report)

  it('fills what is empty and rewords what the form lets them', () => {
    expect(written({ claimed: '本人称……', summary: '路灯不亮' })).toMatchObject({
      claimed: '本人称……',
      summary: '路灯不亮',
    })
  })

  it('never touches number, organ, day or a decision that was told', () => {
    const given = {
      organ: '县政府',
      date: '2020-01-01',
      matter_number: 'MQ1',
      number: '1号',
      demands: [{ outcome: 'supported', facts: '属实' }],
    }
    expect(written(given)).toMatchObject({
      ...{ organ: '县住建局', date: '2026-03-20', matter_number: 'MQ26-4821-0937-5' },
      demands: [{ n: '1', demand: '修好路灯', outcome: 'explained', facts: '属实' }],
    })
    expect(written(given).number).toBeUndefined()
  })

  it('keeps what the matter says where nothing was written', () => {
    expect(written({ summary: '  ', name: '' })).toMatchObject({
      name: '张女士',
      summary: '小区三号楼的路灯坏了两个月。',
    })
  })
})

describe('a report of an official', () => {
  const parts = partsAfter(until('register'), { kind: 'report', state: 'registered', office: 'petition' })

  it('is offered only what holds nothing of it', () => {
    expect(offeredForms(FORMS, parts).map(({ id }) => id)).toEqual(['delivery_receipt', 'receipt'])
    const undecided = partsAfter(until('register'), { office: 'petition' }, 'report')
    expect(offeredForms(FORMS, undecided).map(({ id }) => id)).toEqual(['delivery_receipt', 'receipt'])
  })

  it('gives no document a word of what was told, whoever is accused, and whatever staff write', () => {
    const given = { summary: '举报物业公司经理', demands: [{ demand: '查办' }], respondent: '物业公司', answer: '查实' }
    for (const form of offeredForms(FORMS, parts)) {
      const values = filledWith(
        form,
        valuesFor(parts, BY_PETITION),
        { ...given, delivered_document: '接收告知书' },
        true,
      )
      const composed = composeForm(form, values)
      expect(composed.ok).toBe(true)
      expect(JSON.stringify(composed)).not.toMatch(/路灯|物业|查办|查实|举报/)
    }
  })
})

describe('the forms offered', () => {
  it.each([
    [['register'], ['delivery_receipt', 'other_ways', 'receipt']],
    [
      ['register', 'forward'],
      ['delivery_receipt', 'forwarding', 'objection', 'other_ways', 'receipt'],
    ],
    [
      ['register', 'forward', 'accept'],
      ['acceptance', 'delivery_receipt', 'forwarding', 'hearing', 'mediation', 'other_ways'],
    ],
    [
      ['register', 'forward', 'accept', 'answer'],
      [
        'acceptance',
        'application',
        'closing_report',
        'delivery_receipt',
        'forwarding',
        'hearing',
        'mediation',
        'opinion',
      ],
    ],
  ] as const)('after %s', (names, ids) => {
    expect(offeredForms(FORMS, partsAfter(until(...names))).map(({ id }) => id)).toEqual(ids)
  })

  it('are none of the petition system for a matter of the hotline', () => {
    const parts = partsAfter(until('register', 'forward'), { profile: 'hotline-12345' })
    expect(offeredForms(FORMS, parts)).toEqual([])
  })

  it('follow what happened: an extension only after it was granted', () => {
    const extended = {
      ...until('register', 'forward', 'accept')[2],
      type: 'extended',
      data: { reason: '案情复杂', approver: '局长' },
    }
    const events = [...until('register', 'forward', 'accept'), extended as unknown as MatterEvent]
    const parts = { ...partsAfter(until('register', 'forward', 'accept')), events }
    expect(offeredForms(FORMS, parts).map(({ id }) => id)).toContain('extension')
    expect(valuesFor(parts)).toMatchObject({ extension_reason: '案情复杂', approver: '局长' })
  })
})
