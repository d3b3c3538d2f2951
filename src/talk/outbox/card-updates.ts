import type { ExpressionBuilder, Kysely } from 'kysely'
import type { Tables } from '../../platform/db/index.ts'
import type { CardDeps } from './cards.ts'
import { decide } from './decide.ts'

/**
 * After an act: every card about the subject says what happened, for everybody who got one. A click brings a code of its own
 * for the card that was clicked; the others use the one their sending gave. Codes are single use, so a card that is being changed already is
 * left as it will be. `only`: that card alone; `within`: the cards whose cause begins so.
 */
export async function putCardUpdates(
  trx: Kysely<Tables>,
  update: {
    subject: string
    cause: string
    label: string
    clicked?: { cardId: string; responseCode: string }
    only?: string
    within?: string
  },
  deps: Pick<CardDeps, 'clock' | 'ids'>,
): Promise<void> {
  const now = deps.clock.now()
  const cards = await trx
    .selectFrom('cards')
    .select('id')
    .where('subject', '=', update.subject)
    .where('state', '=', 'sent')
    .where((eb) => (update.within === undefined ? eb.val(true) : eb('cause', 'like', `${update.within}%`)))
    .where((eb) => eb.or([eb('id', '=', update.clicked?.cardId ?? ''), eb.not(eb.exists(changing(eb)))]))
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

const changing = (eb: ExpressionBuilder<Tables, 'cards'>) =>
  eb
    .selectFrom('card_updates')
    .select('card_updates.id')
    .whereRef('card_updates.card_id', '=', 'cards.id')
    .where('card_updates.state', '=', 'queued')

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
