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

/**
 * After an act: every card about the subject says what happened, for everybody who got one. A click brings a code of its own
 * for the card that was clicked; the others use the one their sending gave. Codes are single use. `only`: that card alone.
 */
export async function putCardUpdates(
  trx: Kysely<Tables>,
  update: {
    subject: string
    cause: string
    label: string
    clicked?: { cardId: string; responseCode: string }
    only?: string
  },
  deps: Pick<CardDeps, 'clock' | 'ids'>,
): Promise<void> {
  const now = deps.clock.now()
  const cards = await trx
    .selectFrom('cards')
    .select('id')
    .where('subject', '=', update.subject)
    .where('state', '=', 'sent')
    .execute()
  for (const { id } of cards.filter((card) => update.only === undefined || card.id === update.only)) {
    await trx
      .insertInto('card_updates')
      .values({
        id: deps.ids.next(),
        cause: `${update.cause}/${id}`,
        card_id: id,
        label: update.label,
        response_code: update.clicked?.cardId === id ? update.clicked.responseCode : null,
        created_at: now,
        not_before: now,
        state: 'queued',
        reason: null,
      })
      .onConflict((conflict) => conflict.column('cause').doNothing())
      .execute()
  }
}

export async function sendCardUpdate(id: string, deps: CardDeps): Promise<void> {
  const row = await deps.db
    .selectFrom('card_updates')
    .innerJoin('cards', 'cards.id', 'card_updates.card_id')
    .select([
      'card_updates.id',
      'card_id',
      'label',
      'card_updates.response_code as clicked',
      'cards.response_code as own',
      'card_updates.attempts',
    ])
    .where('card_updates.id', '=', id)
    .where('card_updates.state', '=', 'queued')
    .executeTakeFirst()
  if (!row || !deps.staff) return
  const code = row.clicked ?? row.own
  const recipients = await deps.db
    .selectFrom('card_recipients')
    .select('userid')
    .where('card_id', '=', row.card_id)
    .where('state', '=', 'sent')
    .execute()
  const now = deps.clock.now()
  if (code === null || recipients.length === 0)
    return finish(id, 'given_up', code === null ? 'no_code_left' : 'nobody_has_it', deps)
  if (row.clicked === null && !(await takeCode(id, row.card_id, code, deps))) return
  const done = await deps.staff.closeCard(
    code,
    recipients.map((each) => each.userid),
    row.label,
  )
  if (done.ok) return finish(id, 'done', null, deps)
  deps.log.warn({ update: id, fault: done.error.kind, detail: done.error.detail }, 'card update refused')
  const verdict = decide(done.error, row.attempts, now)
  if (verdict.state !== 'queued') return finish(id, 'given_up', done.error.kind, deps)
  await deps.db
    .updateTable('card_updates')
    .set({ attempts: row.attempts + 1, not_before: verdict.notBefore, reason: done.error.kind })
    .where('id', '=', id)
    .execute()
}

/** A code works once, whatever the answer: it leaves the card for this update before it is tried, and a crash does not lose it. */
function takeCode(id: string, cardId: string, code: string, deps: CardDeps): Promise<boolean> {
  return deps.db.transaction().execute(async (trx) => {
    const taken = await trx
      .updateTable('cards')
      .set({ response_code: null })
      .where('id', '=', cardId)
      .where('response_code', '=', code)
      .returning('id')
      .executeTakeFirst()
    if (taken) await trx.updateTable('card_updates').set({ response_code: code }).where('id', '=', id).execute()
    return taken !== undefined
  })
}

async function finish(id: string, state: 'done' | 'given_up', reason: string | null, deps: CardDeps): Promise<void> {
  await deps.db
    .updateTable('card_updates')
    .set({ state, reason })
    .where('id', '=', id)
    .where('state', '=', 'queued')
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
