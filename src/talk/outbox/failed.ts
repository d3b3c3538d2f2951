import type { Transaction } from 'kysely'
import type { Tables } from '../../platform/db/index.ts'
import type { Ids } from '../../platform/kernel/index.ts'
import type { Settled } from './deliver.ts'
import './tables.ts'

/** msg_send_fail (wecom.md §3.4): 4 session over 48 h, 5 session closed, 6 more than five: the person's next word opens the way again. */
const OPENED_BY_A_WORD = [4, 5, 6]

/**
 * The platform took a message and failed later: it was not told. Where the person's next word helps, a copy waits for it: a
 * copy, because the platform would take the same message id for the message it already had (95033) and send nothing.
 */
export async function recordFailure(
  trx: Transaction<Tables>,
  failure: { messageId: string; failType: number; at: Date },
  ids: Ids,
): Promise<Settled | null> {
  const reason = `send_failed_${failure.failType}`
  const row = await trx
    .updateTable('outbound')
    .set({ state: 'given_up', reason, failed_at: failure.at, fail_type: failure.failType })
    .where('id', '=', failure.messageId)
    .where('state', '=', 'accepted')
    .returning(['id', 'cause', 'conversation_id', 'body'])
    .executeTakeFirst()
  if (!row) return null
  const waits = OPENED_BY_A_WORD.includes(failure.failType)
  if (waits) {
    await trx
      .insertInto('outbound')
      .values({
        id: ids.next(),
        conversation_id: row.conversation_id,
        cause: `${row.cause}/again-${row.id}`,
        body: JSON.stringify(row.body),
        created_at: failure.at,
        not_before: failure.at,
        state: 'held',
        reason,
        accepted_at: null,
        failed_at: null,
        fail_type: null,
      })
      .execute()
  }
  return {
    id: row.id,
    cause: row.cause,
    conversationId: row.conversation_id,
    state: waits ? 'held' : 'given_up',
    reason,
  }
}

/** The session went to a person or ended: the state is asked for again before the next send. */
export async function forgetSession(trx: Transaction<Tables>, conversationId: string): Promise<void> {
  await trx.updateTable('conversations').set({ service_state: null }).where('id', '=', conversationId).execute()
}
