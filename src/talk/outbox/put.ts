import type { Kysely } from 'kysely'
import type { Tables } from '../../platform/db/index.ts'
import type { Clock, Ids } from '../../platform/kernel/index.ts'
import type { Channel } from '../channel/index.ts'
import type { OutboundBody, Push } from './tables.ts'

export interface PutDeps {
  clock: Clock
  ids: Ids
  channels: Record<string, Channel>
}

/** Writes messages to be sent, each once for its cause, cut into pieces the channel takes. Same transaction as their cause. */
export async function put(
  trx: Kysely<Tables>,
  conversation: { id: string; channel: string },
  cause: string,
  bodies: OutboundBody[],
  deps: PutDeps,
  /** Of what is told unasked: how much it weighs, and from when on it may be told. */
  told?: { push: Push; notBefore: Date },
): Promise<void> {
  const channel = deps.channels[conversation.channel]
  const pieces = bodies.flatMap((body) =>
    (channel ? channel.split(body.content) : [body.content]).map(
      // A code sends exactly one message (wecom.md §3.6): the first piece has it.
      (content, index): OutboundBody => (index === 0 ? { ...body, content } : withoutCode({ ...body, content })),
    ),
  )
  const now = deps.clock.now()
  for (const [index, body] of pieces.entries()) {
    await trx
      .insertInto('outbound')
      .values({
        id: deps.ids.next(),
        conversation_id: conversation.id,
        cause: `${cause}/${index}`,
        body: JSON.stringify(body),
        created_at: now,
        not_before: told?.notBefore ?? now,
        state: 'queued',
        reason: null,
        accepted_at: null,
        failed_at: null,
        fail_type: null,
        push: told ? JSON.stringify(told.push) : null,
      })
      .onConflict((conflict) => conflict.column('cause').doNothing())
      .execute()
  }
}

const withoutCode = ({ code: _first, ...body }: OutboundBody): OutboundBody => body

/** What was put for this cause and has not been tried yet is not said any more. */
export async function withdraw(trx: Kysely<Tables>, cause: string): Promise<void> {
  await trx
    .deleteFrom('outbound')
    .where('cause', 'like', `${cause}/%`)
    .where('state', 'in', ['queued', 'held'])
    .where('attempts', '=', 0)
    .execute()
}
