import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isOpen, loadRules } from '../../../src/case/rules/index.ts'

const loaded = loadRules(join(import.meta.dirname, '../../../rules'))
if (!loaded.ok) throw new Error('the shipped rules do not load')
const { calendars } = loaded.value
const open = (hours: string, shanghai: string) => isOpen(hours, new Date(`${shanghai}+08:00`), calendars)

const COUNTY = '周一至周五 8:30–12:00，14:30–18:00'

describe('an office’s hours', () => {
  it.each([
    ['2026-03-02T08:29', false],
    ['2026-03-02T08:30', true],
    ['2026-03-02T11:59', true],
    ['2026-03-02T12:00', false],
    ['2026-03-02T13:00', false],
    ['2026-03-02T17:59', true],
    ['2026-03-02T23:00', false],
    ['2026-03-07T10:00', false],
  ])('on a working day only within them: %s', (at, expected) => {
    expect(open(COUNTY, at)).toBe(expected)
  })

  it('Monday to Friday means working days: no holiday, but a make-up day', () => {
    expect(open(COUNTY, '2026-10-01T10:00')).toBe(false)
    const [makeUp] = [...(calendars.get(2026)?.makeUpDays ?? [])]
    expect(makeUp).toBeDefined()
    expect(open(COUNTY, `${makeUp}T10:00`)).toBe(true)
  })

  it('other ways of writing them are read too', () => {
    expect(open('工作日8：30-17：30', '2026-03-02T17:00')).toBe(true)
    expect(open('工作日8：30-17：30', '2026-03-08T10:00')).toBe(false)
    expect(open('星期一至星期日 9:00~17:00', '2026-03-08T10:00')).toBe(true)
    expect(open('周一到周六 9:00至17:00', '2026-03-07T10:00')).toBe(true)
    expect(open('周一到周六 9:00至17:00', '2026-03-08T10:00')).toBe(false)
    expect(open('每天9:00-17:00', '2026-10-01T10:00')).toBe(true)
    expect(open('24小时', '2026-10-01T03:00')).toBe(true)
  })

  it('words without a time say nothing', () => {
    expect(open('', '2026-03-02T10:00')).toBe(null)
    expect(open('工作时间', '2026-03-02T10:00')).toBe(null)
  })
})
