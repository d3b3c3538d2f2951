import type { Selectable } from 'kysely'
import type { Db, Tables } from '../../platform/db/index.ts'
import { isCarrier } from './carry.ts'
import type { Waiting } from './plan.ts'
import './tables.ts'

/** Held by choice, or for the sake of a final message: they may leave beside something else. */
const MAY_RIDE = ['by_choice', 'kept_for_final']

type Row = Selectable<Tables['outbound']>

/** Everything of a conversation that has not left yet and may leave now. */
export function readWaiting(db: Db, conversationId: string): Promise<Row[]> {
  return db
    .selectFrom('outbound')
    .selectAll()
    .where('conversation_id', '=', conversationId)
    .where((eb) =>
      eb.or([
        eb('state', '=', 'queued'),
        eb.and([eb('state', '=', 'held'), eb('reason', 'in', MAY_RIDE), eb('push', 'is not', null)]),
      ]),
    )
    .orderBy('seq')
    .execute()
}

export const waitingOf = (row: Row): Waiting => ({
  id: row.id,
  cause: row.cause,
  text: row.body.content.kind === 'text' ? row.body.content.text : null,
  push: row.push,
  away: row.away,
  held: row.state === 'held',
  sealed: isCarrier(row.cause) || row.attempts > 0,
  coded: row.body.code !== undefined,
  createdAt: row.created_at,
  seq: row.seq,
  notBefore: row.not_before,
})
