import { describe, expect, it } from 'vitest'
import { type Block, composeForm, type Form, type Value } from '../../../src/case/documents/index.ts'
import { FORMS, formNamed, fullValues } from './forms.ts'

function composed(form: Form, values: Record<string, Value | undefined>) {
  const done = composeForm(form, values)
  if (!done.ok) throw new Error(JSON.stringify(done.error))
  return done.value
}
const wordsOf = (blocks: readonly Block[]) => JSON.stringify(blocks)
const without = (form: Form, ...names: string[]) => ({
  ...fullValues(form),
  ...Object.fromEntries(names.map((name) => [name, undefined])),
})

describe.each(FORMS.map((form) => [form.id, form] as const))('%s', (_, form) => {
  it('composes from a full set of values, with every one of them in its place and no brace left', () => {
    const { title, blocks } = composed(form, fullValues(form))
    const words = wordsOf(blocks)
    expect(title).toBe(form.title)
    for (const { name, kind } of form.fields)
      if (kind === 'line' || kind === 'text') expect(words).toContain(`〈${name}〉`)
    expect(JSON.stringify(blocks.map((block) => Object.values(block)))).not.toMatch(/\{[a-z_]+\}/)
  })

  it('names what is missing in words staff understand', () => {
    for (const field of form.fields.filter(({ required, kind }) => required && kind !== 'demands')) {
      const done = composeForm(form, without(form, field.name))
      expect(done).toEqual({ ok: false, error: [{ field: field.name, label: field.label }] })
    }
  })

  it('leaves out what mentions an optional value that is not there', () => {
    const optional = form.fields.filter(({ required, name }) => !required && !neededOf(form).includes(name))
    const { blocks } = composed(form, without(form, ...optional.map(({ name }) => name)))
    for (const { name } of optional) expect(wordsOf(blocks)).not.toContain(`〈${name}〉`)
  })

  it('threatens nobody and labels nobody', () => {
    const { blocks } = composed(form, fullValues(form))
    expect(wordsOf(blocks)).not.toMatch(/处罚您|拘留|追究.{0,4}责任|上访户|缠访|闹访|无理|非访|息诉|罢访|否则/)
  })
})

const neededOf = (form: Form) => form.fields.flatMap(({ options }) => Object.values(options)[0]?.needs ?? [])

describe('an opinion', () => {
  const form = formNamed('opinion')

  it('answers every claim one by one, with facts, outcome and basis', () => {
    const { blocks } = composed(form, fullValues(form))
    expect(blocks).toContainEqual({
      kind: 'list',
      items: [
        [
          '1．修好路灯',
          '查明的事实：三号楼路灯两个月不亮。',
          '处理意见：予以支持。',
          '依据：《城市照明管理规定》第二十一条',
        ],
        ['2．退还停车费', '查明的事实：收费标准已公示。', '处理意见：不予支持。', '依据：《价格法》第十三条'],
      ],
    })
  })

  it('names each claim that has no disposition yet, and one that is none of the three', () => {
    const demands = [
      { n: '1', demand: '修好路灯', outcome: 'dropped', facts: '属实', basis: '条例' },
      { n: '2', demand: '退费' },
    ]
    expect(composeForm(form, { ...fullValues(form), demands })).toEqual({
      ok: false,
      error: [
        { field: 'demands.1.outcome', label: '处理意见', item: 1 },
        { field: 'demands.2.outcome', label: '处理意见', item: 2 },
        { field: 'demands.2.facts', label: '查明的事实', item: 2 },
        { field: 'demands.2.basis', label: '依据', item: 2 },
      ],
    })
  })

  it('says where, until which day and with which papers a review is asked for', () => {
    const words = wordsOf(
      composed(form, { ...fullValues(form), superior: '望禾县人民政府', review_until: '2026-04-01' }).blocks,
    )
    for (const part of ['望禾县人民政府', '最后一天是2026年4月1日', '复查申请', '身份证明复印件'])
      expect(words).toContain(part)
  })
})

describe('a refusal', () => {
  const form = formNamed('refusal')
  const values = without(form, 'right_body', 'right_contact', 'known_number', 'known_standing', 'local_rule')

  it('ticks one reason with its article among all', () => {
    const ticks = composed(form, { ...values, reason: 'final' }).blocks.find((block) => block.kind === 'ticks')
    expect(ticks?.options.filter(({ ticked }) => ticked)).toEqual([
      { text: '复核意见作出后，以同一事实和理由提出（条例第三十六条第三款）', ticked: true },
    ])
    expect(ticks?.options).toHaveLength(7)
  })

  it('wants the right body named where it is not the own remit', () => {
    const done = composeForm(form, { ...values, reason: 'not_own_remit' })
    expect(done.ok ? [] : done.error.map(({ field }) => field)).toEqual(['right_body', 'right_contact'])
  })
})

it('prints what a person wrote as it is, also where it looks like a placeholder', () => {
  const form = formNamed('extension')
  const { blocks } = composed(form, { ...fullValues(form), extension_reason: '{name} 与 $& <b>', name: '张女士' })
  expect(blocks).toContainEqual(
    expect.objectContaining({ rows: expect.arrayContaining([{ label: '延期理由', text: '{name} 与 $& <b>' }]) }),
  )
})

it('does not take a day that does not exist', () => {
  const form = formNamed('extension')
  const done = composeForm(form, { ...fullValues(form), extended_due: '2026-02-30' })
  expect(done.ok ? [] : done.error.map(({ field }) => field)).toEqual(['extended_due'])
})
