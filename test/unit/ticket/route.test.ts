import { describe, expect, it } from 'vitest'
import type { Office, Org, Place, RouteRow } from '../../../src/case/org/index.ts'
import { barredOffices, type RouteQuestion, route } from '../../../src/case/ticket/index.ts'
import { commonSuperior } from '../../../src/case/ticket/route.ts'

const place = (id: string, level: Place['level'], parent: string | null): Place => ({
  id,
  name: id,
  level,
  parent,
  aliases: [],
})
const office = (id: string, kind: Office['kind'], parent: string | null, at = 'county'): Office => ({
  ...{ id, name: id, kind, parent, place: at },
  ...{ phone: '0300-5550001', address: '–', hours: '–' },
})
const row = (category: string, at: string | null, to: string, kind: RouteRow['kind'] = null): RouteRow => ({
  ...{ category, place: at, office: to, kind, owner: null },
})

const org: Org = {
  organisation: { name: '县', level: 'county', region: '990321' },
  places: [
    place('county', 'county', null),
    place('east', 'town', 'county'),
    place('east-village', 'village', 'east'),
    place('west', 'town', 'county'),
  ],
  offices: [
    office('committee', 'department', null),
    office('government', 'department', null),
    office('petition', 'petition', 'committee'),
    office('discipline', 'department', null),
    office('housing', 'department', 'government'),
    office('water', 'department', 'government'),
    office('pipes', 'department', 'water'),
    office('east-town', 'town', 'government', 'east'),
    office('west-town', 'town', 'government', 'west'),
    office('west-petition', 'petition', 'west-town', 'west'),
  ],
  staff: [],
  duty: [],
  routes: [
    row('*', null, 'discipline', 'report'),
    row('城乡建设', null, 'housing'),
    row('城乡建设', 'east', 'east-town'),
    row('农村农业', null, 'pipes'),
    row('*', 'east', 'east-town'),
    row('民政', 'east-village', 'water'),
    row('民政', 'east', 'east-town'),
  ],
}

const ask = (question: Partial<RouteQuestion>) => {
  const found = route({ category: null, place: null, kind: 'unsorted', ...question }, org)
  return found.ok ? `${found.value.officeId} by ${found.value.how}, art. ${found.value.article}` : found.error
}

describe('a route', () => {
  it.each<[string, Partial<RouteQuestion>, string]>([
    ['subject and the very place', { category: '民政', place: 'east-village' }, 'water by category+place, art. 22(1)'],
    [
      'subject and a place above',
      { category: '城乡建设', place: 'east-village' },
      'east-town by category+place, art. 22(2)',
    ],
    ['subject anywhere', { category: '城乡建设', place: 'west' }, 'housing by category, art. 22(1)'],
    ['subject without a place', { category: '城乡建设' }, 'housing by category, art. 22(1)'],
    ['no subject: the place', { place: 'east-village' }, 'east-town by place, art. 22(2)'],
    ['a subject nobody has: the place', { category: '政法', place: 'east' }, 'east-town by place, art. 22(2)'],
    ['nothing: the petition office', {}, 'petition by fallback, art. 22(1)'],
    ['no row: the petition office of the place', { place: 'west' }, 'west-petition by fallback, art. 22(1)'],
    ['an unknown place: the petition office', { place: 'nowhere' }, 'petition by fallback, art. 22(1)'],
    [
      'a report: discipline inspection, whatever it is about',
      { category: '城乡建设', place: 'east', kind: 'report' },
      'discipline by category, art. 30',
    ],
  ])('%s', (_, question, expected) => expect(ask(question)).toBe(expected))
})

describe('who answers for a route', () => {
  const owned: Org = {
    ...org,
    routes: org.routes.map((one) => (one.office === 'housing' ? { ...one, owner: 'li' } : one)),
  }
  const ownerOf = (question: Partial<RouteQuestion>) => {
    const found = route({ category: '城乡建设', place: null, kind: 'unsorted', ...question }, owned)
    return found.ok ? found.value.owner : found.error
  }

  it('comes with the office of that row, and with no other', () => {
    expect(ownerOf({ place: 'west' })).toBe('li')
    expect(ownerOf({ place: 'east' })).toBeNull()
    expect(ownerOf({ category: null })).toBeNull()
  })

  it('has no say where the office is complained of', () => {
    expect(ownerOf({ respondents: ['housing'] })).toBeNull()
  })
})

describe('an office complained of', () => {
  it('never receives the matter: the next route for the subject does', () => {
    expect(ask({ category: '城乡建设', place: 'east', respondents: ['east-town'] })).toBe(
      'housing by category, art. 22(1)',
    )
  })

  it('whose superior has it where no other route for the subject is left', () => {
    expect(ask({ category: '城乡建设', respondents: ['housing'] })).toBe('government by superior, art. 22(1)')
  })

  it('does not hand it down to the place: a town is no judge of a county department', () => {
    expect(ask({ category: '农村农业', place: 'east', respondents: ['pipes'] })).toBe('water by superior, art. 22(1)')
  })

  it('takes its subordinates with it', () => {
    expect(barredOffices(['water'], org).sort()).toEqual(['pipes', 'water'])
    expect(ask({ category: '农村农业', respondents: ['water'] })).toBe('government by superior, art. 22(1)')
  })

  it('leaves the petition office where nobody stands above', () => {
    expect(ask({ category: '城乡建设', respondents: ['government'] })).toBe('petition by fallback, art. 22(1)')
    expect(ask({ kind: 'report', respondents: ['discipline'] })).toBe('petition by fallback, art. 30')
  })

  it('may be the petition office itself: then its superior', () => {
    expect(ask({ respondents: ['petition'] })).toBe('committee by superior, art. 22(1)')
  })

  it('leaves nobody where all above are complained of: a person must look further up', () => {
    expect(ask({ respondents: ['petition', 'committee'] })).toEqual({
      code: 'no_independent_office',
      barred: ['petition', 'committee'],
    })
  })

  it('is never the answer, whatever is asked', () => {
    for (const category of [null, '城乡建设', '农村农业', '民政']) {
      for (const at of [null, 'county', 'east', 'east-village', 'west']) {
        for (const kind of ['claim', 'report'] as const) {
          for (const { id } of org.offices) {
            const found = route({ category, place: at, kind, respondents: [id] }, org)
            if (found.ok) expect(barredOffices([id], org)).not.toContain(found.value.officeId)
          }
        }
      }
    }
  })
})

describe('who decides between offices that both say "not ours" (article 24)', () => {
  const everyone = () => true
  it.each([
    ['two departments: what is above both', ['housing', 'water'], 'government'],
    ['one of them under another: what is above that one, never one of the two', ['pipes', 'water'], 'government'],
    ['three of them', ['pipes', 'housing', 'east-town'], 'government'],
    ['one alone: the next above it', ['pipes'], 'water'],
    ['nothing in common', ['housing', 'discipline'], null],
    ['no office above at all', ['government'], null],
    ['no offices', [], null],
  ] as const)('%s', (_what, sides, superior) => {
    expect(commonSuperior(sides, org, everyone)).toBe(superior)
    expect(commonSuperior([...sides].reverse(), org, everyone)).toBe(superior)
  })

  it('is never one that is complained of: the next above it, or nobody', () => {
    const free = (office: string) => office !== 'west-town'
    expect(commonSuperior(['west-petition'], org, free)).toBe('government')
    expect(commonSuperior(['housing', 'water'], org, (office) => office !== 'government')).toBeNull()
  })
})
