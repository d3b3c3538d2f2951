import type { Db } from '../../platform/db/index.ts'
import './tables.ts'

/** For an installation of one process, at its start: whoever held a lease is gone. */
export async function freeLeases(db: Db): Promise<void> {
  const free = { leased_by: null, leased_until: null }
  await db.updateTable('conversations').set(free).where('leased_by', 'is not', null).execute()
  await db.updateTable('inbox_cursors').set(free).where('leased_by', 'is not', null).execute()
}
