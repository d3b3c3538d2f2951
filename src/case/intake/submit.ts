import type { Kysely } from 'kysely'
import type { Generated, Json, Tables } from '../../platform/db/index.ts'
import type { Clock, Ids } from '../../platform/kernel/index.ts'
import type { Seal } from '../../platform/seal/index.ts'
import type { Contact, Draft, Facts } from './draft.ts'
import { joinedWith, mediaOf } from './joined.ts'

declare module '../../platform/db/tables.ts' {
  interface Tables {
    complaints: {
      id: string
      cause: string
      reporter: string
      channel: string
      received_at: Date
      filed_at: Date
      words: Json<string[]>
      facts: Json<Facts>
      contact: string | null
      notice_version: string
      incomplete: Generated<boolean>
      missing: Json<string[]>
      joined_to: string | null
    }
    demands: { complaint_id: string; n: number; text: string }
    attachments: { complaint_id: string; n: number; media: string }
    supplements: {
      id: string
      complaint_id: string
      cause: string
      words: string
      added_at: Date
      transcribed_by: string | null
      media: string | null
    }
  }
}

export interface IntakeDeps {
  clock: Clock
  ids: Ids
  seal: Seal
}

/** Writes the complaint once for its cause. Contact data are sealed; everything else stays as it was said. */
export async function submit(
  trx: Kysely<Tables>,
  draft: Draft,
  deps: IntakeDeps,
): Promise<{ id: string; fresh: boolean }> {
  const id = deps.ids.next()
  const { place, party, danger, circumstances } = draft
  const facts: Facts = { place, party, danger, ...circumstances }
  const row = await trx
    .insertInto('complaints')
    .values({
      id,
      cause: draft.cause,
      reporter: draft.reporter,
      channel: draft.channel,
      received_at: draft.receivedAt,
      filed_at: deps.clock.now(),
      words: JSON.stringify(draft.words),
      facts: JSON.stringify(facts),
      contact: draft.contact ? deps.seal.close(JSON.stringify(draft.contact), id) : null,
      notice_version: draft.noticeVersion,
      incomplete: draft.incomplete !== undefined,
      missing: JSON.stringify(draft.incomplete?.missing ?? []),
    })
    .onConflict((conflict) => conflict.column('cause').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!row) {
    const known = await trx
      .selectFrom('complaints')
      .select('id')
      .where('cause', '=', draft.cause)
      .executeTakeFirstOrThrow()
    return { id: known.id, fresh: false }
  }
  if (draft.demands.length > 0) {
    await trx
      .insertInto('demands')
      .values(draft.demands.map((text, index) => ({ complaint_id: id, n: index + 1, text })))
      .execute()
  }
  await attach(trx, id, draft.media)
  return { id, fresh: true }
}

/** After those that are there; a file that is attached already stays where it is. */
export async function attach(trx: Kysely<Tables>, complaintId: string, media: string[]): Promise<void> {
  if (media.length === 0) return
  const known = await trx
    .selectFrom('attachments')
    .select(['complaint_id', 'media'])
    .where((eb) => eb.or([eb('complaint_id', '=', complaintId), eb('media', 'in', media)]))
    .execute()
  const fresh = media.filter((one) => !known.some((row) => row.media === one))
  const own = known.filter((row) => row.complaint_id === complaintId)
  await insertFiles(trx, complaintId, fresh, own.length)
}

export async function insertFiles(
  trx: Kysely<Tables>,
  complaintId: string,
  media: readonly string[],
  after = 0,
): Promise<void> {
  if (media.length === 0) return
  await trx
    .insertInto('attachments')
    .values(media.map((one, index) => ({ complaint_id: complaintId, n: after + index + 1, media: one })))
    .onConflict((conflict) => conflict.columns(['complaint_id', 'media']).doNothing())
    .execute()
}

