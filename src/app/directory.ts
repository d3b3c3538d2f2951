import {
  absentStaff,
  type DirectoryMember,
  type DirectoryStanding,
  emptyOffices,
  markStale,
  recordDepartment,
  recordDirectory,
  recordLeft,
  recordStanding,
  removeDepartment,
  renameStaff,
  staleLater,
  staleMembers,
} from '../case/org/index.ts'
import { renameInMatters } from '../case/ticket/index.ts'
import { closeSessionsOf } from '../desk/store/index.ts'
import type { Db } from '../platform/db/index.ts'
import { err, ok, type Result } from '../platform/kernel/index.ts'
import { renameRecipient } from '../talk/outbox/index.ts'
import { type Member, textOf, type WecomClient, type WecomFault, type XmlTree } from '../wecom/index.ts'
import { raiseAlarm } from './alarms.ts'
import type { Context } from './context.ts'
import { staffChanged } from './organisation.ts'

const DUE = 'directory_due'
const DAILY_MS = 24 * 3_600_000
/** A reading takes at most so long; after that another process may try. */
const LEASE_MS = 10 * 60_000
const AGAIN_MS = 5 * 60_000
export const WHOLE = 'whole'

/** What is to be read now: the whole address book once a day, and single members after a callback. */
export async function dueDirectory(context: Context): Promise<string[]> {
  if (!context.appClient) return []
  const now = context.clock.now()
  const due = await context.db.selectFrom('settings').select('value').where('name', '=', DUE).executeTakeFirst()
  const whole = !due || due.value <= now.toISOString()
  return [...(whole ? [WHOLE] : []), ...(await staleMembers(context.db, now))]
}

/** At a start: what happened while nobody listened is seen at once. */
export async function directoryDueNow(context: Context): Promise<void> {
  await context.db.deleteFrom('settings').where('name', '=', DUE).execute()
}

export async function keepDirectory(what: string, context: Context): Promise<void> {
  const client = context.appClient
  if (!client) return
  if (what !== WHOLE) return readAgain(what, client, context)
  if (!(await claim(context))) return
  const read = await readDirectory(client, context)
  if (!read.ok) context.log.warn({ fault: read.error.kind, errcode: read.error.errcode }, 'address book not read')
  else await context.db.transaction().execute((trx) => write(trx, read.value, context))
  await setDue(context, read.ok ? DAILY_MS : AGAIN_MS)
}

async function claim({ db, clock }: Context): Promise<boolean> {
  const now = clock.now()
  const until = new Date(now.getTime() + LEASE_MS).toISOString()
  const row = await db
    .insertInto('settings')
    .values({ name: DUE, value: until })
    .onConflict((conflict) =>
      conflict.column('name').doUpdateSet({ value: until }).where('settings.value', '<=', now.toISOString()),
    )
    .returning('name')
    .executeTakeFirst()
  return row !== undefined
}

const setDue = ({ db, clock }: Context, inMs: number) =>
  db
    .updateTable('settings')
    .set({ value: new Date(clock.now().getTime() + inMs).toISOString() })
    .where('name', '=', DUE)
    .execute()

interface Directory {
  readAt: Date
  departments: { id: number; name: string; parent: number | null }[]
  members: DirectoryMember[]
  standings: { userid: string; standing: DirectoryStanding }[]
}

/** A list that cannot be read as a whole is not used at all: half of it would make the other half look gone. */
async function readDirectory(client: WecomClient, { org, clock }: Context): Promise<Result<Directory, WecomFault>> {
  const readAt = clock.now()
  const listed = await client.department.list()
  if (!listed.ok) return listed
  const members = new Map<string, DirectoryMember>()
  for (const { id } of listed.value) {
    const inside = await client.user.simpleList(id)
    if (!inside.ok) return inside
    for (const member of inside.value) members.set(member.userid.toLowerCase(), member)
  }
  const standings: Directory['standings'] = []
  for (const { userid } of org.staff) {
    const standing = await standingOf(userid, client)
    if (!standing.ok) return standing
    standings.push({ userid, standing: standing.value })
  }
  const departments = listed.value.map(({ id, name, parentId }) => ({ id, name, parent: parentId }))
  return ok({ readAt, departments, members: [...members.values()], standings })
}

