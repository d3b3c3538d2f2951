import { describe, expect, it } from 'vitest'
import { clock } from '../../../src/app/commands/clock.ts'

const ask = (line: string) => clock(line.split(' ').filter((word) => word !== ''))
const json = (line: string) => JSON.parse(ask(`${line} --json`).text)

describe('npm run clock', () => {
  it('gives the keys that others read', () => {
    expect(json('--rule D1 --from 2026-09-11T09:00:00+08:00')).toMatchObject({
      ...{ rule: 'D1', due: '2026-09-28', article: '22', day_kind: 'calendar', provisional: false },
      ...{ holidays_used: ['2026-09-26', '2026-09-27'], unrolled: '2026-09-26', rolled: true, confirmed: true },
      sentence: expect.stringContaining('《信访工作条例》第二十二条'),
      sentence_plain: expect.stringContaining('最迟2026年9月28日'),
      rules_version: expect.stringMatching(/^2026\.1\+[0-9a-f]{12}$/),
    })
    expect(json('--rule D4 --from 2026-10-02')).toMatchObject({
      ...{ day_kind: 'working', make_up_days_used: ['2026-10-10'], unknown_years: [], paused: [], days: 5 },
    })
  })

  it('turns an instant into the day in Shanghai first', () => {
    expect(json('--rule D1 --from 2026-03-01T16:00:00Z')).toMatchObject({ due: '2026-03-17', start: '2026-03-02' })
  })

  it('runs D6 on from the end of D5 after the acceptance, before that end is moved', () => {
    expect(json('--rule D6 --from 2026-08-02').due).toBe('2026-11-02')
  })

  it('takes the date of D11, a hearing in D10, and a profile with or without its version', () => {
    expect(json('--rule D11 --from 2026-03-02 --due 2026-03-29').due).toBe('2026-03-29')
    expect(json('--rule D10 --from 2026-03-02 --pause 2026-03-10/2026-03-13')).toMatchObject({
      ...{ due: '2026-04-07', paused: ['2026-03-10', '2026-03-11', '2026-03-12'] },
    })
    const twice = json('--rule D10 --from 2026-07-01 --pause 2026-07-06/2026-07-08 --pause 2026-07-20/2026-07-22')
    expect(twice.due).toBe('2026-08-04')
    expect(json('--rule d5 --from 2026-03-02 --profile hotline-12345')).toMatchObject({
      due: '2026-03-09',
      confirmed: false,
    })
    expect(json('--rule D5 --from 2026-03-02 --profile xinfang-henan@2026.1')).toMatchObject({
      profile: 'xinfang-henan',
      unrolled: '2026-04-01',
    })
    expect(json('--rule D12 --from 2026-03-02')).toMatchObject({ due: '2026-04-01', confirmed: false })
  })

  it('without --json gives the date and both sentences', () => {
    const { code, text } = ask('--rule D1 --from 2026-12-20')
    const [date, plain, exact] = text.split('\n')
    expect([code, date]).toEqual([0, '2027-01-04 (provisional)'])
    expect([plain, exact]).toEqual([expect.stringMatching(/^最迟2027年1月4日/), expect.stringMatching(/^D1 .*。$/)])
    expect(ask('--rule D1 --from 2026-03-02').text).toMatch(/^2026-03-17\n/)
  })

  it.each([
    ['', '--rule and --from are needed\nusage: clock --rule D1…D12'],
    ['--rule D1', '--rule and --from are needed'],
    ['--rule D13 --from 2026-03-02', 'there is no rule D13: D1, D2'],
    ['--rule D1 --from 2026-03-02 --until 2026-03-03', "Unknown option '--until'"],
    ['--rule D1 --from 2026-03-02 more', 'Unexpected argument'],
    ['--rule D1 --from 2026-02-30', '--from 2026-02-30: a date that exists'],
    [
      '--rule D1 --from 2026-03-02T09:00',
      '--from 2026-03-02T09:00: a date that exists (2026-03-02) or a time with Z or an offset',
    ],
    ['--rule D1 --from 1990-03-02', '--from 1990-03-02: the years from 1992 to 2999 are known'],
    ['--rule D11 --from 2026-03-02', 'D11 needs --due: the sender sets its date (article 22(3))'],
    ['--rule D5 --from 2026-03-02 --due 2026-03-09', 'D5 takes no --due: article 34 gives its length'],
    ['--rule D11 --from 2026-03-02 --due 2026-03-01', '--due 2026-03-01 is before --from 2026-03-02'],
    [
      '--rule D5 --from 2026-03-02 --pause 2026-03-03/2026-03-04',
      'D5 takes no --pause: article 34 lets nothing stand still; a hearing is cut out of D10 only (article 36)',
    ],
    ['--rule D10 --from 2026-03-02 --pause 2026-03-03', '--pause 2026-03-03: two dates or times with / between them'],
    ['--rule D10 --from 2026-03-02 --pause 2026-03-03/2026-03-04/2026-03-05', 'two dates or times with / between them'],
    [
      '--rule D10 --from 2026-03-02 --pause 2026-03-04/2026-03-04',
      '--pause 2026-03-04/2026-03-04: ends before it begins, or when it begins',
    ],
    ['--rule D10 --from 2026-03-02 --pause 2026-03-04/soon', '--pause soon: a date that exists'],
    ['--rule D7 --from 2026-03-02 --profile hotline-12345', 'hotline-12345 has no D7: 热线没有复查程序'],
    [
      '--rule D7 --from 2026-03-02 --profile nowhere',
      'there is no profile nowhere: hotline-12345@2026.1, xinfang-2022@2026.1',
    ],
    ['--rule D7 --from 2026-03-02 --profile xinfang-2022@1999.1', 'there is no profile xinfang-2022@1999.1'],
  ])('%s is answered clearly, with code 2', (line, expected) => {
    const { code, text } = ask(line)
    expect([code, text]).toEqual([2, expect.stringContaining(expected)])
  })
})