/** New words to a complaint that is filed already. The old words stay as they are. */
export async function supplement(
  trx: Kysely<Tables>,
  addition: {
    complaintId: string
    cause: string
    words: string
    /** Written down from a voice by staff: not the citizen's own writing, and marked so. */
    transcribed?: { by: string; media: string }
  },
  deps: IntakeDeps,
): Promise<void> {
  await trx
    .insertInto('supplements')
    .values({
      id: deps.ids.next(),
      complaint_id: addition.complaintId,
      cause: addition.cause,
      words: addition.words,
      added_at: deps.clock.now(),
      transcribed_by: addition.transcribed?.by ?? null,
      media: addition.transcribed?.media ?? null,
    })
    .onConflict((conflict) => conflict.column('cause').doNothing())
    .execute()
}

export interface Supplement {
  at: Date
  words: string
  transcribedBy: string | null
}

export interface ComplaintView {
  id: string
  reporter: string
  receivedAt: Date
  words: string[]
  demands: string[]
  supplements: Supplement[]
  facts: Facts
  contact: Contact | null
  media: string[]
  /** Nobody submitted it; `missing` says what was never asked. */
  incomplete: boolean
  missing: string[]
}

/** One thing that is asked for; its id is its place in the list. */
export interface Demand {
  id: string
  text: string
}

/** Every one gets an answer of its own (article 32). Where nothing was listed, the whole of it is the one demand. */
export async function demandsOf(db: Kysely<Tables>, complaintId: string): Promise<Demand[]> {
  const rows = await db
    .selectFrom('demands')
    .select(['n', 'text'])
    .where('complaint_id', '=', complaintId)
    .orderBy('n')
    .execute()
  if (rows.length > 0) return rows.map(({ n, text }) => ({ id: String(n), text }))
  return [{ id: '1', text: '' }]
}

/** The whole complaint, contact opened. For those who may read it; the caller has asked. */
export async function readComplaint(db: Kysely<Tables>, id: string, seal: Seal): Promise<ComplaintView | null> {
  const row = await db.selectFrom('complaints').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) return null
  const demands = await db.selectFrom('demands').select('text').where('complaint_id', '=', id).orderBy('n').execute()
  const family = await joinedWith(db, id)
  return {
    id,
    reporter: row.reporter,
    receivedAt: row.received_at,
    words: row.words,
    demands: demands.map((each) => each.text),
    supplements: await supplementsOf(db, family),
    facts: row.facts,
    contact: await contactOf(db, family, seal),
    media: await mediaOf(db, id),
    incomplete: row.incomplete,
    missing: row.missing,
  }
}

/** What was added, oldest first; a repeat that goes on here is an addition as a whole, with what it asks for. */
async function supplementsOf(db: Kysely<Tables>, [id = '', ...repeats]: readonly string[]): Promise<Supplement[]> {
  const rows = await db
    .selectFrom('supplements')
    .select(['added_at', 'words', 'transcribed_by'])
    .where('complaint_id', 'in', [id, ...repeats])
    .orderBy('added_at')
    .orderBy('id')
    .execute()
  const added = rows.map(({ added_at: at, words, transcribed_by: transcribedBy }) => ({ at, words, transcribedBy }))
  const whole = await Promise.all(repeats.map((repeat) => asAddition(db, repeat)))
  return [...added, ...whole].sort((one, other) => one.at.getTime() - other.at.getTime())
}

async function asAddition(db: Kysely<Tables>, id: string): Promise<Supplement> {
  const { words, filed_at: at } = await db
    .selectFrom('complaints')
    .select(['words', 'filed_at'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const demands = (await demandsOf(db, id)).map(({ text }) => text)
  const unsaid = demands.filter((demand) => !words.some((said) => said.includes(demand)))
  return { at, words: [...words, ...unsaid].join('\n'), transcribedBy: null }
}

/** Its own; where its author left none then, what was left with a repeat. */
async function contactOf(db: Kysely<Tables>, family: readonly string[], seal: Seal): Promise<Contact | null> {
  const rows = await db
    .selectFrom('complaints')
    .select(['id', 'contact'])
    .where('id', 'in', [...family])
    .where('contact', 'is not', null)
    .execute()
  const found = family.flatMap((id) => rows.filter((row) => row.id === id))[0]
  return found?.contact ? (JSON.parse(seal.open(found.contact, found.id)) as Contact) : null
}
