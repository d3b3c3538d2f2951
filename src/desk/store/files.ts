import type { Kysely } from 'kysely'
import type { Tables } from './tables.ts'

/** The files of one complaint, in the order they were sent. The attachment is the permission: no other file is found. */
export async function fileRows(db: Kysely<Tables>, complaintId: string) {
  return db
    .selectFrom('attachments')
    .innerJoin('media', 'media.id', 'attachments.media')
    .select([
      'media.id',
      'media.kind',
      'media.state',
      'media.content_type',
      'media.bytes',
      'media.file_name',
      'media.blob_key',
    ])
    .where('attachments.complaint_id', '=', complaintId)
    .orderBy('attachments.n')
    .execute()
}
