import { describe, expect, it } from 'vitest'
import {
  dutyHoles,
  nextToPage,
  type Office,
  onDuty,
  type Paging,
  parseOrg,
  parseRoster,
  type Shift,
  type Staff,
} from '../../../src/case/org/index.ts'

const office = (id: string, parent: string | null): Office => ({
  ...{ id, name: id, kind: 'department', parent, place: 'county', phone: '', address: '', hours: '' },
})
const person = (userid: string, of: string, more: Partial<Staff> = {}): Staff => ({
  ...{ userid, name: userid, office: of, role: 'handler', substitute: null },
  ...more,
})
const at = (wall: string) => new Date(`${wall.replace(' ', 'T')}:00+08:00`)
const shift = (userid: string, from: string, to: string, weekly = false, of = 'petition'): Shift => ({
  ...{ office: of, userid, from: at(from), to: at(to), weekly },
})

// 2026-11-23 is a Monday.
const NIGHT = shift('wang', '2026-11-23 17:30', '2026-11-24 08:30', true)
const org = {
  offices: [office('government', null), office('petition', 'government'), office('housing', 'government')],
  staff: [
    person('wang', 'petition', { substitute: 'zhao' }),
    person('zhao', 'petition'),
    person('boss', 'petition', { role: 'lead' }),
    person('watch', 'petition', { role: 'supervisor' }),
    person('li', 'housing', { substitute: 'qian' }),
    person('qian', 'housing', { role: 'lead' }),
    person('top', 'government', { role: 'lead' }),
  ],
  duty: [NIGHT],
}
const known = (...duty: Shift[]) => ({ ...org, duty })

describe('who is on duty', () => {
  const ALL = ['wang', 'zhao', 'boss']
  it.each([
    ['in the first minute', '2026-11-23 17:30', ['wang']],
    ['not any more in the last one', '2026-11-24 08:30', ALL],
    ['four weeks later, over midnight', '2026-12-22 03:00', ['wang']],
    ['on another day: whoever gets the matters', '2026-11-25 03:00', ALL],
    ['a week before it begins: whoever gets the matters', '2026-11-16 20:00', ALL],
  ])('of a weekly shift: %s', (_when, wall, expected) => {
    expect(onDuty('petition', at(wall), org)).toEqual(expected)
  })

  it('a dated shift goes before the weekly one, for its time alone', () => {
    const swapped = known(NIGHT, shift('zhao', '2026-11-30 17:30', '2026-12-01 00:00'))
    expect(onDuty('petition', at('2026-11-30 20:00'), swapped)).toEqual(['zhao'])
    expect(onDuty('petition', at('2026-12-01 00:00'), swapped)).toEqual(['wang'])
    expect(onDuty('petition', at('2026-12-07 20:00'), swapped)).toEqual(['wang'])
  })

  it('a dated shift does not come again', () => {
    const once = known(shift('zhao', '2026-11-23 17:30', '2026-11-24 08:30'))
    expect(onDuty('petition', at('2026-11-30 20:00'), once)).toEqual(ALL)
  })

  it('two who share a shift are both there, one who is listed twice once', () => {
    const both = known(NIGHT, { ...NIGHT, userid: 'zhao' }, { ...NIGHT, from: at('2026-11-23 18:00') })
    expect(onDuty('petition', at('2026-11-23 20:00'), both)).toEqual(['wang', 'zhao'])
  })

  it('the roster of one office says nothing of another', () => {
    expect(onDuty('housing', at('2026-11-23 20:00'), org)).toEqual(['li', 'qian'])
  })
})

describe('holes of a roster', () => {
  const holes = (duty: Shift[], from: string, to: string) =>
    dutyHoles({ duty }, at(from), at(to)).map((hole) => [
      hole.office,
      ...[hole.from, hole.to].map((edge) => new Date(edge.getTime() + 8 * 3_600_000).toISOString().slice(5, 16)),
    ])

  it('are the times between shifts, joined where shifts of no use lie in them', () => {
    expect(holes([NIGHT], '2026-11-23 12:00', '2026-12-01 12:00')).toEqual([
      ['petition', '11-23T12:00', '11-23T17:30'],
      ['petition', '11-24T08:30', '11-30T17:30'],
      ['petition', '12-01T08:30', '12-01T12:00'],
    ])
  })

  it('are none where shifts follow each other or lie over each other', () => {
    const week = [
      shift('wang', '2026-01-05 08:30', '2026-01-09 08:30', true),
      shift('zhao', '2026-01-08 20:00', '2026-01-12 08:30', true),
    ]
    expect(holes(week, '2026-11-23 12:00', '2026-12-07 12:00')).toEqual([])
  })

  it('are not told of offices that keep no roster', () => {
    expect(holes([], '2026-11-23 12:00', '2026-11-30 12:00')).toEqual([])
  })
})

