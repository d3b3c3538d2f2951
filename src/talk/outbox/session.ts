import type { Kysely, Transaction } from 'kysely'
import type { Db, Tables } from '../../platform/db/index.ts'
import { ok, type Result } from '../../platform/kernel/index.ts'
import type { Channel, ChannelFault, InboundBody, SessionState } from '../channel/index.ts'
import { type PutDeps, put } from './put.ts'

/** wecom.md §3.7, as conversations.service_state keeps them; null = ask before sending. */
export const SERVICE_STATE = { bot: 1, pool: 2, person: 3 } as const

export interface SessionDeps {
  db: Db
  channels: Record<string, Channel>
}

/**
 * Who answers this person now. Asked once for each word: with automatic assignment a new word may go to a person without us
 * (trap 9.5), and a session of 48 hours ends without an event. Where the platform cannot say, what it said last holds.
 */
export async function whoHolds(conversationId: string, deps: SessionDeps): Promise<'bot' | 'person'> {
  const row = await deps.db
    .selectFrom('conversations')
    .select(['channel', 'account', 'peer', 'service_state'])
    .where('id', '=', conversationId)
    .executeTakeFirst()
  const channel = row ? deps.channels[row.channel] : undefined
  if (!row || !channel?.people || row.service_state === SERVICE_STATE.bot) return 'bot'
  const state = await enterSession(channel, row)
  if (!state.ok) return row.service_state === null ? 'bot' : 'person'
  await remember(deps.db, conversationId, state.value)
  return state.value === 'pool' || state.value === 'person' ? 'person' : 'bot'
}

/**
 * The state, after the bot has taken a new session on. Another process may take it at the same moment: then the move is refused
 * (95016), and the state says who has it (wecom.md §3.9).
 */
export async function enterSession(
  channel: Channel,
  { account, peer }: { account: string; peer: string },
): Promise<Result<SessionState, ChannelFault>> {
  const state = await channel.sessionState(account, peer)
  if (!state.ok || state.value !== 'new') return state
  const taken = await channel.takeSession(account, peer)
  if (taken.ok) return ok('bot')
  // Any other refusal leaves the session new, in which the bot may speak as well.
  return taken.error.kind === 'session' ? channel.sessionState(account, peer) : state
}

export async function remember(db: Kysely<Tables>, conversationId: string, state: SessionState): Promise<void> {
  const known = state === 'new' || state === 'ended' ? null : SERVICE_STATE[state]
  await db
    .updateTable('conversations')
    .set({ service_state: known, ...(state === 'person' || state === 'pool' ? {} : { servicer: null }) })
    .where('id', '=', conversationId)
    .execute()
}

export interface SessionTexts {
  /** Said when a person has taken the conversation, and when that person has ended it. */
  here: string
  left: string
}

/** The end's code is good for 20 seconds, the one of a session taken for 48 hours (wecom.md §3.6); a little is kept for the way. */
const CODE_MS = { here: 47 * 3_600_000, left: 18_000 }

/** The session moved in the client of a person of the office. Same transaction as the event. */
export async function sessionChanged(
  trx: Transaction<Tables>,
  conversationId: string,
  event: { at: Date; cause: string; body: Extract<InboundBody, { kind: 'session_changed' }> },
  deps: PutDeps & { texts: SessionTexts },
): Promise<void> {
  const { change, servicer, code } = event.body
  const theirs = change === 'taken_from_pool' || change === 'transferred' || change === 'reopened'
  const row = await trx
    .updateTable('conversations')
    .set({ service_state: theirs ? SERVICE_STATE.person : null, servicer: theirs ? (servicer ?? null) : null })
    .where('id', '=', conversationId)
    .returning(['id', 'channel'])
    .executeTakeFirstOrThrow()
  const says = change === 'taken_from_pool' ? 'here' : change === 'ended' ? 'left' : null
  if (says === null || code === undefined) return
  const until = new Date(event.at.getTime() + CODE_MS[says]).toISOString()
  const content = { kind: 'text' as const, text: deps.texts[says] }
  await put(trx, row, event.cause, [{ content, passing: true, code: { value: code, until } }], deps)
}
