import type { Kysely, Transaction } from 'kysely'
import type { Db, Tables } from '../../platform/db/index.ts'
import type { Clock, Ids } from '../../platform/kernel/index.ts'
import type { Push } from './tables.ts'
import './tables.ts'

const WEIGHTS: Push['weight'][] = ['step', 'decision', 'final']

/** Of the whole: the heaviest of its parts weighs, and all are named. */
function sumOf(parts: Push[]): Push {
  const weight = WEIGHTS[Math.max(...parts.map((part) => WEIGHTS.indexOf(part.weight)))] ?? 'step'
  const labels = [...new Set(parts.map((part) => part.label))].join('、')
  const urgent = parts.some((part) => part.urgent) ? { urgent: true as const } : {}
  return { subject: '', label: labels, gist: '', weight, ...urgent }
}

/**
 * One message is made of several rows: it has an id of its own, written before it is sent, and they share its fate. null: one of
 * them has gone another way since it was read.
 */
export async function carry(
  conversationId: string,
  made: { rows: string[]; text: string; away: boolean },
  deps: { db: Db; clock: Clock; ids: Ids },
): Promise<string | null> {
  const id = deps.ids.next()
  const now = deps.clock.now()
  return deps.db.transaction().execute(async (trx) => {
    const parts = await trx
      .selectFrom('outbound')
      .select('push')
      .where('id', 'in', made.rows)
      .where('state', 'in', ['queued', 'held'])
      .forUpdate()
      .execute()
    if (parts.length < made.rows.length) return null
    await trx
      .insertInto('outbound')
      .values({
        id,
        conversation_id: conversationId,
        cause: `carry/${id}`,
        body: JSON.stringify({ content: { kind: 'text', text: made.text } }),
        created_at: now,
        not_before: now,
        state: 'queued',
        push: JSON.stringify(sumOf(parts.flatMap(({ push }) => (push ? [push] : [])))),
        away: made.away,
      })
      .execute()
    await trx
      .updateTable('outbound')
      .set({ state: 'carried', carried_by: id, reason: null })
      .where('id', 'in', made.rows)
      .execute()
    return id
  })
}

export interface Part {
  id: string
  cause: string
}

/** What became of the whole becomes of its parts. Held, the whole is undone: next time another whole is made of them. */
export async function settleParts(
  trx: Kysely<Tables>,
  carrier: string,
  now: Date,
  end: { state: 'accepted' } | { state: 'held' | 'given_up'; reason: string },
): Promise<Part[]> {
  const reason = end.state === 'accepted' ? null : end.reason
  const parts = await trx
    .updateTable('outbound')
    .set({
      state: end.state,
      reason,
      ...(end.state === 'accepted' ? { accepted_at: now } : {}),
      ...(end.state === 'held' ? { carried_by: null, accepted_at: null } : {}),
    })
    .where('carried_by', '=', carrier)
    .returning(['id', 'cause'])
    .execute()
  return parts.sort((one, other) => (one.id < other.id ? -1 : 1))
}

/** Holds rows; a whole among them is undone. Returns what is held now. */
export async function holdRows(trx: Transaction<Tables>, ids: string[], reason: string, now: Date): Promise<Part[]> {
  if (ids.length === 0) return []
  const held = await trx
    .updateTable('outbound')
    .set({ state: 'held', reason })
    .where('id', 'in', ids)
    .where('state', '=', 'queued')
    .returning(['id', 'cause'])
    .execute()
  const done: Part[] = []
  for (const row of held) {
    const parts = isCarrier(row.cause) ? await settleParts(trx, row.id, now, { state: 'held', reason }) : []
    if (isCarrier(row.cause)) await trx.deleteFrom('outbound').where('id', '=', row.id).execute()
    done.push(...(isCarrier(row.cause) ? parts : [row]))
  }
  return done
}

export const isCarrier = (cause: string): boolean => cause.startsWith('carry/')
