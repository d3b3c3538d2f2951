import type { Transaction } from 'kysely'
import type { Db, Tables } from '../../platform/db/index.ts'
import type { Clock, Ids } from '../../platform/kernel/index.ts'
import type { Logger } from '../../platform/log/index.ts'
import type { Channel, ChannelFault } from '../channel/index.ts'
import { decide, type Verdict } from './decide.ts'
import type { OutboundBody } from './tables.ts'
import { closedBecause } from './window.ts'

export interface Settled {
  id: string
  cause: string
  conversationId: string
  state: 'accepted' | 'held' | 'given_up'
  reason: string | null
}

export interface DeliverDeps {
  db: Db
  clock: Clock
  ids: Ids
  log: Logger
  channels: Record<string, Channel>
  /** What became of a message, in the transaction that records it. */
  onSettled(trx: Transaction<Tables>, settled: Settled): Promise<void>
}

/** Longer than a send with its tries (3 × 5 s); a crashed deliverer is replaced after it. */
const LEASE_MS = 20_000
const BOT_HOLDS = 1

interface Due {
  id: string
  cause: string
  body: OutboundBody
  attempts: number
  not_before: Date
}

interface Conversation {
  id: string
  channel: string
  account: string
  peer: string
  last_inbound_at: Date | null
  sent_since: number
  service_state: number | null
}

/**
 * Sends what waits for one person, oldest first, until nothing may be sent any more. One deliverer per conversation keeps the
 * order a person reads. Returns when to look again, if something waits for a
 * moment or somebody else is sending.
 */
export async function deliver(conversationId: string, deps: DeliverDeps): Promise<Date | 'busy_elsewhere' | null> {
  const me = deps.ids.next()
  if (!(await claim(conversationId, me, deps))) return 'busy_elsewhere'
  try {
    for (;;) {
      const conversation = await read(conversationId, deps)
      if (!conversation) return null
      const due = await next(conversationId, conversation.last_inbound_at, deps)
      if (!due) return null
      if (due.not_before > deps.clock.now()) return due.not_before
      const verdict = await attempt(conversation, due, deps)
      await settle(conversation, due, verdict, deps)
      if (verdict.state === 'queued') return verdict.notBefore
    }
  } finally {
    await release(conversationId, me, deps)
  }
}

async function attempt(conversation: Conversation, due: Due, deps: DeliverDeps): Promise<Verdict> {
  const channel = deps.channels[conversation.channel]
  const now = deps.clock.now()
  if (!channel) return { state: 'given_up', reason: 'channel_off' }
  const { code } = due.body
  const usable = code !== undefined && Date.parse(code.until) > now.getTime()
  if (!usable) {
    const closed = closedBecause(
      { lastInboundAt: conversation.last_inbound_at, sentSince: conversation.sent_since },
      now,
    )
    // A greeting that comes too late greets nobody.
    if (closed && code) return { state: 'given_up', reason: 'welcome_too_late' }
    if (closed) return { state: 'held', reason: closed }
    const held = await holdSession(channel, conversation, deps)
    if (held) return held
  }
  const sent = await channel.send({
    id: due.id,
    account: conversation.account,
    peer: conversation.peer,
    content: due.body.content,
    ...(usable ? { code: code.value } : {}),
  })
  if (sent.ok) return { state: 'accepted' }
  deps.log.warn({ outbound: due.id, fault: sent.error.kind, detail: sent.error.detail }, 'send refused')
  return decide(sent.error, due.attempts, now)
}

/** Asked once for each word of the customer: only in states 0 and 1 may the bot speak (wecom.md §3.7, trap 9.5). */
async function holdSession(channel: Channel, conversation: Conversation, deps: DeliverDeps): Promise<Verdict | null> {
  if (conversation.service_state === BOT_HOLDS) return null
  const now = deps.clock.now()
  const state = await channel.sessionState(conversation.account, conversation.peer)
  if (!state.ok) return decide(state.error, 0, now)
  if (state.value === 'pool' || state.value === 'person') return { state: 'held', reason: 'person_talking' }
  if (state.value === 'ended') return { state: 'held', reason: 'session_ended' }
  if (state.value === 'new') {
    const taken = await channel.takeSession(conversation.account, conversation.peer)
    if (!taken.ok) return decide(taken.error, 0, now)
  }
  await deps.db
    .updateTable('conversations')
    .set({ service_state: BOT_HOLDS })
    .where('id', '=', conversation.id)
    .execute()
  return null
}

