import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { numberOf, readDate, readDates, readPhone, tidyAddress } from '../../../src/platform/chinese/index.ts'

/** Monday, 2 March 2026, nine in the morning in Shanghai. */
const NOW = new Date('2026-03-02T01:00:00Z')

describe('a number in words', () => {
  it.each([
    ['12', 12],
    ['１２', 12],
    ['十', 10],
    ['十五', 15],
    ['二十', 20],
    ['三百二十', 320],
    ['三百二', 320],
    ['三百零二', 302],
    ['两千', 2000],
    ['一千零五', 1005],
    ['一万二', 12_000],
    ['二〇二六', 2026],
    ['一二三', 123],
  ])('"%s" is %s', (text, value) => {
    expect(numberOf(text)).toBe(value)
  })

  it.each(['', '百十千', '万万', '三个', 'abc'])('"%s" is none', (text) => {
    expect(numberOf(text)).toBeNull()
  })
})

describe('a time in words', () => {
  it.each([
    ['今天', '2026-03-02', '2026-03-02', 'day'],
    ['昨天', '2026-03-01', '2026-03-01', 'day'],
    ['前天下午', '2026-02-28T12:00', '2026-02-28T17:59', 'part'],
    ['大前天', '2026-02-27', '2026-02-27', 'day'],
    ['昨晚', '2026-03-01T18:00', '2026-03-01T23:59', 'part'],
    ['昨晚8点', '2026-03-01T20:00', '2026-03-01T20:59', 'hour'],
    ['今早七点半', '2026-03-02T07:30', '2026-03-02T08:29', 'hour'],
    ['昨天半夜', '2026-03-01T22:00', '2026-03-02T04:59', 'part'],
    ['上周三晚上', '2026-02-25T18:00', '2026-02-25T23:59', 'part'],
    ['上周', '2026-02-23', '2026-03-01', 'about'],
    ['上周末', '2026-02-28', '2026-03-01', 'about'],
    ['上个星期五', '2026-02-27', '2026-02-27', 'day'],
    ['上上周一', '2026-02-16', '2026-02-16', 'day'],
    ['礼拜天', '2026-03-01', '2026-03-01', 'day'],
    ['周一', '2026-03-02', '2026-03-02', 'day'],
    ['周二', '2026-02-24', '2026-02-24', 'day'],
    ['8月3号', '2025-08-03', '2025-08-03', 'day'],
    ['8 月 3 日', '2025-08-03', '2025-08-03', 'day'],
    ['２月３日', '2026-02-03', '2026-02-03', 'day'],
    ['二月三日', '2026-02-03', '2026-02-03', 'day'],
    ['2024年8月3日', '2024-08-03', '2024-08-03', 'day'],
    ['23年8月', '2023-08-01', '2023-08-31', 'month'],
    ['二〇二五年十月', '2025-10-01', '2025-10-31', 'month'],
    ['2024-08-03', '2024-08-03', '2024-08-03', 'day'],
    ['2024/8/3', '2024-08-03', '2024-08-03', 'day'],
    ['8.3', '2025-08-03', '2025-08-03', 'day'],
    ['去年', '2025-01-01', '2025-12-31', 'year'],
    ['今年元月', '2026-01-01', '2026-01-31', 'month'],
    ['去秋', '2025-09-01', '2025-11-30', 'about'],
    ['近三年来', '2022-09-03', '2026-03-02', 'about'],
    ['去年夏天', '2025-06-01', '2025-08-31', 'about'],
    ['前年年底', '2024-11-01', '2024-12-31', 'about'],
    ['今年', '2026-01-01', '2026-03-02', 'year'],
    ['今年1月份', '2026-01-01', '2026-01-31', 'month'],
    ['去年10月中旬', '2025-10-11', '2025-10-20', 'about'],
    ['2019年', '2019-01-01', '2019-12-31', 'year'],
    ['上个月', '2026-02-01', '2026-02-28', 'month'],
    ['上月底', '2026-02-21', '2026-02-28', 'about'],
    ['上个月15号', '2026-02-15', '2026-02-15', 'day'],
    ['去年国庆节', '2025-10-01', '2025-10-07', 'about'],
    ['元旦', '2026-01-01', '2026-01-03', 'about'],
    ['三天前', '2026-02-27', '2026-02-27', 'day'],
    ['大概三个月前', '2025-11-17', '2025-12-17', 'about'],
    ['半年前', '2025-07-19', '2025-10-17', 'about'],
    ['几天前', '2026-02-21', '2026-03-01', 'about'],
    ['两年多前', '2023-09-04', '2024-08-29', 'about'],
    ['3号', '2026-02-03', '2026-02-03', 'day'],
    ['1号', '2026-03-01', '2026-03-01', 'day'],
    ['两个星期了', '2026-02-13', '2026-02-19', 'about'],
    ['8月3号左右', '2025-08-02', '2025-08-04', 'about'],
    ['8月3日到8月10日', '2025-08-03', '2025-08-10', 'about'],
    ['去年5月到今年1月', '2025-05-01', '2026-01-31', 'month'],
    ['从去年9月开始', '2025-09-01', '2025-09-30', 'month'],
    ['刚才', '2026-03-02', '2026-03-02', 'day'],
  ])('"%s" is %s to %s', (text, from, to, precision) => {
    expect(readDate(text, NOW)).toMatchObject({ from, to, precision })
  })

  it.each(['13月1日', '2月30日', '2027年', '农历八月十五', '不知道', '很久了', '', '12', '明天'])(
    'reads none in "%s"',
    (text) => {
      expect(readDate(text, NOW)).toBeNull()
    },
  )

  it.each([
    '幸福路12号门口',
    '交了30年社保',
    '拖欠三个月工资',
    '每周三收垃圾',
    '坏了两个月了',
    '国庆北路塌了',
    '五一广场太吵',
    '一月之内鱼全死了',
  ])('takes no house number, sum or span of a story for a time: "%s"', (text) => {
    expect(readDates(text, NOW)).toEqual([])
  })

  it('knows the day in Shanghai, not in Greenwich', () => {
    expect(readDate('今天', new Date('2026-03-01T16:30:00Z'))?.from).toBe('2026-03-02')
  })

  it('finds every time of a story with the words that said it', () => {
    expect(readDates('8月3日起工地半夜施工，前天下午又来了。', NOW).map((date) => date.said)).toEqual([
      '8月3日',
      '前天下午',
    ])
  })

  it('is never in the future, never ends before it begins, and stands in the text', () => {
    const words = [
      '去年',
      '8月',
      '3号',
      '上周',
      '三天前',
      '到',
      '晚上',
      '12',
      '月',
      '年',
      '半',
      '前天',
      '十',
      ' ',
      '左右',
    ]
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...words), { maxLength: 8 }),
        fc.date({ min: new Date('2000-01-01'), max: new Date('2099-01-01'), noInvalidDate: true }),
        (parts, now) => {
          const text = parts.join('')
          for (const date of readDates(text, now)) {
            expect(date.from <= date.to).toBe(true)
            expect(date.from.slice(0, 10) <= new Date(now.getTime() + 8 * 3_600_000).toISOString().slice(0, 10)).toBe(
              true,
            )
            expect(text.replaceAll(' ', '')).toContain(date.said.replaceAll(' ', ''))
          }
        },
      ),
      { seed: 4, numRuns: 1000 },
    )
  })
})

