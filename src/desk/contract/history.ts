import { z } from 'zod'
import {
  closing,
  direction,
  dispositionOutcome,
  eventWord,
  matterKind,
  means,
  meeting,
  refusedFor,
  reviewOutcome,
  settled,
  stepWord,
  supervisedFor,
  way,
} from './words.ts'

const instant = z.iso.datetime()
const day = z.iso.date()

/** One side of a dispute about who is competent. */
export const objection = z.strictObject({ office: z.string(), clause: z.string(), reason: z.string() })

/** One step, as keys and values; the page has the sentence for each `type`. Offices and people by name. */
export const historyEntry = z.strictObject({
  type: eventWord,
  at: instant,
  by: z.strictObject({
    kind: z.enum(['citizen', 'staff', 'system']),
    name: z.string().nullable(),
    office: z.string().nullable(),
  }),
  from: z.string().optional(),
  to: z.string().optional(),
  text: z.string().optional(),
  clause: z.string().optional(),
  basis: z.string().optional(),
  note: z.string().optional(),
  means: means.optional(),
  of: stepWord.optional(),
  why: z.union([direction, refusedFor, supervisedFor]).optional(),
  with: meeting.optional(),
  settled: settled.optional(),
  /** Proposals adopted, mediations agreed on. */
  yes: z.boolean().optional(),
  /** What a promise says: how it is kept, and what its author brings. */
  how: z.string().optional(),
  theirs: z.string().optional(),
  /** When the case of a leader is at its end. */
  standard: z.string().optional(),
  /** Of another matter. */
  number: z.string().optional(),
  on: day.optional(),
  outcome: reviewOutcome.optional(),
  closing: closing.optional(),
  kind: matterKind.optional(),
  way: way.optional(),
  days: z.number().optional(),
  due: day.optional(),
  /** The clock, or the kind of check-point, that staff were reminded of; whether its day is over. */
  rule: z.string().optional(),
  over: z.boolean().optional(),
  /** Who approved it, was reported to, or stands aside. */
  person: z.string().optional(),
  /** Whom to turn to, and how. */
  body: z.string().optional(),
  contact: z.string().optional(),
  /** The common superior said so. */
  designated: z.boolean().optional(),
  /** Asked after its time. */
  late: z.boolean().optional(),
  helping: z.array(z.string()).optional(),
  /** Who was called to it at once, in which step. */
  called: z.array(z.string()).optional(),
  step: z.number().optional(),
  objections: z.array(objection).optional(),
  hearing: z.strictObject({ from: instant, to: instant }).optional(),
  /** Demands by their place in the list, from 1. */
  demand: z.number().optional(),
  dispositions: z
    .array(z.strictObject({ demand: z.number(), outcome: dispositionOutcome, facts: z.string(), basis: z.string() }))
    .optional(),
  dates: z.array(z.strictObject({ rule: z.string(), was: z.string(), due: z.string() })).optional(),
})

export type HistoryEntry = z.infer<typeof historyEntry>
