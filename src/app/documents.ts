import type { Kysely } from 'kysely'
import {
  composeForm,
  correctable,
  type DocumentRow,
  documentOf,
  documentsOf,
  type Form,
  filledWith,
  isReport,
  issueDocument,
  type MatterParts,
  missingOf,
  offeredForms,
  openContent,
  paperHtml,
  type Values,
  valuesOf,
  WORD_TYPE,
  wordFile,
} from '../case/documents/index.ts'
import { readComplaint } from '../case/intake/index.ts'
import { pinned } from '../case/rules/index.ts'
import { printNumber, readEvents, type TicketRow } from '../case/ticket/index.ts'
import type { DocumentDesk, Issued, Issuer } from '../desk/api/index.ts'
import { clockRows } from '../desk/store/index.ts'
import type { Tables } from '../platform/db/index.ts'
import { AppError, shanghaiDay } from '../platform/kernel/index.ts'
import { render } from '../talk/dialogue/index.ts'
import { put, quietUntil } from '../talk/outbox/index.ts'
import type { Context } from './context.ts'
import { conversationOf } from './notices.ts'
import { dateInWords, officeOf } from './words.ts'

const PDF_TYPE = 'application/pdf'

type Parts = Pick<
  Context,
  'db' | 'clock' | 'ids' | 'seal' | 'blobs' | 'log' | 'forms' | 'printer' | 'rules' | 'wording' | 'channels' | 'org'
> & { config: Pick<Context['config'], 'publicUrl' | 'quiet'> }

/** Papers of a matter, for staff: what may be issued, how it would look, the issuing, the files. */
export function documentDesk(context: Parts): DocumentDesk {
  const { db } = context
  return {
    forms: () => context.forms.all,
    offered: async (ticket) => offeredForms(context.forms.all, await partsOf(db, ticket, context)),
    known: async (ticket, issuer) => knownOf(await partsOf(db, ticket, context), issuer, context.clock.now(), context),
    issued: (ticketId) => documentsOf(db, ticketId),
    hasPdf: async () => (await context.printer()).lack === null,
    async preview(ticket, form, issuer, given) {
      const values = await filled(db, { ticket, form, issuer, given, at: context.clock.now() }, context)
      return values === null ? null : composeForm(form, values)
    },
    async issue(ticketId, form, issuer, wanted) {
      const done = await db.transaction().execute((trx) => issueIn(trx, ticketId, form, issuer, wanted, context))
      if ('kind' in done) return done
      const { row, docx } = done
      // The file can be made again from the row: a store that is away for a moment takes nothing back.
      await context.blobs
        .put(row.blob_key, docx, WORD_TYPE)
        .catch((error: unknown) => context.log.warn({ err: error, document: row.id }, 'document not stored yet'))
      return { kind: 'issued', id: row.id, title: row.title, number: row.printed }
    },
    async file(ticketId, id, format) {
      const row = await documentOf(db, ticketId, id)
      return row === null ? null : fileOf(row, format, context)
    },
  }
}

interface Filling {
  ticket: TicketRow
  form: Form
  issuer: Issuer
  given: Values
  at: Date
}

function knownOf(parts: MatterParts, issuer: Issuer, now: Date, { org, rules }: Parts): Values {
  return valuesOf(parts, { office: issuer.office, by: issuer.name, now }, { org, rules: pinned(rules, parts.ticket) })
}

/** null: the matter has not come to this form. */
async function filled(
  db: Kysely<Tables>,
  { ticket, form, issuer, given, at }: Filling,
  context: Parts,
): Promise<Values | null> {
  const parts = await partsOf(db, ticket, context)
  if (offeredForms([form], parts).length === 0) return null
  return filledWith(form, knownOf(parts, issuer, at, context), given, isReport(parts))
}

