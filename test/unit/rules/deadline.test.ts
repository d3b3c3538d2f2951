import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  CLOCK_IDS,
  type ClockId,
  type ClockRule,
  type Deadline,
  deadline,
  type Pause,
  type Profile,
  type Question,
} from '../../../src/case/rules/index.ts'
import { rules } from '../ticket/support.ts'
import { datesOf, daysBetween, isRest, lengthOf, RULES, recount } from './recount.ts'

const { profile, calendars } = rules

function date(question: Question, under: Profile = profile): Deadline {
  const found = deadline(under, question, calendars)
  if (!found.ok) throw new Error(JSON.stringify(found.error))
  return found.value
}

function refusal(question: Question, under: Profile = profile) {
  const found = deadline(under, question, calendars)
  return found.ok ? found.value.due : found.error
}

const changed = (id: ClockId, change: Partial<ClockRule>): Profile => {
  const rule = profile.clocks[id]
  if (rule === undefined) throw new Error(`no ${id}`)
  return { ...profile, clocks: { ...profile.clocks, [id]: { ...rule, ...change } } }
}

const cases = readFileSync(join(import.meta.dirname, 'dated.tsv'), 'utf8')
  .split('\n')
  .filter((line) => /^(counted|walked)\t/.test(line))
  .map((line) => {
    const [by = '', rule = '', from = '', set = '', pause = '', due = '', provisional = '', why = ''] = line.split('\t')
    const [first, last] = pause.split('/')
    const pauses = first !== undefined && last !== undefined ? [{ from: first, to: last }] : []
    return { by, rule: rule as ClockId, from, set: set === '-' ? undefined : set, pauses, due, provisional, why }
  })
const walked = cases.filter(({ by }) => by === 'walked')

describe('the dated cases', () => {
  it('are more than four hundred, half of them walked day by day, and of every rule', () => {
    expect(cases.length).toBeGreaterThan(400)
    expect(walked.length).toBeGreaterThanOrEqual(cases.length / 2)
    expect([...new Set(cases.map(({ rule }) => rule))].sort()).toEqual([...CLOCK_IDS].sort())
  })

  it.each(cases.map((one) => [`${one.rule} from ${one.from}`, one.due, one.why, one] as const))(
    '%s is %s: %s',
    (...[, , , one]) => {
      const found = date({ rule: one.rule, from: one.from, pauses: one.pauses, ...(one.set ? { due: one.set } : {}) })
      expect([found.due, found.provisional]).toEqual([one.due, one.provisional === 'provisional'])
    },
  )

  it('that were walked are still what the walk gives', () => {
    const again = walked.map(({ rule, from, pauses: [pause] }) => recount(rule, from, pause && [pause.from, pause.to]))
    expect(again.map(({ due, provisional }) => [due, provisional])).toEqual(
      walked.map(({ due, provisional }) => [due, provisional === 'provisional']),
    )
  })
})

describe('every day of both years and every rule', () => {
  it.each(RULES)('%s agrees with the walk: date, certainty and holidays', (rule) => {
    for (const from of datesOf('2025-01-01', '2026-12-31')) {
      const ours = date({ rule: rule as ClockId, from })
      const holidays = ours.holidaysUsed.map((day) => day.date)
      expect({ due: ours.due, provisional: ours.provisional, holidays }, from).toEqual(recount(rule, from))
    }
  })
})

const rule = fc.constantFrom(...CLOCK_IDS.filter((id) => id !== 'D11'))
const instant = fc
  .date({ min: new Date('2025-01-01'), max: new Date('2026-12-20'), noInvalidDate: true })
  .map((at) => at.toISOString())
const DAY_MS = 86_400_000
const pauseFrom = (start: string, [after, lasts]: readonly [number, number]): Pause => ({
  from: new Date(Date.parse(start) + after * DAY_MS).toISOString(),
  to: new Date(Date.parse(start) + (after + lasts) * DAY_MS).toISOString(),
})
const span = fc.tuple(fc.integer({ min: -10, max: 60 }), fc.integer({ min: 1, max: 40 }))

