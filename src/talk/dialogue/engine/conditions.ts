import type { Fields, FieldValue } from '../types.ts'

/** The expression set of `when` (flow.ts): every condition of the list must hold. */
export function holds(conditions: string[], fields: Fields): boolean {
  return conditions.every((condition) => holdsOne(condition, fields))
}

/** The field a condition looks at. */
export const fieldOf = (condition: string): string => condition.split(' ')[1]?.split('.')[0] ?? ''

function holdsOne(condition: string, fields: Fields): boolean {
  const [verb = '', target = '', id = ''] = condition.split(' ')
  const [name = '', key] = target.split('.')
  const value = fields[name]
  const known = value !== undefined && !value.skipped
  const present = key === undefined ? value !== undefined : known && value[key as keyof FieldValue] !== undefined
  if (verb === 'has') return key === undefined ? known : present
  if (verb === 'missing') return !present
  if (verb === 'skipped') return value?.skipped === true
  return known && value.id === id
}
