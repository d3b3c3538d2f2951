import { describe, expect, it } from 'vitest'
import type { Staff } from '../../../src/case/org/index.ts'
import type { Matter } from '../../../src/case/ticket/index.ts'
import {
  type DeskAct,
  forwardTargets,
  heldSince,
  mayAct,
  readScope,
  staffMember,
} from '../../../src/desk/api/policy.ts'

const office = (id: string, parent: string | null) => ({
  ...({ id, name: id, kind: 'department', parent, place: 'county', phone: '', address: '', hours: '' } as const),
})
const org = { offices: [office('top', null), office('petition', 'top'), office('mid', 'top'), office('low', 'mid')] }
const viewer = (of: string, role: Staff['role'] = 'handler'): Staff => ({
  ...{ userid: 'u', name: 'u', office: of, role, substitute: null },
})
const mark = (at: string) => ({ at, by: { kind: 'staff', id: 'x' } as const })
const matter: Matter = {
  ...{ id: 'm', state: 'forwarded', kind: 'unsorted', way: null, channel: 'online', handOvers: 1, revision: 2 },
  ...{ receivedAt: '2026-03-02T01:00:00Z', petitionOffice: 'petition', holder: 'mid' },
  marks: { register: mark('2026-03-02T01:00:00Z'), forward: mark('2026-03-03T01:00:00Z') },
}
const standing = (of: string, gotCard = false, role: Staff['role'] = 'handler') => ({
  ...{ viewer: viewer(of, role), matter, gotCard },
})

describe('who may act', () => {
  const ACTS: DeskAct[] = ['accept', 'answer', 'return', 'close', 'forward']
  it.each([
    ['the holder', standing('mid'), ['accept', 'answer', 'return', 'close', 'forward']],
    ['the petition office', standing('petition'), ['forward']],
    ['a stand-in with the card', standing('top', true), ['accept', 'answer', 'return', 'close']],
    ['a supervisor above without it', standing('top', false, 'supervisor'), []],
    ['the office below', standing('low'), []],
  ] as const)('%s', (_who, at, may) => {
    expect(ACTS.filter((act) => mayAct(act, at, org))).toEqual(may)
  })
})

describe('where one may forward', () => {
  it.each([
    ['petition', ['top', 'petition', 'mid', 'low']],
    ['mid', ['low']],
    ['top', []],
  ] as const)('from %s', (of, targets) => {
    expect(forwardTargets(standing(of, true), org)).toEqual(targets)
  })
})

describe('what one may open', () => {
  it.each([
    ['supervisor', ['petition', 'mid', 'low']],
    ['lead', []],
    ['handler', []],
  ] as const)('a %s of the top office', (role, supervised) => {
    expect(readScope(viewer('top', role), org)).toEqual({ userid: 'u', office: 'top', supervised })
  })
})

describe('since when the holder has it', () => {
  it.each([
    ['registered only', { register: mark('2026-03-02T01:00:00Z') }, '2026-03-02T01:00:00.000Z'],
    ['forwarded', matter.marks, '2026-03-03T01:00:00.000Z'],
    ['returned later', { ...matter.marks, return: mark('2026-03-04T09:00:00+08:00') }, '2026-03-04T01:00:00.000Z'],
    [
      'accepting changes no hands',
      { ...matter.marks, accept: mark('2026-03-09T01:00:00Z') },
      '2026-03-03T01:00:00.000Z',
    ],
  ])('%s', (_name, marks, since) => {
    expect(heldSince({ ...matter, marks }).toISOString()).toBe(since)
  })
})

describe('a userid', () => {
  it('finds its person whatever its case, and nobody else', () => {
    const staff = [{ ...viewer('mid'), userid: 'LiSi' }]
    expect(staffMember('lisi', { staff })?.userid).toBe('LiSi')
    expect(staffMember('lis', { staff })).toBeNull()
  })
})
