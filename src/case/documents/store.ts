import { createHash, timingSafeEqual } from 'node:crypto'
import { type Kysely, type Selectable, sql } from 'kysely'
import type { Blobs } from '../../platform/blobs/index.ts'
import type { Tables } from '../../platform/db/index.ts'
import { type Ids, shanghaiDay } from '../../platform/kernel/index.ts'
import type { Seal } from '../../platform/seal/index.ts'
import { composeForm } from './compose.ts'
import { renderDocx } from './docx.ts'
import { documentChanged, documentIncomplete } from './errors.ts'
import type { Form, FormDocument, Values } from './types.ts'
import { printDocumentNumber } from './words.ts'

declare module '../../platform/db/tables.ts' {
  interface Tables {
    documents: {
      id: string
      ticket_id: string
      form: string
      form_version: string
      title: string
      office: string
      year: number
      number: number | null
      printed: string
      content: string
      made_by: string
      made_at: Date
      sha256: string
      blob_key: string
      corrects: string | null
      token_hash: string | null
      opened_at: Date | null
    }
    document_numbers: { office: string; year: number; last: number }
  }
}

export type DocumentRow = Selectable<Tables['documents']>

export interface Issue {
  ticketId: string
  form: Form
  /** Everything but the number; nothing of it may be missing. */
  values: Values
  office: string
  /** What stands before the year in the number. */
  mark: string
  by: string
  corrects: string | null
  /** Whether the citizen gets a link. */
  linked: boolean
  at: Date
}

interface StoreDeps {
  ids: Ids
  seal: Seal
}

const TOKEN_BYTES = 32
const hash = (bytes: string | Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** Number, words, hash and link of a new document, in the caller's transaction. The token is told here and never again. */
export async function issueDocument(
  trx: Kysely<Tables>,
  issue: Issue,
  deps: StoreDeps,
): Promise<{ row: DocumentRow; docx: Uint8Array; token: string | null }> {
  const { form, office, at: now } = issue
  const year = Number(shanghaiDay(now).slice(0, 4))
  const number = form.to === 'file' ? null : await nextNumber(trx, office, year)
  const printed = number === null ? '' : printDocumentNumber({ mark: issue.mark, year, number })
  const composed = composeForm(form, { ...issue.values, number: printed })
  if (!composed.ok) throw documentIncomplete(form.id)
  const docx = await renderDocx(composed.value, now)
  const id = deps.ids.next()
  const token = issue.linked ? Buffer.from(deps.ids.bytes(TOKEN_BYTES)).toString('base64url') : null
  const row: DocumentRow = {
    ...{ id, ticket_id: issue.ticketId, form: form.id, form_version: form.version, title: form.title },
    ...{ office, year, number, printed, made_by: issue.by, made_at: now, sha256: hash(docx) },
    content: deps.seal.close(JSON.stringify({ values: issue.values, document: composed.value }), id),
    ...{ blob_key: `documents/${id}`, corrects: issue.corrects, opened_at: null },
    token_hash: token === null ? null : hash(token),
  }
  await trx.insertInto('documents').values(row).execute()
  return { row, docx, token }
}

async function nextNumber(trx: Kysely<Tables>, office: string, year: number): Promise<number> {
  const { last } = await trx
    .insertInto('document_numbers')
    .values({ office, year, last: 1 })
    .onConflict((conflict) =>
      conflict.columns(['office', 'year']).doUpdateSet({ last: sql<number>`document_numbers.last + 1` }),
    )
    .returning('last')
    .executeTakeFirstOrThrow()
  return last
}

/** Oldest first, each with the one that took its place. */
export async function documentsOf(db: Kysely<Tables>, ticketId: string) {
  return db
    .selectFrom('documents')
    .leftJoin('documents as later', 'later.corrects', 'documents.id')
    .select(['documents.id', 'documents.form', 'documents.title', 'documents.printed', 'documents.office'])
    .select(['documents.made_by', 'documents.made_at', 'documents.opened_at', 'documents.token_hash'])
    .select('later.printed as corrected_by')
    .where('documents.ticket_id', '=', ticketId)
    .orderBy('documents.made_at')
    .orderBy('documents.id')
    .execute()
}

/** A corrected document is of the same matter and form, and corrected once. Locked: of two that correct it at once one comes second. */
export async function correctable(
  trx: Kysely<Tables>,
  of: { id: string; ticketId: string; form: string },
): Promise<boolean> {
  const old = await trx
    .selectFrom('documents')
    .select('id')
    .where('id', '=', of.id)
    .where('ticket_id', '=', of.ticketId)
    .where('form', '=', of.form)
    .forUpdate()
    .executeTakeFirst()
  const later = await trx.selectFrom('documents').select('id').where('corrects', '=', of.id).executeTakeFirst()
  return old !== undefined && later === undefined
}

/** Of this matter only: the document of another one is not found. */
export async function documentOf(db: Kysely<Tables>, ticketId: string, id: string): Promise<DocumentRow | null> {
  const row = await db
    .selectFrom('documents')
    .selectAll()
    .where('ticket_id', '=', ticketId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row ?? null
}

/**
 * By the hash alone: what the index can show about its time is about a hash of 256 random bits, never about the token. A wrong
 * token costs the same work as a malformed one.
 */
export async function documentByToken(
  db: Kysely<Tables>,
  token: string,
): Promise<(DocumentRow & { corrected_by: string | null }) | null> {
  const wanted = hash(token)
  const row = await db
    .selectFrom('documents')
    .leftJoin('documents as later', 'later.corrects', 'documents.id')
    .selectAll('documents')
    .select('later.printed as corrected_by')
    .where('documents.token_hash', '=', wanted)
    .executeTakeFirst()
  const same = timingSafeEqual(Buffer.from(row?.token_hash ?? hash('')), Buffer.from(wanted))
  return row !== undefined && same ? row : null
}

/** True the first time. */
export async function markOpened(db: Kysely<Tables>, id: string, at: Date): Promise<boolean> {
  const row = await db
    .updateTable('documents')
    .set({ opened_at: at })
    .where('id', '=', id)
    .where('opened_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export const openContent = (row: DocumentRow, seal: Seal): { values: Values; document: FormDocument } =>
  JSON.parse(seal.open(row.content, row.id)) as { values: Values; document: FormDocument }

export const WORD_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

/** The file as it was issued: stored, or made again if the process died before it was stored. Other bytes are never given. */
export async function wordFile(row: DocumentRow, deps: { blobs: Blobs; seal: Seal }): Promise<Uint8Array> {
  const stored = await deps.blobs.get(row.blob_key)
  const bytes = stored ?? (await renderDocx(openContent(row, deps.seal).document, row.made_at))
  if (hash(bytes) !== row.sha256) throw documentChanged(row.id)
  if (stored === null) await deps.blobs.put(row.blob_key, bytes, WORD_TYPE)
  return bytes
}
