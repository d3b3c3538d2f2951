import type { Kysely } from 'kysely'
import { settleNotice } from '../case/notify/index.ts'
import { recordTold, STATES } from '../case/ticket/index.ts'
import type { Tables } from '../platform/db/index.ts'
import type { Settled } from '../talk/outbox/index.ts'
import type { Context } from './context.ts'

/**
 * What became of a message becomes of the notice it carries. Told = the platform took every piece; that a person has read it is
 * another fact, which no platform message can give.
 */
export async function settleMessage(trx: Kysely<Tables>, settled: Settled, context: Context): Promise<void> {
  const cause = settled.cause.split('/').slice(0, 2).join('/')
  if (settled.state !== 'accepted') {
    await settleNotice(trx, { cause }, settled.state === 'held' ? 'sent' : 'not_told', settled.reason, context)
    return
  }
  const { missing } = await trx
    .selectFrom('outbound')
    .select((eb) => eb.fn.countAll<number>().as('missing'))
    .where('conversation_id', '=', settled.conversationId)
    .where('cause', 'like', `${cause}/%`)
    .where('state', '!=', 'accepted')
    .where('failed_at', 'is', null)
    .executeTakeFirstOrThrow()
  if (Number(missing) > 0) return
  const notice = await settleNotice(trx, { cause }, 'told', null, context)
  const of = STATES.find((state) => state === notice?.of)
  if (notice?.audience !== 'citizen' || !of) return
  await recordTold(trx, notice.ticketId, { of, means: 'message', actor: { kind: 'system', id: 'outbox' } }, context)
}
