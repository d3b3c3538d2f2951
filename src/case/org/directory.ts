import type { Kysely } from 'kysely'
import type { Json, Tables } from '../../platform/db/index.ts'
import './store.ts'

declare module '../../platform/db/tables.ts' {
  interface Tables {
    departments: { id: number; name: string; parent: number | null; seen_at: Date }
    directory_members: {
      userid: string
      name: string
      departments: Json<number[]>
      status: number | null
      seen_at: Date
      left_at: Date | null
      stale_from: Date | null
    }
  }
}

export interface DirectoryDepartment {
  id: number
  name: string
  parent: number | null
}

export interface DirectoryMember {
  userid: string
  name: string
  departments: number[]
}

/** What the platform says of one member. `unseen`: exists or not, we may not see it. */
export type Standing = { member: DirectoryMember; status: number | null } | 'gone' | 'unseen'

/** wecom.md §6.4. Who is not activated yet (4) may be at any moment: the platform is asked then. */
const DISABLED = 2
const LEFT = 5

const key = (userid: string): string => userid.toLowerCase()

/**
 * The whole list as read from `readAt` on; what a callback changed meanwhile is newer and stays. Whom the app may not see (`unseen`)
 * is in no list, and has not left for that.
 */
export async function recordDirectory(
  trx: Kysely<Tables>,
  read: { departments: DirectoryDepartment[]; members: DirectoryMember[]; unseen: string[]; readAt: Date },
): Promise<void> {
  for (const department of read.departments) await recordDepartment(trx, department, read.readAt)
  await trx.deleteFrom('departments').where('seen_at', '<', read.readAt).execute()
  for (const member of read.members) await recordMember(trx, member, read.readAt)
  await trx
    .updateTable('directory_members')
    .set({ left_at: read.readAt, seen_at: read.readAt })
    .where('seen_at', '<', read.readAt)
    .where('left_at', 'is', null)
    .where((eb) => (read.unseen.length > 0 ? eb('userid', 'not in', read.unseen.map(key)) : eb.val(true)))
    .execute()
}

/** Only what is given is changed: a callback for an app of today names nothing but ids (wecom.md §2.7). */
export async function recordDepartment(
  trx: Kysely<Tables>,
  { id, name, parent }: { id: number; name?: string; parent?: number | null },
  at: Date,
): Promise<void> {
  const given = { ...(name !== undefined && { name }), ...(parent !== undefined && { parent }), seen_at: at }
  await trx
    .insertInto('departments')
    .values({ id, name: name ?? '', parent: parent ?? null, seen_at: at })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(given).where('departments.seen_at', '<=', at))
    .execute()
}

export async function removeDepartment(trx: Kysely<Tables>, id: number): Promise<void> {
  await trx.deleteFrom('departments').where('id', '=', id).execute()
}

/** One member was asked for. A member who is in no list but may be seen is there all the same. */
export async function recordStanding(trx: Kysely<Tables>, userid: string, standing: Standing, at: Date): Promise<void> {
  if (standing === 'gone') await recordLeft(trx, userid, at)
  else if (standing !== 'unseen') await recordMember(trx, standing.member, at, { status: standing.status })
  await trx
    .updateTable('directory_members')
    .set({ stale_from: null })
    .where('userid', '=', key(userid))
    .where('stale_from', '<=', at)
    .execute()
}

async function recordMember(
  trx: Kysely<Tables>,
  { userid, name, departments }: DirectoryMember,
  at: Date,
  known: { status?: number | null } = {},
): Promise<void> {
  const row = { name, departments: JSON.stringify(departments), seen_at: at, left_at: null, ...known }
  await trx
    .insertInto('directory_members')
    .values({ userid: key(userid), status: null, stale_from: null, ...row })
    .onConflict((conflict) => conflict.column('userid').doUpdateSet(row).where('directory_members.seen_at', '<=', at))
    .execute()
}

/** Kept, so that somebody who only comes back is recognised. */
export async function recordLeft(trx: Kysely<Tables>, userid: string, at: Date): Promise<void> {
  const gone = { left_at: at, seen_at: at }
  await trx
    .insertInto('directory_members')
    .values({ userid: key(userid), name: '', departments: '[]', status: null, stale_from: null, ...gone })
    .onConflict((conflict) => conflict.column('userid').doUpdateSet(gone).where('directory_members.seen_at', '<=', at))
    .execute()
}

/** Something changed: what, is asked of the platform, because events may come late, twice or with the ids only. */
export async function markStale(trx: Kysely<Tables>, userid: string, at: Date): Promise<void> {
  await trx
    .insertInto('directory_members')
    .values({
      userid: key(userid),
      name: '',
      departments: '[]',
      status: null,
      seen_at: at,
      left_at: null,
      stale_from: at,
    })
    .onConflict((conflict) => conflict.column('userid').doUpdateSet({ stale_from: at }))
    .execute()
}

export async function staleMembers(db: Kysely<Tables>, now: Date, limit = 100): Promise<string[]> {
  const rows = await db
    .selectFrom('directory_members')
    .select('userid')
    .where('stale_from', '<=', now)
    .orderBy('stale_from')
    .limit(limit)
    .execute()
  return rows.map((row) => row.userid)
}

/** Asking failed: again later. */
export async function staleLater(db: Kysely<Tables>, userid: string, from: Date): Promise<void> {
  await db
    .updateTable('directory_members')
    .set({ stale_from: from })
    .where('userid', '=', key(userid))
    .where('stale_from', 'is not', null)
    .execute()
}

/** Staff who have left the address book or are disabled there, in lower case: nothing sent to them would be read. */
export async function absentStaff(db: Kysely<Tables>): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('directory_members')
    .innerJoin('staff', (join) =>
      join.on((eb) => eb(eb.fn('lower', ['staff.userid']), '=', eb.ref('directory_members.userid'))),
    )
    .select('directory_members.userid')
    .where((eb) => eb.or([eb('left_at', 'is not', null), eb('status', 'in', [DISABLED, LEFT])]))
    .execute()
  return new Set(rows.map((row) => row.userid))
}

/**
 * A userid that the platform made may be changed once; the person, the office and the role stay. False when the organisation does
 * not know the old one, or knows the new one already (the event came twice).
 */
export async function renameStaff(trx: Kysely<Tables>, from: string, to: string, at: Date): Promise<boolean> {
  const member = await trx
    .selectFrom('staff')
    .selectAll()
    .where((eb) => eb(eb.fn('lower', ['userid']), '=', key(from)))
    .executeTakeFirst()
  const taken = await trx.selectFrom('staff').select('userid').where('userid', '=', key(to)).executeTakeFirst()
  if (!member || taken) return false
  await trx
    .insertInto('staff')
    .values({ ...member, userid: key(to) })
    .execute()
  await trx
    .updateTable('staff')
    .set({ substitute: key(to) })
    .where('substitute', '=', member.userid)
    .execute()
  await trx
    .updateTable('duty')
    .set({ userid: key(to) })
    .where('userid', '=', member.userid)
    .execute()
  await trx
    .updateTable('routes')
    .set({ owner: key(to) })
    .where('owner', '=', member.userid)
    .execute()
  await trx.deleteFrom('staff').where('userid', '=', member.userid).execute()
  await trx.deleteFrom('directory_members').where('userid', '=', key(from)).execute()
  await markStale(trx, to, at)
  return true
}
