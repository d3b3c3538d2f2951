import type { Transaction } from 'kysely'
import type { Db, Tables } from '../../platform/db/index.ts'
import type { Clock, Ids } from '../../platform/kernel/index.ts'
import type { Logger } from '../../platform/log/index.ts'
import type { Channel, ChannelFault } from '../channel/index.ts'
import { carry, holdRows } from './carry.ts'
import { decide, type Verdict } from './decide.ts'
import type { DigestWords } from './pieces.ts'
import { type Message, plan } from './plan.ts'
import { preferencesOf } from './preferences.ts'
import { type QuietHours, quietUntil } from './quiet.ts'
import { enterSession, remember, SERVICE_STATE } from './session.ts'
import { PERSON_TALKING, type Settled, settle, THEIRS, tellHeld } from './settle.ts'
import type { OutboundBody, Push } from './tables.ts'
import { readWaiting, waitingOf } from './waiting.ts'
import { closedBecause } from './window.ts'

export interface DeliverDeps {
  db: Db
  clock: Clock
  ids: Ids
  log: Logger
  channels: Record<string, Channel>
  /** When nobody is told anything unasked. */
  quiet: QuietHours | null
  digest: DigestWords
  /** What became of a message, in the transaction that records it. */
  onSettled(trx: Transaction<Tables>, settled: Settled): Promise<void>
}

/** Longer than any one call of the platform with its tries (3 × 5 s), and renewed before each; a crashed deliverer is replaced after it. */
const LEASE_MS = 20_000

export interface Due {
  id: string
  cause: string
  body: OutboundBody
  attempts: number
  push: Push | null
}

export interface Conversation {
  id: string
  channel: string
  account: string
  peer: string
  last_inbound_at: Date | null
  sent_since: number
  service_state: number | null
}

/**
 * Sends what waits for one person until nothing may be sent any more. One deliverer per conversation keeps the order a person
 * reads. Before each message everything is planned anew: meanwhile the person may have written. Returns when to look again, if
 * something waits for a moment or somebody else is sending; 'elsewhere' where only another process can send.
 */
export async function deliver(
  conversationId: string,
  deps: DeliverDeps,
): Promise<Date | 'busy_elsewhere' | 'elsewhere' | null> {
  const me = deps.ids.next()
  if (!(await claim(conversationId, me, deps))) return 'busy_elsewhere'
  try {
    for (;;) {
      const conversation = await read(conversationId, deps)
      if (!conversation) return null
      if (deps.channels[conversation.channel]?.here() === false) return 'elsewhere'
      if (!(await renew(conversationId, me, deps))) return 'busy_elsewhere'
      const next = await choose(conversation, deps)
      if (next === null) continue
      if ('again' in next) return next.again
      const tried = await attempt(conversation, next.due, me, deps)
      if (tried === null) return 'busy_elsewhere'
      const verdict = overtaken(tried, next.due)
      await settle(conversation, next.due, verdict, deps)
      if (verdict.state === 'queued') return verdict.notBefore
    }
  } finally {
    await release(conversationId, me, deps)
  }
}

/** The message that leaves next; once none is left, the rest is held. null: somebody else was quicker. */
async function choose(
  conversation: Conversation,
  deps: DeliverDeps,
): Promise<{ due: Due } | { again: Date | null } | null> {
  const now = deps.clock.now()
  const rows = await readWaiting(deps.db, conversation.id)
  if (!rows.some((row) => row.state === 'queued')) return { again: null }
  const channel = deps.channels[conversation.channel]
  const window = { lastInboundAt: conversation.last_inbound_at, sentSince: conversation.sent_since }
  const budget = {
    closed: channel ? closedBecause(window, now, channel.window) : null,
    left: channel?.window ? channel.window.messages - conversation.sent_since : Number.POSITIVE_INFINITY,
    since: conversation.last_inbound_at,
  }
  const { pushes } = await preferencesOf(deps.db, conversation.id)
  const fits = (text: string) => (channel?.split({ kind: 'text', text }).length ?? 1) === 1
  const rules = { pushes, quietUntil: quietUntil(now, deps.quiet), digest: deps.digest, fits }
  const planned = plan(rows.map(waitingOf), budget, now, rules)
  const [first] = planned.send
  if (first) {
    const due = await dueOf(conversation.id, first, rows, deps)
    return due === null ? null : { due }
  }
  await holdAll(conversation.id, planned.hold, deps)
  return { again: planned.again }
}

