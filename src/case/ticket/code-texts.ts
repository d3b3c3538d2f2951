import type { Kysely, Selectable } from 'kysely'
import type { Generated, Tables } from '../../platform/db/index.ts'
import type { Clock, Ids } from '../../platform/kernel/index.ts'
import { hashQueryCode, sameHash, secretOf } from './query-code.ts'

declare module '../../platform/db/tables.ts' {
  interface Tables {
    code_texts: {
      id: string
      kind: 'proof' | 'code'
      ticket_id: string | null
      number: string
      asker: string
      made_at: Date
      secret: string | null
      state: 'texting' | 'sent' | 'failed' | 'silent'
      attempts: Generated<number>
      not_before: Date
      salt: string | null
      hash: string | null
      tries: Generated<number>
      used_at: Date | null
    }
  }
}

export type CodeText = Selectable<Tables['code_texts']>

interface Deps {
  clock: Clock
  ids: Ids
  queryPepper: Uint8Array
}

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** As long as one needs to find the telephone. */
export const PROOF_MS = 10 * 60_000
/** Nobody is sent text messages by strangers all day, and nobody lets us send many: they cost money. */
const PROOFS_BY_ASKER = 3
const PROOFS_AT_NUMBER = 3
const PROOFS_BY_ALL = 100
/** Of six digits: a stranger who tries all day at a number guesses one in 66,000 days. */
const TRIES_AT_PROOF = 5

export interface Proof {
  id: string
  /** The matter of that number; null: there is none, and the same is said. */
  ticketId: string | null
  digits: string
}

/** A proof for whoever has the telephone of the matter. Asked for too often, by one, at one number or by all: `limited`. */
export async function makeProof(
  trx: Kysely<Tables>,
  asked: { number: string; asker: string },
  deps: Deps,
): Promise<Proof | 'limited'> {
  const now = deps.clock.now()
  if (await askedTooOften(trx, asked, now)) return 'limited'
  const matter = await trx.selectFrom('tickets').select('id').where('number', '=', asked.number).executeTakeFirst()
  // Four bytes favour no digit by more than one in four thousand.
  const digits = String(Buffer.from(deps.ids.bytes(4)).readUInt32BE(0) % 1_000_000).padStart(6, '0')
  const { query_salt: salt, query_hash: hash } = secretOf(digits, deps)
  const id = deps.ids.next()
  const ticketId = matter?.id ?? null
  await trx
    .insertInto('code_texts')
    .values({
      ...{ id, kind: 'proof', ticket_id: ticketId, ...asked, made_at: now, not_before: now },
      ...{ secret: null, state: 'silent', salt, hash, used_at: null },
    })
    .execute()
  return { id, ticketId, digits }
}

async function askedTooOften(
  db: Kysely<Tables>,
  asked: { number: string; asker: string },
  now: Date,
): Promise<boolean> {
  const within = (ms: number) =>
    db
      .selectFrom('code_texts')
      .select((eb) => eb.fn.countAll<number>().as('asked'))
      .where('kind', '=', 'proof')
      .where('made_at', '>', new Date(now.getTime() - ms))
  const count = async (rows: ReturnType<typeof within>) => Number((await rows.executeTakeFirstOrThrow()).asked)
  const byAll = await count(within(HOUR_MS))
  const byAsker = await count(within(HOUR_MS).where('asker', '=', asked.asker))
  const atNumber = await count(within(DAY_MS).where('number', '=', asked.number))
  return byAll >= PROOFS_BY_ALL || byAsker >= PROOFS_BY_ASKER || atNumber >= PROOFS_AT_NUMBER
}

/** The matter whose telephone the asker has, once for each proof. */
export async function useProof(
  trx: Kysely<Tables>,
  given: { number: string; asker: string; digits: string },
  deps: Deps,
): Promise<{ ticketId: string } | 'not_found' | 'limited'> {
  const now = deps.clock.now()
  const proof = await trx
    .selectFrom('code_texts')
    .selectAll()
    .where('kind', '=', 'proof')
    .where('number', '=', given.number)
    .where('asker', '=', given.asker)
    .where('made_at', '>', new Date(now.getTime() - PROOF_MS))
    .where('used_at', 'is', null)
    // What nobody was sent nobody can know.
    .where('state', '=', 'sent')
    .orderBy('made_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .forUpdate()
    .executeTakeFirst()
  if (!proof || proof.salt === null || proof.hash === null) return 'not_found'
  if (proof.tries >= TRIES_AT_PROOF) return 'limited'
  const code = given.digits.normalize('NFKC').replace(/\D/g, '')
  const right = sameHash(hashQueryCode({ code, salt: proof.salt, pepper: deps.queryPepper }), proof.hash)
  const settled = right ? { used_at: now } : { tries: proof.tries + 1 }
  await trx.updateTable('code_texts').set(settled).where('id', '=', proof.id).execute()
  return right && proof.ticket_id !== null ? { ticketId: proof.ticket_id } : 'not_found'
}

/** The proof of that id is to be sent; what stands in it is sealed under its id. */
export async function textProof(trx: Kysely<Tables>, id: string, secret: string): Promise<void> {
  await trx.updateTable('code_texts').set({ secret, state: 'texting' }).where('id', '=', id).execute()
}

/** A code is to be sent. */
export async function textCode(
  trx: Kysely<Tables>,
  text: { id: string; ticketId: string; number: string; asker: string; secret: string },
  deps: Pick<Deps, 'clock'>,
): Promise<void> {
  const { id, ticketId, number, asker, secret } = text
  const now = deps.clock.now()
  await trx
    .insertInto('code_texts')
    .values({
      ...{ id, kind: 'code', ticket_id: ticketId, number, asker, made_at: now, not_before: now },
      ...{ secret, state: 'texting', salt: null, hash: null, used_at: null },
    })
    .execute()
}

export async function dueCodeTexts(db: Kysely<Tables>, now: Date, limit = 100): Promise<string[]> {
  const rows = await db
    .selectFrom('code_texts')
    .select('id')
    .where('state', '=', 'texting')
    .where('not_before', '<=', now)
    .orderBy('not_before')
    .limit(limit)
    .execute()
  return rows.map((row) => row.id)
}

/** One try at a time: the next one may begin at `again`. null: another process is at it, or it is done. */
export async function claimCodeText(db: Kysely<Tables>, id: string, again: Date, now: Date): Promise<CodeText | null> {
  const row = await db
    .updateTable('code_texts')
    .set((eb) => ({ not_before: again, attempts: eb('attempts', '+', 1) }))
    .where('id', '=', id)
    .where('state', '=', 'texting')
    .where('not_before', '<=', now)
    .returningAll()
    .executeTakeFirst()
  return row ?? null
}

/** Sent, given up, or to be tried again at that time. */
export async function settleCodeText(db: Kysely<Tables>, id: string, end: 'sent' | 'failed' | Date): Promise<void> {
  const settled = end instanceof Date ? { not_before: end } : { state: end, secret: null }
  await db.updateTable('code_texts').set(settled).where('id', '=', id).where('state', '=', 'texting').execute()
}
