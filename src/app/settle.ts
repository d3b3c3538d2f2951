import type { Kysely, Transaction } from 'kysely'
import { BY_CHAT, completeTasks, settleNotice } from '../case/notify/index.ts'
import { recordTold, TOLD_STEPS } from '../case/ticket/index.ts'
import type { Tables } from '../platform/db/index.ts'
import { forgetNotice } from '../talk/dialogue/index.ts'
import type { Settled } from '../talk/outbox/index.ts'
import { raiseAlarm } from './alarms.ts'
import type { Context } from './context.ts'
import { contentRefused, isContentRefused } from './refused.ts'
import { notTold } from './untold.ts'

/** Given up because the moment was over, not because anything went wrong. */
const OVERTAKEN = ['welcome_too_late', 'code_too_late', 'person_talking', 'session_refused', 'session_ended', 'no_echo']

/**
 * What became of a message becomes of the notice it carries, and of every notice that went inside it. Told = the platform took
 * every piece; that a person has read it is another fact, which no platform message can give.
 */
export async function settleMessage(trx: Transaction<Tables>, settled: Settled, context: Context): Promise<void> {
  const cause = settled.cause.split('/').slice(0, 2).join('/')
  if (settled.state === 'accepted') return told(trx, cause, settled.conversationId, context)
  if (settled.state === 'held') {
    await settleNotice(trx, { cause }, 'sent', settled.reason, context)
    return
  }
  const notice = await settleNotice(trx, { cause }, 'not_told', settled.reason, context)
  if (notice) await notTold(trx, notice.id, settled.reason ?? '', context)
  // What went inside another message is reported with that one.
  if (settled.part) return
  if (isContentRefused(settled)) return contentRefused(trx, settled, context)
  await neverShown(trx, settled)
  if (OVERTAKEN.includes(settled.reason ?? '')) return
  const detail = { reason: settled.reason ?? '' }
  await raiseAlarm(trx, { kind: 'message_given_up', subject: settled.id, detail }, context)
}

/** A message of a turn may have held the privacy notice. */
async function neverShown(trx: Transaction<Tables>, settled: Settled): Promise<void> {
  const message = await trx
    .selectFrom('outbound')
    .select('created_at')
    .where('id', '=', settled.id)
    .where('cause', 'like', 'turn/%')
    .executeTakeFirst()
  if (message) await forgetNotice(trx, settled.conversationId, message.created_at)
}

async function told(trx: Kysely<Tables>, cause: string, conversationId: string, context: Context): Promise<void> {
  const { missing } = await trx
    .selectFrom('outbound')
    .select((eb) => eb.fn.countAll<number>().as('missing'))
    .where('conversation_id', '=', conversationId)
    .where('cause', 'like', `${cause}/%`)
    .where('state', '!=', 'accepted')
    .where('failed_at', 'is', null)
    .executeTakeFirstOrThrow()
  if (Number(missing) > 0) return
  const notice = await settleNotice(trx, { cause }, 'told', null, context)
  const of = TOLD_STEPS.find((step) => step === notice?.of)
  if (notice?.audience !== 'citizen' || !of) return
  const actor = { kind: 'system' as const, id: BY_CHAT }
  await completeTasks(trx, { noticeId: notice.id }, { by: actor.id, means: 'message', note: null }, context)
  await recordTold(trx, notice.ticketId, { of, means: 'message', actor }, context)
}
