import { type Kysely, sql, type Transaction } from 'kysely'
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
  return row ? { ...row, session: sessionOf(row.session) } : null
}

const sessionOf = (stored: unknown): Session => ({ ...emptySession, ...(stored as Partial<Session> | null) })

const PAGE = 500

/** Everybody who is in the middle of a dialogue, or has one waiting. */
export async function* openSessions(db: Db): AsyncGenerator<{ id: string; session: Session }> {
  for (let after = ''; ; ) {
    const rows = await db
      .selectFrom('conversations')
      .select(['id', 'session'])
      .where('id', '>', after)
      .where('session', 'is not', null)
      .orderBy('id')
      .limit(PAGE)
      .execute()
    for (const row of rows) {
      const session = sessionOf(row.session)
      if (session.thread || session.waiting.length > 0) yield { id: row.id, session }
    }
    const last = rows.at(-1)
    if (!last) return
    after = last.id
  }
}

export const readPending = (db: Db, conversationId: string): Promise<Pending[]> =>
  readMessages(db, conversationId, 'pending')

/** What has had its turn, with the moment of it: messages of one turn share it. */
export const readHandled = (db: Db, conversationId: string): Promise<(Pending & { handledAt: Date | null })[]> =>
  readMessages(db, conversationId, 'handled')

async function readMessages(db: Db, conversationId: string, state: 'pending' | 'handled') {
  const rows = await db
    .selectFrom('inbound')
    .leftJoin('media', 'media.inbound_seq', 'inbound.seq')
    .select([
      'inbound.seq',
      'inbound.author',
      'inbound.body',
      'inbound.sent_at',
      'inbound.received_at',
      'inbound.handled_at',
      'inbound.channel',
      'inbound.account',
      'media.id as media',
    ])
    .where('inbound.conversation_id', '=', conversationId)
    .where('inbound.state', '=', state)
    .orderBy('inbound.seq')
    .execute()
  return Promise.all(
    rows.map(async (row) => ({
      seq: row.seq,
      author: row.author,
      body: row.body,
      sentAt: row.sent_at,
      receivedAt: row.received_at,
      handledAt: row.handled_at,
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

/** The message that showed the notice, and was made at `madeAt`, never left: it has not been shown, and is with the next answer. */
export async function forgetNotice(trx: Transaction<Tables>, conversationId: string, madeAt: Date): Promise<void> {
  const shown = await trx
    .deleteFrom('privacy_notices')
    .where('conversation_id', '=', conversationId)
    .where('shown_at', '>=', madeAt)
    .returning('notice_version')
    .executeTakeFirst()
  if (!shown) return
  await trx
    .updateTable('conversations')
    .set((eb) => ({ revision: eb('revision', '+', 1), session: sql`jsonb_set(session, '{notice}', 'null')` }))
    .where('id', '=', conversationId)
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
    .orderBy((eb) => eb.fn.min('inbound.seq'))
    .limit(limit)
    .execute()
  return rows.map((row) => ({ id: row.conversation_id ?? '', seq: Number(row.seq) }))
}
