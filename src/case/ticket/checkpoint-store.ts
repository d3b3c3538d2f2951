import type { Kysely } from 'kysely'
import type { Tables } from '../../platform/db/index.ts'
import type { Checkpoint, CheckpointKind } from './checkpoints.ts'

declare module '../../platform/db/tables.ts' {
  interface Tables {
    checkpoints: {
      ticket_id: string
      id: string
      kind: CheckpointKind
      due: string
      owed_by: 'holder' | 'petition'
      met_at: Date | null
    }
  }
}

// Rows that mirror the check-points of a matter, for lists over many matters.

/** What ended unmet is owed by nobody any more. */
export async function dropCheckpoints(
  trx: Kysely<Tables>,
  ticketId: string,
  kept: readonly Checkpoint[],
): Promise<void> {
  const ids = kept.map(({ id }) => id)
  await trx
    .deleteFrom('checkpoints')
    .where('ticket_id', '=', ticketId)
    .$if(ids.length > 0, (query) => query.where('id', 'not in', ids))
    .execute()
}

export async function keepCheckpoints(
  trx: Kysely<Tables>,
  ticketId: string,
  points: readonly Checkpoint[],
): Promise<void> {
  for (const insert of checkpointRows(trx, ticketId, points)) await insert.execute()
}

/** As one insert; none where nothing is owed. */
export const checkpointRows = (trx: Kysely<Tables>, ticketId: string, points: readonly Checkpoint[]) =>
  points.length === 0
    ? []
    : [
        trx
          .insertInto('checkpoints')
          .values(
            points.map(({ id, kind, due, owedBy, metAt }) => ({
              ...{ ticket_id: ticketId, id, kind, due, owed_by: owedBy },
              met_at: metAt === undefined ? null : new Date(metAt),
            })),
          )
          .onConflict((conflict) =>
            conflict
              .columns(['ticket_id', 'id'])
              .doUpdateSet((eb) => ({ due: eb.ref('excluded.due'), met_at: eb.ref('excluded.met_at') })),
          ),
      ]
