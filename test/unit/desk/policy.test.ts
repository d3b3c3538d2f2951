import { describe, expect, it } from 'vitest'
import type { Staff } from '../../../src/case/org/index.ts'
import { heldSince, type Matter, type MatterEvent, NO_COURSE } from '../../../src/case/ticket/index.ts'
import {
  type DeskAct,
  forwardTargets,
  mayAct,
  readScope,
  recusableBy,
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
  course: NO_COURSE,
  marks: { register: mark('2026-03-02T01:00:00Z'), forward: mark('2026-03-03T01:00:00Z') },
}
const standing = (of: string, gotCard = false, role: Staff['role'] = 'handler') => ({
  ...{ viewer: viewer(of, role), matter, gotCard },
})

describe('who may act', () => {
  const OF_HOLDER: DeskAct[] = [
    ...(['accept', 'object', 'answer', 'extend', 'direct', 'refuse', 'execute', 'report', 'close', 'told'] as const),
    ...(['designate', 'decide_review', 'decide_rereview', 'hear', 'escalate'] as const),
  ]
  const OF_EITHER: DeskAct[] = ['deliver', 'withdraw', 'dispute', 'request_review', 'request_rereview']
  const OF_SENDER: DeskAct[] = ['agree', 'insist']
  const ACTS: DeskAct[] = [...OF_HOLDER, ...OF_EITHER, ...OF_SENDER, 'forward', 'recuse']
  it.each<[string, ReturnType<typeof standing>, DeskAct[]]>([
    ['the holder', standing('mid'), [...OF_HOLDER, ...OF_EITHER, 'forward', 'recuse']],
    ['the petition office that sent it', standing('petition'), [...OF_EITHER, ...OF_SENDER, 'forward', 'recuse']],
    ['a stand-in with the card', standing('top', true), [...OF_HOLDER, ...OF_EITHER, 'recuse']],
    ['a supervisor above without it', standing('top', false, 'supervisor'), ['recuse']],
    ['the office below', standing('low'), ['recuse']],
  ])('%s', (_who, at, may) => {
    expect(ACTS.filter((act) => mayAct(act, at, org))).toEqual(may)
  })
})

describe('whom one may say to stand aside', () => {
  const staff = ['u', 'v'].map((userid) => ({ ...viewer('mid'), userid })).concat({ ...viewer('low'), userid: 'w' })
  it.each([
    ['handler', ['u']],
    ['supervisor', ['u']],
    ['lead', ['u', 'v']],
  ] as const)('a %s', (role, may) => {
    expect(recusableBy(viewer('mid', role), { staff }).map(({ userid }) => userid)).toEqual(may)
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
  const on = (day: number, type: MatterEvent['type'], data: object = {}) =>
    ({ type, at: `2026-03-${String(day).padStart(2, '0')}T01:00:00.000Z`, data }) as MatterEvent
  const forwarded = [on(2, 'registered'), on(3, 'forwarded')]
  it.each<[string, MatterEvent[], number]>([
    ['registered only', [on(2, 'registered')], 2],
    ['forwarded', forwarded, 3],
    [
      'what changes no hands',
      [...forwarded, on(4, 'objected'), on(5, 'insisted'), on(6, 'accepted'), on(7, 'told')],
      3,
    ],
    ['taken back', [...forwarded, on(4, 'objected'), on(5, 'returned')], 5],
    ['contested', [...forwarded, on(5, 'contested')], 5],
    ['in review', [...forwarded, on(6, 'answered'), on(8, 'review_requested')], 8],
    ['in re-review', [...forwarded, on(8, 'rereview_requested')], 8],
    [
      'upheld: back with whoever answered',
      [...forwarded, on(8, 'review_requested'), on(9, 'reviewed', { outcome: 'upheld' })],
      9,
    ],
    ['sent back by a review', [...forwarded, on(9, 'reviewed', { outcome: 'redo' }), on(9, 'assigned')], 9],
  ])('%s', (_name, events, day) => {
    expect(heldSince(events).toISOString()).toBe(on(day, 'told').at)
  })
})

describe('a userid', () => {
  it('finds its person whatever its case, and nobody else', () => {
    const staff = [{ ...viewer('mid'), userid: 'LiSi' }]
    expect(staffMember('lisi', { staff })?.userid).toBe('LiSi')
    expect(staffMember('lis', { staff })).toBeNull()
  })
})
