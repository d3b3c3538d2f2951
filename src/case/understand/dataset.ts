import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { type ZodType, z } from 'zod'
import { asChat } from './chat.ts'
import type { Category, Message } from './types.ts'

/** A message with its true category, as `train` and `eval` read it. */
export interface LabelledRow extends Message {
  label: Category
  /** Of a public message its number, of a matter its id. */
  id?: number | string | undefined
}

/** A message from elsewhere; `label` is undefined where it must not be given a lone learned class. */
export interface ForeignRow extends Message {
  label: Category | undefined
}

/** The fixed mapping of another city's board to first-level names, for scoring only. */
const DOMAINS: Record<string, Category> = {
  城建: '城乡建设',
  交通: '交通运输',
  环保: '环境保护',
  教育: '教育文体',
  文娱: '教育文体',
  就业: '劳动和社会保障',
  医疗: '卫生计生',
  企业: '商贸旅游',
  旅游: '商贸旅游',
}

const written = { title: z.string().optional(), detail: z.string().optional(), content: z.string().optional() }
const labelled = z.object({
  ...written,
  id: z.number().optional().catch(undefined),
  text: z.string().optional(),
  label: z.string(),
})
const foreign = z.object({ ...written, text: z.string().optional(), domain: z.string() })
const plain = z.object({ ...written, text: z.string().optional() })
const graded = z.object({ text: z.string(), high: z.boolean() })

export type Labelled =
  | { kind: 'labelled'; rows: LabelledRow[]; sha256: string }
  | { kind: 'foreign'; rows: ForeignRow[]; sha256: string }

/** JSON lines with `label` or `domain`; undefined when there is no such file. */
export function readLabelled(file: string): Labelled | undefined {
  const read = readLines(file)
  if (read === undefined) return undefined
  const { lines, sha256 } = read
  if (lines.length > 0 && !labelled.safeParse(lines[0]).success) {
    const rows = parseAll(file, foreign, lines).map((row) => ({ ...messageOf(row), label: DOMAINS[row.domain] }))
    return { kind: 'foreign', rows, sha256 }
  }
  const rows = parseAll(file, labelled, lines).map((row) => ({ ...messageOf(row), label: row.label, id: row.id }))
  return { kind: 'labelled', rows, sha256 }
}

export function readGraded(file: string): { text: string; high: boolean }[] | undefined {
  const read = readLines(file)
  return read && parseAll(file, graded, read.lines)
}

/** Title and text as one, as a person would say both in chat. */
export function readTexts(file: string): string[] | undefined {
  const read = readLines(file)
  return read && parseAll(file, plain, read.lines).map((row) => asChat(messageOf(row)).text)
}

/** A message that can be named, and groups of such names. */
export interface Post extends Message {
  id: string
}

const post = z.object({ ...written, text: z.string().optional(), id: z.string() })
const groups = z.array(z.array(z.string()))

export function readPosts(file: string): Post[] | undefined {
  const read = readLines(file)
  return read && parseAll(file, post, read.lines).map((row) => ({ ...messageOf(row), id: row.id }))
}

/** A JSON list of lists of ids: those that belong together. */
export const readGroups = (file: string): string[][] | undefined =>
  existsSync(file) ? groups.parse(JSON.parse(readFileSync(file, 'utf8'))) : undefined

function messageOf(row: z.infer<typeof plain>): Message {
  const text = row.detail ?? row.content ?? row.text ?? ''
  return row.title === undefined ? { text } : { text, title: row.title }
}

function readLines(file: string): { lines: unknown[]; sha256: string } | undefined {
  if (!existsSync(file)) return undefined
  const bytes = readFileSync(file)
  const lines = bytes
    .toString('utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line): unknown => JSON.parse(line))
  return { lines, sha256: createHash('sha256').update(bytes).digest('hex') }
}

function parseAll<T>(file: string, schema: ZodType<T>, lines: unknown[]): T[] {
  return lines.map((line, i) => {
    const row = schema.safeParse(line)
    if (!row.success) throw new Error(`${file}:${i + 1}: ${z.prettifyError(row.error)}`)
    return row.data
  })
}
