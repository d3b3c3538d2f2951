import { err, ok, type Result, unreachable } from '../../platform/kernel/index.ts'
import type {
  Block,
  DemandKey,
  DemandValue,
  Field,
  Form,
  FormBlock,
  FormDocument,
  Missing,
  Value,
  Values,
} from './types.ts'
import { isEmpty, listOf } from './values.ts'
import { isDay, printDate } from './words.ts'

export const PLACEHOLDER = /\{([a-z][a-z0-9_]*)\}/g

/**
 * The document as blocks of words, or what is missing. A line that mentions an optional value which is not there is left out, and
 * so is a block without lines.
 */
export function composeForm(form: Form, values: Values): Result<FormDocument, Missing[]> {
  const missing = missingOf(form, values)
  if (missing.length > 0) return err(missing)
  const { id, version, title } = form
  const blocks = form.blocks.flatMap((block) => printed(block, form, values))
  return ok({ form: id, version, title, number: textOf(values.number), blocks })
}

/** Fields that stand empty or hold what cannot be printed. */
export function missingOf(form: Form, values: Values): Missing[] {
  const wanted = new Set(form.fields.flatMap((field) => chosenOf(field, values)?.needs ?? []))
  return form.fields.flatMap((field) => {
    const value = values[field.name]
    if (field.kind === 'demands') return missingDemands(field, listOf(value))
    if (isEmpty(value))
      return field.required || wanted.has(field.name) ? [{ field: field.name, label: field.label }] : []
    return isPrintable(field, value) ? [] : [{ field: field.name, label: field.label }]
  })
}

const chosenOf = (field: Field, values: Values) =>
  field.kind === 'word' ? field.options[textOf(values[field.name])] : undefined

function isPrintable(field: Field, value: Value | undefined): boolean {
  if (field.kind === 'date') return isDay(textOf(value))
  return field.kind !== 'word' || Object.hasOwn(field.options, textOf(value))
}

function missingDemands(field: Field, demands: readonly DemandValue[]): Missing[] {
  if (demands.length === 0) return field.required ? [{ field: field.name, label: field.label }] : []
  return demands.flatMap((demand, index) =>
    Object.entries(field.needs)
      .filter(([key]) => !isAnswered(field, key as DemandKey, demand[key as DemandKey]))
      .map(([key, label]) => ({ field: `${field.name}.${index + 1}.${key}`, label, item: index + 1 })),
  )
}

const isAnswered = ({ options }: Field, key: DemandKey, value: string | undefined): boolean =>
  !isEmpty(value) && (key !== 'outcome' || Object.hasOwn(options, value ?? ''))

function printed(block: FormBlock, form: Form, values: Values): Block[] {
  const say = (text: string) => fill(text, printer(form, values))
  switch (block.kind) {
    case 'heading':
    case 'note':
      return keep(say(block.text), (text) => ({ kind: block.kind, text }))
    case 'paragraph':
      return inParagraphs(say(block.text) ?? '')
    case 'rows': {
      const rows = block.rows.flatMap(({ label, text }) => keep(say(text), (words) => ({ label, text: words })))
      return rows.length === 0 ? [] : [{ kind: 'rows', rows }]
    }
    case 'each': {
      const items = listOf(values[block.list]).map((demand) => linesOf(block, demand, form, values))
      return items.length === 0 ? [] : [{ kind: 'list', items }]
    }
    case 'ticks': {
      const field = form.fields.find(({ name }) => name === block.field)
      const options = Object.entries(field?.options ?? {}).map(([key, { text, cite }]) => ({
        text: cite === null ? text : `${text}（${cite}）`,
        ticked: values[block.field] === key,
      }))
      return [{ kind: 'ticks', label: block.label, options }]
    }
    case 'seal': {
      const [organ, date] = [say(block.organ), say(block.date)]
      return organ === null || date === null ? [] : [{ kind: 'seal', organ, date }]
    }
    case 'signatures':
      return [{ kind: 'signatures', labels: block.labels }]
    default:
      return unreachable(block)
  }
}

function linesOf(block: { list: string; lines: readonly string[] }, demand: DemandValue, form: Form, values: Values) {
  const field = form.fields.find(({ name }) => name === block.list)
  const outer = printer(form, values)
  const item = (name: string): string | null => {
    const value = demand[name as DemandKey]
    if (isEmpty(value)) return outer(name)
    return (name === 'outcome' ? field?.options[value ?? '']?.text : value) ?? null
  }
  return block.lines.flatMap((line) => fill(line, item) ?? [])
}

/** The words of a value; null where it is not there. */
const printer =
  (form: Form, values: Values) =>
  (name: string): string | null => {
    const field = form.fields.find((one) => one.name === name)
    const value = textOf(values[name]).trim()
    if (field === undefined || value === '') return null
    if (field.kind === 'date') return printDate(value)
    return field.kind === 'word' ? (field.options[value]?.text ?? null) : value
  }

/** Once: what a person wrote is never a placeholder. */
function fill(text: string, print: (name: string) => string | null): string | null {
  let whole = true
  const filled = text.replace(PLACEHOLDER, (_, name: string) => {
    const words = print(name)
    whole &&= words !== null
    return words ?? ''
  })
  return whole ? filled : null
}

const keep = <T>(text: string | null, make: (text: string) => T): T[] => (text === null ? [] : [make(text)])

const inParagraphs = (text: string): Block[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => ({ kind: 'paragraph', text: line }))

const textOf = (value: Value | undefined): string => (typeof value === 'string' ? value : '')
