import type { Transaction } from 'kysely'
import type { Tables } from '../../platform/db/index.ts'
import type { Ids } from '../../platform/kernel/index.ts'
import { isCarrier, settleParts } from './carry.ts'
import type { Settled } from './settle.ts'
import type { OutboundBody, Push } from './tables.ts'
import { WINDOW_MESSAGES } from './window.ts'

/** msg_send_fail (wecom.md §3.4): 4 session over 48 h, 5 session closed, 6 more than five: the person's next word opens the way again. */
const OPENED_BY_A_WORD = [4, 5, 6]

/**
 * The platform took a message and failed later: it was not told. Where the person's next word helps, a copy waits for it: a
 * copy, because the platform would take the same message id for the message it already had (95033) and send nothing. A message
 * made of several rows needs none: another is made of them. Returns what became of each row.
 */
export async function recordFailure(
  trx: Transaction<Tables>,
  failure: { messageId: string; failType: number; at: Date },
  ids: Ids,
): Promise<Settled[]> {
  const reason = `send_failed_${failure.failType}`
  const row = await trx
    .updateTable('outbound')
    .set({ state: 'given_up', reason, failed_at: failure.at, fail_type: failure.failType })
    .where('id', '=', failure.messageId)
    // Also before our own record of the sending, which a crash may delay; tried again, it would be taken for the message it was.
    .where('state', 'in', ['accepted', 'queued', 'held'])
    .returning(['id', 'cause', 'conversation_id', 'body', 'push', 'accepted_at'])
    .executeTakeFirst()
  if (!row) return []
  const waits = OPENED_BY_A_WORD.includes(failure.failType)
  if (waits) await closeWindow(trx, row.conversation_id, row.accepted_at ?? failure.at)
  const state = waits ? ('held' as const) : ('given_up' as const)
  const end = { conversationId: row.conversation_id, state, reason, push: row.push }
  const own = { ...end, id: row.id, cause: row.cause, part: false }
  if (isCarrier(row.cause)) {
    const parts = await settleParts(trx, row.id, failure.at, { state, reason })
    return [own, ...parts.map((part) => ({ ...end, ...part, part: true }))]
  }
  if (waits) await copy(trx, { ...row, reason, at: failure.at }, ids)
  return [own]
}

/** Nothing more is tried until the person writes; where they have written since, the window is another one. */
async function closeWindow(trx: Transaction<Tables>, conversationId: string, acceptedAt: Date): Promise<void> {
  await trx
    .updateTable('conversations')
    .set((eb) => ({ sent_since: eb.fn('greatest', ['sent_since', eb.lit(WINDOW_MESSAGES)]) }))
    .where('id', '=', conversationId)
    .where('last_inbound_at', '<=', acceptedAt)
    .execute()
}

async function copy(
  trx: Transaction<Tables>,
  row: { id: string; cause: string; conversation_id: string; body: OutboundBody; push: Push | null } & {
    reason: string
    at: Date
  },
  ids: Ids,
): Promise<void> {
  await trx
    .insertInto('outbound')
    .values({
      id: ids.next(),
      conversation_id: row.conversation_id,
      cause: `${row.cause}/again-${row.id}`,
      body: JSON.stringify(row.body),
      created_at: row.at,
      not_before: row.at,
      state: 'held',
      reason: row.reason,
      push: row.push ? JSON.stringify(row.push) : null,
    })
    .execute()
}
