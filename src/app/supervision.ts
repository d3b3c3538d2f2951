import { fireTimers } from '../case/ticket/index.ts'
import type { Context } from './context.ts'
import { noteForAll } from './matters.ts'

/** The reminders of one matter that are due: written in its history and noted for whoever has to hear of them, in one transaction. */
export async function fireMatter(
  ticketId: string,
  context: Pick<Context, 'db' | 'clock' | 'ids' | 'rules'>,
): Promise<number> {
  return context.db.transaction().execute(async (trx) => {
    const fired = await fireTimers(trx, ticketId, context)
    const added = fired?.added ?? []
    await noteForAll(trx, ticketId, added, context)
    return added.length
  })
}