describe('for any rule and start', () => {
  it('the date is never earlier than the law allows, and never a rest day', () => {
    fc.assert(
      fc.property(rule, instant, (id, from) => {
        const { due, startDate } = date({ rule: id, from })
        expect(daysBetween(startDate, due)).toBeGreaterThanOrEqual(lengthOf(id))
        expect(isRest(due)).toBe(false)
      }),
      { seed: 1 },
    )
  })

  it('a later start never gives an earlier date', () => {
    fc.assert(
      fc.property(rule, instant, fc.nat(40 * DAY_MS), (id, from, later) => {
        const next = new Date(Date.parse(from) + later).toISOString()
        expect(date({ rule: id, from: next }).due >= date({ rule: id, from }).due).toBe(true)
      }),
      { seed: 2 },
    )
  })

  it('a pause never shortens, two lengthen no less than one, and the walk agrees', () => {
    fc.assert(
      fc.property(instant, span, span, (from, one, two) => {
        const [first, second] = [pauseFrom(from, one), pauseFrom(from, two)]
        const plain = date({ rule: 'D10', from })
        const paused = date({ rule: 'D10', from, pauses: [first] })
        const twice = date({ rule: 'D10', from, pauses: [first, second] })
        expect(paused.due >= plain.due && twice.due >= paused.due).toBe(true)
        expect(daysBetween(paused.startDate, paused.unrolled)).toBe(30 + paused.pausedDays.length)
        const days = [first.from, first.to].map((at) => date({ rule: 'D1', from: at }).startDate) as [string, string]
        expect(recount('D10', from, days).due).toBe(paused.due)
      }),
      { seed: 3 },
    )
  })

  it('an extension adds its days to the sixty, whatever day the sixtieth is', () => {
    fc.assert(
      fc.property(instant, (from) => {
        const { startDate, unrolled, base } = date({ rule: 'D6', from })
        expect(daysBetween(startDate, unrolled)).toBe(90)
        expect(base).toMatchObject({ id: 'D5', days: 60, dayKind: 'calendar' })
        expect(base?.end).toBe(date({ rule: 'D5', from }).unrolled)
      }),
      { seed: 4 },
    )
  })
})

describe('a legal date', () => {
  it('says what it rests on', () => {
    expect(date({ rule: 'D1', from: '2026-09-11T09:00:00+08:00' })).toEqual({
      ...{ rule: profile.clocks.D1, profile: 'xinfang-2022', due: '2026-09-28', startDate: '2026-09-11', days: 15 },
      ...{ base: null, unrolled: '2026-09-26', rolled: true, pausedDays: [], makeUpDaysUsed: [] },
      holidaysUsed: [
        { date: '2026-09-26', name: '中秋节' },
        { date: '2026-09-27', name: '中秋节' },
      ],
      ...{ unknownYears: [], provisional: false },
    })
  })

  it('names the working weekends it counted and the days that a hearing took', () => {
    expect(date({ rule: 'D4', from: '2026-10-02' })).toMatchObject({ makeUpDaysUsed: ['2026-10-10'], rolled: false })
    const pauses = [
      { from: '2026-03-10', to: '2026-03-12' },
      { from: '2026-03-11', to: '2026-03-13' },
    ]
    expect(date({ rule: 'D10', from: '2026-03-02', pauses }).pausedDays).toEqual([
      '2026-03-10',
      '2026-03-11',
      '2026-03-12',
    ])
  })

  it('stays on a rest day where the rule does not roll, and then rests on no notice', () => {
    const fixed = changed('D1', { roll: false })
    expect(date({ rule: 'D1', from: '2026-09-16' }, fixed)).toMatchObject({
      due: '2026-10-01',
      rolled: false,
      holidaysUsed: [],
    })
    expect(date({ rule: 'D1', from: '2026-12-20' }, fixed).provisional).toBe(false)
  })

  it('names each year whose notice it misses, and is certain once that notice is loaded', () => {
    const without = new Map([...calendars].filter(([year]) => year !== 2026))
    const question = { rule: 'D5', from: '2025-12-17' } as const
    const before = deadline(profile, question, without)
    expect(before).toMatchObject({ value: { due: '2026-02-16', provisional: true, unknownYears: [2026] } })
    expect(date(question)).toMatchObject({ due: '2026-02-24', provisional: false, unknownYears: [] })
  })

  it('may be shorter where the extension was approved for less', () => {
    expect(date({ rule: 'D6', from: '2026-01-05', days: 10 })).toMatchObject({ unrolled: '2026-03-16', days: 10 })
    expect(refusal({ rule: 'D6', from: '2026-01-05', days: 31 })).toEqual({
      code: 'days_not_allowed',
      days: 31,
      most: 30,
    })
    expect(refusal({ rule: 'D6', from: '2026-01-05', days: 0 })).toMatchObject({ code: 'days_not_allowed' })
    expect(refusal({ rule: 'D6', from: '2026-01-05', days: 1.5 })).toMatchObject({ code: 'days_not_allowed' })
    expect(date({ rule: 'D6', from: '2026-01-05', days: 30 }).due).toBe('2026-04-07')
  })

  it('of two working clocks in a row counts working days in both', () => {
    const hotline = rules.profiles.get('hotline-12345')?.at(-1)
    expect(date({ rule: 'D6', from: '2026-02-12' }, hotline)).toMatchObject({
      ...{ due: '2026-03-11', startDate: '2026-02-12' },
      base: { id: 'D5', days: 5, dayKind: 'working', end: '2026-02-26' },
      makeUpDaysUsed: ['2026-02-14', '2026-02-28'],
    })
  })
})

