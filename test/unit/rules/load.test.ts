import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CLOCK_IDS, dayStatus, deadline, loadRules, pinned } from '../../../src/case/rules/index.ts'
import { RULES_DIR, shippedRules } from '../ticket/support.ts'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'rules-'))
  for (const part of ['profile.yaml', 'profiles', 'hotlines.yaml', 'supervision.yaml', 'calendars'])
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
const loadedRules = () => {
  const loaded = loadRules(dir)
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.error))
  return loaded.value
}
const version = () => loadedRules().profile.version
const LAW = 'profiles/xinfang-2022/2026.1.yaml'
const ZHEJIANG = 'profiles/xinfang-zhejiang/2026.1.yaml'
const write = (file: string, text: string) => {
  mkdirSync(join(dir, file, '..'), { recursive: true })
  writeFileSync(join(dir, file), text)
}

describe('the shipped rules', () => {
  const rules = shippedRules()

  it('list D1 to D12 with length, kind of day and article as the regulation has them', () => {
    const told = CLOCK_IDS.map((id) => {
      const clock = rules.profile.clocks[id]
      return `${id} ${clock?.days} ${clock?.dayKind} ${clock?.article}`
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
    const clocks = Object.values(rules.profile.clocks)
    expect(clocks.filter(({ pause }) => pause === 'hearing').map(({ id }) => id)).toEqual(['D10'])
    expect(clocks.filter(({ after }) => after !== null).map(({ id, after }) => `${id} after ${after}`)).toEqual([
      'D6 after D5',
    ])
    expect(clocks.filter(({ confirmed }) => !confirmed).map(({ id }) => id)).toEqual(['D12'])
  })

  it('turn the rules round: each event knows the clocks it starts, stops and reopens', () => {
    expect(rules.profile.triggers.registered).toEqual({ start: ['D1', 'D2'], stop: [], reopen: [] })
    expect(rules.profile.triggers.forwarded).toEqual({ start: ['D3', 'D4'], stop: ['D1'], reopen: [] })
    expect(rules.profile.triggers.returned).toEqual({ start: [], stop: ['D4'], reopen: ['D1'] })
    expect(rules.profile.triggers['told.answered']).toEqual({ start: [], stop: ['D2', 'D3'], reopen: [] })
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
    expect(shippedRules().profile.clocks.D7?.rulesVersion).toBe(shippedRules().profile.version)
  })

  it('changes with the content of its file, not with line ends and not with a calendar', () => {
    const before = version()
    writeFileSync(join(dir, LAW), readFileSync(join(dir, LAW), 'utf8').replaceAll('\n', '\r\n'))
    edit('calendars/2026.yaml', '2026-10-07', '2026-10-06')
    expect(version()).toBe(before)
    edit(LAW, 'days: 60', 'days: 61')
    expect(version()).not.toBe(before)
  })

  it('of a variant changes with its base', () => {
    const of = () => loadedRules().profiles.get('xinfang-henan')?.at(-1)?.version
    const before = of()
    edit(LAW, 'what: 信访人请求复核', 'what: 请求复核')
    expect(of()).toMatch(/^2026\.1\+/)
    expect(of()).not.toBe(before)
  })

  it('that is highest is for new matters, and a matter keeps its own', () => {
    const law = readFileSync(join(dir, LAW), 'utf8')
    for (const next of ['2026.2', '2026.10', '2025.11']) {
      write(`profiles/xinfang-2022/${next}.yaml`, law.replace('"2026.1"', `"${next}"`).replace('days: 60', 'days: 45'))
    }
    const rules = loadedRules()
    const versions = rules.profiles.get('xinfang-2022')?.map(({ declared }) => declared)
    expect(versions).toEqual(['2025.11', '2026.1', '2026.2', '2026.10'])
    expect(rules.profile.declared).toBe('2026.10')
    const old = pinned(rules, { profile: 'xinfang-2022', rules_version: '2026.1+0123456789ab' })
    expect([rules.profile.clocks.D5?.days, old.profile.clocks.D5?.days]).toEqual([45, 60])
    expect([old.calendars, old.profiles]).toEqual([rules.calendars, rules.profiles])
  })

  it('that was removed under a matter is said, not guessed', () => {
    const under = (profile: string, rules_version: string) => () => pinned(shippedRules(), { profile, rules_version })
    expect(under('xinfang-2022', '2025.1+0123456789ab')).toThrow(
      /xinfang-2022 2025\.1\+0123456789ab, which rules\/profiles no longer/,
    )
    expect(under('gone', '2026.1')).toThrow(/is under gone 2026\.1/)
  })
})

describe('a variant', () => {
  const rules = shippedRules()
  const of = (name: string) => rules.profiles.get(name)?.at(-1)

  it('has the clocks of its base but for those it changes', () => {
    const [law, zhejiang] = [of('xinfang-2022'), of('xinfang-zhejiang')]
    expect(zhejiang?.clocks.D1).toMatchObject({
      days: 5,
      dayKind: 'working',
      what: law?.clocks.D1?.what,
      confirmed: false,
    })
    expect([zhejiang?.clocks.D5?.days, zhejiang?.clocks.D6?.days, zhejiang?.clocks.D7?.days]).toEqual([30, 60, 30])
    expect(zhejiang?.clocks.D7).toEqual({ ...law?.clocks.D7, rulesVersion: zhejiang?.version })
    expect([zhejiang?.steps, zhejiang?.ways, zhejiang?.endOfRoad]).toEqual([law?.steps, law?.ways, law?.endOfRoad])
  })

  it('counts by its own lengths', () => {
    const due = (name: string, rule: 'D1' | 'D6') => {
      const profile = of(name)
      if (profile === undefined) throw new Error(name)
      const found = deadline(profile, { rule, from: '2026-03-02' }, rules.calendars)
      return found.ok && found.value.unrolled
    }
    expect([due('xinfang-zhejiang', 'D1'), due('xinfang-henan', 'D1')]).toEqual(['2026-03-09', '2026-03-07'])
    expect([due('xinfang-zhejiang', 'D6'), due('xinfang-henan', 'D6')]).toEqual(['2026-05-31', '2026-05-31'])
  })

  it('may take a clock away, with the reason, and one on it may bring it back', () => {
    edit(ZHEJIANG, 'clocks:', 'absent: { D12: 不适用 }\nclocks:')
    const zhejiang = loadedRules().profiles.get('xinfang-zhejiang')?.at(-1)
    expect([zhejiang?.clocks.D12, zhejiang?.absent]).toEqual([undefined, { D12: '不适用' }])
    const hotline = 'base: { profile: hotline-12345, version: "2026.1" }'
    const d7 = `{ what: 复查, cite: 某办法, article: "1", counted_from: 收到之日, days: 9, day_kind: calendar, start: answered, stop: [closed], roll: true }`
    write('profiles/city/2026.1.yaml', `version: "2026.1"\nprofile: city\n${hotline}\nclocks:\n  D7: ${d7}\n`)
    const city = loadedRules().profiles.get('city')?.at(-1)
    expect([city?.clocks.D7?.days, city?.absent.D7, city?.absent.D8]).toEqual([9, undefined, expect.any(String)])
  })

  it.each([
    [
      'D1: { days: 5, day_kind: working, roll: false, cite: 《浙江省信访条例》, article: 浙江',
      'D1: { days: 5, day_kind: working, roll: false',
      'clocks.D1: changes a length and does not cite',
    ],
    [
      'cite: 《浙江省信访条例》, article: 浙江, confirmed: false }\n  D6',
      'article: 浙江, confirmed: false }\n  D6',
      'clocks.D5: changes a length and does not cite',
    ],
    ['version: "2026.1" }', 'version: "2020.1" }', 'profiles/xinfang-2022/2020.1.yaml : cannot be read: ENOENT'],
    ['xinfang-2022, version', 'xinfang-henan, version', 'base: profiles/xinfang-henan/2026.1.yaml has a base itself'],
    ['roll: false,', 'rol: false,', 'clocks.D1: Unrecognized key: "rol"'],
    ['source: 《浙江省信访条例》（2016年）', 'source: ""', 'source: Too small'],
    ['base: {', 'bases: {', 'clocks.D1.what: '],
  ])('with %s as %s is a fault', (from, to, expected) => {
    edit(ZHEJIANG, from, to)
    expect(faults().join('\n')).toContain(expected)
  })
})

describe('a notice', () => {
  it('may reach into the December before, as that of 2019 did', () => {
    const notice = '{ name: 元旦, from: 2026-12-31, to: 2027-01-02, make_up: [2026-12-26] }'
    write('calendars/2027.yaml', `year: 2027\nsource: 某通知\nholidays:\n  - ${notice}\n`)
    const { calendars } = loadedRules()
    expect(dayStatus('2026-12-31', calendars)).toEqual({ works: false, kind: 'holiday', name: '元旦', known: true })
    expect(dayStatus('2026-12-26', calendars)).toEqual({ works: true, kind: 'make_up', known: true })
    expect(dayStatus('2027-01-01', calendars)).toMatchObject({ works: false, known: true })
  })
})

describe('faults', () => {
  it('of all files are told at once, each with its place', () => {
    edit(LAW, 'days: 60', 'days: sixty')
    edit('hotlines.yaml', 'number: "119"', 'number: "1x9"')
    edit('calendars/2025.yaml', 'to: 2025-02-04', 'to: 2025-02-30')
    expect(faults()).toEqual([
      expect.stringContaining(`${LAW} clocks.D5.days:`),
      'hotlines.yaml lines.1.number: three to six digits, in quotes',
      'calendars/2025.yaml holidays.1.to: must be a date that exists, YYYY-MM-DD',
    ])
  })

  it.each([
    [LAW, 'start: accepted', 'start: acepted', 'clocks.D5.start'],
    [LAW, '  D12:', '  D13:', 'clocks: '],
    [LAW, '    roll: false', '    roll: true', 'clocks.D4.roll'],
    [LAW, '    days: 15', '    days: null', 'clocks.D1.days'],
    [LAW, '    after: D5', '    after: D5\n    pause: hearing', 'clocks.D6.pause'],
    [LAW, 'after: D5', 'after: D6', 'D6.after: a clock cannot run on from itself'],
    [LAW, 'after: D5', 'after: D11', 'D6.after: D11 is not here with a length'],
    [
      LAW,
      'stop: [answered, directed, extended, withdrawn]\n    roll: true\n    except',
      'stop: [answered, directed, extended, withdrawn]\n    after: D6\n    roll: true\n    except',
      'runs on from another clock itself',
    ],
    [LAW, 'days: null', 'days: 9', 'D11.days: the sender sets the date of D11'],
    [LAW, 'absent: {}', 'absent: { D12: 无 }', 'clocks.D12: both here and in `absent`'],
    [LAW, 'gives: D6', 'gives: D13', 'steps.extend.gives'],
    [LAW, 'profile: xinfang-2022', 'profile: xinfang', 'profile: is xinfang, but stands in xinfang-2022'],
    [LAW, 'version: "2026.1"', 'version: "2026.3"', 'version: is 2026.3, but the file is 2026.1.yaml'],
    [LAW, 'version: "2026.1"', 'version: 2026.1', 'version: '],
    [LAW, 'days: 60', 'days: 6000', 'clocks.D5.days'],
    ['profiles/hotline-12345/2026.1.yaml', '  D9: 热线', '  D8: 热线', 'hotline-12345/2026.1.yaml'],
    ['profiles/hotline-12345/2026.1.yaml', '  D9: 热线没有复核程序\n', '', 'clocks.D9: neither here nor in `absent`'],
    [
      'profiles/hotline-12345/2026.1.yaml',
      'within: D4',
      'within: D8',
      'steps.object: speaks of D8, which this profile does not',
    ],
    ['profile.yaml', 'xinfang-2022', 'xinfang-2023', 'profile: there is no profile xinfang-2023'],
    ['calendars/2026.yaml', 'make_up: [2026-01-04]', 'make_up: [2025-11-29]', '2025-11-29 is not in 2026'],
    ['calendars/2026.yaml', 'make_up: [2026-01-04]', 'make_up: [2026-01-05]', 'worked anyway'],
    ['calendars/2026.yaml', 'make_up: [2026-01-04]', 'make_up: [2026-01-03]', 'listed twice'],
    ['calendars/2026.yaml', 'make_up: [2026-01-04]', 'make_up: [2027-01-09]', 'is not in 2026'],
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
    mkdirSync(join(dir, 'calendars'))
    mkdirSync(join(dir, 'profiles/empty'))
    expect(faults()).toContain('calendars : holds no notice of any year')
    expect(faults()).toContain('profiles/empty : holds no version')
    rmSync(join(dir, 'profiles'), { recursive: true })
    expect(faults()).toContain('profiles : cannot be read: ENOENT')
  })
})