/** Outside the app's visible range (wecom.md §6.4): whether the member is still there cannot be said. */
const NOT_VISIBLE = 60011

async function standingOf(userid: string, client: WecomClient): Promise<Result<DirectoryStanding, WecomFault>> {
  const asked = await client.user.get(userid)
  if (asked.ok) return ok({ member: memberOf(asked.value), status: asked.value.status })
  if (asked.error.kind === 'gone') return ok('gone')
  return asked.error.errcode === NOT_VISIBLE ? ok('unseen') : err(asked.error)
}

const memberOf = ({ userid, name, departments }: Member): DirectoryMember => ({ userid, name, departments })

async function write(trx: Db, read: Directory, context: Context): Promise<void> {
  const unseen = read.standings.filter(({ standing }) => standing === 'unseen').map(({ userid }) => userid)
  await recordDirectory(trx, { ...read, unseen })
  for (const { userid, standing } of read.standings) await recordStanding(trx, userid, standing, read.readAt)
  await afterChange(trx, context)
}

async function readAgain(userid: string, client: WecomClient, context: Context): Promise<void> {
  const { db, clock, log } = context
  const at = clock.now()
  const standing = await standingOf(userid, client)
  if (!standing.ok) {
    log.warn({ fault: standing.error.kind, errcode: standing.error.errcode }, 'member not read')
    await staleLater(db, userid, new Date(at.getTime() + AGAIN_MS))
    return
  }
  await db.transaction().execute(async (trx) => {
    await recordStanding(trx, userid, standing.value, at)
    await afterChange(trx, context)
  })
}

/** Who is gone is logged out; where nobody of an office is left, somebody has to look. */
async function afterChange(trx: Db, context: Context): Promise<void> {
  const absent = await absentStaff(trx)
  await closeSessionsOf(trx, [...absent])
  for (const office of emptyOffices(absent, context.org)) await alarmEmpty(trx, office, context)
}

export const alarmEmpty = (trx: Db, office: string, context: Context): Promise<void> =>
  raiseAlarm(trx, { kind: 'office_without_members', subject: office, detail: { office } }, context)

/**
 * The address book changed. What the event says for sure is written now, and the platform is asked for the rest: events overtake
 * each other, come twice, and name nothing but ids to apps of today (wecom.md §2.4, §2.7).
 */
export async function contactChanged(
  trx: Db,
  event: { id: string; body: Record<string, unknown> },
  context: Context,
): Promise<void> {
  const { changeType, userid, newUserid, departmentId, raw } = event.body as {
    changeType: string
    userid: string | null
    newUserid: string | null
    departmentId: string | null
    raw: XmlTree
  }
  const at = context.clock.now()
  const department = Number(departmentId)
  if (changeType.endsWith('_party') && Number.isInteger(department) && department > 0) {
    if (changeType === 'delete_party') return removeDepartment(trx, department)
    return recordDepartment(trx, { id: department, ...departmentIn(raw) }, at)
  }
  if (!changeType.endsWith('_user') || userid === null) return
  if (newUserid !== null && (await renameStaff(trx, userid, newUserid, at))) {
    await renameRecipient(trx, userid, newUserid)
    await renameInMatters(trx, userid, newUserid)
    await staffChanged(trx, context)
    return
  }
  if (changeType === 'delete_user') await recordLeft(trx, userid, at)
  await markStale(trx, newUserid ?? userid, at)
  await afterChange(trx, context)
}

function departmentIn(raw: XmlTree): { name?: string; parent?: number } {
  const name = textOf(raw, 'Name')
  const parent = Number(textOf(raw, 'ParentId') ?? Number.NaN)
  return { ...(name !== null && { name }), ...(Number.isInteger(parent) && { parent }) }
}
