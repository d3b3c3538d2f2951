import type { Transaction } from 'kysely'
import type { Tables } from '../../platform/db/index.ts'
import { type Clock, type Ids, storable } from '../../platform/kernel/index.ts'
import type { Inbound } from '../channel/index.ts'
import { plausible } from './plausible.ts'
import { rememberScene } from './scene.ts'
import { dropTranscription } from './transcription.ts'
import './tables.ts'

export interface AcceptDeps {
  clock: Clock
  ids: Ids
  /** A word of the customer opens the reply window again. Same transaction. */
  onWord(trx: Transaction<Tables>, conversationId: string, sentAt: Date): Promise<void>
  /** Something that is no turn but matters elsewhere (a failed send, a session that moved); null: of the account. Same transaction. */
  onEvent(trx: Transaction<Tables>, conversationId: string | null, message: Inbound): Promise<void>
}

export interface Accepted {
  conversationId: string
  seq: number
  mediaId: string | null
  /** `deliver`: it needs no turn, but something has to be sent while a code of its own is good. */
  wants: 'turn' | 'deliver'
}

/** The platform keeps a file for three days (wecom.md §5). */
const MEDIA_LIFE_MS = 3 * 24 * 3_600_000
const MEDIA_KINDS = ['image', 'voice', 'video', 'file']

/** Stores a page: each message once (the platform's id is the key), in the page's order. Returns those that something follows from. */
export async function acceptPage(
  trx: Transaction<Tables>,
  channel: string,
  messages: Inbound[],
  deps: AcceptDeps,
): Promise<Accepted[]> {
  const accepted: Accepted[] = []
  for (const message of messages) {
    const sentAt = plausible(message.sentAt, deps.clock.now())
    const stored = await acceptOne(trx, channel, storable({ ...message, sentAt }), deps)
    if (stored) accepted.push(stored)
  }
  return accepted
}

async function acceptOne(
  trx: Transaction<Tables>,
  channel: string,
  message: Inbound,
  deps: AcceptDeps,
): Promise<Accepted | null> {
  const now = deps.clock.now()
  const conversationId = message.peer === null ? null : await conversationOf(trx, channel, message, message.peer, deps)
  const state = conversationId !== null && needsTurn(message) ? 'pending' : 'kept'
  const row = await trx
    .insertInto('inbound')
    .values({
      channel,
      account: message.account,
      platform_id: message.platformId,
      conversation_id: conversationId,
      author: message.author,
      servicer: message.servicer ?? null,
      kind: message.body.kind,
      body: JSON.stringify(message.body),
      sent_at: message.sentAt,
      received_at: now,
      state,
      handled_at: null,
    })
    .onConflict((conflict) => conflict.columns(['channel', 'account', 'platform_id']).doNothing())
    .returning('seq')
    .executeTakeFirst()
  if (!row) return null
  if (conversationId === null) {
    if (message.author === 'system') await deps.onEvent(trx, null, message)
    return null
  }
  if (message.author === 'customer') await deps.onWord(trx, conversationId, message.sentAt)
  const mediaId = await noteMedia(trx, conversationId, row.seq, message, deps)
  if (message.body.kind === 'recalled' || message.body.kind === 'servicer_recalled')
    await recall(trx, channel, message.account, message.body.platformId)
  if (message.body.kind === 'session_changed' && message.body.change === 'ended')
    await keepSaid(trx, conversationId, row.seq, now)
  if (message.body.kind === 'entered') await rememberScene(trx, conversationId, message.body)
  if (message.author === 'system') await deps.onEvent(trx, conversationId, message)
  const coded = message.body.kind === 'session_changed' && message.body.code !== undefined
  if (state !== 'pending' && !coded) return null
  return { conversationId, seq: row.seq, mediaId, wants: coded ? 'deliver' : 'turn' }
}

/** What still waited for a turn when a person of the office ended the session was said to that person: no turn is taken on it. */
async function keepSaid(trx: Transaction<Tables>, conversationId: string, before: number, now: Date): Promise<void> {
  await trx
    .updateTable('inbound')
    .set({ state: 'kept', handled_at: now })
    .where('conversation_id', '=', conversationId)
    .where('seq', '<', before)
    .where('author', '=', 'customer')
    .where('state', '=', 'pending')
    .execute()
}

/** What a person says or does to the bot. What a servicer writes is kept in the record and answered by nobody here. */
function needsTurn(message: Inbound): boolean {
  if (message.author === 'customer') return true
  return message.author === 'system' && (message.body.kind === 'entered' || message.body.kind === 'recalled')
}

async function conversationOf(
  trx: Transaction<Tables>,
  channel: string,
  message: Inbound,
  peer: string,
  deps: AcceptDeps,
): Promise<string> {
  const key = { channel, account: message.account, peer }
  const known = await trx
    .selectFrom('conversations')
    .select('id')
    .where((eb) => eb.and(key))
    .executeTakeFirst()
  if (known) return known.id
  const made = await trx
    .insertInto('conversations')
    .values({
      id: deps.ids.next(),
      ...key,
      created_at: deps.clock.now(),
      session: null,
      last_inbound_at: null,
      service_state: null,
      leased_by: null,
      leased_until: null,
    })
    .onConflict((conflict) => conflict.columns(['channel', 'account', 'peer']).doUpdateSet({ peer }))
    .returning('id')
    .executeTakeFirstOrThrow()
  return made.id
}

async function noteMedia(
  trx: Transaction<Tables>,
  conversationId: string,
  seq: number,
  message: Inbound,
  deps: AcceptDeps,
): Promise<string | null> {
  if (!MEDIA_KINDS.includes(message.body.kind) || !('platformMedia' in message.body)) return null
  const id = deps.ids.next()
  await trx
    .insertInto('media')
    .values({
      id,
      inbound_seq: seq,
      conversation_id: conversationId,
      kind: message.body.kind,
      platform_media: message.body.platformMedia,
      state: 'pending',
      reason: null,
      not_before: deps.clock.now(),
      expires_at: new Date(message.sentAt.getTime() + MEDIA_LIFE_MS),
      blob_key: null,
      content_type: null,
      bytes: null,
      sha256: null,
      file_name: null,
    })
    .execute()
  return id
}

/**
 * Taken back before its turn: it is never read, and its file is not fetched. What was kept is shown to nobody any more, and no
 * voice is written down. What a turn has read is the dialogue's to strip.
 */
async function recall(trx: Transaction<Tables>, channel: string, account: string, platformId: string): Promise<void> {
  const row = await trx
    .selectFrom('inbound')
    .select('seq')
    .where((eb) => eb.and({ channel, account, platform_id: platformId }))
    .executeTakeFirst()
  if (!row) return
  await trx
    .updateTable('inbound')
    .set({ state: 'recalled' })
    .where('seq', '=', row.seq)
    .where('state', 'in', ['pending', 'kept'])
    .execute()
  await trx
    .updateTable('media')
    .set({ state: 'failed', reason: 'recalled' })
    .where('inbound_seq', '=', row.seq)
    .where('state', '=', 'pending')
    .execute()
  await dropTranscription(trx, row.seq)
}
