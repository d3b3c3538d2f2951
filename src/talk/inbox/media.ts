import { createHash } from 'node:crypto'
import type { Blobs } from '../../platform/blobs/index.ts'
import type { Db } from '../../platform/db/index.ts'
import type { Clock } from '../../platform/kernel/index.ts'
import type { Logger } from '../../platform/log/index.ts'
import type { Channel } from '../channel/index.ts'
import { isAudio, sniff } from './sniff.ts'
import { openTranscription } from './transcription.ts'
import './tables.ts'

export interface MediaDeps {
  db: Db
  blobs: Blobs
  clock: Clock
  log: Logger
  channels: Record<string, Channel>
  /** A file that will never come: the citizen has to know. Same transaction as the row. */
  onLost(trx: Db, media: { id: string; conversationId: string; reason: 'too_big' | 'lost' }): Promise<void>
  /** Whether a machine hears voices; else somebody writes them down. */
  hearsVoices: boolean
}

/** The platform itself takes at most 20 MB (wecom.md §3.2); nothing larger is read further. */
export const MAX_MEDIA_BYTES = 20 * 1024 * 1024
const BACKOFF_MS = [2_000, 10_000, 60_000, 300_000, 1_800_000]

/** Fetches one file and keeps it. Safe to repeat: a stored file stays as it is. */
export async function fetchMedia(id: string, deps: MediaDeps): Promise<void> {
  const row = await deps.db
    .selectFrom('media')
    .innerJoin('conversations', 'conversations.id', 'media.conversation_id')
    .select([
      'media.id',
      'media.kind',
      'media.state',
      'media.platform_media',
      'media.attempts',
      'media.conversation_id',
      'media.expires_at',
      'conversations.channel',
    ])
    .where('media.id', '=', id)
    .executeTakeFirst()
  const channel = row ? deps.channels[row.channel] : undefined
  if (row?.state !== 'pending' || !channel) return
  const file = await channel.fetchMedia(row.platform_media, MAX_MEDIA_BYTES)
  if (file.ok && file.value.bytes.length === 0) return giveUp(row.id, row.conversation_id, 'lost', deps)
  if (file.ok) return store(row, file.value.bytes, file.value.fileName, deps)
  const { kind } = file.error
  deps.log.warn({ media: id, fault: kind, detail: file.error.detail }, 'media not fetched')
  if (kind === 'too_big') return giveUp(row.id, row.conversation_id, 'too_big', deps)
  if (kind === 'gone' || deps.clock.now() >= row.expires_at) return giveUp(row.id, row.conversation_id, 'lost', deps)
  const wait = file.error.retryAfterMs ?? BACKOFF_MS[Math.min(row.attempts, BACKOFF_MS.length - 1)] ?? 0
  await deps.db
    .updateTable('media')
    .set({ attempts: row.attempts + 1, not_before: new Date(deps.clock.now().getTime() + wait), reason: kind })
    .where('id', '=', id)
    .where('state', '=', 'pending')
    .execute()
}

/** The type is read from the bytes: a name or a header is what somebody says it is. */
async function store(
  media: { id: string; kind: string; conversation_id: string },
  bytes: Uint8Array,
  fileName: string | null,
  deps: MediaDeps,
): Promise<void> {
  const contentType = sniff(bytes)
  const key = `media/${media.id}`
  await deps.blobs.put(key, bytes, contentType)
  await deps.db.transaction().execute(async (trx) => {
    const stored = await trx
      .updateTable('media')
      .set({
        state: 'stored',
        reason: null,
        blob_key: key,
        content_type: contentType,
        bytes: bytes.length,
        sha256: createHash('sha256').update(bytes).digest('hex'),
        file_name: fileName,
      })
      .where('id', '=', media.id)
      .where('state', '=', 'pending')
      .returning('id')
      .executeTakeFirst()
    if (!stored || media.kind !== 'voice') return
    const heard = deps.hearsVoices && isAudio(contentType)
    await openTranscription(trx, media, heard ? 'listening' : 'staff', deps.clock.now())
  })
}

async function giveUp(id: string, conversationId: string, reason: 'too_big' | 'lost', deps: MediaDeps): Promise<void> {
  await deps.db.transaction().execute(async (trx) => {
    const row = await trx
      .updateTable('media')
      .set({ state: 'failed', reason })
      .where('id', '=', id)
      .where('state', '=', 'pending')
      .returning('id')
      .executeTakeFirst()
    if (row) await deps.onLost(trx, { id, conversationId, reason })
  })
}

export async function dueMedia(db: Db, now: Date, limit = 100): Promise<string[]> {
  const rows = await db
    .selectFrom('media')
    .select('id')
    .where('state', '=', 'pending')
    .where('not_before', '<=', now)
    .orderBy('not_before')
    .limit(limit)
    .execute()
  return rows.map((row) => row.id)
}
