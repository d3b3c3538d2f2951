import { readOrg } from '../case/org/index.ts'
import type { Db } from '../platform/db/index.ts'
import type { Context } from './context.ts'

const REVISION = 'staff_revision'

/** In the transaction that changed the list of staff: every process reads it again. */
export async function staffChanged(trx: Db, { ids }: Pick<Context, 'ids'>): Promise<void> {
  const value = ids.next()
  await trx
    .insertInto('settings')
    .values({ name: REVISION, value })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
    .execute()
}

/** Looks whether another process, or this one, changed the organisation, and takes it up. */
export function followOrganisation(context: Context): () => Promise<void> {
  let known: string | null = null
  return async () => {
    const row = await context.db.selectFrom('settings').select('value').where('name', '=', REVISION).executeTakeFirst()
    if (!row || row.value === known) return
    const org = await readOrg(context.db)
    if (org) context.org = org
    known = row.value
  }
}
