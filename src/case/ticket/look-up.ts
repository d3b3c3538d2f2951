import type { Kysely } from 'kysely'
import type { Tables } from '../../platform/db/index.ts'
import type { Clock, Ids } from '../../platform/kernel/index.ts'
import { type NextDate, nextDate } from './next-date.ts'
import { verifyQueryCode } from './query-code.ts'
import type { State } from './states.ts'

declare module '../../platform/db/tables.ts' {
  interface Tables {
    query_tries: { id: string; asker: string; number: string; tried_at: Date }
  }
}

export interface Standing {
  id: string
  number: string
  state: State
  office: string
  category: string | null
  registeredAt: Date
  /** The next legal date that is still running, soonest first. */
  next: NextDate | null
  answer: string | null
  /** Under whose number it goes on, however often it was merged; null: under its own. */
  into: Standing | null
}

/** The matter that is worked on: a merged one's number leads there. */
export const goesOnAs = (matter: Standing): Standing => matter.into ?? matter

/** A list is chosen from by one digit. */
export const CHOSEN_FROM = 9

/** What stands under `mine`, newest first; what was merged is there under the older number. */
export async function mattersOf(db: Kysely<Tables>, reporter: string, limit = CHOSEN_FROM): Promise<Standing[]> {
  const rows = await standing(db)
    .where('complaints.reporter', '=', reporter)
    .where('tickets.state', '!=', 'merged')
    .orderBy('tickets.registered_at', 'desc')
    .orderBy('tickets.id', 'desc')
    .limit(limit)
    .execute()
  return Promise.all(rows.map((row) => complete(db, row)))
}

export async function matterByNumber(db: Kysely<Tables>, number: string, reporter: string): Promise<Standing | null> {
  const row = await standing(db)
    .where('tickets.number', '=', number)
    .where('complaints.reporter', '=', reporter)
    .executeTakeFirst()
  return row ? complete(db, row) : null
}

/** Wrong tries at codes in an hour: by one asker, and at one number by anybody. */
const TRIES_BY_ASKER = 5
const TRIES_AT_NUMBER = 20
/** By one asker while all together try too much: who asks under many names is slowed, who has the right code still gets in. */
const TRIES_UNDER_PRESSURE = 1
const HOUR_MS = 3_600_000

export type Opened = { found: Standing } | 'not_found' | 'limited'

/** Number and code together. Wrong number, wrong code and somebody else's are one answer; wrong tries are counted. */
export async function matterByCode(
  trx: Kysely<Tables>,
  asked: { number: string; code: string; asker: string },
  deps: { clock: Clock; ids: Ids; queryPepper: Uint8Array /** Wrong tries by all in an hour. */; queryTries: number },
): Promise<Opened> {
  const now = deps.clock.now()
  if (await tooMany(trx, asked, now, deps.queryTries)) return 'limited'
  const secret = await trx
    .selectFrom('tickets')
    .select(['query_salt', 'query_hash'])
    .where('number', '=', asked.number)
    .executeTakeFirst()
  // An unknown number costs the same work as a known one.
  const { query_salt: salt, query_hash: hash } = secret ?? { query_salt: '', query_hash: '0'.repeat(64) }
  const right = verifyQueryCode({ input: asked.code, salt, hash, pepper: deps.queryPepper }) && secret !== undefined
  if (!right) {
    await trx
      .insertInto('query_tries')
      .values({ id: deps.ids.next(), asker: asked.asker, number: asked.number, tried_at: now })
      .execute()
    return 'not_found'
  }
  const row = await standing(trx).where('tickets.number', '=', asked.number).executeTakeFirstOrThrow()
  return { found: await complete(trx, row) }
}

/** Counts the same for a number that nobody has. The owner in the chat needs no code and comes nowhere near. */
async function tooMany(
  db: Kysely<Tables>,
  asked: { number: string; asker: string },
  now: Date,
  byAll: number,
): Promise<boolean> {
  const hour = db
    .selectFrom('query_tries')
    .select((eb) => eb.fn.countAll<number>().as('tries'))
    .where('tried_at', '>', new Date(now.getTime() - HOUR_MS))
  const count = async (tries: typeof hour) => Number((await tries.executeTakeFirstOrThrow()).tries)
  const pressed = (await count(hour)) >= byAll
  const ofAsker = await count(hour.where('asker', '=', asked.asker))
  const atNumber = await count(hour.where('number', '=', asked.number))
  return ofAsker >= (pressed ? TRIES_UNDER_PRESSURE : TRIES_BY_ASKER) || atNumber >= TRIES_AT_NUMBER
}

const standing = (db: Kysely<Tables>) =>
  db
    .selectFrom('tickets')
    .innerJoin('complaints', 'complaints.id', 'tickets.complaint_id')
    .select([
      'tickets.id',
      'tickets.number',
      'tickets.state',
      'tickets.office',
      'tickets.category',
      'tickets.registered_at',
    ])

type StandingRow = {
  id: string
  number: string
  state: State
  office: string
  category: string | null
  registered_at: Date
}

async function complete(db: Kysely<Tables>, row: StandingRow): Promise<Standing> {
  const next = await nextDate(db, row.id, row.state)
  const answered = await db
    .selectFrom('ticket_events')
    .select('data')
    .where('ticket_id', '=', row.id)
    .where('type', '=', 'answered')
    .orderBy('n', 'desc')
    .limit(1)
    .executeTakeFirst()
  const { registered_at, ...rest } = row
  const answer = typeof answered?.data.text === 'string' ? answered.data.text : null
  const into = row.state === 'merged' ? await followed(db, row.id) : null
  return { ...rest, registeredAt: registered_at, next, answer, into }
}

/** The older matter may have been merged itself meanwhile. */
async function followed(db: Kysely<Tables>, id: string): Promise<Standing> {
  const merged = await db
    .selectFrom('ticket_events')
    .select('data')
    .where('ticket_id', '=', id)
    .where('type', '=', 'merged')
    .executeTakeFirstOrThrow()
  const row = await standing(db).where('tickets.id', '=', String(merged.data.into)).executeTakeFirstOrThrow()
  return goesOnAs(await complete(db, row))
}
