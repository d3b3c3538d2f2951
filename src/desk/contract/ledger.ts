import { z } from 'zod'
import { checkpointWord } from './words.ts'

/** `assignment`: the closing report of a matter that was assigned. */
export const ledgerKind = z.enum([...checkpointWord.options, 'assignment'])

export const ledgerQuery = z.object({
  kind: ledgerKind.optional(),
  met: z.enum(['yes', 'no']).default('no'),
  /** `next` of the page that was read. */
  after: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}~[0-9A-Za-z]{1,32}~[\w/]{1,40}$/)
    .optional(),
})

/** Nothing in it names a citizen: a list is not a read. */
export const ledgerPage = z.strictObject({
  entries: z.array(
    z.strictObject({
      ...{ ticket: z.string(), number: z.string(), stateText: z.string() },
      kind: ledgerKind,
      due: z.iso.date(),
      metAt: z.iso.datetime().nullable(),
      overdue: z.boolean(),
      /** Who owes it. */
      office: z.string(),
    }),
  ),
  next: z.string().nullable(),
})
export type LedgerPage = z.infer<typeof ledgerPage>
