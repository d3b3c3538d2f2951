import type { Kysely } from 'kysely'
import type { Tables } from './tables.ts'

/** The files of a complaint, in the order they were sent. Being named by it is the permission: no other file is found. */
export async function fileRows(db: Kysely<Tables>, files: readonly string[]) {
  if (files.length === 0) return []
  const rows = await db
    .selectFrom('media')
    .select([
      'media.id',
      'media.kind',
      'media.state',
      'media.content_type',
      'media.bytes',
      'media.file_name',
      'media.blob_key',
    ])
    .where('media.id', 'in', files)
    .execute()
  return rows.sort((one, other) => files.indexOf(one.id) - files.indexOf(other.id))
}