describe('an address', () => {
  it.each([
    ['幸福路 １２ 号', '幸福路12号'],
    ['阳光小区三栋二单元', '阳光小区3栋2单元'],
    ['东湖城5#楼十二室', '东湖城5号楼12室'],
    ['八一路三里坪二组', '八一路三里坪二组'],
    ['第三栋，室内', '第三栋，室内'],
  ])('has one form: "%s" is "%s"', (said, tidy) => {
    expect(tidyAddress(said)).toBe(tidy)
  })
})

describe('a telephone number', () => {
  it.each([
    ['13800000000', '13800000000'],
    ['138 0000 0000', '13800000000'],
    ['138-0000-0000', '13800000000'],
    ['１３８００００００００', '13800000000'],
    ['+8613800000000', '13800000000'],
    ['+86 138 0000 0000', '13800000000'],
    ['0086-13800000000', '13800000000'],
    ['幺三八零零零零零零零零', '13800000000'],
    ['一三八，零零零零，零零零零', '13800000000'],
    ['138〇〇〇〇〇〇〇〇', '13800000000'],
    ['电话13800000000。', '13800000000'],
    ['我的手机号是13800000000王女士', '13800000000'],
    ['0300-5550101', '03005550101'],
    ['(0300)5550101', '03005550101'],
    ['010-55501010', '01055501010'],
    ['021 5550 1010', '02155501010'],
    ['0300-5550101转8012', '03005550101-8012'],
    ['400-555-0101', '4005550101'],
    ['13800000000、13900000000', '13800000000'],
    ['13800000000 13900000000', '13800000000'],
    ['编号2138，电话13800000000', '13800000000'],
  ])('"%s" is %s', (text, phone) => {
    expect(readPhone(text)).toMatchObject({ is: 'phone', phone })
  })

  it.each([
    ['1380000000', 'too_short'],
    ['138 0000 000', 'too_short'],
    ['138000000001', 'too_long'],
    ['0300-555010', 'too_short'],
    ['幺三八零零零零零零', 'too_short'],
  ])('says what is wrong with "%s": %s', (text, is) => {
    expect(readPhone(text).is).toBe(is)
  })

  it.each([
    '12345',
    '幸福路12号',
    '我不留',
    '2138000000001',
    '三八妇女节',
    '二〇二六年',
    '110',
    'MQ26-4821-0937-4',
    '990000199001010000',
  ])('sees none in "%s"', (text) => {
    expect(readPhone(text)).toEqual({ is: 'none' })
  })

  it('is found however it is spaced and wherever it stands', () => {
    const phone = fc
      .tuple(fc.integer({ min: 3, max: 9 }), fc.integer({ min: 0, max: 999_999_999 }))
      .map(([second, rest]) => `1${second}${String(rest).padStart(9, '0')}`)
    const spaced = phone.chain((digits) =>
      fc.array(fc.constantFrom('', ' ', '-'), { minLength: 10, maxLength: 10 }).map((gaps) => ({
        digits,
        text: [...digits].map((digit, index) => digit + (gaps[index] ?? '')).join(''),
      })),
    )
    fc.assert(
      fc.property(spaced, fc.constantFrom('', '电话', '王女士，'), ({ digits, text }, before) => {
        expect(readPhone(`${before}${text}，谢谢`)).toMatchObject({ is: 'phone', phone: digits })
      }),
      { seed: 4, numRuns: 300 },
    )
  })
})
