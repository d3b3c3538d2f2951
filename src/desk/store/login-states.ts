import { createHash } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Clock } from '../../platform/kernel/index.ts'
import type { Tables } from './tables.ts'

export interface LoginState {
  state: string
  /** The secret of the browser's own cookie: a state works only where it was made. */
  browser: string
  returnTo: string
}

/** Time for a person to find the phone and scan the code. */
const STATE_MS = 10 * 60_000

const hash = (secret: string): string => createHash('sha256').update(secret).digest('hex')

export async function rememberState(db: Kysely<Tables>, login: LoginState, clock: Clock): Promise<void> {
  const now = clock.now()
  await db.deleteFrom('login_states').where('expires_at', '<=', now).execute()
  await db
    .insertInto('login_states')
    .values({
      state: login.state,
      browser: hash(login.browser),
      return_to: login.returnTo,
      expires_at: new Date(now.getTime() + STATE_MS),
    })
    .execute()
}

/** Where to go after login. A state is taken once; one that is unknown, old, used or another browser's gives null. */
export async function takeState(
  db: Kysely<Tables>,
  login: Pick<LoginState, 'state' | 'browser'>,
  clock: Clock,
): Promise<string | null> {
  const row = await db
    .deleteFrom('login_states')
    .where('state', '=', login.state)
    .where('browser', '=', hash(login.browser))
    .where('expires_at', '>', clock.now())
    .returning('return_to')
    .executeTakeFirst()
  return row?.return_to ?? null
}
