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

/** A public message by its file and number; no text of it. */
export const rowOf = { source: z.string(), id: z.union([z.string(), z.int()]) }

/** Offsets into title, line feed, text of the row. */
const label = z.strictObject({
  ...rowOf,
  /** The readers were made better in sight of `development`; nobody looked at what they miss in `test` and `held`. */
  half: z.enum(['development', 'test', 'held']),
  spans,
  also: spans,
})
export type FieldLabel = z.infer<typeof label>

type Labelled<T> = Omit<T, 'source' | 'id'> & { text: string }
export type MarkedMessage = Labelled<FieldLabel>

const row = z.object({
  id: z.union([z.string(), z.int()]).optional(),
  tid: z.union([z.string(), z.int()]).optional(),
  title: z.string().optional(),
  detail: z.string().optional(),
  content: z.string().optional(),
})

export const readMarked = (files: readonly string[], truth: string): MarkedMessage[] | undefined =>
  readTruth(files, truth, label)

/** The labelled rows of these files; undefined where none of them is there, or nothing in them is labelled. */
export function readTruth<T extends { source: string; id: string | number }>(
  files: readonly string[],
  truth: string,
  schema: z.ZodType<T>,
): Labelled<T>[] | undefined {
  const texts = new Map(
    files.flatMap((file) =>
      jsonLines(file, row).map((one) => [keyOf(basename(file), one.id ?? one.tid ?? ''), textOf(one)]),
    ),
  )
  const labelled = jsonLines(truth, schema).flatMap(({ source, id, ...rest }) => {
    const text = texts.get(keyOf(source, id))
    return text === undefined ? [] : [{ text, ...rest }]
  })
  return labelled.length === 0 ? undefined : labelled
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
