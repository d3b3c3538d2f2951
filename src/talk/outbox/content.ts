import type { Db } from '../../platform/db/index.ts'
import type { Content } from '../channel/index.ts'
import './tables.ts'

/** What one message said: a platform that tells only which card was pressed has to be told what stood on it. */
export async function contentOf(db: Db, outboundId: string): Promise<Content | null> {
  const row = await db.selectFrom('outbound').select('body').where('id', '=', outboundId).executeTakeFirst()
  return row?.body.content ?? null
}
