import type { Kysely } from 'kysely'
import {
  composeForm,
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
  const known = async (db: Kysely<Tables>, ticket: TicketRow, issuer: Issuer) => {
    const parts = await partsOf(db, ticket, context)
    const issuing = { office: issuer.office, by: issuer.name, now: context.clock.now() }
    const rules = pinned(context.rules, ticket)
    return { parts, values: valuesOf(parts, issuing, { org: context.org, rules }) }
  }
  const filled = async (db: Kysely<Tables>, ticket: TicketRow, form: Form, issuer: Issuer, given: Values) => {
    const { parts, values } = await known(db, ticket, issuer)
    const [offered] = offeredForms([form], parts)
    return offered === undefined ? null : filledWith(form, values, given, isReport(parts))
  }
  return {
    forms: () => context.forms.all,
    offered: async (ticket) => offeredForms(context.forms.all, await partsOf(context.db, ticket, context)),
    known: async (ticket, issuer) => (await known(context.db, ticket, issuer)).values,
    issued: (ticketId) => documentsOf(context.db, ticketId),
    hasPdf: async () => (await context.printer()).lack === null,
    async preview(ticket, form, issuer, given) {
      const values = await filled(context.db, ticket, form, issuer, given)
      return values === null ? null : composeForm(form, values)
    },
    async issue(ticketId, form, issuer, { given, corrects, holder }) {
      const done = await context.db.transaction().execute(async (trx): Promise<Issued & { made?: Made }> => {
        const ticket = await trx
          .selectFrom('tickets')
          .selectAll()
          .where('id', '=', ticketId)
          .forShare()
          .executeTakeFirstOrThrow()
        if (ticket.office !== holder) return { kind: 'moved_on', office: ticket.office }
        const values = await filled(trx, ticket, form, issuer, given)
        if (values === null) return { kind: 'form_not_possible' }
        const missing = missingOf(form, values)
        if (missing.length > 0) return { kind: 'missing', missing }
        if (corrects !== null && !(await mayCorrect(trx, ticketId, form, corrects))) return { kind: 'corrected_before' }
        const conversation = form.to === 'citizen' ? await conversationOfTicket(trx, ticket) : null
        const mark = context.forms.numbering.marks[issuer.office] ?? officeOf(context.org, issuer.office)?.name ?? ''
        const made = await issueDocument(
          trx,
          {
            ...{ ticketId, form, values, mark, corrects },
            ...{ office: issuer.office, by: issuer.userid, linked: conversation !== null },
          },
          context,
        )
        if (conversation !== null && made.token !== null) {
          await sendLink(trx, { conversation, ticket, row: made.row, token: made.token }, context)
        }
        return { kind: 'issued', id: made.row.id, title: made.row.title, number: made.row.printed, made }
      })
      if (done.made === undefined) return done
      const { made, ...issued } = done
      // The file can be made again from the row: a store that is away for a moment takes nothing back.
      await context.blobs
        .put(made.row.blob_key, made.docx, WORD_TYPE)
        .catch((error: unknown) => context.log.warn({ err: error, document: made.row.id }, 'document not stored yet'))
      return issued
    },
    async file(ticketId, id, format) {
      const row = await documentOf(context.db, ticketId, id)
      return row === null ? null : fileOf(row, format, context)
    },
  }
}

type Made = Awaited<ReturnType<typeof issueDocument>>

/** A corrected document is of the same form and matter, and the newest of its line. */
async function mayCorrect(trx: Kysely<Tables>, ticketId: string, form: Form, id: string): Promise<boolean> {
  const all = await documentsOf(trx, ticketId)
  return all.some((row) => row.id === id && row.form === form.id && row.corrected_by === null)
}

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
