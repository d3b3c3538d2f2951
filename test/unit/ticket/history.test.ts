import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  alteredPath,
  commitTo,
  erasedPaths,
  genesis,
  type HistoryRow,
  linkOf,
  readable,
} from '../../../src/case/ticket/history.ts'
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

/** As `erase_personal_values` of the database leaves it: the value null, its salt gone. */
function erased(from: HistoryRow, path: 'data/text' | 'data/dispositions/0/facts'): HistoryRow {
  const data = structuredClone(from.data) as { text: unknown; dispositions: { facts: unknown }[] }
  if (path === 'data/text') data.text = null
  else Object.assign(data.dispositions[0] ?? {}, { facts: null })
  const { commitment = '' } = from.commitments[path] ?? {}
  return { ...from, data, commitments: { ...from.commitments, [path]: { commitment } } }
}

describe('a value that was taken out', () => {
  const gone = erased(answered, 'data/dispositions/0/facts')

  it('is named by its place, and nothing else is', () => {
    expect(erasedPaths(answered)).toEqual([])
    expect(erasedPaths(gone)).toEqual(['data/dispositions/0/facts'])
  })

  it('is read as an empty text in its place; all others are read as they stand, and the row stays as it is', () => {
    const before = structuredClone(gone)
    const read = readable(gone)
    const [disposition] = (answered.data as { dispositions: object[] }).dispositions
    expect(read.data).toEqual({ ...(answered.data as object), dispositions: [{ ...disposition, facts: '' }] })
    expect((read.data as { dispositions: unknown }).dispositions).toBeInstanceOf(Array)
    expect([read.actor, gone]).toEqual([answered.actor, before])
    expect(readable(erased(gone, 'data/text')).data).toMatchObject({ text: '', dispositions: [{ facts: '' }] })
  })

  it('leaves the link as it was, and is in order; one that comes back with another text is not', () => {
    expect(linkOf(START, gone)).toBe(linkOf(START, answered))
    expect([alteredPath(answered), alteredPath(gone)]).toEqual([null, null])
    const back = { ...gone, data: { ...(gone.data as object), dispositions: [{ facts: '另一个事实' }] } }
    expect(alteredPath(back)).toBe('data/dispositions/0/facts')
  })

  it('is in order where the whole branch it stood on is gone, and where a text stands in place of a branch', () => {
    const bare = { ...gone, data: { text: '路灯已修好', kind: 'claim' } }
    expect(alteredPath({ ...bare, commitments: { 'data/dispositions/0/facts': { commitment: 'x' } } })).toBeNull()
    expect(alteredPath({ ...bare, commitments: { 'data/text/0': { commitment: 'x' } } })).toBeNull()
    expect(alteredPath({ ...bare, data: null, commitments: { 'data/text': { commitment: 'x' } } })).toBeNull()
  })
})

describe('the first link', () => {
  it('is of this kind of history and of this matter alone', () => {
    const of = { id: 'm1', number: 'MQ2648210937', complaintId: 'c1' }
    const text = 'minqing history 1\n{"complaint":"c1","id":"m1","number":"MQ2648210937"}'
    expect(genesis(of)).toBe(createHash('sha256').update(text).digest('hex'))
    const others = [
      { ...of, id: 'm2' },
      { ...of, number: 'MQ2648210938' },
      { ...of, complaintId: 'c2' },
    ]
    expect(new Set([of, ...others].map(genesis)).size).toBe(4)
  })
})
