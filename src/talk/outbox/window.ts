import { sql, type Transaction } from 'kysely'
import type { Tables } from '../../platform/db/index.ts'
import { KF_WINDOW, type ReplyWindow } from '../channel/index.ts'
import './tables.ts'

export const { ms: WINDOW_MS, messages: WINDOW_MESSAGES } = KF_WINDOW

const SEND_TIME_UNIT_MS = 1_000
/** The platform's clock decides, a little later: its second, ours, and the way there with its tries are allowed for. */
const CLOSES_EARLY_MS = 60_000

export interface Window {
  lastInboundAt: Date | null
  sentSince: number
}

/** Why nothing may be sent now; null when it may. Known before sending, so that the platform never has to refuse. */
export function closedBecause(
  window: Window,
  now: Date,
  limits: ReplyWindow | null = KF_WINDOW,
): 'window_never_opened' | 'window_closed' | 'window_spent' | null {
  if (window.lastInboundAt === null) return 'window_never_opened'
  if (limits === null) return null
  if (now.getTime() - window.lastInboundAt.getTime() >= limits.ms - CLOSES_EARLY_MS) return 'window_closed'
  return window.sentSince >= limits.messages ? 'window_spent' : null
}

/**
 * A word of the customer opens the window again. What was accepted after the word was sent counts against it. The platform
 * gives whole seconds: what was accepted within that second is taken as said before the word. One counted too many would
 * leave a person without an answer; one too few ends, at worst, in a refusal that holds the message. The session's state may
 * have changed with the word (4 → 0), so it is asked for again before the next send.
 */
export async function openWindow(trx: Transaction<Tables>, conversationId: string, sentAt: Date): Promise<void> {
  const { sent } = await trx
    .selectFrom('outbound')
    .select((eb) => eb.fn.countAll<number>().as('sent'))
    .where('conversation_id', '=', conversationId)
    .where('state', '=', 'accepted')
    // What left inside another message is counted with that one.
    .where('carried_by', 'is', null)
    .where('accepted_at', '>=', new Date(sentAt.getTime() + SEND_TIME_UNIT_MS))
    .executeTakeFirstOrThrow()
  await trx
    .updateTable('conversations')
    .set((eb) => ({
      ...{ last_inbound_at: sentAt, sent_since: Number(sent) },
      // That a person has it is remembered, for when the platform cannot be asked.
      service_state: eb.case().when('service_state', 'in', [2, 3]).then(eb.ref('service_state')).else(null).end(),
    }))
    .where('id', '=', conversationId)
    .where((eb) => eb.or([eb('last_inbound_at', 'is', null), eb('last_inbound_at', '<=', sentAt)]))
    .execute()
}

/**
 * What was held may go again: called by the turn that answers the word, so that the answer stands in front of it. Where the
 * turn asks something, questions that were never sent are gone: a person answers the last one they see.
 */
export async function releaseHeld(trx: Transaction<Tables>, conversationId: string, asksAnew: boolean): Promise<void> {
  if (asksAnew) {
    await trx
      .deleteFrom('outbound')
      .where('conversation_id', '=', conversationId)
      .where('state', '=', 'held')
      .where(sql<boolean>`body ->> 'question' = 'true'`)
      .execute()
  }
  await trx
    .updateTable('outbound')
    .set({ state: 'queued', reason: null, away: true })
    .where('conversation_id', '=', conversationId)
    .where('state', '=', 'held')
    .execute()
}
