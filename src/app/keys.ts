import type { Db } from '../platform/db/index.ts'
import type { Ids } from '../platform/kernel/index.ts'
import type { Seal } from '../platform/seal/index.ts'

/** Made once for an installation and kept sealed with the data they protect: numbers and codes given out depend on them. */
export async function installationKey(
  name: 'number_key' | 'query_pepper',
  deps: { db: Db; ids: Ids; seal: Seal },
): Promise<Uint8Array> {
  const fresh = Buffer.from(deps.ids.bytes(32)).toString('base64')
  await deps.db
    .insertInto('settings')
    .values({ name, value: deps.seal.close(fresh, name) })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute()
  const row = await deps.db.selectFrom('settings').select('value').where('name', '=', name).executeTakeFirstOrThrow()
  return Buffer.from(deps.seal.open(row.value, name), 'base64')
}
