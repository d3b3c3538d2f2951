import type { Kysely } from 'kysely'
import { joinedWith, mediaOf } from '../../case/intake/index.ts'
import type { Tables } from './tables.ts'

/** The files of one complaint and of what goes on with it, in the order they were sent. The attachment is the permission: no other file is found. */
export async function fileRows(db: Kysely<Tables>, complaintId: string) {
  const files = await mediaOf(db, await joinedWith(db, complaintId))
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
