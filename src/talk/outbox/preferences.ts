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
  const { pushes, noEcho } = change
  // Only what changes is written: a choice and a refusal may meet.
  const changed = {
    ...(pushes === undefined ? {} : { pushes }),
    ...(noEcho === undefined ? {} : { no_echo: noEcho }),
    changed_at: now,
  }
  await trx
    .insertInto('preferences')
    .values({ conversation_id: conversationId, pushes: 'all', no_echo: false, ...changed })
    .onConflict((conflict) => conflict.column('conversation_id').doUpdateSet(changed))
    .execute()
}
