import { planNotices } from '../case/notify/index.ts'
import { fireTimers } from '../case/ticket/index.ts'
import type { Context } from './context.ts'

/** The reminders of one matter that are due: written in its history and noted for whoever has to hear of them, in one transaction. */
export async function fireMatter(
  ticketId: string,
  context: Pick<Context, 'db' | 'clock' | 'ids' | 'rules'>,
): Promise<number> {
  return context.db.transaction().execute(async (trx) => {
    const fired = await fireTimers(trx, ticketId, context)
    if (fired === null || fired.added.length === 0) return 0
    const { reporter } = await trx
      .selectFrom('complaints')
      .select('reporter')
      .where('id', '=', fired.row.complaint_id)
      .executeTakeFirstOrThrow()
    await planNotices(trx, { ticketId, reporter, added: fired.added, inChat: null }, context)
    return fired.added.length
  })
}
