import { existsSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { z } from 'zod'
import type { Span } from './spans.ts'

/** What a person marks in a message; `place`, `time`, `people` and `phone` hold one value each. */
export const MARKED_FIELDS = ['place', 'time', 'party', 'amount', 'people', 'phone', 'tried', 'demands'] as const
export type MarkedField = (typeof MARKED_FIELDS)[number]

const spans = z.partialRecord(
  z.enum(MARKED_FIELDS),
  z.array(z.tuple([z.int().nonnegative(), z.int().positive()]).refine(([from, to]) => from < to)),
)

/** Offsets into title, line feed, text of the row; no text of it. */
const label = z.strictObject({
  source: z.string(),
  id: z.union([z.string(), z.int()]),
  /** The readers were made better in sight of `development`; nobody looked at what they miss in `test`. */
  half: z.enum(['development', 'test']),
  spans,
  also: spans,
})
export type FieldLabel = z.infer<typeof label>

export interface MarkedMessage extends Omit<FieldLabel, 'source' | 'id'> {
  text: string
}

const row = z.object({
  id: z.union([z.string(), z.int()]).optional(),
  tid: z.union([z.string(), z.int()]).optional(),
  title: z.string().optional(),
  detail: z.string().optional(),
  content: z.string().optional(),
})

/** The labelled rows of these files; undefined where none of them is there, or nothing in them is labelled. */
export function readMarked(files: readonly string[], truth: string): MarkedMessage[] | undefined {
  const labels = jsonLines(truth, label)
  const texts = new Map(
    files.flatMap((file) =>
      jsonLines(file, row).map((one) => [keyOf(basename(file), one.id ?? one.tid ?? ''), textOf(one)]),
    ),
  )
  const marked = labels.flatMap(({ source, id, ...rest }) => {
    const text = texts.get(keyOf(source, id))
    return text === undefined ? [] : [{ text, ...rest }]
  })
  return marked.length === 0 ? undefined : marked
}

/** Where a span ends beyond its text, the labels belong to other rows. */
export const outside = ({ text, spans, also }: MarkedMessage): Span[] =>
  [spans, also].flatMap((all) => Object.values(all).flat()).filter(([, to]) => to > text.length)

const keyOf = (source: string, id: string | number): string => `${source} ${id}`
const textOf = ({ title, detail, content }: z.infer<typeof row>): string => `${title ?? ''}\n${detail ?? content ?? ''}`

function jsonLines<T>(file: string, schema: z.ZodType<T>): T[] {
  if (!existsSync(file)) return []
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => schema.parse(JSON.parse(line)))
}