describe('a question without an answer', () => {
  const from = '2026-03-02'
  const pause = { from: '2026-03-10', to: '2026-03-13' }

  it.each([
    [
      'a time without a zone',
      { rule: 'D1', from: '2026-03-02T09:00' },
      { code: 'not_an_instant', what: 'from', text: '2026-03-02T09:00' },
    ],
    [
      'a day that does not exist',
      { rule: 'D1', from: '2026-02-30' },
      { code: 'not_an_instant', what: 'from', text: '2026-02-30' },
    ],
    [
      'a year before summer time ended',
      { rule: 'D1', from: '1991-12-31' },
      { code: 'out_of_range', what: 'from', text: '1991-12-31', first: 1992, last: 2999 },
    ],
    [
      'a year that no calendar will have',
      { rule: 'D1', from: '3000-01-01' },
      { code: 'out_of_range', what: 'from', text: '3000-01-01', first: 1992, last: 2999 },
    ],
    [
      'a date that only the sender can set',
      { rule: 'D11', from },
      { code: 'due_needed', rule: 'D11', article: '22(3)' },
    ],
    [
      'a set date that is none',
      { rule: 'D11', from, due: 'soon' },
      { code: 'not_an_instant', what: 'due', text: 'soon' },
    ],
    [
      'a set date before the start',
      { rule: 'D11', from, due: '2026-03-01' },
      { code: 'due_before_start', rule: 'D11', article: '22(3)' },
    ],
    [
      'a set date where the law gives the length',
      { rule: 'D5', from, due: from },
      { code: 'due_not_taken', rule: 'D5', article: '34' },
    ],
    [
      'a pause where nothing stands still',
      { rule: 'D5', from, pauses: [pause] },
      { code: 'pause_not_taken', rule: 'D5', article: '34', pausing: [profile.clocks.D10] },
    ],
    [
      'a pause in a date that was set',
      { rule: 'D11', from, due: from, pauses: [pause] },
      { code: 'pause_not_taken', rule: 'D11', article: '22(3)', pausing: [profile.clocks.D10] },
    ],
    [
      'a pause that ends when it begins',
      { rule: 'D10', from, pauses: [pause, { from, to: from }] },
      { code: 'pause_is_empty', pause: { from, to: from } },
    ],
    [
      'a pause that ends before it begins',
      { rule: 'D10', from, pauses: [{ from: pause.to, to: pause.from }] },
      { code: 'pause_is_empty', pause: { from: pause.to, to: pause.from } },
    ],
    [
      'a pause whose end is no time',
      { rule: 'D10', from, pauses: [{ from, to: 'later' }] },
      { code: 'not_an_instant', what: 'pause', text: 'later' },
    ],
    [
      'a pause that begins at no time',
      { rule: 'D10', from, pauses: [{ from: '', to: from }] },
      { code: 'not_an_instant', what: 'pause', text: '' },
    ],
    [
      'a pause beyond the calendars',
      { rule: 'D10', from, pauses: [{ from, to: '3000-01-01' }] },
      { code: 'out_of_range', what: 'pause', text: '3000-01-01', first: 1992, last: 2999 },
    ],
    [
      'a length for a date that is set',
      { rule: 'D11', from, due: from, days: 3 },
      { code: 'days_not_allowed', days: 3, most: null },
    ],
  ] satisfies [string, Question, object][])('%s', (_, question, expected) => {
    expect(refusal(question)).toEqual(expected)
  })

  it('the first and the last year that are known are answered', () => {
    expect(refusal({ rule: 'D1', from: '1992-01-01' })).toBe('1992-01-16')
    expect(refusal({ rule: 'D1', from: '2999-12-31' })).toBe('3000-01-15')
  })

  it('a clock that the profile does not have, with the reason', () => {
    const hotline = rules.profiles.get('hotline-12345')?.at(-1)
    expect(refusal({ rule: 'D9', from }, hotline)).toEqual({
      ...{ code: 'no_such_clock', rule: 'D9', profile: 'hotline-12345', why: '热线没有复核程序' },
    })
  })

  it('a clock whose base is not there is a bug, not an answer', () => {
    const { D5: _, ...others } = profile.clocks
    expect(() => date({ rule: 'D6', from }, { ...profile, clocks: others })).toThrow(/nothing to run on from in D5/)
    expect(() => date({ rule: 'D6', from }, changed('D5', { days: null }))).toThrow(/nothing to run on from/)
  })
})
