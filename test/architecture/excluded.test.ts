import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { SCHEMA_FILE } from '../../src/app/commands/schema.ts'
import { ROOT, readSources } from './source.ts'

const PERSON = '(?:person|people|citizen|petitioner|reporter|visitor|peer|author|filer)s?'

/** What no table, column, field or type may be called, and why (petition.md §9). Names are compared as `words_of_a_name`. */
const EXCLUDED: readonly { what: string; why: string; name: RegExp }[] = [
  {
    what: 'a risk score or a label of a person',
    why: 'E2, E11: priority belongs to a matter, never to whoever brings it; good faith is presumed (PIPL 24, 28)',
    name: new RegExp(
      `(^|_)${PERSON}_(risk|score|label|labels|tag|tags|grade|rank|flag|flags)(_|$)|(^|_)(risk|threat|stability|credit|trouble)_(score|level|label|grade|rank|class|index)|vexatious|trouble_?maker|habitual|mental_(illness|disorder|state)`,
    ),
  },
  {
    what: 'a list of people to be watched',
    why: 'E2, E13: controlling named people is unlawful (Civil Code 1032–1039, PIPL 10)',
    name: /(^|_)(watch|black|grey|gray|control|monitor|target)_?list|(^|_)key_(person|people|personnel|petitioners?)|(^|_)(watched|monitored|controlled|wanted)_(person|people|persons)|surveill/,
  },
  {
    what: 'a count of somebody’s visits or matters',
    why: 'E3: counts by person or unit reward suppression; article 39 assesses timely settlement',
    name: new RegExp(
      `(^|_)(visit|petition|complaint|appeal|trip)s?_(count|counts|counter|total|times|number)(_|$)|(^|_)(count|number|total)_of_(visits|petitions|complaints|appeals|trips)|(^|_)(visits|petitions|complaints|matters|tickets|trips)_(by|per|of)_${PERSON}(_|$)|repeat_${PERSON}`,
    ),
  },
  {
    what: 'where a person is or travels',
    why: 'E1, E2: whereabouts are sensitive, and tracking petitioners suppresses a right (PIPL 28, Constitution 41)',
    name: new RegExp(
      `whereabouts|last_seen_(at|in)|(^|_)${PERSON}_(location|position|movement|movements|route|track|tracks)(_|$)|(^|_)(location|position)_(history|track|tracking|log)|trajector|itinerar|travel_plan|next_move|intercept`,
    ),
  },
  {
    what: 'who organises others',
    why: 'E4, E5: whoever speaks for a group is noted to be reached about the case, not to be summoned',
    name: /organi[sz]ers?(_|$)|ring_?leader|instigat|agitator|inciter|social_graph|(^|_)(associates|accomplices|contacts_of)(_|$)/,
  },
]

/** What staff and citizens would read of it. */
const SAID = /重点人员|重点人头|稳控|缠访|闹访|非访人员|老上访|上访专业户|接访劝返|零上访|带头人|串联人员/

const wordsOf = (name: string): string => name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase()

/** Every name of the text that is excluded, with what it would be. */
function excludedIn(names: Iterable<string>): string[] {
  return [...new Set(names)].flatMap((name) =>
    EXCLUDED.filter((rule) => rule.name.test(wordsOf(name))).map(({ what, why }) => `${name} is ${what}. ${why}`),
  )
}

const all = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map((match) => match[1] ?? '')

/** Tables and columns. */
const inSchema = (text: string): string[] => [
  ...all(text, /^CREATE TABLE (?:IF NOT EXISTS )?(\w+)/gim),
  ...all(text, /^\s+([a-z_]+) (?:text|jsonb?|integer|smallint|bigint|boolean|date|bytea|real|timestamp)/gim),
]

/** What is declared or exported, members of types and objects, and words that stand for something. */
const inSource = (text: string): string[] => [
  ...all(text, /\b(?:type|interface|class|const|function) (\w+)/g),
  ...all(text, /(?:^|[{,;(])\s*(?:readonly )?(\w+)\??:/gm),
  ...all(text, /'([a-z]+(?:_[a-z]+)+)'/g),
]

/** Keys and ids of a flow. */
const inFlow = (text: string): string[] => [
  ...all(text, /^[\s-]*([a-z_]+):/gm),
  ...all(text, /\b(?:id|field): *([a-z_]+)/g),
]

const schema = readFileSync(SCHEMA_FILE, 'utf8')
const sources = readSources('src')
const flows = readdirSync(join(ROOT, 'flows'))
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => ({ name, text: readFileSync(join(ROOT, 'flows', name), 'utf8') }))

describe('what is never built about people', () => {
  it('is no table or column', () => {
    const names = inSchema(schema)
    expect(names).toEqual(expect.arrayContaining(['tickets', 'complaints', 'reporter', 'hand_overs']))
    expect(excludedIn(names)).toEqual([])
  })

  it('is no field, type or value of the program', () => {
    const names = sources.flatMap(({ text }) => inSource(text))
    expect(names).toEqual(expect.arrayContaining(['Matter', 'petitionOffice', 'answer_not_told']))
    expect(excludedIn(names)).toEqual([])
  })

  it('is asked for by no flow', () => {
    const names = flows.flatMap(({ text }) => inFlow(text))
    expect(names).toContain('steps')
    expect(excludedIn(names)).toEqual([])
  })

  it('is said to nobody', () => {
    expect(flows.flatMap(({ name, text }) => text.match(SAID)?.map((said) => `${name}: ${said}`) ?? [])).toEqual([])
  })

  it.each([
    'risk_score',
    'riskLevel',
    'CitizenLabel',
    'reporter_tags',
    'watch_list',
    'WatchList',
    'blacklist',
    'keyPersons',
    'visit_count',
    'complaintsByReporter',
    'number_of_visits',
    'whereabouts',
    'petitionerLocation',
    'location_history',
    'organizers',
    'organiser_id',
    'ringleaders',
  ])('would be seen as %s', (name) => {
    expect(excludedIn([name])).toHaveLength(1)
  })

  it('is seen in a table, a type and a flow that had it', () => {
    expect(
      excludedIn(inSchema('CREATE TABLE watch_list (\n  id text NOT NULL,\n  visit_count integer\n);')),
    ).toHaveLength(2)
    expect(excludedIn(inSource('export interface RiskLevel {\n  whereabouts: string\n}'))).toHaveLength(2)
    expect(excludedIn(inFlow('steps:\n  - id: organisers\n    ask: text\n'))).toHaveLength(1)
  })

  it.each(['organisation', 'watching', 'place', 'hand_overs', 'representatives', 'concerned', 'urgency', 'danger'])(
    'is not what a matter needs: %s',
    (name) => expect(excludedIn([name])).toEqual([]),
  )
})
