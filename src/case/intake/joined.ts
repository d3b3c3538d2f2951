import { type Kysely, sql } from 'kysely'
import type { Tables } from '../../platform/db/index.ts'

/** From now on the repeat is read with the complaint that it repeats. Its own words stay where they are. */
export async function joinComplaint(trx: Kysely<Tables>, id: string, to: string): Promise<void> {
  await trx.updateTable('complaints').set({ joined_to: to }).where('id', '=', id).execute()
}

/** A complaint and every repeat that goes on with it, the complaint itself first. */
export async function joinedWith(db: Kysely<Tables>, id: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with recursive family (id) as (
      select ${id}::text
      union select complaints.id from complaints join family on complaints.joined_to = family.id
    ) select id from family order by id <> ${id}::text, id`.execute(db)
  return rows.map((row) => row.id)
}

/** The files of a complaint and of what goes on with it, each once, in the order they were sent. */
export async function mediaOf(db: Kysely<Tables>, complaintId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('attachments')
    .select('media')
    .where('complaint_id', 'in', await joinedWith(db, complaintId))
    .orderBy('complaint_id')
    .orderBy('n')
    .execute()
  return [...new Set(rows.map(({ media }) => media))]
}

/** Every complaint that has this file: matters that came in one have it each. */
export async function complaintsWith(db: Kysely<Tables>, media: string): Promise<string[]> {
  const rows = await db.selectFrom('attachments').select('complaint_id').where('media', '=', media).execute()
  return rows.map((row) => row.complaint_id)
}
