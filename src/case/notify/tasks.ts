import type { Kysely, Selectable } from 'kysely'
import type { Generated, Tables } from '../../platform/db/index.ts'
import type { ToldStep } from '../ticket/index.ts'
import type { NotifyDeps } from './store.ts'

declare module '../../platform/db/tables.ts' {
  interface Tables {
    contact_tasks: {
      id: string
      notice_id: string
      ticket_id: string
      office: string
      step: ToldStep
      reason: string
      made_at: Date
      state: 'texting' | 'open' | 'done'
      attempts: Generated<number>
      not_before: Date
      done_at: Date | null
      done_by: string | null
      means: 'message' | 'phone' | 'paper' | null
      note: string | null
    }
  }
}

export type ContactTask = Selectable<Tables['contact_tasks']>

/** Who did a task by which the chat itself told it after all. */
export const BY_CHAT = 'outbox'

/** Held because the person chose to hear of it with their next word: that is no failure to tell. */
const CHOSEN = 'by_choice'

/** What was handed over and is still not told: it needs another way. */
export async function overdueNotices(db: Kysely<Tables>, madeBefore: Date, limit = 200): Promise<string[]> {
  const rows = await db
    .selectFrom('notices')
    .select('id')
    .where('state', '=', 'sent')
    .where('audience', '=', 'citizen')
    .where('created_at', '<=', madeBefore)
    .where((eb) => eb.or([eb('reason', 'is', null), eb('reason', '!=', CHOSEN)]))
    .orderBy('created_at')
    .limit(limit)
    .execute()
  return rows.map((row) => row.id)
}

/**
 * Somebody has to tell it. Once for a notice; null where a task is there already. One that the chat had done is open again: what
 * the platform took it could not deliver.
 */
export async function openTask(
  trx: Kysely<Tables>,
  made: {
    noticeId: string
    ticketId: string
    office: string
    step: ToldStep
    reason: string
    texting: boolean
    notBefore: Date
  },
  deps: NotifyDeps,
): Promise<string | null> {
  const [id, now] = [deps.ids.next(), deps.clock.now()]
  const row = await trx
    .insertInto('contact_tasks')
    .values({
      ...{ id, notice_id: made.noticeId, ticket_id: made.ticketId, office: made.office, step: made.step },
      ...{ reason: made.reason, made_at: now, not_before: made.notBefore, state: made.texting ? 'texting' : 'open' },
    })
    .onConflict((conflict) =>
      conflict
        .column('notice_id')
        .doUpdateSet({
          ...{
            reason: made.reason,
            made_at: now,
            not_before: made.notBefore,
            state: made.texting ? 'texting' : 'open',
          },
          ...{ office: made.office, attempts: 0, done_at: null, done_by: null, means: null, note: null },
        })
        .where('contact_tasks.done_by', '=', BY_CHAT),
    )
    .returning('id')
    .executeTakeFirst()
  return row?.id ?? null
}

/** What of a matter is still to be told by somebody, oldest first. */
export function untoldOf(db: Kysely<Tables>, ticketId: string): Promise<ContactTask[]> {
  return db
    .selectFrom('contact_tasks')
    .selectAll()
    .where('ticket_id', '=', ticketId)
    .where('state', '!=', 'done')
    .orderBy('made_at')
    .orderBy('id')
    .execute()
}

/** Told after all: by staff, by a text message, or by the chat when the person wrote again. */
export async function completeTasks(
  trx: Kysely<Tables>,
  which: { ticketId: string } | { noticeId: string },
  done: { by: string; means: 'message' | 'phone' | 'paper'; note: string | null },
  deps: Pick<NotifyDeps, 'clock'>,
): Promise<ContactTask[]> {
  const now = deps.clock.now()
  const completed = await trx
    .updateTable('contact_tasks')
    .set({ state: 'done', done_at: now, done_by: done.by, means: done.means, note: done.note })
    .where('state', '!=', 'done')
    .where((eb) => ('ticketId' in which ? eb('ticket_id', '=', which.ticketId) : eb('notice_id', '=', which.noticeId)))
    .returningAll()
    .execute()
  const notices = completed.map((task) => task.notice_id)
  if (notices.length > 0) {
    await trx
      .updateTable('notices')
      .set({ state: 'told', reason: done.means, updated_at: now })
      .where('id', 'in', notices)
      .where('state', '!=', 'told')
      .execute()
  }
  // The database gives what it changed in any order; what is told is told in the order it happened.
  return completed.sort((one, other) => (one.id < other.id ? -1 : 1))
}

export async function dueTexts(db: Kysely<Tables>, now: Date, limit = 100): Promise<string[]> {
  const rows = await db
    .selectFrom('contact_tasks')
    .select('id')
    .where('state', '=', 'texting')
    .where('not_before', '<=', now)
    .orderBy('not_before')
    .limit(limit)
    .execute()
  return rows.map((row) => row.id)
}

/** One try at a time: the next one may begin at `again`. null: another process is at it, or it is done. */
export async function claimText(db: Kysely<Tables>, id: string, again: Date, now: Date): Promise<ContactTask | null> {
  const row = await db
    .updateTable('contact_tasks')
    .set((eb) => ({ not_before: again, attempts: eb('attempts', '+', 1) }))
    .where('id', '=', id)
    .where('state', '=', 'texting')
    .where('not_before', '<=', now)
    .returningAll()
    .executeTakeFirst()
  return row ?? null
}

export async function laterText(db: Kysely<Tables>, id: string, at: Date): Promise<void> {
  await db
    .updateTable('contact_tasks')
    .set({ not_before: at })
    .where('id', '=', id)
    .where('state', '=', 'texting')
    .execute()
}

/** No text message could tell it: staff have to. */
export async function textFailed(trx: Kysely<Tables>, id: string): Promise<boolean> {
  const row = await trx
    .updateTable('contact_tasks')
    .set({ state: 'open' })
    .where('id', '=', id)
    .where('state', '=', 'texting')
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}
