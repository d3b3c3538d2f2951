import type { Transaction } from 'kysely'
import type { Db, Tables } from '../../platform/db/index.ts'
import { type PutDeps, put } from '../outbox/index.ts'
import './tables.ts'

export interface FailedTurnDeps extends PutDeps {
  db: Db
  /** Said to the citizen when we cannot read what was sent. */
  apology(): string
  onGivenUp(trx: Transaction<Tables>, conversationId: string): Promise<void>
}

/** With the sweep's pauses this is about a minute: enough for a database to come back, too long to leave a person waiting for more. */
const TRIES = 6

/**
 * A turn threw. It left no trace, so the sweep tries again; but a message that fails every time must not silence a person for
 * ever: it is set aside (kept, never lost), the citizen is told, and somebody is called.
 */
export async function turnFailed(conversationId: string, deps: FailedTurnDeps): Promise<void> {
  await deps.db.transaction().execute(async (trx) => {
    const row = await trx
      .updateTable('conversations')
      .set((eb) => ({ turn_failures: eb('turn_failures', '+', 1) }))
      .where('id', '=', conversationId)
      .returning(['id', 'channel', 'turn_failures'])
      .executeTakeFirst()
    if (!row || row.turn_failures < TRIES) return
    const aside = await trx
      .updateTable('inbound')
      .set({ state: 'kept', handled_at: deps.clock.now() })
      .where('conversation_id', '=', conversationId)
      .where('state', '=', 'pending')
      .returning('seq')
      .execute()
    await trx.updateTable('conversations').set({ turn_failures: 0 }).where('id', '=', conversationId).execute()
    const [first] = aside
    if (!first) return
    await put(trx, row, `set-aside/${first.seq}`, [{ content: { kind: 'text', text: deps.apology() } }], deps)
    await deps.onGivenUp(trx, conversationId)
  })
}
