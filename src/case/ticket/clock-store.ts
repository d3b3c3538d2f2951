import type { Kysely } from 'kysely'
import type { Tables } from '../../platform/db/index.ts'
import type { RunningClock } from './clocks.ts'

declare module '../../platform/db/tables.ts' {
  interface Tables {
    ticket_clocks: {
      ticket_id: string
      rule: string
      started_at: Date
      due: string
      article: string
      provisional: boolean
      met_at: Date | null
    }
  }
}

// Rows that mirror the clocks of a matter, for whoever asks for the next date.

/** A clock that an event took away may start anew; until then it is no date of anybody's. */
export async function dropClocks(trx: Kysely<Tables>, ticketId: string, kept: readonly RunningClock[]): Promise<void> {
  const rules = kept.map(({ rule }) => rule)
  await trx
    .deleteFrom('ticket_clocks')
    .where('ticket_id', '=', ticketId)
    .$if(rules.length > 0, (query) => query.where('rule', 'not in', rules))
    .execute()
}

/** As one insert; none where no clock runs. */
export const clockRows = (trx: Kysely<Tables>, ticketId: string, clocks: readonly RunningClock[]) =>
  clocks.length === 0
    ? []
    : [
        trx
          .insertInto('ticket_clocks')
          .values(
            clocks.map((clock) => ({
              ...{ ticket_id: ticketId, rule: clock.rule, started_at: new Date(clock.startedAt), due: clock.due },
              article: clock.detail.rule.article,
              provisional: clock.detail.provisional,
              met_at: clock.metAt === undefined ? null : new Date(clock.metAt),
            })),
          )
          .onConflict((conflict) =>
            conflict.columns(['ticket_id', 'rule']).doUpdateSet((eb) => ({
              started_at: eb.ref('excluded.started_at'),
              due: eb.ref('excluded.due'),
              article: eb.ref('excluded.article'),
              provisional: eb.ref('excluded.provisional'),
              met_at: eb.ref('excluded.met_at'),
            })),
          ),
      ]
