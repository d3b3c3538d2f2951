import type { Kysely, Selectable } from 'kysely'
import { readComplaint } from '../case/intake/index.ts'
import { settleNotice } from '../case/notify/index.ts'
import { presentRecipients } from '../case/org/index.ts'
import { nextDate, printNumber, type TicketRow } from '../case/ticket/index.ts'
import type { Tables } from '../platform/db/index.ts'
import { AppError, shanghaiDay } from '../platform/kernel/index.ts'
import { render } from '../talk/dialogue/index.ts'
import { type Push, put, putCard, quietUntil } from '../talk/outbox/index.ts'
import { awayFrom } from './available.ts'
import { cardFor } from './card.ts'
import type { Context } from './context.ts'
import { alarmEmpty } from './directory.ts'
import { eventWords, reasonOf } from './event-words.ts'
import { notTold } from './untold.ts'
import { dateInWords, dateLine, line, officeOf } from './words.ts'

/**
 * Turns one planned notice into messages or cards, in one transaction with its new state, after what the same citizen is to be told
 * before it. Returns the conversation, if it is one.
 */
export async function carryNotice(id: string, context: Context): Promise<string | null> {
  return context.db.transaction().execute(async (trx) => {
    let conversation: string | null = null
    for (const notice of await withEarlier(trx, id)) conversation = await carryOne(trx, notice, context)
    return conversation
  })
}

/** Who comes second waits here for the first, so that nobody hears of the answer before the acceptance. */
async function withEarlier(trx: Kysely<Tables>, id: string): Promise<Notice[]> {
  const planned = trx.selectFrom('notices').selectAll().where('state', '=', 'planned')
  const notice = await planned.where('id', '=', id).executeTakeFirst()
  if (notice?.audience !== 'citizen') return planned.where('id', '=', id).forUpdate().execute()
  return planned
    .where('audience', '=', 'citizen')
    .where('recipient', '=', notice.recipient)
    .where('created_at', '<=', notice.created_at)
    .orderBy('created_at')
    .orderBy('id')
    .forUpdate()
    .execute()
}

type Notice = Selectable<Tables['notices']>

async function carryOne(trx: Kysely<Tables>, notice: Notice, context: Context): Promise<string | null> {
  const ticket = await trx
    .selectFrom('tickets')
    .selectAll()
    .where('id', '=', notice.ticket_id)
    .executeTakeFirstOrThrow()
  const event = await trx
    .selectFrom('ticket_events')
    .selectAll()
    .where('id', '=', notice.event_id)
    .executeTakeFirstOrThrow()
  if (notice.audience === 'staff') {
    await cardToOffice(trx, notice, ticket, event.data, context)
    return null
  }
  const conversation = await conversationOf(trx, notice.recipient)
  if (!conversation) {
    await notTold(trx, notice.id, 'no_conversation', context)
    return null
  }
  const values = await citizenValues(trx, ticket, event.data, context)
  const text = render(context.wording.notices.texts[notice.template] ?? '', values)
  if (text === '')
    throw new AppError({ code: 'notice_without_text', message: `flows/notices.yaml has no text ${notice.template}` })
  const now = context.clock.now()
  const push = await pushOf(trx, notice.template, ticket, values, context)
  const notBefore = (push.urgent ? null : quietUntil(now, context.config.quiet)) ?? now
  await put(trx, conversation, notice.cause, [{ content: { kind: 'text', text } }], context, { push, notBefore })
  await settleNotice(trx, { id: notice.id }, 'sent', null, context)
  return conversation.id
}

const WEIGHTS: Readonly<Record<string, Push['weight']>> = {
  ...{ answered: 'final', closed: 'final', reviewed: 'final', rereviewed: 'final' },
  ...{ returned: 'decision', contested: 'decision', directed: 'decision', refused: 'decision', extended: 'decision' },
  // Whoever did not ask for it has to hear of it, whatever they chose.
  ...{ code_reissued: 'decision', merged: 'decision', split: 'decision' },
}
/** Documents in words: nothing of them is left out for length. */
const WHOLE: readonly string[] = ['directed', 'refused', 'answered', 'reviewed', 'rereviewed']

/** How much a notice weighs, and what a digest says of it. Where somebody may be in danger, nobody waits for the morning. */
async function pushOf(
  trx: Kysely<Tables>,
  template: string,
  ticket: TicketRow,
  values: Record<string, string>,
  context: Context,
): Promise<Push> {
  const { facts } = await trx
    .selectFrom('complaints')
    .select('facts')
    .where('id', '=', ticket.complaint_id)
    .executeTakeFirstOrThrow()
  return {
    subject: ticket.id,
    label: printNumber(ticket.number),
    gist: render(context.wording.notices.steps[template] ?? '', { ...values, date: values.today ?? '' }),
    weight: WEIGHTS[template] ?? 'step',
    ...(WHOLE.includes(template) ? { whole: true as const } : {}),
    ...(facts.danger ? { urgent: true as const } : {}),
  }
}

async function cardToOffice(
  trx: Kysely<Tables>,
  notice: { id: string; recipient: string; template: string; cause: string },
  ticket: TicketRow,
  data: Record<string, unknown>,
  context: Context,
): Promise<void> {
  const userids = presentRecipients(notice.recipient, await awayFrom(trx, ticket), context.org)
  const complaint = await readComplaint(trx, ticket.complaint_id, context.seal)
  if (!complaint || userids.length === 0) {
    await settleNotice(trx, { id: notice.id }, 'not_told', 'office_without_staff', context)
    await alarmEmpty(trx, notice.recipient, context)
    return
  }
  const helping = (data.helping ?? []) as string[]
  const body = cardFor(
    helping.includes(notice.recipient) ? 'to_help' : notice.template,
    ticket,
    complaint,
    reasonOf(notice.template, data, context, context.clock.now()),
    await nextDate(trx, ticket.id, ticket.state),
    context,
  )
  await putCard(trx, { cause: notice.cause, subject: ticket.id, userids, body }, context)
  await settleNotice(trx, { id: notice.id }, 'sent', null, context)
}

async function citizenValues(
  trx: Kysely<Tables>,
  ticket: TicketRow,
  data: Record<string, unknown>,
  context: Context,
): Promise<Record<string, string>> {
  const office = officeOf(context.org, ticket.office)
  const now = context.clock.now()
  const by = officeOf(context.org, String(data.office ?? '')) ?? office
  return {
    ...(await eventWords(trx, ticket, data, context)),
    by_office: by?.name ?? '',
    number: printNumber(ticket.number),
    office: office?.name ?? '',
    from_office: officeOf(context.org, String(data.fromOffice ?? ''))?.name ?? '',
    due_line: dateLine(context.wording, await nextDate(trx, ticket.id, ticket.state), now),
    office_phone_line: line(context.wording, 'office_phone', { phone: office?.phone ?? '' }),
    today: dateInWords(shanghaiDay(now), now),
  }
}

const CONVERSATION = 'conversation/'

export async function conversationOf(trx: Kysely<Tables>, reporter: string) {
  if (!reporter.startsWith(CONVERSATION)) return null
  return (
    (await trx
      .selectFrom('conversations')
      .select(['id', 'channel'])
      .where('id', '=', reporter.slice(CONVERSATION.length))
      .executeTakeFirst()) ?? null
  )
}
