import { createHash } from 'node:crypto'
import type { Db } from '../../platform/db/index.ts'
import type { WordingFiles } from './load.ts'
import './tables.ts'

export interface Published {
  seq: number
  hash: string
  files: WordingFiles
}

/** What was published last, if that was after `seq`. */
export async function publishedAfter(db: Db, seq: number): Promise<Published | null> {
  const row = await db
    .selectFrom('wordings')
    .select(['seq', 'hash', 'files'])
    .where('seq', '>', seq)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? { ...row, seq: Number(row.seq) } : null
}

/** Whether these files have ever been published. */
export async function wasPublished(db: Db, hash: string): Promise<boolean> {
  return (
    (await db.selectFrom('wordings').select('seq').where('hash', '=', hash).limit(1).executeTakeFirst()) !== undefined
  )
}

/** Several processes may find the same change: it is published once. */
export async function publishFiles(db: Db, files: WordingFiles, at: Date): Promise<void> {
  const hash = hashOf(files)
  if ((await publishedAfter(db, 0))?.hash === hash) return
  await db
    .insertInto('wordings')
    .values({ hash, files: JSON.stringify(files), published_at: at })
    .execute()
}

export function hashOf(files: WordingFiles): string {
  const inOrder = Object.entries(files).sort(([one], [other]) => (one < other ? -1 : 1))
  return createHash('sha256').update(JSON.stringify(inOrder)).digest('hex').slice(0, 16)
}
