import { sql, type Transaction } from 'kysely'
import type { Tables } from '../../platform/db/index.ts'
import { holdRows, isCarrier, type Part, settleParts } from './carry.ts'
import type { Verdict } from './decide.ts'
import type { Conversation, DeliverDeps, Due } from './deliver.ts'
import type { Push } from './tables.ts'
import { WINDOW_MESSAGES } from './window.ts'

export interface Settled {
  id: string
  cause: string
  conversationId: string
  state: 'accepted' | 'held' | 'given_up'
  reason: string | null
  push: Push | null
  /** Part of a message whose own fate is told apart. */
  part: boolean
}

export const PERSON_TALKING = 'person_talking'
/** A person of the office has the conversation, or it is over: what the bot asked or remarked is not said later. */
export const THEIRS = [PERSON_TALKING, 'session_refused', 'session_ended']

/** Records what became of a message, in one transaction with what follows from it. */
export async function settle(conversation: Conversation, due: Due, verdict: Verdict, deps: DeliverDeps): Promise<void> {
  const now = deps.clock.now()
  await deps.db.transaction().execute(async (trx) => {
    if (verdict.state === 'queued') return again(trx, due, verdict)
    if (verdict.state === 'held') return hold(trx, conversation, due, verdict, deps)
    const done = await trx
      .updateTable('outbound')
      .set({
        state: verdict.state,
        reason: verdict.state === 'accepted' ? null : verdict.reason,
        ...(verdict.state === 'accepted' ? { accepted_at: now } : {}),
      })
      .where('id', '=', due.id)
      .where('state', '=', 'queued')
      .returning('id')
      .executeTakeFirst()
    if (!done) return
    // One sent with a code may count or not (wecom.md §3.6): taken as counted, it can only be one too many, until the next word.
    if (verdict.state === 'accepted') {
      await trx
        .updateTable('conversations')
        .set((eb) => ({ sent_since: eb('sent_since', '+', 1) }))
        .where('id', '=', conversation.id)
        .execute()
    }
    if (verdict.state === 'given_up' && THEIRS.includes(verdict.reason)) await askAnew(trx, conversation.id)
    const parts = isCarrier(due.cause) ? await settleParts(trx, due.id, now, verdict) : []
    const reason = verdict.state === 'accepted' ? null : verdict.reason
    const end = { conversationId: conversation.id, state: verdict.state, reason, push: due.push }
    await deps.onSettled(trx, { ...end, id: due.id, cause: due.cause, part: false })
    for (const part of parts) await deps.onSettled(trx, { ...end, ...part, part: true })
  })
}

async function again(
  trx: Transaction<Tables>,
  due: Due,
  verdict: Extract<Verdict, { state: 'queued' }>,
): Promise<void> {
  // Only tries that had no answer: a refusal for the rate or the configuration was no send, and may last.
  const counted = verdict.reason === 'busy' ? 1 : 0
  await trx
    .updateTable('outbound')
    .set((eb) => ({ reason: verdict.reason, not_before: verdict.notBefore, attempts: eb('attempts', '+', counted) }))
    .where('id', '=', due.id)
    .where('state', '=', 'queued')
    .execute()
}

/** What the platform said corrects what we believed: nothing more is tried until the person writes, or the session moves. */
async function hold(
  trx: Transaction<Tables>,
  conversation: Conversation,
  due: Due,
  verdict: Extract<Verdict, { state: 'held' }>,
  deps: DeliverDeps,
): Promise<void> {
  const same = await trx
    .updateTable('conversations')
    .set((eb) => ({
      // Seen to be with a person, it stays so; else it is asked for again.
      service_state: verdict.reason === PERSON_TALKING ? eb.ref('service_state') : null,
      ...(verdict.spent ? { sent_since: eb.fn('greatest', ['sent_since', eb.lit(WINDOW_MESSAGES)]) } : {}),
    }))
    .where('id', '=', conversation.id)
    .where((eb) =>
      conversation.last_inbound_at === null
        ? eb('last_inbound_at', 'is', null)
        : eb('last_inbound_at', '=', conversation.last_inbound_at),
    )
    .returning('id')
    .executeTakeFirst()
  // The person has written since: it was another window that was refused, and everything is planned anew.
  if (!same) return
  if (THEIRS.includes(verdict.reason)) {
    await trx
      .updateTable('outbound')
      .set({ state: 'given_up', reason: verdict.reason })
      .where('conversation_id', '=', conversation.id)
      .where('state', '=', 'queued')
      .where('id', '!=', due.id)
      .where(sql<boolean>`body ->> 'passing' = 'true'`)
      .execute()
  }
  const rest = await trx
    .selectFrom('outbound')
    .select('id')
    .where('conversation_id', '=', conversation.id)
    .where('state', '=', 'queued')
    .execute()
  const ids = rest.map((row) => row.id)
  await tellHeld(trx, conversation.id, await holdRows(trx, ids, verdict.reason, deps.clock.now()), verdict.reason, deps)
}

export async function tellHeld(
  trx: Transaction<Tables>,
  conversationId: string,
  held: Part[],
  reason: string,
  deps: DeliverDeps,
): Promise<void> {
  for (const row of held)
    await deps.onSettled(trx, { ...row, conversationId, state: 'held', reason, push: null, part: false })
}

const askAnew = (trx: Transaction<Tables>, conversationId: string) =>
  trx.updateTable('conversations').set({ service_state: null }).where('id', '=', conversationId).execute()
