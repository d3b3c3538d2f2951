import { createHash } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Clock, Ids } from '../../platform/kernel/index.ts'
import type { Tables } from './tables.ts'

/** One working day. */
export const SESSION_MS = 8 * 3_600_000
const SECRET_BYTES = 32

const hash = (secret: string): string => createHash('sha256').update(secret).digest('hex')

/** The secret that the cookie carries; the row holds its hash only. */
export async function openSession(
  db: Kysely<Tables>,
  userid: string,
  deps: { clock: Clock; ids: Ids },
): Promise<string> {
  const secret = Buffer.from(deps.ids.bytes(SECRET_BYTES)).toString('base64url')
  const now = deps.clock.now()
  await db.deleteFrom('staff_sessions').where('expires_at', '<=', now).execute()
  await db
    .insertInto('staff_sessions')
    .values({
      id_hash: hash(secret),
      userid,
      created_at: now,
      expires_at: new Date(now.getTime() + SESSION_MS),
    })
    .execute()
  return secret
}

export async function sessionUser(db: Kysely<Tables>, secret: string, clock: Clock): Promise<string | null> {
  const row = await db
    .selectFrom('staff_sessions')
    .select('userid')
    .where('id_hash', '=', hash(secret))
    .where('expires_at', '>', clock.now())
    .executeTakeFirst()
  return row?.userid ?? null
}

export async function closeSession(db: Kysely<Tables>, secret: string): Promise<void> {
  await db.deleteFrom('staff_sessions').where('id_hash', '=', hash(secret)).execute()
}

/** Who has left is logged out at once, on every device. */
export async function closeSessionsOf(db: Kysely<Tables>, userids: readonly string[]): Promise<void> {
  if (userids.length === 0) return
  await db
    .deleteFrom('staff_sessions')
    .where((eb) => eb(eb.fn('lower', ['userid']), 'in', [...userids]))
    .execute()
}
