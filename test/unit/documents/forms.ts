import { join } from 'node:path'
import { type Form, loadForms, type Value } from '../../../src/case/documents/index.ts'

export const FORMS_DIR = join(import.meta.dirname, '../../../rules/forms')

const loaded = loadForms(FORMS_DIR)
if (!loaded.ok) throw new Error(JSON.stringify(loaded.error))
export const FORMS = loaded.value.all

export function formNamed(id: string): Form {
  const form = FORMS.find((one) => one.id === id)
  if (!form) throw new Error(`no form ${id}`)
  return form
}

export const DEMANDS = [
  {
    n: '1',
    demand: '修好路灯',
    outcome: 'supported',
    facts: '三号楼路灯两个月不亮。',
    basis: '《城市照明管理规定》第二十一条',
  },
  { n: '2', demand: '退还停车费', outcome: 'not_supported', facts: '收费标准已公示。', basis: '《价格法》第十三条' },
]

/** Something right for every field, told apart by its name. */
export function fullValues(form: Form): Record<string, Value> {
  const values: [string, Value][] = form.fields.map(({ name, kind, options }) => {
    if (kind === 'demands') return [name, DEMANDS]
    if (kind === 'date') return [name, '2026-03-02']
    return [name, kind === 'word' ? (Object.keys(options)[0] ?? '') : `〈${name}〉`]
  })
  return { ...Object.fromEntries(values), number: '望建〔2026〕12号' }
}
