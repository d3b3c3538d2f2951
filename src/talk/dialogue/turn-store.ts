import type { Kysely, Transaction } from 'kysely'
import type { Db, Tables } from '../../platform/db/index.ts'
import type { InboundBody } from '../channel/index.ts'
import type { Pending } from './inputs.ts'
import { emptySession, type Session } from './types.ts'
import './tables.ts'

/** A conversation as a turn names it. */
export interface TurnConversation {
  id: string
  channel: string
  account: string
  peer: string
}

export interface Before extends TurnConversation {
  revision: number
  session: Session
}

export async function readConversation(db: Kysely<Tables>, id: string): Promise<Before | null> {
  const row = await db
    .selectFrom('conversations')
    .select(['id', 'channel', 'account', 'peer', 'revision', 'session'])
    .where('id', '=', id)
    .executeTakeFirst()
  return row ? { ...row, session: { ...emptySession, ...(row.session as Partial<Session> | null) } } : null
}

export async function readPending(db: Db, conversationId: string): Promise<Pending[]> {
  const rows = await db
    .selectFrom('inbound')
    .leftJoin('media', 'media.inbound_seq', 'inbound.seq')
    .select([
      'inbound.seq',
      'inbound.author',
      'inbound.body',
      'inbound.received_at',
      'inbound.channel',
      'inbound.account',
      'media.id as media',
    ])
    .where('inbound.conversation_id', '=', conversationId)
    .where('inbound.state', '=', 'pending')
    .orderBy('inbound.seq')
    .execute()
  return Promise.all(
    rows.map(async (row) => ({
      seq: row.seq,
      author: row.author,
      body: row.body,
      receivedAt: row.received_at,
      media: row.media,
      recalledSeq: await recalledSeq(db, row.channel, row.account, row.body),
    })),
  )
}

async function recalledSeq(db: Db, channel: string, account: string, body: InboundBody): Promise<number | null> {
  if (body.kind !== 'recalled') return null
  const row = await db
    .selectFrom('inbound')
    .select('seq')
    .where('channel', '=', channel)
    .where('account', '=', account)
    .where('platform_id', '=', body.platformId)
    .executeTakeFirst()
  return row?.seq ?? null
}

/** Locks the conversation; false when somebody else took a turn, or the citizen wrote again, since it was read. */
export async function unchanged(trx: Transaction<Tables>, before: Before, pending: Pending[]): Promise<boolean> {
  const locked = await trx
    .selectFrom('conversations')
    .select('revision')
    .where('id', '=', before.id)
    .forUpdate()
    .executeTakeFirst()
  if (locked?.revision !== before.revision) return false
  const rows = await trx
    .selectFrom('inbound')
    .select('seq')
    .where('conversation_id', '=', before.id)
    .where('state', '=', 'pending')
    .orderBy('seq')
    .execute()
  return rows.map((row) => row.seq).join() === pending.map((each) => each.seq).join()
}

export async function writeConversation(trx: Transaction<Tables>, before: Before, session: Session): Promise<void> {
  await trx
    .updateTable('conversations')
    .set({ revision: before.revision + 1, session: JSON.stringify(session), turn_failures: 0 })
    .where('id', '=', before.id)
    .execute()
}

export async function markHandled(trx: Transaction<Tables>, pending: Pending[], now: Date): Promise<void> {
  await trx
    .updateTable('inbound')
    .set({ state: 'handled', handled_at: now })
    .where(
      'seq',
      'in',
      pending.map((each) => each.seq),
    )
    .execute()
}

/** Said to a person of the office: it stays in the record, and no turn is taken on it. */
export async function keepUnread(trx: Transaction<Tables>, pending: Pending[], now: Date): Promise<void> {
  const seqs = pending.map((each) => each.seq)
  if (seqs.length === 0) return
  await trx.updateTable('inbound').set({ state: 'kept', handled_at: now }).where('seq', 'in', seqs).execute()
}

/** Version and time of the privacy notice that this person was shown (PIPL 17). */
export async function rememberNotice(
  trx: Transaction<Tables>,
  before: TurnConversation & { session: Session },
  session: Session,
  now: Date,
): Promise<void> {
  if (session.notice === null || session.notice === before.session.notice) return
  await trx
    .insertInto('privacy_notices')
    .values({ conversation_id: before.id, notice_version: session.notice, shown_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Conversations with something unanswered since `before`. For the sweep. */
export async function waitingConversations(db: Db, before: Date, limit = 500): Promise<{ id: string; seq: number }[]> {
  const rows = await db
    .selectFrom('inbound')
    .select((eb) => ['conversation_id', eb.fn.max('seq').as('seq')])
    .where('state', '=', 'pending')
    .where('conversation_id', 'is not', null)
    .where('received_at', '<=', before)
    .groupBy('conversation_id')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ id: row.conversation_id ?? '', seq: Number(row.seq) }))
}
