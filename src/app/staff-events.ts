import type { Kysely } from 'kysely'
import { settleNotice } from '../case/notify/index.ts'
import { standIns } from '../case/org/index.ts'
import { heldSince, readEvents } from '../case/ticket/index.ts'
import { hasCardSince } from '../desk/store/index.ts'
import type { Tables } from '../platform/db/index.ts'
import { shanghaiDay } from '../platform/kernel/index.ts'
import type { StaffMessage } from '../talk/channel/index.ts'
import { render } from '../talk/dialogue/index.ts'
import { putCard, putCardUpdates } from '../talk/outbox/index.ts'
import { ALARM_CAUSE } from './administrators.ts'
import { raiseAlarm } from './alarms.ts'
import { awayFrom } from './available.ts'
import { ACCEPT_KEY, ACKNOWLEDGE_KEY } from './card.ts'
import type { Context } from './context.ts'
import { actOnMatter } from './matters.ts'
import { acknowledge, PAGE_CAUSE, pageNotReached } from './paging.ts'
import { dateInWords } from './words.ts'

export interface CardClick {
  userid: string
  eventKey: string
  taskId: string
  responseCode: string | null
}

/**
 * An officer pressed a button. The act is decided like any other; a second press, or a colleague's, is refused by the
 * transition and the card is brought up to date for whoever pressed.
 */
export async function cardClicked(
  trx: Kysely<Tables>,
  event: { id: string; body: Record<string, unknown> },
  context: Context,
): Promise<void> {
  const click = event.body as unknown as CardClick
  const [key, ticketId] = click.eventKey.split(':')
  const recipient = await trx
    .selectFrom('card_recipients')
    .innerJoin('cards', 'cards.id', 'card_recipients.card_id')
    .innerJoin('staff', (join) =>
      join.on((eb) => eb(eb.fn('lower', ['staff.userid']), '=', eb.fn('lower', ['card_recipients.userid']))),
    )
    .innerJoin('tickets', 'tickets.id', 'cards.subject')
    .select(['cards.id as card', 'staff.userid', 'staff.office', 'tickets.office as holder', 'tickets.course'])
    .where('cards.id', '=', click.taskId)
    .where('cards.subject', '=', ticketId ?? '')
    .where((eb) => eb(eb.fn('lower', ['card_recipients.userid']), '=', click.userid.toLowerCase()))
    .executeTakeFirst()
  // A card that was never sent to this member cannot be pressed by them: nothing is done, and it is seen.
  if (!recipient || (key !== ACCEPT_KEY && key !== ACKNOWLEDGE_KEY) || !ticketId) {
    context.log.warn({ event: event.id, key }, 'card click that no card of ours explains')
    return
  }
  const actor = { kind: 'staff' as const, id: recipient.userid, office: recipient.office }
  if (key === ACKNOWLEDGE_KEY) {
    // Whoever stands aside is told nothing, and the next one is called.
    if (recipient.course.recused.some((one) => one.toLowerCase() === recipient.userid.toLowerCase())) return
    const pressed = { cause: `event/${event.id}`, cardId: recipient.card, responseCode: click.responseCode }
    return acknowledge(trx, ticketId, actor, context, pressed)
  }
  const clicked = click.responseCode ? { clicked: { cardId: recipient.card, responseCode: click.responseCode } } : {}
  const update = { subject: ticketId, cause: `event/${event.id}`, ...clicked }
  // A card of an earlier holder is only paper; who got one for the present holder may act, stand-ins too.
  const events = (await readEvents(trx, ticketId)).map((stored) => stored.event)
  if (!(await hasCardSince(trx, ticketId, recipient.userid, heldSince(events)))) {
    await putCardUpdates(
      trx,
      { ...update, only: recipient.card, label: context.wording.cards.done.moved_on ?? '' },
      context,
    )
    return
  }
  const done = await actOnMatter(trx, ticketId, { type: 'accept', actor }, recipient.holder, context)
  // Whoever stands aside is told nothing, and the card stays as it is for the others.
  if (!done || (!done.outcome.ok && done.outcome.refusal.code === 'recused')) return
  const label = done.outcome.ok ? context.wording.cards.done.accepted : refusedLabel(done.outcome.refusal, context)
  await putCardUpdates(trx, { ...update, label: label ?? '' }, context)
}

function refusedLabel(refusal: { code: string; by?: { id: string }; at?: string }, context: Context): string {
  if (refusal.code === 'already_done') return context.wording.cards.done.accepted ?? ''
  const values = {
    by: staffName(refusal.by?.id ?? '', context),
    at: refusal.at ? dateInWords(shanghaiDay(new Date(refusal.at)), context.clock.now()) : '',
  }
  return render(context.wording.cards.refusals[refusal.code] ?? '', values)
}

const staffName = (userid: string, context: Context): string =>
  context.org.staff.find((member) => member.userid === userid)?.name ?? userid

/**
 * errcode 0 is not "told": members in `invaliduser` got nothing. Those left out are replaced by their substitutes, then the
 * supervisors; when nobody at all is left, the notice is "not told" and an alarm says so.
 */
export async function cardSent(
  trx: Kysely<Tables>,
  card: { id: string; cause: string; subject: string; body: StaffMessage; reached: string[]; unreached: string[] },
  context: Context,
): Promise<void> {
  const origin = card.cause.split('/').slice(0, 2).join('/')
  if (card.reached.length > 0) await settleNotice(trx, { cause: origin }, 'told', null, context)
  if (card.unreached.length === 0) return
  // An alarm about an alarm's card would call the same people again, for ever.
  if (card.cause.startsWith(ALARM_CAUSE)) {
    context.log.error({ card: card.id, unreached: card.unreached.length }, 'administrators not reached')
    return
  }
  if (card.cause.startsWith(PAGE_CAUSE)) return pageNotReached(trx, card.cause, context)
  const ticket = await trx
    .selectFrom('tickets')
    .select(['office', 'course'])
    .where('id', '=', card.subject)
    .executeTakeFirst()
  const tried = await trx
    .selectFrom('card_recipients')
    .innerJoin('cards', 'cards.id', 'card_recipients.card_id')
    .select('userid')
    .distinct()
    .where('cards.subject', '=', card.subject)
    .execute()
  const userids = ticket
    ? standIns(
        ticket.office,
        tried.map((row) => row.userid),
        context.org,
        await awayFrom(trx, ticket),
      )
    : []
  if (userids.length > 0) {
    await putCard(trx, { cause: `${card.cause}/instead`, subject: card.subject, userids, body: card.body }, context)
    return
  }
  if (card.reached.length > 0) return
  await settleNotice(trx, { cause: origin }, 'not_told', 'nobody_reached', context)
  await raiseAlarm(
    trx,
    { kind: 'staff_not_reached', subject: card.subject, detail: { office: ticket?.office ?? '' } },
    context,
  )
}