describe('who is paged next', () => {
  const NOW = at('2026-11-23 20:00')
  const climb = (offices: string[], more: Partial<Paging> = {}) => {
    const steps: string[][] = []
    const out = new Set(more.leftOut)
    for (let step = nextToPage(offices, { at: NOW, barred: [], ...more, leftOut: out }, org); step.length > 0; ) {
      steps.push(step)
      for (const userid of step) out.add(userid)
      step = nextToPage(offices, { at: NOW, barred: [], ...more, leftOut: out }, org)
    }
    return steps
  }

  it('duty, substitute, lead, supervisor, the office above; and both offices at once, each by its own way', () => {
    expect(climb(['petition'])).toEqual([['wang'], ['zhao'], ['boss'], ['watch'], ['top']])
    expect(climb(['housing', 'petition'])).toEqual([['li', 'qian', 'wang'], ['top', 'zhao'], ['boss'], ['watch']])
  })

  it('whoever is absent, recused or paged already gives way to the next one at once', () => {
    expect(climb(['petition'], { leftOut: new Set(['wang', 'boss']) })).toEqual([['zhao'], ['watch'], ['top']])
  })

  it('a userid is the same in capitals', () => {
    const capital = { ...org, staff: [person('Wang', 'petition')], duty: [{ ...NIGHT, userid: 'Wang' }] }
    expect(nextToPage(['petition'], { at: NOW, barred: [], leftOut: new Set(['wang']) }, capital)).toEqual([])
  })

  it('nobody of an office complained of, neither there nor on duty elsewhere', () => {
    const guest = { ...org, duty: [{ ...NIGHT, userid: 'li' }] }
    const paging = { at: NOW, barred: ['housing'], leftOut: new Set<string>() }
    expect(nextToPage(['petition', 'housing'], paging, guest)).toEqual(['boss', 'top'])
  })

  it('nobody who is on the roster and no longer on the staff', () => {
    expect(
      nextToPage(['petition'], { at: NOW, barred: [], leftOut: new Set() }, known({ ...NIGHT, userid: 'gone' })),
    ).toEqual(['boss'])
  })
})

const FILE = `organisation: { name: 样县, level: county, region: '990321' }
places:
  - { id: county, name: 样县, level: county }
offices:
  - { id: petition, name: 信访局, kind: petition, place: county, phone: '1', address: 甲, hours: 白天 }
  - { id: housing, name: 住建局, kind: department, parent: petition, place: county, phone: '1', address: 甲, hours: 白天 }
staff:
  - { userid: li, name: 李, office: petition, role: lead }
  - { userid: wang, name: 王, office: housing, role: handler }
routes:
  - { category: 城乡建设, office: housing, owner: wang }
duty:
  - { office: petition, userid: li, from: 2026-11-23 17:30, to: 2026-11-24 08:30, every: week }
  - { office: petition, userid: wang, from: 2026-11-23T17:30+08:00, to: 2026-11-24 08:30 }
`
const changed = (from: string, to: string) => {
  expect(FILE).toContain(from)
  return FILE.replace(from, to)
}
const faultsOf = (text: string) => {
  const parsed = parseOrg(text, ['城乡建设'])
  return parsed.ok ? [] : parsed.error.map(({ line, code }) => `${line} ${code}`)
}

describe('the roster in ORG_FILE', () => {
  it('is read in Shanghai time, with the owner of a route', () => {
    const parsed = parseOrg(FILE, ['城乡建设'])
    expect(parsed).toMatchObject({
      ok: true,
      value: {
        duty: [
          { userid: 'li', from: at('2026-11-23 17:30'), to: at('2026-11-24 08:30'), weekly: true },
          { userid: 'wang', from: at('2026-11-23 17:30'), weekly: false },
        ],
        routes: [{ owner: 'wang' }],
      },
    })
  })

  it('may be left out, as owners may', () => {
    const parsed = parseOrg(FILE.slice(0, FILE.indexOf('duty:')).replace(', owner: wang', ''), ['城乡建设'])
    expect(parsed).toMatchObject({ ok: true, value: { duty: [], routes: [{ owner: null }] } })
  })

  it.each([
    ['office: petition, userid: li', 'office: nowhere, userid: li', '13 unknown_office'],
    ['petition, userid: li', 'petition, userid: zhao', '13 unknown_staff'],
    ['to: 2026-11-24 08:30, every', 'to: 2026-11-23 17:30, every', '13 shift'],
    ['to: 2026-11-24 08:30, every', 'to: 2026-12-01 08:30, every', '13 shift'],
    ['from: 2026-11-23 17:30', 'from: 2026-11-31 17:30', '13 shape'],
    ['from: 2026-11-23 17:30', 'from: 17:30', '13 shape'],
    ['2026-11-23T17:30+08:00', '2026-11-23T17:30+09:00', '14 shape'],
    ['every: week', 'every: month', '13 shape'],
    [
      'userid: wang, from: 2026-11-23T17:30+08:00, to: 2026-11-24 08:30',
      'userid: li, from: 2026-11-23 17:30, to: 2026-11-24 09:00, every: week',
      '14 duplicate',
    ],
    ['owner: wang', 'owner: zhao', '11 unknown_staff'],
    ['owner: wang', 'owner: li', '11 not_of_office'],
  ])('with %s as %s is refused: %s', (from, to, fault) => {
    expect(faultsOf(changed(from, to))).toEqual([fault])
  })

  it('is read alone for an organisation that stands, by the same checks', () => {
    const parsed = parseOrg(FILE, ['城乡建设'])
    if (!parsed.ok) throw new Error('the sample has faults')
    const roster = FILE.slice(FILE.indexOf('duty:'))
    expect(parseRoster(roster, parsed.value)).toMatchObject({ ok: true, value: parsed.value.duty })
    expect(parseRoster(FILE, parsed.value)).toMatchObject({ ok: true, value: parsed.value.duty })
    expect(parseRoster(roster.replace('userid: li', 'userid: zhao'), parsed.value)).toMatchObject({
      error: [{ line: 2, code: 'unknown_staff' }],
    })
    expect(parseRoster('staff: []', parsed.value)).toMatchObject({ error: [{ code: 'shape' }] })
  })
})
