import { redatable, redate } from '../case/ticket/index.ts'
import type { Context } from './context.ts'
import { noteForAll } from './matters.ts'

/** After a start with another calendar: dates that it changes are written, and told. The sweep finds the notices. */
export async function redateMatters(context: Pick<Context, 'db' | 'rules' | 'clock' | 'ids' | 'log'>): Promise<number> {
  let changed = 0
  for (const ticketId of await redatable(context.db, context.rules.calendars)) {
    const added = await context.db.transaction().execute(async (trx) => {
      const added = await redate(trx, ticketId, context)
      await noteForAll(trx, ticketId, added, context)
      return added
    })
    changed += added.length
  }
  if (changed > 0) context.log.info({ matters: changed }, 'dates counted again: a holiday notice was loaded')
  return changed
}
