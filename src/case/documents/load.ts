import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { LineCounter, parseDocument } from 'yaml'
import type { z } from 'zod'
import { err, ok, type Result } from '../../platform/kernel/index.ts'
import { faultsOfForm } from './check.ts'
import { type BlockFile, type CommonFile, commonFile, type FieldFile, type FormFile, formFile } from './schema.ts'
import type { Field, Form, FormBlock, FormFault, Forms } from './types.ts'

const COMMON = 'common.yaml'

/** Reads every form of a folder. Every fault of every file at once, with its line. */
export function loadForms(folder: string): Result<Forms, FormFault[]> {
  const faults: FormFault[] = []
  const read = <T extends z.ZodType>(file: string, schema: T) => readFile(folder, file, schema, faults)
  const common = read(COMMON, commonFile)
  const names = readdirSync(folder).filter((name) => name.endsWith('.yaml') && name !== COMMON)
  const files = names.sort().map((file) => ({ file, ...read(file, formFile) }))
  if (common.value === undefined) return err(faults)
  const all = files.flatMap(({ file, value, lineOf }) => {
    if (value === undefined || common.value === undefined) return []
    const form = formOf(value, common.value)
    for (const { path, message } of faultsOfForm(value, common.value, form, file)) {
      faults.push({ file, line: lineOf(path), message })
    }
    return [form]
  })
  return faults.length > 0 ? err(faults) : ok({ all, numbering: { marks: common.value.marks } })
}

type Path = readonly PropertyKey[]

function readFile<T extends z.ZodType>(folder: string, file: string, schema: T, faults: FormFault[]) {
  const lines = new LineCounter()
  const document = parseDocument(readFileSync(join(folder, file), 'utf8'), { lineCounter: lines })
  /** Of the innermost part of the path that is written there. */
  const lineOf = (path: Path): number => {
    for (let length = path.length; length > 0; length -= 1) {
      const node = document.getIn(path.slice(0, length), true)
      if (typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range)) {
        return lines.linePos(Number(node.range[0])).line
      }
    }
    return 1
  }
  const fault = (line: number, message: string) => faults.push({ file, line, message })
  for (const { message, linePos } of document.errors) fault(linePos?.[0].line ?? 1, message.split('\n')[0] ?? '')
  if (document.errors.length > 0) return { value: undefined, lineOf }
  const parsed = schema.safeParse(document.toJS())
  for (const { path, message } of parsed.success ? [] : parsed.error.issues) {
    fault(lineOf(path), `${path.join('.')}: ${message}`)
  }
  return { value: parsed.data as z.output<T> | undefined, lineOf }
}

/** The form with what it shares with others put in its place. Of shared fields it has those that it prints. */
function formOf({ fields, blocks, ...form }: FormFile, common: CommonFile): Form {
  const offered = { ...form.offered, notUnder: common.not_under }
  const whole = blocks.flatMap((block) => ('use' in block ? (common.parts[block.use] ?? []) : [block])).flatMap(blockOf)
  const own = Object.entries(fields)
  const shared = Object.entries(common.fields).filter(([name]) => !(name in fields) && mentions(whole, name))
  return { ...form, offered, fields: [...shared, ...own].map(fieldOf), blocks: whole }
}

const fieldOf = ([name, field]: [string, FieldFile]): Field => ({ name, ...field, needs: defined(field.needs) })

const defined = (needs: FieldFile['needs']): Field['needs'] =>
  Object.fromEntries(Object.entries(needs).filter(([, label]) => label !== undefined))

function blockOf(block: BlockFile): FormBlock[] {
  if ('heading' in block) return [{ kind: 'heading', text: block.heading }]
  if ('paragraph' in block) return [{ kind: 'paragraph', text: block.paragraph }]
  if ('note' in block) return [{ kind: 'note', text: block.note }]
  if ('rows' in block) return [{ kind: 'rows', rows: block.rows.map(([label, text]) => ({ label, text })) }]
  if ('each' in block) return [{ kind: 'each', list: block.each, lines: block.lines }]
  if ('ticks' in block) return [{ kind: 'ticks', field: block.ticks, label: block.label ?? null }]
  if ('seal' in block) return [{ kind: 'seal', organ: block.seal, date: block.date }]
  if ('signatures' in block) return [{ kind: 'signatures', labels: block.signatures }]
  return []
}

const mentions = (blocks: readonly FormBlock[], name: string): boolean =>
  blocks.some(
    (block) =>
      JSON.stringify(block).includes(`{${name}}`) ||
      (block.kind === 'each' && block.list === name) ||
      (block.kind === 'ticks' && block.field === name),
  )
