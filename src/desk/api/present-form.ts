import type { DemandValue, Field, Form, Value, Values } from '../../case/documents/index.ts'
import type { FormField, FormView } from '../contract/index.ts'

/** What staff are asked for: what only they know, what the matter does not say, and last what they may word otherwise. */
export function presentForm({ id, title, fields }: Form, known: Values, missing: ReadonlySet<string>): FormView {
  const asked = fields.filter(({ name, from, edit, kind }) => {
    if (kind === 'demands') return [...missing].some((one) => one === name || one.startsWith(`${name}.`))
    return from === 'staff' || edit || missing.has(name)
  })
  const presented = asked.map((field) => presentField(field, known[field.name]))
  const waiting = ({ value, required }: FormField) => (value !== '' ? 2 : required ? 0 : 1)
  return { id, title, fields: presented.sort((one, other) => waiting(one) - waiting(other)) }
}

const presentField = (field: Field, value: Value | undefined): FormField => ({
  ...{ name: field.name, label: field.label, help: field.help, kind: field.kind, required: field.required },
  options: Object.entries(field.options).map(([key, { text }]) => ({ key, text })),
  value: typeof value === 'string' ? value : '',
  items: typeof value === 'object' ? value.map(wordsOf) : [],
  needs: Object.entries(field.needs).map(([key, text]) => ({ key, text })),
})

const wordsOf = (demand: DemandValue): Record<string, string> =>
  Object.fromEntries(Object.entries(demand).filter((entry): entry is [string, string] => entry[1] !== undefined))
