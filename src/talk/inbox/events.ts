import type { Db } from '../../platform/db/index.ts'
import { type Clock, type Ids, storable } from '../../platform/kernel/index.ts'
import type { Logger } from '../../platform/log/index.ts'
import './tables.ts'

export interface EventDeps {
  db: Db
  clock: Clock
  ids: Ids
  log: Logger
}

const TRIES = 20

/** Stores an event that cannot be pulled again. Returns its id, or null when it is known already. Throws when it is not stored. */
export async function storeEvent(
  told: { dedupeKey: string; kind: string; body: Record<string, unknown> },
  deps: Pick<EventDeps, 'db' | 'clock' | 'ids'>,
): Promise<string | null> {
  const event = storable(told)
  const row = await deps.db
    .insertInto('platform_events')
    .values({
      id: deps.ids.next(),
      dedupe_key: event.dedupeKey,
      kind: event.kind,
      body: JSON.stringify(event.body),
      received_at: deps.clock.now(),
      state: 'pending',
      handled_at: null,
      last_error: null,
    })
    .onConflict((conflict) => conflict.column('dedupe_key').doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id ?? null
}

/** Runs the handler in the transaction that marks the event as handled. A failing one is tried again by the sweep, then shown. */
export async function handleEvent(
  id: string,
  handle: (trx: Db, event: { id: string; kind: string; body: Record<string, unknown> }) => Promise<void>,
  deps: EventDeps,
): Promise<boolean> {
  try {
    return await deps.db.transaction().execute(async (trx) => {
      const row = await trx
        .updateTable('platform_events')
        .set({ state: 'handled', handled_at: deps.clock.now() })
        .where('id', '=', id)
        .where('state', '=', 'pending')
        .returning(['id', 'kind', 'body'])
        .executeTakeFirst()
      if (!row) return false
      await handle(trx, row)
      return true
    })
  } catch (error) {
    deps.log.error({ event: id, err: error }, 'event not handled')
    await deps.db
      .updateTable('platform_events')
      .set((eb) => ({
        attempts: eb('attempts', '+', 1),
        last_error: error instanceof Error ? error.message.slice(0, 200) : 'unknown',
        state: eb
          .case()
          .when('attempts', '>=', TRIES - 1)
          .then('failed' as const)
          .else('pending' as const)
          .end(),
      }))
      .where('id', '=', id)
      .where('state', '=', 'pending')
      .execute()
    return false
  }
}

export async function pendingEvents(db: Db, limit = 100): Promise<string[]> {
  const rows = await db
    .selectFrom('platform_events')
    .select('id')
    .where('state', '=', 'pending')
    .orderBy('received_at')
    .limit(limit)
    .execute()
  return rows.map((row) => row.id)
}
