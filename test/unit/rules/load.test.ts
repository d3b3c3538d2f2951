import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CLOCK_IDS, loadRules } from '../../../src/case/rules/index.ts'
import { RULES_DIR, shippedRules } from '../ticket/support.ts'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'rules-'))
  for (const part of ['clocks.yaml', 'hotlines.yaml', 'calendars'])
    cpSync(join(RULES_DIR, part), join(dir, part), { recursive: true })
})
afterEach(() => rmSync(dir, { recursive: true }))

const edit = (file: string, from: string, to: string) => {
  const text = readFileSync(join(dir, file), 'utf8')
  expect(text).toContain(from)
  writeFileSync(join(dir, file), text.replace(from, to))
}
const faults = () => {
  const loaded = loadRules(dir)
  return loaded.ok ? [] : loaded.error.map(({ file, path, message }) => `${file} ${path}: ${message}`)
}
const version = () => {
  const loaded = loadRules(dir)
  return loaded.ok ? loaded.value.version : ''
}

describe('the shipped rules', () => {
  const rules = shippedRules()

  it('list D1 to D12 with length, kind of day and article as the regulation has them', () => {
    const told = CLOCK_IDS.map((id) => {
      const { days, dayKind, article } = rules.clocks[id]
      return `${id} ${days} ${dayKind} ${article}`
    })
    expect(told).toEqual([
      'D1 15 calendar 22',
      'D2 15 calendar 23 ¶2',
      'D3 15 calendar 23 ¶3',
      'D4 5 working 23 ¶3',
      'D5 60 calendar 34',
      'D6 30 calendar 34',
      'D7 30 calendar 35',
      'D8 30 calendar 35',
      'D9 30 calendar 36',
      'D10 30 calendar 36',
      'D11 null calendar 22(3)',
      'D12 30 calendar 40',
    ])
  })

  it('cut a hearing out of D10 only, run D6 on from D5, and mark the one length the law does not give', () => {
    const clocks = Object.values(rules.clocks)
    expect(clocks.filter(({ pause }) => pause === 'hearing').map(({ id }) => id)).toEqual(['D10'])
    expect(clocks.filter(({ after }) => after !== null).map(({ id, after }) => `${id} after ${after}`)).toEqual([
      'D6 after D5',
    ])
    expect(clocks.filter(({ confirmed }) => !confirmed).map(({ id }) => id)).toEqual(['D12'])
  })

  it('turn the rules round: each event knows the clocks it starts, stops and reopens', () => {
    expect(rules.triggers.registered).toEqual({ start: ['D1', 'D2'], stop: [], reopen: [] })
    expect(rules.triggers.forwarded).toEqual({ start: ['D3', 'D4'], stop: ['D1'], reopen: [] })
    expect(rules.triggers.returned).toEqual({ start: [], stop: ['D4'], reopen: ['D1'] })
    expect(rules.triggers['told.answered']).toEqual({ start: [], stop: ['D2', 'D3'], reopen: [] })
  })

  it('show the numbers for danger first and never a line that 12345 has taken over', () => {
    const { lines } = rules.hotlines
    expect(lines.slice(0, 5).map(({ number }) => number)).toEqual(['110', '119', '120', '122', '12356'])
    expect(lines.filter(({ show }) => !show).map(({ group }) => group)).toEqual(Array(14).fill('merged'))
    expect(lines.find(({ number }) => number === '12369')?.show).toBe(false)
  })
})

describe('the version', () => {
  it('is the declared one with the hash of the content, and each clock carries it', () => {
    expect(version()).toMatch(/^2026\.1\+[0-9a-f]{12}$/)
    expect(shippedRules().clocks.D7.rulesVersion).toBe(shippedRules().version)
  })

  it('changes with any content of any file, not with line ends', () => {
    const before = version()
    writeFileSync(join(dir, 'clocks.yaml'), readFileSync(join(dir, 'clocks.yaml'), 'utf8').replaceAll('\n', '\r\n'))
    expect(version()).toBe(before)
    edit('calendars/2026.yaml', '2026-10-07', '2026-10-06')
    expect(version()).not.toBe(before)
  })
})

describe('faults', () => {
  it('of all files are told at once, each with its place', () => {
    edit('clocks.yaml', 'days: 60', 'days: sixty')
    edit('hotlines.yaml', 'number: "119"', 'number: "1x9"')
    edit('calendars/2025.yaml', 'to: 2025-02-04', 'to: 2025-02-30')
    expect(faults()).toEqual([
      expect.stringContaining('clocks.yaml clocks.D5.days:'),
      'hotlines.yaml lines.1.number: three to six digits, in quotes',
      'calendars/2025.yaml holidays.1.to: must be a date that exists, YYYY-MM-DD',
    ])
  })

  it.each([
    ['clocks.yaml', 'start: accepted', 'start: acepted', 'clocks.D5.start'],
    ['clocks.yaml', '  D12:', '  D13:', 'clocks.D12'],
    ['clocks.yaml', '    roll: false', '    roll: true', 'clocks.D4.roll'],
    ['clocks.yaml', '    days: 15', '    days: null', 'clocks.D1.days'],
    ['clocks.yaml', '    after: D5', '    after: D5\n    pause: hearing', 'clocks.D6.pause'],
    ['clocks.yaml', 'after: D5', 'after: D6', 'clocks.D6.after'],
    ['calendars/2026.yaml', 'make_up: [2026-01-04]', 'make_up: [2026-01-05]', 'worked anyway'],
    ['calendars/2026.yaml', 'make_up: [2026-01-04]', 'make_up: [2026-01-03]', 'listed twice'],
    ['calendars/2026.yaml', 'make_up: [2026-01-04]', 'make_up: [2025-12-28]', 'is not in 2026'],
    ['calendars/2026.yaml', 'to: 2026-01-03', 'to: 2025-12-31', 'ends before it begins'],
    ['calendars/2026.yaml', 'year: 2026', 'year: 2027', 'holidays.0: 2026-01-01 is not in 2027'],
    ['calendars/2026.yaml', 'to: 2026-01-03', 'to: zzzz', 'a date that exists'],
    ['hotlines.yaml', 'number: "119"', 'number: "110"', 'listed twice'],
    ['hotlines.yaml', '    show: false', '    show: true', 'a merged line is not shown'],
    ['hotlines.yaml', 'lines:', 'lines: [', 'hotlines.yaml'],
  ])('%s with %s as %s', (file, from, to, expected) => {
    edit(file, from, to)
    expect(faults().join('\n')).toContain(expected)
  })

  it('include a calendar under the name of another year', () => {
    cpSync(join(dir, 'calendars/2026.yaml'), join(dir, 'calendars/2027.yaml'))
    expect(faults()).toEqual(['calendars/2027.yaml year: is 2026, but the file is called 2027.yaml'])
  })

  it('include a missing file and an empty folder of calendars', () => {
    rmSync(join(dir, 'hotlines.yaml'))
    rmSync(join(dir, 'calendars'), { recursive: true })
    expect(faults()).toEqual(['hotlines.yaml : cannot be read: ENOENT', 'calendars : cannot be read: ENOENT'])
  })
})
