import type { Kysely, Transaction } from 'kysely'
import type { Db, Generated, Tables } from '../../platform/db/index.ts'
import './tables.ts'

declare module '../../platform/db/tables.ts' {
  interface Tables {
    transcription_tasks: {
      media_id: string
      conversation_id: string
      made_at: Date
      state: 'listening' | 'asked' | 'staff' | 'confirmed' | 'done' | 'dropped'
      not_before: Date
      attempts: Generated<number>
      reason: string | null
      words: string | null
      asked_revision: number | null
      done_by: string | null
      done_at: Date | null
    }
  }
}

/** A voice has been stored: a machine hears it, or a person writes it down. */
export async function openTranscription(
  trx: Kysely<Tables>,
  media: { id: string; conversation_id: string },
  state: 'listening' | 'staff',
  now: Date,
): Promise<void> {
  await trx
    .insertInto('transcription_tasks')
    .values({
      ...{ media_id: media.id, conversation_id: media.conversation_id, made_at: now, not_before: now, state },
      ...{ reason: null, words: null, asked_revision: null, done_by: null, done_at: null },
    })
    .onConflict((conflict) => conflict.column('media_id').doNothing())
    .execute()
}

/** Taken back by the citizen, or said to a person and not to us. */
export async function dropTranscription(trx: Transaction<Tables>, inboundSeq: number): Promise<void> {
  await trx
    .updateTable('transcription_tasks')
    .set({ state: 'dropped' })
    .where('state', 'in', ['listening', 'asked', 'staff'])
    .where('media_id', 'in', (eb) => eb.selectFrom('media').select('id').where('inbound_seq', '=', inboundSeq))
    .execute()
}

/** What was read back to this person and waits for "right" or "wrong". */
export async function readBack(
  db: Kysely<Tables>,
  conversationId: string,
): Promise<{ mediaId: string; words: string; revision: number }[]> {
  const rows = await db
    .selectFrom('transcription_tasks')
    .select(['media_id', 'words', 'asked_revision'])
    .where('conversation_id', '=', conversationId)
    .where('state', '=', 'asked')
    .orderBy('made_at')
    .orderBy('media_id')
    .execute()
  return rows.map((row) => ({ mediaId: row.media_id, words: row.words ?? '', revision: row.asked_revision ?? -1 }))
}

/** The citizen said whether it was heard right. Wrong: a person writes it down, and what was heard is not kept. */
export async function settleReadBack(trx: Kysely<Tables>, mediaId: string, right: boolean): Promise<void> {
  await trx
    .updateTable('transcription_tasks')
    .set(right ? { state: 'confirmed' } : { state: 'staff', words: null, reason: 'heard_wrong' })
    .where('media_id', '=', mediaId)
    .where('state', '=', 'asked')
    .execute()
}

/** Staff wrote a voice down. False: it is in words already, or was taken back. */
export async function writeDown(
  trx: Kysely<Tables>,
  given: { mediaId: string; words: string; by: string; at: Date },
): Promise<boolean> {
  const row = await trx
    .updateTable('transcription_tasks')
    .set({ state: 'done', words: given.words, done_by: given.by, done_at: given.at })
    .where('media_id', '=', given.mediaId)
    .where('state', 'in', ['listening', 'asked', 'staff'])
    .returning('media_id')
    .executeTakeFirst()
  return row !== undefined
}

export async function dueTranscriptions(db: Db, now: Date, limit = 100): Promise<string[]> {
  const rows = await db
    .selectFrom('transcription_tasks')
    .select('media_id')
    .where('state', '=', 'listening')
    .where('not_before', '<=', now)
    .orderBy('not_before')
    .limit(limit)
    .execute()
  return rows.map((row) => row.media_id)
}
