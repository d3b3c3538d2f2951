import { z } from 'zod'
import { MATTER_KINDS, STATES } from '../ticket/index.ts'
import { DEMAND_KEYS, ISSUERS } from './types.ts'

const text = z.string().trim().min(1)
const name = z.string().regex(/^[a-z][a-z0-9_]*$/, { error: 'a name has lower-case letters, digits and _' })

const option = z.union([
  text.transform((words) => ({ text: words, cite: null, needs: [] })),
  z.strictObject({ text, cite: text.nullable().default(null), needs: z.array(name).default([]) }),
])

const field = z
  .strictObject({
    label: text,
    from: z.enum(['matter', 'staff', 'issue']),
    kind: z.enum(['line', 'text', 'date', 'word', 'demands']).default('line'),
    required: z.boolean().default(true),
    edit: z.boolean().default(false),
    help: text.nullable().default(null),
    options: z.record(name, option).default({}),
    needs: z.partialRecord(z.enum(DEMAND_KEYS), text).default({}),
  })
  .refine((one) => one.kind !== 'word' || Object.keys(one.options).length > 0, {
    error: 'a word needs its options',
    path: ['options'],
  })

const row = z.tuple([text, text])
const block = z.union(
  [
    z.strictObject({ use: name }),
    z.strictObject({ heading: text }),
    z.strictObject({ paragraph: text }),
    z.strictObject({ note: text }),
    z.strictObject({ rows: z.array(row).min(1) }),
    z.strictObject({ each: name, lines: z.array(text).min(1) }),
    z.strictObject({ ticks: name, label: text.optional() }),
    z.strictObject({ seal: text, date: text }),
    z.strictObject({ signatures: z.array(text).min(1) }),
  ],
  {
    error: 'a block is one of: use, heading, paragraph, note, rows, each with lines, ticks, seal with date, signatures',
  },
)

const fields = z.record(name, field).default({})
const version = z.string().regex(/^\d{4}\.\d{1,3}$/, { error: 'year and count, in quotes: "2026.1"' })

/** Acts whose events may stand in a history, some of them in profiles that have more steps than others. */
/** What may have happened before: every state, and steps that lead to none of their own. */
const AFTER = [
  ...STATES,
  ...(['extended', 'assigned', 'reported', 'disputed', 'executed'] as const),
  ...(['review_requested', 'rereview_requested', 'heard'] as const),
] as const

export const formFile = z.strictObject({
  id: name,
  version,
  title: text,
  cite: text,
  to: z.enum(['citizen', 'organ', 'file']),
  by: z.array(z.enum(ISSUERS)).min(1),
  offered: z.strictObject({
    states: z.array(z.enum(STATES)).default([...STATES]),
    after: z.enum(AFTER).nullable().default(null),
    kinds: z.array(z.enum(MATTER_KINDS)).default(['unsorted', 'suggestion', 'claim']),
  }),
  fields,
  blocks: z.array(block).min(1),
})

/** What forms share: fields, runs of blocks, and the marks of offices in the number. */
export const commonFile = z.strictObject({
  version,
  not_under: z.array(text).default([]),
  marks: z.record(z.string(), text).default({}),
  fields,
  parts: z.record(name, z.array(block).min(1)),
})

export type FormFile = z.infer<typeof formFile>
export type CommonFile = z.infer<typeof commonFile>
export type BlockFile = z.infer<typeof block>
export type FieldFile = z.infer<typeof field>
