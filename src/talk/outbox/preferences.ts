import type { Kysely } from 'kysely'
import type { Tables } from '../../platform/db/index.ts'
import './tables.ts'

export interface Preferences {
  /** Everything, or only decisions: the steps between wait for the person's next word. */
  pushes: 'all' | 'decisions'
  /** The platform objected to words of this conversation: they are not repeated any more. */
  noEcho: boolean
}

export async function preferencesOf(db: Kysely<Tables>, conversationId: string): Promise<Preferences> {
  const row = await db
    .selectFrom('preferences')
    .select(['pushes', 'no_echo'])
    .where('conversation_id', '=', conversationId)
    .executeTakeFirst()
  return { pushes: row?.pushes ?? 'all', noEcho: row?.no_echo ?? false }
}

export async function prefer(
  trx: Kysely<Tables>,
  conversationId: string,
  change: Partial<Preferences>,
  now: Date,
): Promise<void> {
  const next = { ...(await preferencesOf(trx, conversationId)), ...change }
  const values = { pushes: next.pushes, no_echo: next.noEcho, changed_at: now }
  await trx
    .insertInto('preferences')
    .values({ conversation_id: conversationId, ...values })
    .onConflict((conflict) => conflict.column('conversation_id').doUpdateSet(values))
    .execute()
}
