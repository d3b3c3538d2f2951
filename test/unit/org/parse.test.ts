import { describe, expect, it } from 'vitest'
import { parseOrg } from '../../../src/case/org/index.ts'

const CATEGORIES = ['城乡建设', '环境保护']
const VALID = `organisation: { name: 样县, level: county, region: '990321' }
places:
  - { id: county, name: 样县, level: county }
  - { id: east, name: 东镇, level: town, parent: county, aliases: [东镇街上] }
offices:
  - { id: petition, name: 信访局, kind: petition, place: county, phone: '1', address: 甲, hours: 白天 }
  - { id: housing, name: 住建局, kind: department, parent: petition, place: county, phone: '1', address: 甲, hours: 白天 }
staff:
  - { userid: li, name: 李, office: petition, role: lead, substitute: wang }
  - { userid: wang, name: 王, office: housing, role: handler }
routes:
  - { category: 城乡建设, office: housing }
  - { category: '*', place: east, office: housing }
`

const faults = (text: string) => {
  const parsed = parseOrg(text, CATEGORIES)
  return parsed.ok ? [] : parsed.error
}
const changed = (from: string, to: string) => {
  expect(VALID).toContain(from)
  return VALID.replace(from, to)
}

describe('an organisation', () => {
  it('is read with what the file leaves out filled in', () => {
    const parsed = parseOrg(VALID, CATEGORIES)
    expect(parsed).toMatchObject({
      ok: true,
      value: {
        organisation: { name: '样县' },
        places: [
          { id: 'county', parent: null, aliases: [] },
          { id: 'east', parent: 'county' },
        ],
        offices: [{ parent: null }, { parent: 'petition' }],
        staff: [{ substitute: 'wang' }, { substitute: null }],
        routes: [{ place: null, kind: null }, { place: 'east' }],
      },
    })
  })

  it.each([
    ['parent: county', 'parent: nowhere', 4, 'unknown_place'],
    ['parent: county', 'parent: east', 4, 'cycle'],
    ['level: town, parent: county', 'level: town', 4, 'root'],
    ['id: east', 'id: county', 4, 'duplicate'],
    ['place: county, phone', 'place: nowhere, phone', 6, 'unknown_place'],
    ['kind: petition', 'kind: department', 5, 'no_fallback'],
    ['parent: petition', 'parent: nowhere', 7, 'unknown_office'],
    ['parent: petition', 'parent: housing', 7, 'cycle'],
    ['id: housing', 'id: petition', 7, 'duplicate'],
    ['office: petition', 'office: nowhere', 9, 'unknown_office'],
    ['office: petition', 'office: housing', 6, 'no_staff'],
    ['substitute: wang', 'substitute: zhao', 9, 'unknown_staff'],
    ['substitute: wang', 'substitute: li', 9, 'unknown_staff'],
    ['userid: wang', 'userid: li', 10, 'duplicate'],
    ['userid: wang', 'userid: Wang', 10, 'shape'],
    ['category: 城乡建设', 'category: 城建', 12, 'unknown_category'],
    ['place: east, office', 'place: nowhere, office', 13, 'unknown_place'],
    ["'*', place: east, office: housing", "'*', place: east, office: nowhere", 13, 'unknown_office'],
    ["'*', place: east,", "'*',", 13, 'shape'],
    ['aliases: [东镇街上]', 'aliases: [东]', 4, 'shape'],
    ["region: '990321'", 'region: 12', 1, 'shape'],
    ['routes:', 'router:', 11, 'shape'],
    ['name: 王, ', '', 10, 'shape'],
  ])('with %s as %s is refused at line %i: %s', (from, to, line, code) => {
    expect(faults(changed(from, to))).toContainEqual(expect.objectContaining({ line, code }))
  })

  it('finds a circle of several offices', () => {
    const circle = changed('kind: petition, place', 'kind: petition, parent: housing, place')
    expect(faults(circle).map(({ line, code }) => `${line} ${code}`)).toEqual(['6 cycle', '7 cycle'])
  })

  it('tells every fault at once, in the order of the lines, with a sentence that names what is wrong', () => {
    const text = VALID.replace('role: lead', 'role: boss')
      .replace('category: 城乡建设', 'category: 城建')
      .replace('parent: county', 'parent: nowhere')
    expect(faults(text).map(({ line, message }) => `${line}: ${message}`)).toEqual([
      '4: place east: its parent nowhere is not in places',
      expect.stringMatching(/^6: office petition/),
      expect.stringMatching(/^9: staff\.0\.role: /),
      '12: category 城建 is not in the taxonomy',
    ])
  })

  it('does not blame those who point to a malformed entry', () => {
    const text = changed(
      "kind: department, parent: petition, place: county, phone: '1', ",
      'kind: department, place: county, ',
    )
    expect(faults(text)).toEqual([expect.objectContaining({ line: 7, code: 'shape' })])
  })

  it('says where the YAML breaks', () => {
    expect(faults('organisation: { name: 样县\nplaces: [')[0]).toMatchObject({ code: 'yaml' })
    expect(faults('just words')).toEqual([expect.objectContaining({ line: 1, code: 'shape' })])
    expect(faults('')).toHaveLength(1)
  })
})
