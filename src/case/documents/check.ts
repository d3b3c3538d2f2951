import { PLACEHOLDER } from './compose.ts'
import type { BlockFile, CommonFile, FormFile } from './schema.ts'
import { DEMAND_KEYS, type Field, type Form } from './types.ts'
import { FIXED, ISSUE_VALUES, MATTER_VALUES, TOLD } from './values.ts'

interface Found {
  path: readonly PropertyKey[]
  message: string
}

/** Of every document, whatever an office writes into its form; a paper that an organ does not issue names no organ. */
const ON_EVERY_PAPER = ['matter_number', 'name']
const ISSUED = ['organ', 'date', 'contact_person', 'contact_phone']

/** What the law, or its practice, wants in each form beside that: an edit cannot take it away. */
const WANTED: Readonly<Record<string, readonly string[]>> = {
  receipt: ['received_date', 'channel', 'route_due'],
  forwarding: ['summary', 'received_date', 'destination', 'destination_phone', 'transferred_date', 'notice_due'],
  acceptance: ['summary', 'received_date', 'demands', 'accepted_date', 'handle_due', 'superior'],
  other_ways: ['received_date', 'route', 'route_body', 'route_contact', 'route_limit'],
  refusal: ['summary', 'received_date', 'reason', 'explanation'],
  objection: ['summary', 'transferred_by', 'transferred_date', 'clause', 'objection_reason'],
  extension: ['handle_due', 'extension_reason', 'approver', 'extended_due'],
  hearing: ['summary', 'hearing_time', 'hearing_place', 'hearing_members'],
  opinion: ['summary', 'demands', 'claimed', 'signed_by', 'superior', 'review_until'],
  review_opinion: ['respondent_organ', 'request', 'facts', 'decision', 'basis', 'superior', 'rereview_until'],
  rereview_opinion: ['respondent_organ', 'request', 'facts', 'decision', 'basis'],
  application: ['step', 'respondent_organ'],
  closing_report: ['summary', 'demands', 'investigation', 'result', 'source_number'],
  delivery_receipt: ['delivered_document', 'method', 'outcome', 'citizen_opinion'],
  mediation: ['other_party', 'dispute', 'terms'],
}

/** What is wrong with a form although each part of it has the right shape. */
export function faultsOfForm(file: FormFile, common: CommonFile, form: Form, name: string): Found[] {
  const blocks = [...file.blocks.entries()].flatMap(([index, block]) =>
    faultsOfBlock(block, ['blocks', index], common, form),
  )
  return [
    ...(name === `${file.id}.yaml` ? [] : [{ path: ['id'], message: `id is ${file.id}, but the file is ${name}` }]),
    ...blocks,
    ...form.fields.flatMap((field) => faultsOfField(field, file)),
    ...unused(file, form),
    ...wanting(file, form),
  ]
}

function faultsOfBlock(block: BlockFile, path: PropertyKey[], common: CommonFile, form: Form): Found[] {
  if ('use' in block) {
    const part = common.parts[block.use]
    if (part === undefined) return [{ path, message: `there is no part "${block.use}" in common.yaml` }]
    return part.flatMap((inner) => faultsOfBlock(inner, path, common, form))
  }
  const of = (name: string) => form.fields.find((field) => field.name === name)
  if ('ticks' in block && of(block.ticks)?.kind !== 'word')
    return [{ path, message: `"${block.ticks}" is no field of kind word` }]
  if ('each' in block && of(block.each)?.kind !== 'demands')
    return [{ path, message: `"${block.each}" is no field of kind demands` }]
  const known = [...form.fields.map((field) => field.name), ...('each' in block ? DEMAND_KEYS : [])]
  return textsOf(block).flatMap((text) => faultsOfText(text, known).map((message) => ({ path, message })))
}

function textsOf(block: BlockFile): string[] {
  if ('rows' in block) return block.rows.flat()
  if ('each' in block) return block.lines
  if ('signatures' in block || 'ticks' in block || 'use' in block) return []
  return Object.values(block)
}

function faultsOfText(text: string, known: readonly string[]): string[] {
  const named = [...text.matchAll(PLACEHOLDER)].map((match) => match[1] ?? '')
  const stray = text.replace(PLACEHOLDER, '').match(/[{}]/) !== null
  return [
    ...named.filter((name) => !known.includes(name)).map((name) => `unknown placeholder {${name}}`),
    ...(stray ? ['a brace that belongs to no placeholder'] : []),
  ]
}

function faultsOfField(field: Field, file: FormFile): Found[] {
  const path = ['fields', field.name]
  const fault = (message: string) => [{ path, message: `${field.name}: ${message}` }]
  const sources = { matter: MATTER_VALUES, issue: ISSUE_VALUES, staff: null }
  const source = sources[field.from]
  const kind = source?.[field.name]
  const reports = file.offered.kinds.includes('report')
  return [
    ...(source !== null && kind === undefined ? fault(`no such value of the ${field.from}`) : []),
    ...(kind !== undefined && kind !== field.kind ? fault(`is a ${kind}, not a ${field.kind}`) : []),
    ...(field.edit && FIXED.some((name) => name === field.name) ? fault('nobody may write this by hand') : []),
    ...(reports && field.required && TOLD.some((name) => name === field.name)
      ? fault('a form for reports holds nothing of what was told: it must be optional')
      : []),
    ...(reports && field.from === 'staff' && field.kind === 'text'
      ? fault('a form for reports has no place for free text')
      : []),
    ...Object.values(field.options).flatMap(({ text, needs }) => [
      ...(/[{}]/.test(text) ? fault('an option has no placeholders') : []),
      ...needs
        .filter((name) => !(name in file.fields))
        .flatMap((name) => fault(`needs ${name}, which is no field here`)),
    ]),
  ]
}

function unused(file: FormFile, form: Form): Found[] {
  const printed = JSON.stringify(form.blocks)
  return Object.keys(file.fields)
    .filter((name) => !printed.includes(`{${name}}`) && !printed.includes(`"${name}"`))
    .map((name) => ({ path: ['fields', name], message: `${name} is asked for and printed nowhere` }))
}

function wanting(file: FormFile, form: Form): Found[] {
  const wanted = [...ON_EVERY_PAPER, ...(file.to === 'file' ? [] : ISSUED), ...(WANTED[file.id] ?? [])]
  return wanted.flatMap((name) => {
    const field = form.fields.find((one) => one.name === name)
    if (field === undefined) return [{ path: ['blocks'], message: `required field {${name}} is missing` }]
    return field.required || field.kind === 'word'
      ? []
      : [{ path: ['fields', name], message: `${name} must be required` }]
  })
}
