import { planNotices } from '../case/notify/index.ts'
import { redatable, redate } from '../case/ticket/index.ts'
import type { Context } from './context.ts'

/** After a start with another calendar: dates that it changes are written, and told. The sweep finds the notices. */
export async function redateMatters(context: Pick<Context, 'db' | 'rules' | 'clock' | 'ids' | 'log'>): Promise<number> {
  let changed = 0
  for (const ticketId of await redatable(context.db, context.rules.calendars)) {
    const added = await context.db.transaction().execute(async (trx) => {
      const added = await redate(trx, ticketId, context)
      if (added.length === 0) return added
      const { reporter } = await trx
        .selectFrom('tickets')
        .innerJoin('complaints', 'complaints.id', 'tickets.complaint_id')
        .select('complaints.reporter')
        .where('tickets.id', '=', ticketId)
        .executeTakeFirstOrThrow()
      await planNotices(trx, { ticketId, reporter, added, inChat: null }, context)
      return added
    })
    changed += added.length
  }
  if (changed > 0) context.log.info({ matters: changed }, 'dates counted again: a holiday notice was loaded')
  return changed
}
