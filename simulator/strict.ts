import { type Refusal, refuse } from './errors.ts'
import { isObject, type Json } from './text.ts'
import type { World } from './world.ts'

/**
 * What may stand in a request: `true` for a value that is not looked into, a list of one shape, the fields of an object, or
 * fields that depend on the value of one of them (msgtype, card_type, type).
 */
export type Shape = true | readonly [Shape] | Variant | { readonly [field: string]: Shape }

export class Variant {
  readonly field: string
  readonly common: Readonly<Record<string, Shape>>
  readonly of: Readonly<Record<string, Readonly<Record<string, Shape>>>>

  constructor(
    field: string,
    common: Readonly<Record<string, Shape>>,
    of: Readonly<Record<string, Readonly<Record<string, Shape>>>>,
  ) {
    this.field = field
    this.common = common
    this.of = of
  }
}

/** An object under the name of its type, beside the type: `{ msgtype: 'text', text: {…} }`. */
export const byMsgtype = (common: Record<string, Shape>, objects: Record<string, Shape>): Variant =>
  new Variant('msgtype', common, named(objects))

export const named = (objects: Record<string, Shape>): Record<string, Record<string, Shape>> =>
  Object.fromEntries(Object.entries(objects).map(([name, shape]) => [name, { [name]: shape }]))

/** The first field the documentation does not have, by its path; null when there is none. Wrong types are the endpoint's to refuse. */
export const foreignField = (value: unknown, shape: Shape, path = ''): string | null => {
  if (shape === true) return null
  if (isList(shape)) return listField(value, shape[0], path)
  if (!isObject(value)) return null
  const fields = fieldsOf(value, shape)
  if (fields === null) return null
  for (const [name, inner] of Object.entries(value)) {
    const known = Object.hasOwn(fields, name) ? fields[name] : undefined
    if (known === undefined) return `${path}${name}`
    const foreign = foreignField(inner, known, `${path}${name}.`)
    if (foreign) return foreign
  }
  return null
}

const isList = (shape: Shape): shape is readonly [Shape] => Array.isArray(shape)

const listField = (value: unknown, shape: Shape, path: string): string | null => {
  if (!Array.isArray(value)) return null
  for (const [index, each] of value.entries()) {
    const foreign = foreignField(each, shape, `${path.slice(0, -1)}[${index}].`)
    if (foreign) return foreign
  }
  return null
}

/** Null for a type nobody knows: it is refused for that. */
const fieldsOf = (value: Json, shape: Exclude<Shape, true | readonly [Shape]>): Record<string, Shape> | null => {
  if (!(shape instanceof Variant)) return shape
  const kind = value[shape.field]
  // The platform's number 0 is what a missing type means (cards, menus).
  const own = shape.of[String(kind ?? '0')]
  return own === undefined ? null : { [shape.field]: true, ...shape.common, ...own }
}

/** In strict mode something undocumented is refused and told loudly; otherwise it passes, as the platform ignores much. */
export const complain = (world: World, where: string, value: unknown, shape: Shape): Refusal | null => {
  const foreign = world.switches.strict ? foreignField(value, shape) : null
  return foreign === null ? null : protest(world, where, `undocumented field "${foreign}"`)
}

export const protest = (world: World, where: string, what: string): Refusal => {
  world.transcript.unknown(`strict: ${where}: ${what}`)
  return refuse(40058, `strict: ${what}`)
}
