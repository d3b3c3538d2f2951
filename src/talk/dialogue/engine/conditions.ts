import type { Flow, Step } from '../flow.ts'
import type { Fields, FieldValue } from '../types.ts'

/** The expression set of `when` (flow.ts): every condition of the list must hold. */
export const holds = (conditions: string[], fields: Fields): boolean =>
  parsed(conditions).every((condition) => holdsOne(condition, fields))

/** Whether any of the conditions looks at this field. */
export const lookAt = (conditions: string[], field: string): boolean =>
  parsed(conditions).some(({ name }) => name === field)

/** A question asked because the summary was confirmed: its answer does not take the confirmation back. */
export const followsOn = (summary: Step, field: string, flow: Flow): boolean =>
  flow.steps.some((step) => step.field === field && lookAt(step.when, summary.field))

/** The field a condition looks at. */
export const fieldOf = (condition: string): string => parse(condition).name

/** `is place.id x`: a verb, a field, sometimes a part of its value and an option. */
interface Condition {
  verb: string
  name: string
  part: string | undefined
  id: string
}

/** Conditions are asked about dozens of times a message, and read once. */
const known = new WeakMap<string[], Condition[]>()

function parsed(conditions: string[]): Condition[] {
  const before = known.get(conditions)
  if (before) return before
  const read = conditions.map(parse)
  known.set(conditions, read)
  return read
}

function parse(condition: string): Condition {
  const [verb = '', target = '', id = ''] = condition.split(' ')
  const [name = '', part] = target.split('.')
  return { verb, name, part, id }
}

function holdsOne({ verb, name, part, id }: Condition, fields: Fields): boolean {
  const value = fields[name]
  const known = value !== undefined && !value.skipped
  const present = part === undefined ? value !== undefined : known && value[part as keyof FieldValue] !== undefined
  if (verb === 'has') return part === undefined ? known : present
  if (verb === 'missing') return !present
  if (verb === 'skipped') return value?.skipped === true
  return known && value.id === id
}
