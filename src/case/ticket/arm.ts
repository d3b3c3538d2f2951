import type { Kysely } from 'kysely'
import type { Tables } from '../../platform/db/index.ts'
import type { MatterTimer, TimerKind } from './timers.ts'

declare module '../../platform/db/tables.ts' {
  interface Tables {
    matter_timers: {
      ticket_id: string
      kind: TimerKind
      rule: string
      day: string
      fires_at: Date
      fired_at: Date | null
    }
  }
}

/** Nothing waits for the matter any more; what fired stays. */
export async function disarm(trx: Kysely<Tables>, ticketId: string): Promise<void> {
  await trx.deleteFrom('matter_timers').where('ticket_id', '=', ticketId).where('fired_at', 'is', null).execute()
}

/** What waits for a disarmed matter from now on. What fired does not wait again. */
export async function arm(trx: Kysely<Tables>, ticketId: string, timers: readonly MatterTimer[]): Promise<void> {
  for (const insert of timerRows(trx, ticketId, timers)) await insert.execute()
}

/** As one insert; none where there is nothing to wait for. */
export const timerRows = (trx: Kysely<Tables>, ticketId: string, timers: readonly MatterTimer[]) =>
  timers.length === 0
    ? []
    : [
        trx
          .insertInto('matter_timers')
          .values(
            timers.map(({ kind, rule, day, firesAt }) => ({ ticket_id: ticketId, kind, rule, day, fires_at: firesAt })),
          )
          .onConflict((conflict) => conflict.columns(['ticket_id', 'kind', 'rule', 'day']).doNothing()),
      ]
