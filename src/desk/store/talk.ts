import type { Kysely } from 'kysely'
import type { Tables } from './tables.ts'

const CONVERSATION = 'conversation/'

export interface TalkRow {
  at: Date
  author: string
  servicer: string | null
  kind: string
  body: unknown
}

/**
 * What was said between the citizen and people of the office since the filing. Only what the bot kept out of its turns: an
 * answer to the bot may belong to another matter, of another office. After a later filing the talk belongs to that one.
 */
export async function talkRows(db: Kysely<Tables>, complaintId: string): Promise<TalkRow[]> {
  const complaint = await db
    .selectFrom('complaints')
    .select(['reporter', 'filed_at'])
    .where('id', '=', complaintId)
    .executeTakeFirst()
  if (!complaint?.reporter.startsWith(CONVERSATION)) return []
  const { reporter, filed_at } = complaint
  const next = await db
    .selectFrom('complaints')
    .select((eb) => eb.fn.min('filed_at').as('at'))
    .where('reporter', '=', reporter)
    .where('filed_at', '>', filed_at)
    .executeTakeFirst()
  const until = next?.at ?? null
  return db
    .selectFrom('inbound')
    .select(['received_at as at', 'author', 'servicer', 'kind', 'body'])
    .where('conversation_id', '=', reporter.slice(CONVERSATION.length))
    .where('state', '=', 'kept')
    .where('author', 'in', ['customer', 'servicer'])
    .where('received_at', '>=', filed_at)
    .$if(until !== null, (query) => query.where('received_at', '<', until as Date))
    .orderBy('seq')
    .execute()
}

/** Sealed name, and the link, of the conversation that a complaint came from. */
export async function entryOf(db: Kysely<Tables>, reporter: string) {
  if (!reporter.startsWith(CONVERSATION)) return null
  const row = await db
    .selectFrom('conversations')
    .leftJoin('entry_scenes', (join) =>
      join
        .onRef('entry_scenes.scene', '=', 'conversations.scene')
        .onRef('entry_scenes.account', '=', 'conversations.account'),
    )
    .select(['conversations.id', 'nickname', 'entry_scenes.scene', 'entry_scenes.place', 'entry_scenes.office'])
    .where('conversations.id', '=', reporter.slice(CONVERSATION.length))
    .executeTakeFirst()
  return row ?? null
}

/** Voices among the files of a complaint that are in nobody's words yet. */
export async function voiceRows(db: Kysely<Tables>, files: readonly string[]): Promise<{ mediaId: string }[]> {
  if (files.length === 0) return []
  const rows = await db
    .selectFrom('transcription_tasks')
    .select('media_id as mediaId')
    .where('media_id', 'in', files)
    .where('transcription_tasks.state', 'in', ['listening', 'asked', 'staff'])
    .execute()
  return rows.sort((one, other) => files.indexOf(one.mediaId) - files.indexOf(other.mediaId))
}