/** The document with its number, and the message that brings its link. A refusal takes no number. */
async function issueIn(
  trx: Kysely<Tables>,
  ticketId: string,
  form: Form,
  issuer: Issuer,
  { given, corrects, holder }: Parameters<DocumentDesk['issue']>[3],
  context: Parts,
): Promise<Exclude<Issued, { kind: 'issued' }> | Made> {
  const matters = trx.selectFrom('tickets').selectAll().where('id', '=', ticketId)
  const ticket = await matters.forShare().executeTakeFirstOrThrow()
  if (ticket.office !== holder) return { kind: 'moved_on', office: ticket.office }
  const at = context.clock.now()
  const values = await filled(trx, { ticket, form, issuer, given, at }, context)
  if (values === null) return { kind: 'form_not_possible' }
  const missing = missingOf(form, values)
  if (missing.length > 0) return { kind: 'missing', missing }
  if (corrects !== null && !(await correctable(trx, { id: corrects, ticketId, form: form.id })))
    return { kind: 'corrected_before' }
  const conversation = form.to === 'citizen' ? await conversationOfTicket(trx, ticket) : null
  const mark = context.forms.numbering.marks[issuer.office] ?? officeOf(context.org, issuer.office)?.name ?? ''
  const { office, userid: by } = issuer
  const linked = conversation !== null
  const made = await issueDocument(trx, { ticketId, form, values, mark, corrects, office, by, linked, at }, context)
  if (conversation !== null && made.token !== null) {
    await sendLink(trx, { conversation, ticket, row: made.row, token: made.token }, context)
  }
  return made
}

type Made = Awaited<ReturnType<typeof issueDocument>>

/** As Word, or as PDF where this machine can print; made once and kept. */
export async function fileOf(
  row: DocumentRow,
  format: 'docx' | 'pdf',
  context: Pick<Parts, 'blobs' | 'seal' | 'printer'>,
): Promise<{ bytes: Uint8Array; type: string; name: string } | 'pdf_off'> {
  const name = `${row.title}${row.printed}.${format}`
  if (format === 'docx') return { bytes: await wordFile(row, context), type: WORD_TYPE, name }
  const printer = await context.printer()
  if (printer.lack !== null) return 'pdf_off'
  const key = `${row.blob_key}-pdf`
  const kept = await context.blobs.get(key)
  if (kept !== null) return { bytes: kept, type: PDF_TYPE, name }
  const docx = await wordFile(row, context)
  const bytes = await printer.print({ docx, html: paperHtml(openContent(row, context.seal).document) })
  await context.blobs.put(key, bytes, PDF_TYPE)
  return { bytes, type: PDF_TYPE, name }
}

async function partsOf(db: Kysely<Tables>, ticket: TicketRow, context: Pick<Context, 'seal'>): Promise<MatterParts> {
  const complaint = await readComplaint(db, ticket.complaint_id, context.seal)
  if (complaint === null) {
    throw new AppError({ code: 'document_without_complaint', message: `ticket ${ticket.id} has no complaint` })
  }
  const events = (await readEvents(db, ticket.id)).map(({ event }) => event)
  return { ticket, complaint, events, clocks: await clockRows(db, ticket.id) }
}

async function conversationOfTicket(trx: Kysely<Tables>, ticket: TicketRow) {
  const { reporter } = await trx
    .selectFrom('complaints')
    .select('reporter')
    .where('id', '=', ticket.complaint_id)
    .executeTakeFirstOrThrow()
  return conversationOf(trx, reporter)
}

/** Told in the chat, where the citizen is; the message names the paper and nothing that stands in it. */
async function sendLink(
  trx: Kysely<Tables>,
  of: { conversation: { id: string; channel: string }; ticket: TicketRow; row: DocumentRow; token: string },
  context: Parts,
): Promise<void> {
  const { row, ticket } = of
  const now = context.clock.now()
  const { texts, steps } = context.wording.notices
  const template = row.corrects === null ? 'document' : 'document_corrected'
  const values = {
    ...{ number: printNumber(ticket.number), title: row.title, document: row.printed },
    office: officeOf(context.org, row.office)?.name ?? '',
    link: `${context.config.publicUrl}/d/${of.token}`,
    date: dateInWords(shanghaiDay(now), now),
  }
  const text = render(texts[template] ?? '', values)
  if (text === '')
    throw new AppError({ code: 'document_without_text', message: `flows/notices.yaml has no text ${template}` })
  const push = {
    ...{ subject: ticket.id, label: printNumber(ticket.number), whole: true as const, weight: 'decision' as const },
    gist: render(steps.document ?? '', values),
  }
  const notBefore = quietUntil(now, context.config.quiet) ?? now
  await put(trx, of.conversation, `document/${row.id}`, [{ content: { kind: 'text', text } }], context, {
    push,
    notBefore,
  })
}
