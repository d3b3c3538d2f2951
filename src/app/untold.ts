import type { Kysely } from 'kysely'
import { readComplaint } from '../case/intake/index.ts'
import {
  claimText,
  completeTasks,
  laterText,
  openTask,
  overdueNotices,
  settleNotice,
  textFailed,
} from '../case/notify/index.ts'
import { presentRecipients } from '../case/org/index.ts'
import { type Actor, printNumber, recordTold, TOLD_STEPS } from '../case/ticket/index.ts'
import type { Tables } from '../platform/db/index.ts'
import { shanghaiDay } from '../platform/kernel/index.ts'
import { render } from '../talk/dialogue/index.ts'
import { putCard, quietUntil } from '../talk/outbox/index.ts'
import { awayFrom } from './available.ts'
import { cardFor } from './card.ts'
import type { Context } from './context.ts'
import { alarmEmpty } from './directory.ts'
import { acknowledge } from './paging.ts'
import { MINUTE_MS, mobileOf, TEXT_AGAIN_MIN, TEXT_LEASE_MS } from './texting.ts'
import { dateInWords, officeOf, officeValues } from './words.ts'

/** Notices that waited too long for the citizen's next word. For the sweep. */
export const longUntold = (context: Context): Promise<string[]> =>
  overdueNotices(context.db, new Date(context.clock.now().getTime() - context.config.fallbackMs))

/** It is said that the notice was not told, and somebody else has to tell it. The message itself waits on. */
export async function fallBack(noticeId: string, context: Context): Promise<void> {
  await context.db.transaction().execute(async (trx) => {
    const notice = await trx
      .selectFrom('notices')
      .select(['state', 'reason'])
      .where('id', '=', noticeId)
      .forUpdate()
      .executeTakeFirst()
    if (notice?.state !== 'sent') return
    await notTold(trx, noticeId, notice.reason ?? 'waited_too_long', context)
  })
}

/** `not_told`, with the task that follows from it. */
export async function notTold(trx: Kysely<Tables>, id: string, reason: string, context: Context): Promise<void> {
  await settleNotice(trx, { id }, 'not_told', reason, context)
  const notice = await trx
    .selectFrom('notices')
    .innerJoin('tickets', 'tickets.id', 'notices.ticket_id')
    .select(['notices.data', 'notices.audience', 'tickets.id as ticket', 'tickets.office', 'tickets.complaint_id'])
    .where('notices.id', '=', id)
    .executeTakeFirstOrThrow()
  const step = TOLD_STEPS.find((one) => one === notice.data.of)
  if (notice.audience !== 'citizen' || !step) return
  const texting = context.sms !== null && (await mobileOf(trx, notice.complaint_id, context)) !== null
  const notBefore = (await quietFor(trx, notice.complaint_id, context)) ?? context.clock.now()
  const made = { noticeId: id, ticketId: notice.ticket, office: notice.office, step, reason, texting, notBefore }
  const task = await openTask(trx, made, context)
  if (task !== null && !texting) await cardToTell(trx, task, context)
}

/** Nobody is woken by a text message either, unless somebody may be in danger. */
async function quietFor(trx: Kysely<Tables>, complaintId: string, context: Context): Promise<Date | null> {
  const quiet = quietUntil(context.clock.now(), context.config.quiet)
  if (quiet === null) return null
  const { facts } = await trx
    .selectFrom('complaints')
    .select('facts')
    .where('id', '=', complaintId)
    .executeTakeFirstOrThrow()
  return facts.danger ? null : quiet
}

/** The office that has the matter is asked to telephone, or to write. */
async function cardToTell(trx: Kysely<Tables>, taskId: string, context: Context): Promise<void> {
  const task = await trx
    .selectFrom('contact_tasks')
    .select(['ticket_id', 'step'])
    .where('id', '=', taskId)
    .executeTakeFirstOrThrow()
  const ticket = await trx.selectFrom('tickets').selectAll().where('id', '=', task.ticket_id).executeTakeFirstOrThrow()
  const complaint = await readComplaint(trx, ticket.complaint_id, context.seal)
  const userids = presentRecipients(ticket.office, await awayFrom(trx, ticket), context.org)
  if (userids.length === 0) await alarmEmpty(trx, ticket.office, context)
  if (!complaint || userids.length === 0) return
  const step = context.wording.notices.states[task.step] ?? ''
  const body = cardFor('not_told', ticket, complaint, step, null, context)
  await putCard(trx, { cause: `untold/${taskId}`, subject: ticket.id, userids, body }, context)
}

/** Somebody told the citizen: every open task of the matter is done, and each step is recorded as told by these means. */
export async function toldByStaff(
  trx: Kysely<Tables>,
  ticketId: string,
  told: { actor: Actor; means: 'phone' | 'paper'; note: string },
  context: Context,
): Promise<boolean> {
  const done = { by: told.actor.id, means: told.means, note: told.note }
  const tasks = await completeTasks(trx, { ticketId }, done, context)
  for (const { step } of tasks)
    await recordTold(trx, ticketId, { of: step, means: told.means, actor: told.actor }, context)
  if (tasks.length > 0) await acknowledge(trx, ticketId, told.actor, context)
  return tasks.length > 0
}

/** One try to tell by text message. */
export async function sendText(taskId: string, context: Context): Promise<void> {
  const now = context.clock.now()
  const task = await claimText(context.db, taskId, new Date(now.getTime() + TEXT_LEASE_MS), now)
  if (!task) return
  const ticket = await context.db
    .selectFrom('tickets')
    .selectAll()
    .where('id', '=', task.ticket_id)
    .executeTakeFirstOrThrow()
  const phone = await mobileOf(context.db, ticket.complaint_id, context)
  const text = textOf(task.step, ticket, task.made_at, context)
  if (!context.sms || phone === null) return giveToStaff(taskId, context)
  const quiet = await quietFor(context.db, ticket.complaint_id, context)
  if (quiet !== null) return laterText(context.db, taskId, quiet)
  const sent = await context.sms.send(phone, text, taskId)
  if (sent.ok) return textSent(task, context)
  context.log.warn({ task: taskId, fault: sent.error.kind, detail: sent.error.detail }, 'text message refused')
  const wait = TEXT_AGAIN_MIN[task.attempts - 1]
  if (sent.error.kind === 'refused' || wait === undefined) return giveToStaff(taskId, context)
  await laterText(context.db, taskId, new Date(now.getTime() + wait * MINUTE_MS))
}

function textOf(step: string, ticket: { number: string; office: string }, at: Date, context: Context): string {
  const { notices } = context.wording
  const office = officeOf(context.org, ticket.office)?.name ?? ''
  const date = dateInWords(shanghaiDay(at), context.clock.now())
  const words = notices.steps[step] ?? notices.states[step] ?? ''
  const values = { ...officeValues(context.org), number: printNumber(ticket.number) }
  return render(notices.sms, { ...values, step: render(words, { date, office }) })
}

async function textSent(task: { id: string; notice_id: string }, context: Context): Promise<void> {
  await context.db.transaction().execute(async (trx) => {
    const done = { by: 'sms', means: 'message' as const, note: null }
    for (const { ticket_id, step } of await completeTasks(trx, { noticeId: task.notice_id }, done, context)) {
      const actor: Actor = { kind: 'system', id: 'sms' }
      await recordTold(trx, ticket_id, { of: step, means: 'message', actor }, context)
    }
  })
}

async function giveToStaff(taskId: string, context: Context): Promise<void> {
  await context.db.transaction().execute(async (trx) => {
    if (await textFailed(trx, taskId)) await cardToTell(trx, taskId, context)
  })
}
