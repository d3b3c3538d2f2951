import type { Kysely } from 'kysely'
import type { Clock, Ids } from '../../platform/kernel/index.ts'
import type { Tables } from './tables.ts'

/** Written before anything is answered: what cannot be recorded is not shown (petition.md §9 E6: access log). */
export async function recordRead(
  db: Kysely<Tables>,
  read: { ticketId: string; userid: string },
  deps: { clock: Clock; ids: Ids },
): Promise<void> {
  await db
    .insertInto('reads')
    .values({ id: deps.ids.next(), ticket_id: read.ticketId, userid: read.userid, at: deps.clock.now() })
    .execute()
}
