import type { Transaction } from 'kysely'
import type { Tables } from '../platform/db/index.ts'
import { render, type Session } from '../talk/dialogue/index.ts'
import { prefer, put, type Settled } from '../talk/outbox/index.ts'
import { raiseAlarm } from './alarms.ts'
import type { Context } from './context.ts'
import { officeValues } from './words.ts'

const NEUTRAL = 'neutral/'
/** 40201 and 95030 at once; 12 and 13 come later as msg_send_fail (wecom.md §3.4, §3.9). */
const REFUSED = ['content_refused', 'send_failed_12', 'send_failed_13']

export const isContentRefused = (settled: Settled): boolean =>
  settled.state === 'given_up' && REFUSED.includes(settled.reason ?? '')

/**
 * The platform objects to what was said. It is not repeated in other words: once, a text with nothing but the number goes
 * instead; from now on this person's own words are not said back to them; somebody is called. A refused neutral text ends it.
 */
export async function contentRefused(trx: Transaction<Tables>, settled: Settled, context: Context): Promise<void> {
  const subject = settled.conversationId
  await raiseAlarm(trx, { kind: 'content_refused', subject, detail: { reason: settled.reason ?? '' } }, context)
  if (settled.cause.startsWith(NEUTRAL)) return
  await prefer(trx, subject, { noEcho: true }, context.clock.now())
  const row = await trx
    .selectFrom('conversations')
    .select(['id', 'channel', 'session'])
    .where('id', '=', subject)
    .executeTakeFirstOrThrow()
  const number = settled.push?.label ?? (row.session as Session | null)?.filed?.number ?? ''
  const { refused } = context.wording.notices
  const values = { ...officeValues(context.org), number }
  const text = render(number === '' ? refused.plain : refused.matter, values)
  // One for all that a turn said, or a notice.
  const cause = settled.cause.split('/').slice(0, 2).join('-')
  await put(trx, row, `${NEUTRAL}${cause}`, [{ content: { kind: 'text', text } }], context)
}
