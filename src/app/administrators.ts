import { petitionOfficeOf, recipientsOf } from '../case/org/index.ts'
import { putCard } from '../talk/outbox/index.ts'
import type { Context } from './context.ts'

/** Named, or the supervisors of the petition office; where it has none, whoever works there. */
export function administrators({ config, org }: Pick<Context, 'config' | 'org'>): string[] {
  if (config.administrators.length > 0) return config.administrators
  const office = petitionOfficeOf(null, org)
  if (!office) return []
  const supervisors = org.staff.filter((member) => member.office === office.id && member.role === 'supervisor')
  return supervisors.length > 0 ? supervisors.map((member) => member.userid) : recipientsOf(office.id, org)
}

export const ALARM_CAUSE = 'alarm/'

/** A card for every alarm that has none yet. Found by the sweep, so whoever raises an alarm only writes its row. */
export async function tellAdministrators(context: Context, limit = 20): Promise<boolean> {
  const userids = administrators(context)
  if (!context.staff || userids.length === 0) return false
  const untold = await context.db
    .selectFrom('alarms')
    .select(['id', 'kind'])
    .where('told_at', 'is', null)
    .orderBy('raised_at')
    .limit(limit)
    .execute()
  const { alarms } = context.wording.cards
  for (const { id, kind } of untold) {
    const body = {
      title: alarms.title,
      description: kind,
      text: alarms.kinds[kind] ?? alarms.kinds.other ?? '',
      rows: [],
      link: `${context.config.publicUrl}/`,
      linkText: alarms.open,
      buttons: [],
    }
    await context.db.transaction().execute(async (trx) => {
      await putCard(trx, { cause: `${ALARM_CAUSE}${id}`, subject: `${ALARM_CAUSE}${id}`, userids, body }, context)
      await trx.updateTable('alarms').set({ told_at: context.clock.now() }).where('id', '=', id).execute()
    })
  }
  return untold.length > 0
}
