import type { Kysely } from 'kysely'
import type { Tables } from '../platform/db/index.ts'
import { shanghaiDay } from '../platform/kernel/index.ts'
import type { Context } from './context.ts'

/** Every cause of an alarm; flows/cards.yaml says for each what the administrator reads. */
export const ALARM_KINDS = [
  'bot_kicked',
  'bot_refused',
  'content_refused',
  'flows_refused',
  'message_given_up',
  'office_without_members',
  'page_unanswered',
  'staff_not_reached',
  'suggestion_stopped',
  'turn_given_up',
  'wecom_refuses',
] as const
export type AlarmKind = (typeof ALARM_KINDS)[number]

/** Something a person has to look at: a row, once a day for its cause while it lasts, and a line in the log. */
export async function raiseAlarm(
  db: Kysely<Tables>,
  alarm: { kind: AlarmKind; subject: string; detail: Record<string, string> },
  context: Pick<Context, 'clock' | 'ids' | 'log'>,
): Promise<void> {
  const now = context.clock.now()
  const row = await db
    .insertInto('alarms')
    .values({
      id: context.ids.next(),
      kind: alarm.kind,
      subject: alarm.subject,
      detail: JSON.stringify(alarm.detail),
      raised_at: now,
      dedupe_key: `${alarm.kind}/${alarm.subject}/${shanghaiDay(now)}`,
    })
    .onConflict((conflict) => conflict.column('dedupe_key').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (row) context.log.error({ alarm: alarm.kind, subject: alarm.subject, ...alarm.detail }, 'alarm')
}
