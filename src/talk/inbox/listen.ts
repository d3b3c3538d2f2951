import type { Transaction } from 'kysely'
import type { Blobs } from '../../platform/blobs/index.ts'
import type { Db, Tables } from '../../platform/db/index.ts'
import { type Clock, storable } from '../../platform/kernel/index.ts'
import type { Logger } from '../../platform/log/index.ts'
import type { SpeechToText } from './speech.ts'
import './transcription.ts'

export interface ListenDeps {
  db: Db
  clock: Clock
  log: Logger
  blobs: Blobs
  speech: SpeechToText | null
  /** Whether this person's words may be said back to them; where not, nothing heard could be confirmed. */
  mayReadBack(conversationId: string): Promise<boolean>
  /** Reads back what was heard. Same transaction as the words. */
  onHeard(trx: Transaction<Tables>, heard: { mediaId: string; conversationId: string; words: string }): Promise<void>
}

/** Longer than one try may take; after it somebody else may try. */
const LEASE_MS = 90_000
const BACKOFF_MS = [5_000, 30_000]
/** The message has had no turn yet: whether it was said to us or to a person is not known. */
const TURN_MS = 1_500
/** A voice of a minute has some 400 letters; far more is no transcript. */
const LETTERS = 2_000

/** Has one voice heard by a machine. What cannot be heard is written down by a person. */
export async function listen(mediaId: string, deps: ListenDeps): Promise<string | null> {
  const { speech } = deps
  const row = await claim(mediaId, deps)
  if (!row) return null
  if (speech === null) return leaveToStaff(mediaId, 'off', deps)
  if (row.heard === 'pending') return later(mediaId, row.attempts - 1, TURN_MS, deps)
  if (row.heard !== 'handled') return drop(mediaId, deps)
  if (!(await deps.mayReadBack(row.conversationId))) return leaveToStaff(mediaId, 'no_echo', deps)
  const bytes = row.blobKey === null ? null : await deps.blobs.get(row.blobKey)
  if (bytes === null) return leaveToStaff(mediaId, 'lost', deps)
  const heard = await speech.transcribe(bytes, row.contentType)
  if (!heard.ok) {
    deps.log.warn({ media: mediaId, reason: heard.error }, 'voice not heard')
    const wait = BACKOFF_MS[row.attempts - 1]
    return wait === undefined ? leaveToStaff(mediaId, heard.error, deps) : later(mediaId, row.attempts, wait, deps)
  }
  const words = storable(heard.value.trim())
  if (words === '' || words.length > LETTERS) return leaveToStaff(mediaId, 'nothing_heard', deps)
  return ask(mediaId, words, deps)
}

async function claim(mediaId: string, deps: ListenDeps) {
  const now = deps.clock.now()
  const row = await deps.db
    .updateTable('transcription_tasks')
    .set((eb) => ({ not_before: new Date(now.getTime() + LEASE_MS), attempts: eb('attempts', '+', 1) }))
    .where('media_id', '=', mediaId)
    .where('state', '=', 'listening')
    .where('not_before', '<=', now)
    .returning('attempts')
    .executeTakeFirst()
  if (!row) return null
  const media = await deps.db
    .selectFrom('media')
    .innerJoin('inbound', 'inbound.seq', 'media.inbound_seq')
    .select([
      'inbound.state as heard',
      'media.conversation_id as conversationId',
      'media.blob_key as blobKey',
      'media.content_type as contentType',
    ])
    .where('media.id', '=', mediaId)
    .executeTakeFirstOrThrow()
  return { ...row, ...media, contentType: media.contentType ?? '' }
}

async function later(mediaId: string, attempts: number, ms: number, deps: ListenDeps): Promise<null> {
  await deps.db
    .updateTable('transcription_tasks')
    .set({ attempts, not_before: new Date(deps.clock.now().getTime() + ms) })
    .where('media_id', '=', mediaId)
    .where('state', '=', 'listening')
    .execute()
  return null
}

async function drop(mediaId: string, deps: ListenDeps): Promise<null> {
  await deps.db
    .updateTable('transcription_tasks')
    .set({ state: 'dropped' })
    .where('media_id', '=', mediaId)
    .where('state', '=', 'listening')
    .execute()
  return null
}

async function leaveToStaff(mediaId: string, reason: string, deps: ListenDeps): Promise<null> {
  await deps.db
    .updateTable('transcription_tasks')
    .set({ state: 'staff', reason })
    .where('media_id', '=', mediaId)
    .where('state', '=', 'listening')
    .execute()
  return null
}

async function ask(mediaId: string, words: string, deps: ListenDeps): Promise<string | null> {
  return deps.db.transaction().execute(async (trx) => {
    const row = await trx
      .updateTable('transcription_tasks')
      .set((eb) => ({
        ...{ state: 'asked' as const, words, reason: null },
        asked_revision: eb
          .selectFrom('conversations')
          .select('revision')
          .whereRef('conversations.id', '=', 'transcription_tasks.conversation_id'),
      }))
      .where('media_id', '=', mediaId)
      .where('state', '=', 'listening')
      .returning('conversation_id')
      .executeTakeFirst()
    if (!row) return null
    await deps.onHeard(trx, { mediaId, conversationId: row.conversation_id, words })
    return row.conversation_id
  })
}