async function holdAll(
  conversationId: string,
  hold: { id: string; reason: string }[],
  deps: DeliverDeps,
): Promise<void> {
  if (hold.length === 0) return
  await deps.db.transaction().execute(async (trx) => {
    for (const { id, reason } of hold)
      await tellHeld(trx, conversationId, await holdRows(trx, [id], reason, deps.clock.now()), reason, deps)
  })
}

async function dueOf(
  conversationId: string,
  message: Message,
  rows: Awaited<ReturnType<typeof readWaiting>>,
  deps: DeliverDeps,
): Promise<Due | null> {
  const own = rows.find((row) => row.id === message.rows[0])
  if (message.text === null && own) return own
  const text = message.text ?? ''
  const away = rows.some((row) => row.away && message.rows.includes(row.id))
  const id = await carry(conversationId, { rows: message.rows, text, away }, deps)
  if (id === null) return null
  return deps.db
    .selectFrom('outbound')
    .select(['id', 'cause', 'body', 'attempts', 'push'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
}

/** null: somebody else has taken the conversation over. */
async function attempt(conversation: Conversation, due: Due, me: string, deps: DeliverDeps): Promise<Verdict | null> {
  const channel = deps.channels[conversation.channel]
  const now = deps.clock.now()
  if (!channel) return { state: 'given_up', reason: 'channel_off' }
  // Composed before the platform objected, or while it did.
  if (due.body.echo && (await preferencesOf(deps.db, conversation.id)).noEcho)
    return { state: 'given_up', reason: 'no_echo' }
  const { code } = due.body
  const usable = code !== undefined && Date.parse(code.until) > now.getTime()
  if (!usable) {
    const closed = closedBecause(
      { lastInboundAt: conversation.last_inbound_at, sentSince: conversation.sent_since },
      now,
      channel.window,
    )
    // A greeting that comes too late greets nobody, and nor does word of a session that has moved on.
    if (code && due.body.passing) return { state: 'given_up', reason: 'code_too_late' }
    if (closed && code) return { state: 'given_up', reason: 'welcome_too_late' }
    if (closed) return { state: 'held', reason: closed }
    const held = await holdSession(channel, conversation, due.attempts, deps)
    if (held) return held
    if (!(await renew(conversation.id, me, deps))) return null
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
  if (usable && sent.error.kind === 'gone') return { state: 'given_up', reason: 'welcome_too_late' }
  return decide(sent.error, due.attempts, now)
}

/** What only the bot could have said is not said later. */
const overtaken = (verdict: Verdict, due: Due): Verdict =>
  verdict.state === 'held' && due.body.passing && THEIRS.includes(verdict.reason)
    ? { state: 'given_up', reason: verdict.reason }
    : verdict

/** Asked once for each word of the customer: only in states 0 and 1 may the bot speak (wecom.md §3.7, trap 9.5). */
async function holdSession(
  channel: Channel,
  conversation: Conversation,
  attempts: number,
  deps: DeliverDeps,
): Promise<Verdict | null> {
  if (conversation.service_state === SERVICE_STATE.bot) return null
  const state = await enterSession(channel, conversation)
  if (!state.ok) return decide(state.error, attempts, deps.clock.now())
  await remember(deps.db, conversation.id, state.value)
  if (state.value === 'pool' || state.value === 'person') return { state: 'held', reason: PERSON_TALKING }
  return state.value === 'ended' ? { state: 'held', reason: 'session_ended' } : null
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

/** false: it took too long, and somebody else has it. */
async function renew(conversationId: string, me: string, deps: DeliverDeps): Promise<boolean> {
  const row = await deps.db
    .updateTable('conversations')
    .set({ leased_until: new Date(deps.clock.now().getTime() + LEASE_MS) })
    .where('id', '=', conversationId)
    .where('leased_by', '=', me)
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

/** Conversations with something to send now, or whose deliverer died; those of some channels only, or of all but some. */
export async function dueConversations(
  db: Db,
  now: Date,
  which: { of: string[] } | { except: string[] } = { except: [] },
  limit = 500,
): Promise<string[]> {
  const of = 'of' in which ? which.of : which.except
  const rows = await db
    .selectFrom('outbound')
    .innerJoin('conversations', 'conversations.id', 'outbound.conversation_id')
    .select('outbound.conversation_id')
    .groupBy('outbound.conversation_id')
    .where('outbound.state', '=', 'queued')
    .where('outbound.not_before', '<=', now)
    .$if(of.length > 0, (query) => query.where('conversations.channel', 'of' in which ? 'in' : 'not in', of))
    .orderBy((eb) => eb.fn.min('outbound.not_before'))
    .limit(limit)
    .execute()
  return rows.map((row) => row.conversation_id)
}

export type { ChannelFault }
