import type { Kysely } from 'kysely'
import type { Json, Tables } from '../../platform/db/index.ts'
import type { Clock, Ids } from '../../platform/kernel/index.ts'
import type { Stored } from '../ticket/index.ts'
import { plan } from './plan.ts'

export type NoticeState = 'planned' | 'sent' | 'told' | 'not_told'

declare module '../../platform/db/tables.ts' {
  interface Tables {
    notices: {
      id: string
      ticket_id: string
      event_id: string
      /** Of the messages that carry it: they settle it. */
      cause: string
      audience: 'citizen' | 'staff'
      recipient: string
      template: string
      data: Json<Record<string, string>>
      created_at: Date
      state: NoticeState
      reason: string | null
      updated_at: Date
    }
  }
}

export interface NotifyDeps {
  clock: Clock
  ids: Ids
}

/** Writes what the new events have to be told, in the transaction of the events themselves. */
export async function planNotices(
  trx: Kysely<Tables>,
  about: { ticketId: string; reporter: string; added: readonly Stored[]; inChat: string | null },
  deps: NotifyDeps,
): Promise<string[]> {
  const now = deps.clock.now()
  const planned = plan(
    about.added.map((stored) => stored.event),
    { toldInChat: about.inChat !== null },
  )
  const rows = planned.map(({ event, notice }) => {
    const id = deps.ids.next()
    // In the chat it is said in the same turn: a second message would say it twice.
    const said = notice.audience === 'citizen' && about.inChat !== null
    return {
      id,
      ticket_id: about.ticketId,
      event_id: about.added[event]?.id ?? '',
      cause: said ? (about.inChat ?? '') : `notice/${id}`,
      audience: notice.audience,
      recipient: notice.audience === 'citizen' ? about.reporter : notice.office,
      template: notice.template,
      data: JSON.stringify(notice.audience === 'citizen' && notice.of !== undefined ? { of: notice.of } : {}),
      created_at: now,
      state: said ? ('sent' as const) : ('planned' as const),
      reason: null,
      updated_at: now,
    }
  })
  if (rows.length > 0) await trx.insertInto('notices').values(rows).execute()
  return rows.flatMap(({ id, state }) => (state === 'planned' ? [id] : []))
}

/** The platform took it and could not deliver it after all (msg_send_fail): it was not told, unless by other means. */
const TAKEN_BACK = /^send_failed_/

/** What became of a notice. Told stays told, unless it is taken back; given up stays so when its message only waits on. */
export async function settleNotice(
  trx: Kysely<Tables>,
  by: { id: string } | { cause: string },
  state: Exclude<NoticeState, 'planned'>,
  reason: string | null,
  deps: Pick<NotifyDeps, 'clock'>,
): Promise<{ id: string; ticketId: string; audience: 'citizen' | 'staff'; of: string | null } | null> {
  const row = await trx
    .updateTable('notices')
    .set({ state, reason, updated_at: deps.clock.now() })
    .where((eb) => eb.and(by))
    .where((eb) => {
      const open = eb('state', '!=', 'told')
      return TAKEN_BACK.test(reason ?? '') ? eb.or([open, eb('reason', 'is', null)]) : open
    })
    .$if(state === 'sent', (query) => query.where('state', '!=', 'not_told'))
    .returning(['id', 'ticket_id', 'audience', 'data'])
    .executeTakeFirst()
  return row ? { id: row.id, ticketId: row.ticket_id, audience: row.audience, of: row.data.of ?? null } : null
}

export async function plannedNotices(db: Kysely<Tables>, limit = 200): Promise<string[]> {
  const rows = await db
    .selectFrom('notices')
    .select('id')
    .where('state', '=', 'planned')
    .orderBy('created_at')
    .limit(limit)
    .execute()
  return rows.map((row) => row.id)
}
