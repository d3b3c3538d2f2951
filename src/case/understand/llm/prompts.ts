import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { err, ok, type Result } from '../../../platform/kernel/index.ts'
import { SCHEMA_NAMES, type SchemaName } from './answers.ts'

/** One file of prompts/. The version is part of what an answer is remembered by. */
export interface Prompt<N extends SchemaName = SchemaName> {
  schema: N
  version: number
  text: string
}

export type Prompts = { readonly [N in SchemaName]: Prompt<N> }

export interface PromptFault {
  file: string
  message: string
}

/** What a prompt of each kind leaves open, to be filled when it is asked. */
const SLOTS: Readonly<Record<SchemaName, readonly string[]>> = { category: ['categories'], story: [] }

const FORM = /^---\n([\s\S]*?)\n---\n([\s\S]+)$/
const head = z.strictObject({ version: z.int().positive(), schema: z.enum(SCHEMA_NAMES) })

/** prompts/ of a folder: one file for each kind of answer, or every fault in one list. */
export function readPrompts(folder: string): Result<Prompts, PromptFault[]> {
  const faults: PromptFault[] = []
  const found = filesOf(folder, faults).flatMap(({ file, text }) => {
    const read = readPrompt(text.replaceAll('\r\n', '\n'))
    if (read.ok) return [{ file, prompt: read.value }]
    faults.push({ file, message: read.error })
    return []
  })
  for (const schema of SCHEMA_NAMES) {
    const files = found.filter(({ prompt }) => prompt.schema === schema).map(({ file }) => file)
    if (files.length !== 1)
      faults.push({
        file: files.join(', ') || `${schema}.md`,
        message: `${files.length} prompts for ${schema}, not one`,
      })
  }
  if (faults.length > 0) return err(faults)
  return ok(Object.fromEntries(found.map(({ prompt }) => [prompt.schema, prompt])) as unknown as Prompts)
}

export function readPrompt(text: string): Result<Prompt, string> {
  const [, front = '', body = ''] = FORM.exec(text) ?? []
  const read = head.safeParse(yamlOf(front))
  if (!read.success) return err('does not begin with --- and version (1, 2 …) and schema (category or story)')
  const { schema, version } = read.data
  const slots = [...body.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '').sort()
  const wanted = [...SLOTS[schema]].sort()
  if (slots.join() !== wanted.join())
    return err(`must hold each once: ${wanted.map((slot) => `{${slot}}`).join(' ') || 'no slot'}`)
  return ok({ schema, version, text: body.trim() })
}

export const filled = (prompt: Prompt, values: Record<string, string>): string =>
  prompt.text.replace(/\{(\w+)\}/g, (slot, name: string) => values[name] ?? slot)

function filesOf(folder: string, faults: PromptFault[]): { file: string; text: string }[] {
  try {
    const names = readdirSync(folder).filter((name) => name.endsWith('.md'))
    return names.sort().map((file) => ({ file, text: readFileSync(join(folder, file), 'utf8') }))
  } catch {
    faults.push({ file: '.', message: 'the folder cannot be read' })
    return []
  }
}

function yamlOf(text: string): unknown {
  try {
    return parse(text)
  } catch {
    return null
  }
}