async function settle(conversation: Conversation, due: Due, verdict: Verdict, deps: DeliverDeps): Promise<void> {
  const now = deps.clock.now()
  await deps.db.transaction().execute(async (trx) => {
    const outbound = trx.updateTable('outbound').where('id', '=', due.id).where('state', '=', 'queued')
    const done = await outbound
      .set((eb) => ({
        state: verdict.state,
        reason: verdict.state === 'accepted' ? null : verdict.reason,
        ...(verdict.state === 'accepted' ? { accepted_at: now } : {}),
        ...(verdict.state === 'queued' ? { not_before: verdict.notBefore, attempts: eb('attempts', '+', 1) } : {}),
      }))
      .returning('id')
      .executeTakeFirst()
    if (!done || verdict.state === 'queued') return
    if (verdict.state === 'accepted' && !due.body.code) {
      await trx
        .updateTable('conversations')
        .set((eb) => ({ sent_since: eb('sent_since', '+', 1) }))
        .where('id', '=', conversation.id)
        .execute()
    }
    if (verdict.state === 'held') await holdRest(trx, conversation.id, verdict)
    await deps.onSettled(trx, {
      id: due.id,
      cause: due.cause,
      conversationId: conversation.id,
      state: verdict.state,
      reason: verdict.state === 'accepted' ? null : verdict.reason,
    })
  })
}

/** What the platform said corrects what we believed: nothing more is tried until the person writes, or the session moves. */
async function holdRest(
  trx: Transaction<Tables>,
  conversationId: string,
  verdict: Extract<Verdict, { state: 'held' }>,
): Promise<void> {
  await trx
    .updateTable('conversations')
    .set((eb) => ({
      service_state: null,
      ...(verdict.spent ? { sent_since: eb.fn('greatest', ['sent_since', eb.lit(5)]) } : {}),
    }))
    .where('id', '=', conversationId)
    .execute()
  await trx
    .updateTable('outbound')
    .set({ state: 'held', reason: verdict.reason })
    .where('conversation_id', '=', conversationId)
    .where('state', '=', 'queued')
    .execute()
}

async function claim(conversationId: string, me: string, deps: DeliverDeps): Promise<boolean> {
  const now = deps.clock.now()
  const row = await deps.db
    .updateTable('conversations')
    .set({ leased_by: me, leased_until: new Date(now.getTime() + LEASE_MS) })
    .where('id', '=', conversationId)
    .where((eb) => eb.or([eb('leased_until', 'is', null), eb('leased_until', '<', now)]))
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

const release = (conversationId: string, me: string, deps: DeliverDeps) =>
  deps.db
    .updateTable('conversations')
    .set({ leased_by: null, leased_until: null })
    .where('id', '=', conversationId)
    .where('leased_by', '=', me)
    .execute()

const read = (conversationId: string, deps: DeliverDeps): Promise<Conversation | undefined> =>
  deps.db
    .selectFrom('conversations')
    .select(['id', 'channel', 'account', 'peer', 'last_inbound_at', 'sent_since', 'service_state'])
    .where('id', '=', conversationId)
    .executeTakeFirst()

const next = (conversationId: string, since: Date | null, deps: DeliverDeps): Promise<Due | undefined> =>
  deps.db
    .selectFrom('outbound')
    .select(['id', 'cause', 'body', 'attempts', 'not_before'])
    .where('conversation_id', '=', conversationId)
    .where('state', '=', 'queued')
    // The answer to the newest word first; what was held before it, in its old order, with what the window leaves.
    .orderBy((eb) => eb('created_at', '<', since ?? new Date(0)))
    .orderBy('seq')
    .limit(1)
    .executeTakeFirst()

/** Conversations with something to send now, or whose deliverer died. For the sweep. */
export async function dueConversations(db: Db, now: Date, limit = 500): Promise<string[]> {
  const rows = await db
    .selectFrom('outbound')
    .select('conversation_id')
    .distinct()
    .where('state', '=', 'queued')
    .where('not_before', '<=', now)
    .limit(limit)
    .execute()
  return rows.map((row) => row.conversation_id)
}

export type { ChannelFault }
