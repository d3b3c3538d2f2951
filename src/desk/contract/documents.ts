import { z } from 'zod'

const options = z.array(z.strictObject({ key: z.string(), text: z.string() }))
/** What is asked of staff before a document can be issued; what the matter says is not among it. */
export const formField = z.strictObject({
  ...{ name: z.string(), label: z.string(), help: z.string().nullable() },
  kind: z.enum(['line', 'text', 'date', 'word', 'demands']),
  required: z.boolean(),
  options,
  value: z.string(),
  /** Of demands: what is known of each, and what is to be written. */
  items: z.array(z.record(z.string(), z.string())),
  needs: options,
})
export const formView = z.strictObject({ id: z.string(), title: z.string(), fields: z.array(formField) })
export const issuedDocument = z.strictObject({
  ...{ id: z.string(), form: z.string(), title: z.string(), number: z.string(), office: z.string(), by: z.string() },
  at: z.iso.datetime(),
  /** The citizen got a link in the chat. */
  linked: z.boolean(),
  openedAt: z.iso.datetime().nullable(),
  correctedBy: z.string().nullable(),
})
export const documentsView = z.strictObject({
  issued: z.array(issuedDocument),
  forms: z.array(formView),
  /** Whether this server can make PDF. */
  pdf: z.boolean(),
})

const line = z.strictObject({ label: z.string(), text: z.string() })
const block = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['heading', 'paragraph', 'note']), text: z.string() }),
  z.strictObject({ kind: z.literal('rows'), rows: z.array(line) }),
  z.strictObject({ kind: z.literal('list'), items: z.array(z.array(z.string())) }),
  z.strictObject({
    kind: z.literal('ticks'),
    label: z.string().nullable(),
    options: z.array(z.strictObject({ text: z.string(), ticked: z.boolean() })),
  }),
  z.strictObject({ kind: z.literal('seal'), organ: z.string(), date: z.string() }),
  z.strictObject({ kind: z.literal('signatures'), labels: z.array(z.string()) }),
])
/** How it would look; null while something is missing, which is named. */
export const documentPreview = z.strictObject({
  missing: z.array(z.string()),
  document: z.strictObject({ title: z.string(), blocks: z.array(block) }).nullable(),
})
export const documentIssued = z.strictObject({ id: z.string(), title: z.string(), number: z.string() })

export type FormField = z.infer<typeof formField>
export type FormView = z.infer<typeof formView>
export type DocumentsView = z.infer<typeof documentsView>
export type DocumentPreview = z.infer<typeof documentPreview>
