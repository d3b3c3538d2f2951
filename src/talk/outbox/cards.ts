import type { Kysely } from 'kysely'
import type { Db, Generated, Json, Tables } from '../../platform/db/index.ts'
import type { Clock, Ids } from '../../platform/kernel/index.ts'
import type { Logger } from '../../platform/log/index.ts'
import type { StaffChannel, StaffMessage } from '../channel/index.ts'
import { decide } from './decide.ts'
import { takeQuota } from './member-quota.ts'

declare module '../../platform/db/tables.ts' {
  interface Tables {
    cards: {
      id: string
      cause: string
      subject: string
      body: Json<StaffMessage>
      created_at: Date
      not_before: Date
      state: 'queued' | 'sent' | 'given_up'
      reason: string | null
      attempts: Generated<number>
      sent_at: Date | null
      platform_id: string | null
      response_code: string | null
    }
    card_recipients: { card_id: string; userid: string; state: 'queued' | 'sent' | 'invalid' }
    card_updates: {
      id: string
      cause: string
      card_id: string
      label: string
      response_code: string | null
      created_at: Date
      not_before: Date
      state: 'queued' | 'done' | 'given_up'
      reason: string | null
      attempts: Generated<number>
    }
  }
}

export interface CardDeps {
  db: Db
  clock: Clock
  ids: Ids
  log: Logger
  staff: StaffChannel | null
  /** After the platform's answer, in the transaction that records it: who was reached, who was not. */
  onCardSent(
    trx: Kysely<Tables>,
    card: { id: string; cause: string; subject: string; body: StaffMessage; reached: string[]; unreached: string[] },
  ): Promise<void>
}

/** A card for some members, once for its cause. Each recipient's fate is a row of its own. */
export async function putCard(
  trx: Kysely<Tables>,
  card: { cause: string; subject: string; userids: string[]; body: StaffMessage },
  deps: Pick<CardDeps, 'clock' | 'ids'>,
): Promise<void> {
  const now = deps.clock.now()
  const row = await trx
    .insertInto('cards')
    .values({
      id: deps.ids.next(),
      cause: card.cause,
      subject: card.subject,
      body: JSON.stringify(card.body),
      created_at: now,
      not_before: now,
      state: 'queued',
      reason: null,
      sent_at: null,
      platform_id: null,
      response_code: null,
    })
    .onConflict((conflict) => conflict.column('cause').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!row) return
  await trx
    .insertInto('card_recipients')
    .values(card.userids.map((userid) => ({ card_id: row.id, userid, state: 'queued' as const })))
    .execute()
}

/** Not sent yet, and not needed any more: the cards whose cause begins so. */
export async function withdrawCards(trx: Kysely<Tables>, within: string, reason: string): Promise<void> {
  await trx
    .updateTable('cards')
    .set({ state: 'given_up', reason })
    .where('cause', 'like', `${within}%`)
    .where('state', '=', 'queued')
    .execute()
}

export async function sendCard(id: string, deps: CardDeps): Promise<void> {
  const card = await deps.db
    .selectFrom('cards')
    .selectAll()
    .where('id', '=', id)
    .where('state', '=', 'queued')
    .executeTakeFirst()
  if (!card || !deps.staff) return
  const userids = await recipientsNow(id, deps.staff.count(card.body), deps)
  if (userids.length === 0) return
  const sent = await deps.staff.sendCard(id, userids, card.body)
  const now = deps.clock.now()
  if (!sent.ok) {
    deps.log.warn({ card: id, fault: sent.error.kind, detail: sent.error.detail }, 'card refused')
    const verdict = decide(sent.error, card.attempts, now)
    const later = verdict.state === 'queued' ? verdict.notBefore : null
    await deps.db
      .updateTable('cards')
      .set({
        attempts: card.attempts + 1,
        reason: sent.error.kind,
        ...(later ? { not_before: later } : { state: 'given_up' }),
      })
      .where('id', '=', id)
      .where('state', '=', 'queued')
      .execute()
    return
  }
  const { unreached, platformId, responseCode } = sent.value
  await deps.db.transaction().execute(async (trx) => {
    const done = await trx
      .updateTable('cards')
      .set({ state: 'sent', sent_at: now, platform_id: platformId, response_code: responseCode, reason: null })
      .where('id', '=', id)
      .where('state', '=', 'queued')
      .returning('id')
      .executeTakeFirst()
    if (!done) return
    const reached = userids.filter((userid) => !unreached.includes(userid))
    await mark(trx, id, reached, 'sent')
    await mark(trx, id, unreached, 'invalid')
    await deps.onCardSent(trx, { id, cause: card.cause, subject: card.subject, body: card.body, reached, unreached })
  })
}

/**
 * Whom it may go to now. Members who have had as much as the platform delivers wait with a card of their own, so that nobody waits
 * for a busier colleague; where all of them have, the card waits.
 */
async function recipientsNow(id: string, count: number, deps: CardDeps): Promise<string[]> {
  return deps.db.transaction().execute(async (trx) => {
    const card = await trx
      .selectFrom('cards')
      .selectAll()
      .where('id', '=', id)
      .where('state', '=', 'queued')
      .forUpdate()
      .executeTakeFirst()
    if (!card) return []
    const rows = await trx.selectFrom('card_recipients').select('userid').where('card_id', '=', id).execute()
    const { free, later } = await takeQuota(
      trx,
      rows.map((row) => row.userid),
      count,
      deps.clock,
    )
    const [first] = later
    if (!first) return free
    const wait = { not_before: new Date(Math.max(...later.map((each) => each.at.getTime()))), reason: 'member_quota' }
    if (free.length === 0) {
      await trx.updateTable('cards').set(wait).where('id', '=', id).execute()
      return []
    }
    const waiting = deps.ids.next()
    await trx
      .insertInto('cards')
      .values({
        ...card,
        ...wait,
        id: waiting,
        cause: `${card.cause}/later-${waiting}`,
        body: JSON.stringify(card.body),
      })
      .execute()
    await trx
      .updateTable('card_recipients')
      .set({ card_id: waiting })
      .where('card_id', '=', id)
      .where(
        'userid',
        'in',
        later.map((each) => each.userid),
      )
      .execute()
    return free
  })
}

async function mark(trx: Kysely<Tables>, cardId: string, userids: string[], state: 'sent' | 'invalid'): Promise<void> {
  if (userids.length === 0) return
  await trx
    .updateTable('card_recipients')
    .set({ state })
    .where('card_id', '=', cardId)
    .where('userid', 'in', userids)
    .execute()
}

export async function dueCards(db: Db, now: Date, limit = 200): Promise<{ cards: string[]; updates: string[] }> {
  const cards = await db
    .selectFrom('cards')
    .select('id')
    .where('state', '=', 'queued')
    .where('not_before', '<=', now)
    .orderBy('created_at')
    .limit(limit)
    .execute()
  const updates = await db
    .selectFrom('card_updates')
    .select('id')
    .where('state', '=', 'queued')
    .where('not_before', '<=', now)
    .orderBy('created_at')
    .limit(limit)
    .execute()
  return { cards: cards.map((row) => row.id), updates: updates.map((row) => row.id) }
}

/** A userid was changed on the platform: cards that the person got stay theirs, and clicks come under the new name. */
export async function renameRecipient(trx: Kysely<Tables>, from: string, to: string): Promise<void> {
  await trx
    .updateTable('card_recipients')
    .set({ userid: to.toLowerCase() })
    .where((eb) => eb(eb.fn('lower', ['userid']), '=', from.toLowerCase()))
    .execute()
}
