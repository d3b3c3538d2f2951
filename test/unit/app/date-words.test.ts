import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ACT_NAMES } from '../../../src/app/act-names.ts'
import { exactSentence, legalDate, plainGrounds, plainSentence } from '../../../src/app/date-words.ts'
import { ROOT } from '../../../src/app/root.ts'
import { CLOCK_IDS, deadline, type Question } from '../../../src/case/rules/index.ts'
import { readWording } from '../../../src/talk/dialogue/index.ts'
import { rules } from '../ticket/support.ts'

const loaded = readWording(join(ROOT, 'flows'), ACT_NAMES)
if (!loaded.ok) throw new Error('flows/ has faults')
const wording = loaded.value

function date(question: Question, profile = rules.profile) {
  const found = deadline(profile, question, rules.calendars)
  if (!found.ok) throw new Error(found.error.code)
  return found.value
}
const plain = (question: Question) => plainSentence(wording, date(question))
const exact = (question: Question) => exactSentence(wording, date(question))

describe('the sentence of a date for the citizen', () => {
  it('says what happens by then, the law, the count, and why a last day moved', () => {
    expect(plain({ rule: 'D1', from: '2026-09-11' })).toBe(
      '最迟2026年9月28日（周一）前会转给负责的单位并告诉您。依据《信访工作条例》第二十二条，从收到信访事项之日的第二天算起，15天，周末和节假日也算在内。最后一天2026年9月26日（周六）是中秋节假期，顺延到上班的第一天。',
    )
  })

  it('says of a plain weekend that it is a day off, of working days that rest days do not count', () => {
    expect(plain({ rule: 'D1', from: '2026-03-06' })).toContain('最后一天2026年3月21日（周六）休息，顺延')
    expect(plain({ rule: 'D4', from: '2026-03-02' })).toMatch(/第二天算起，5个工作日，周末和节假日不算。$/)
  })

  it('says how an extension runs on, what a hearing took, and who set a date', () => {
    expect(plain({ rule: 'D6', from: '2026-01-05' })).toContain(
      '原来的60天到2026年3月6日（周五）为止，再延长30天，周末',
    )
    const pauses = [{ from: '2026-03-10', to: '2026-03-13' }]
    expect(plain({ rule: 'D10', from: '2026-03-02', pauses })).toContain('其中听证的3天不算。')
    expect(plain({ rule: 'D11', from: '2026-03-02', due: '2026-03-29' })).toBe(
      '办理单位最迟2026年3月29日（周日）前报送办理结果。依据《信访工作条例》第二十二条第三项，这个日期由交办单位指定。',
    )
  })

  it('leaves out the date where it is said already', () => {
    expect(plainGrounds(wording, date({ rule: 'D1', from: '2026-12-20' }))).toBe(
      '依据《信访工作条例》第二十二条，从收到信访事项之日的第二天算起，15天，周末和节假日也算在内。',
    )
  })

  it('says what is not certain: a notice that is not out, a length that no law gives', () => {
    expect(plain({ rule: 'D1', from: '2026-12-20' })).toMatch(/2027年的放假安排还没有公布，公布后这个日期可能调整。$/)
    expect(plain({ rule: 'D12', from: '2026-03-02' })).toContain('法规没有规定天数，这是本机构定的。')
  })
})

describe('the sentence of a date for staff', () => {
  it('has rule, article, start, kind of day, last day, holidays and version', () => {
    expect(exact({ rule: 'D1', from: '2026-09-11' })).toBe(
      `D1 信访部门转送、交办或者报请：依据《信访工作条例》第二十二条，自2026年9月11日（周五）（收到信访事项之日，当日不计）起15日（自然日），届满日2026年9月26日（周六）；届满日为休息日，顺延至2026年9月28日（周一）；涉及节假日：2026年9月26日（周六）至2026年9月27日（周日）中秋节；规则：xinfang-2022 ${rules.profile.version}。`,
    )
  })

  it('lists days of two festivals, and single days, apart', () => {
    expect(exact({ rule: 'D4', from: '2025-09-26' })).toContain(
      '涉及节假日：2025年10月1日（周三）至2025年10月8日（周三）国庆节、中秋节；涉及调休上班日：2025年9月28日（周日）；',
    )
    const pauses = ['10', '12'].map((day) => ({ from: `2026-03-${day}`, to: `2026-03-${Number(day) + 1}` }))
    expect(exact({ rule: 'D10', from: '2026-03-02', pauses })).toContain(
      '听证所需时间2026年3月10日（周二）、2026年3月12日（周四）（共2日）不计算在内',
    )
  })

  it('shows the end from which an extension runs on, and the note of the rule', () => {
    expect(exact({ rule: 'D6', from: '2026-01-05' })).toMatch(
      /起60日（自然日），2026年3月6日（周五）届满（不顺延），续延30日（自然日），届满日2026年4月5日（周日）；.*；说明：情况复杂的/,
    )
    expect(exact({ rule: 'D11', from: '2026-03-02', due: '2026-03-29' })).toContain(
      '起，期限由交办单位指定为2026年3月29日（周日）；规则',
    )
  })

  it('says what is not certain', () => {
    expect(exact({ rule: 'D4', from: '2026-12-29' })).toContain('；2027年放假安排未载入，日期暂定；')
    expect(exact({ rule: 'D12', from: '2026-03-02' })).toContain('；该日数不是法定，由本机构配置；')
  })
})

describe('every clock of every profile', () => {
  const all = [...rules.profiles.values()].flat()
  it.each(all.map((profile) => [`${profile.name}@${profile.declared}`, profile] as const))(
    'of %s has both sentences, without a gap',
    (_, profile) => {
      for (const rule of CLOCK_IDS.filter((id) => profile.clocks[id] !== undefined)) {
        const question = { rule, from: '2026-12-01', ...(rule === 'D11' ? { due: '2026-12-20' } : {}) }
        for (const say of [plainSentence, exactSentence]) {
          const sentence = say(wording, date(question, profile))
          expect(sentence).toContain(profile.clocks[rule]?.cite)
          expect(sentence).not.toMatch(/[{}]|undefined|，，|；；|。。|：；/)
          expect(sentence.startsWith('下一步')).toBe(false)
        }
      }
    },
  )
})

it('a legal date has its year and weekday', () => {
  expect([legalDate('2026-03-01'), legalDate('2026-12-12')]).toEqual(['2026年3月1日（周日）', '2026年12月12日（周六）'])
})
