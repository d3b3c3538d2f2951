import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { alteredPath, commitTo, genesis, type HistoryRow, linkOf } from '../../../src/case/ticket/history.ts'
import { canonical } from '../../../src/case/ticket/history-canonical.ts'
import { personalPaths } from '../../../src/case/ticket/history-public.ts'
import { countingIds } from '../../../src/platform/kernel/index.ts'
import { acts, officer, perform } from './support.ts'

const bytes = countingIds().bytes
const START = genesis({ id: 'm1', number: 'MQ2648210937', complaintId: 'c1' })

const row = (event: { type: string; actor: { kind: string }; data: unknown }): HistoryRow => ({
  ...{ id: 'e1', n: 1, type: event.type, at: new Date('2026-03-02T01:00:00Z'), actor: event.actor, data: event.data },
  ...{ clocks: { start: ['D5'], stop: [], reopen: [] }, commitments: commitTo(event, bytes), hash: null },
})
const answered = row({
  type: 'answered',
  actor: officer,
  data: {
    ...{ kind: 'claim', way: 6, office: 'housing', text: '路灯已修好' },
    dispositions: [{ demandId: 'd1', outcome: 'supported', facts: '现场看过', basis: '第三十二条' }],
  },
})

describe('canonical JSON', () => {
  it('is one text for one value: keys in order, no white space, dates as ISO, what JSON leaves out left out', () => {
    const value = { b: [1.0, -0, 1e21, true, null], a: '行"\n', é: undefined, at: new Date('2026-03-02T01:00:00Z') }
    expect(canonical(value)).toBe('{"a":"行\\"\\n","at":"2026-03-02T01:00:00.000Z","b":[1,0,1e+21,true,null]}')
    expect(canonical({ B: 1, a: 2, 10: 3, 9: 4 })).toBe('{"10":3,"9":4,"B":1,"a":2}')
  })

  it('does not depend on the order of keys and says everything: what is read back is the same', () => {
    const value = fc.jsonValue()
    fc.assert(
      fc.property(fc.dictionary(fc.string(), value), (record) => {
        const turned = Object.fromEntries(Object.entries(record).reverse())
        expect(canonical(turned)).toBe(canonical(record))
        expect(JSON.parse(canonical(record))).toEqual(JSON.parse(JSON.stringify(record)))
      }),
      { seed: 12 },
    )
  })
})

describe('what is personal in an event', () => {
  it('is every text that is not declared: words, reasons, notes, facts', () => {
    expect(personalPaths(answered as never)).toEqual([
      'data/text',
      'data/dispositions/0/facts',
      'data/dispositions/0/basis',
    ])
    const note = { how: 'by_hand', article: '22(1)', note: '和王主任商量过' }
    const data = { kind: 'claim', way: null, fromOffice: 'a', toOffice: 'b', basis: note, correction: false }
    expect(personalPaths({ type: 'forwarded', actor: officer, data })).toEqual(['data/basis/note'])
  })

  it('is the citizen who acts, and not the officer', () => {
    const data = { kind: 'claim', way: null }
    expect(personalPaths({ type: 'told', actor: { kind: 'citizen', id: 'conversation/1' } as never, data })).toEqual([
      'actor/id',
    ])
    expect(personalPaths({ type: 'told', actor: officer, data })).toEqual([])
  })

  it('is every text of an event that nobody has declared, and whatever has a name that no path can hold', () => {
    const data = { phone: '13800000000', count: 3, more: { 'a/b': 'x' } }
    expect(personalPaths({ type: 'visited', actor: officer, data })).toEqual(['data/phone', 'data/more'])
  })

  it('stands nowhere else: no event that the acts make has a text of a person in its link', () => {
    const { events } = perform(['register', 'forward', 'accept', 'answer'].map((name) => acts[name as 'answer']))
    expect(events.flatMap((event) => personalPaths(event))).toEqual([
      'data/text',
      ...[0, 1].flatMap((n) => [`data/dispositions/${n}/facts`, `data/dispositions/${n}/basis`]),
    ])
  })
})

describe('the link of an event', () => {
  const link = linkOf(START, answered)

  it('depends on everything that is public in it, on the commitments and on the link before', () => {
    const other: Partial<HistoryRow>[] = [
      { id: 'e2' },
      { n: 2 },
      { type: 'closed' },
      { at: new Date('2026-03-02T01:00:00.001Z') },
      { actor: { ...officer, id: 'somebody' } },
      { actor: { ...officer, office: 'water' } },
      { data: { ...(answered.data as object), office: 'water' } },
      { data: { ...(answered.data as object), more: 1 } },
      { clocks: { start: [], stop: [], reopen: [] } },
      { commitments: {} },
      { commitments: { ...answered.commitments, 'data/text': { commitment: '0'.repeat(64) } } },
    ]
    expect(other.filter((change) => linkOf(START, { ...answered, ...change }) === link)).toEqual([])
    const elsewhere = [
      { id: 'm2', number: 'MQ2648210937', complaintId: 'c1' },
      { id: 'm1', number: 'MQ2648210938', complaintId: 'c1' },
      { id: 'm1', number: 'MQ2648210937', complaintId: 'c2' },
    ]
    expect(elsewhere.filter((matter) => linkOf(genesis(matter), answered) === link)).toEqual([])
  })

  it('does not depend on personal values, which are held by their commitments', () => {
    const changed = { ...answered, data: { ...(answered.data as object), text: '别的答复' } }
    expect(linkOf(START, changed)).toBe(link)
    expect([alteredPath(answered), alteredPath(changed)]).toEqual([null, 'data/text'])
  })

  it('stays when a personal value goes with its salt; a value that comes back without it is seen', () => {
    const { 'data/text': text, ...rest } = answered.commitments
    const erased = {
      ...answered,
      data: { ...(answered.data as object), text: null },
      commitments: { ...rest, 'data/text': { commitment: text?.commitment ?? '' } },
    }
    expect([linkOf(START, erased), alteredPath(erased)]).toEqual([link, null])
    expect(alteredPath({ ...erased, data: answered.data })).toBe('data/text')
    expect(alteredPath({ ...answered, data: erased.data })).toBe('data/text')
  })

  it('hides equal values from each other: each has a salt of its own', () => {
    const twice = commitTo({ type: 'x', actor: officer, data: { one: '张三', other: '张三' } }, bytes)
    expect(twice['data/one']?.commitment).not.toBe(twice['data/other']?.commitment)
  })
})
