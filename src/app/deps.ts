import { commandOf, type FailedTurnDeps, type TurnDeps } from '../talk/dialogue/index.ts'
import type { MediaDeps, PullDeps } from '../talk/inbox/index.ts'
import type { CardDeps, DeliverDeps } from '../talk/outbox/index.ts'
import { forgetSession, openWindow, put, recordFailure } from '../talk/outbox/index.ts'
import { perform } from './acts.ts'
import { raiseAlarm } from './alarms.ts'
import type { Context } from './context.ts'
import { numberReader } from './numbers.ts'
import { reader, towns } from './reading.ts'
import { settleMessage } from './settle.ts'
import { cardSent } from './staff-events.ts'
import { officeValues } from './words.ts'

/** Where the sides meet: what one room calls without knowing who answers. */
export function turnDeps(context: Context): TurnDeps {
  const readNumber = numberReader(context.config.numberPrefix)
  const { wording, org, understanding } = context
  const offers = {
    town: towns(org),
    category: understanding.categories.slice(0, 9).map((label, index) => ({ id: `c${index}`, label })),
  }
  return {
    ...context,
    recognise: { isCommand: (text) => commandOf(text, wording.common, readNumber) !== null },
    understand: reader(understanding, () => context.org),
    perform: perform(context),
    world: (now) => ({ flows: wording.flows, common: wording.common, values: officeValues(org), offers, now }),
  }
}

export function pullDeps(context: Context, onAccepted: PullDeps['onAccepted']): PullDeps {
  return {
    ...context,
    onAccepted,
    onWord: openWindow,
    async onEvent(trx, conversationId, message) {
      if (message.body.kind === 'session_changed') await forgetSession(trx, conversationId)
      if (message.body.kind !== 'send_failed') return
      const { messageId, failType } = message.body
      const settled = await recordFailure(trx, { messageId, failType, at: context.clock.now() }, context.ids)
      if (settled) await settleMessage(trx, settled, context)
    },
  }
}

export function deliverDeps(context: Context): DeliverDeps {
  return {
    ...context,
    async onSettled(trx, settled) {
      await settleMessage(trx, settled, context)
      if (settled.state !== 'given_up' || settled.reason === 'welcome_too_late') return
      await raiseAlarm(
        trx,
        { kind: 'message_given_up', subject: settled.id, detail: { reason: settled.reason ?? '' } },
        context,
      )
    },
  }
}

export function mediaDeps(context: Context): MediaDeps {
  return {
    ...context,
    async onLost(trx, media) {
      const conversation = await trx
        .selectFrom('conversations')
        .select(['id', 'channel'])
        .where('id', '=', media.conversationId)
        .executeTakeFirstOrThrow()
      const texts = context.wording.common.texts
      const text = media.reason === 'too_big' ? texts.media_too_big : texts.media_lost
      await put(trx, conversation, `media/${media.id}`, [{ content: { kind: 'text', text: text ?? '' } }], context)
    },
  }
}

export function cardDeps(context: Context): CardDeps {
  return { ...context, onCardSent: (trx, card) => cardSent(trx, card, context) }
}

export function failedTurnDeps(context: Context): FailedTurnDeps {
  return {
    ...context,
    apology: context.wording.common.texts.set_aside ?? '',
    onGivenUp: (trx, conversationId) =>
      raiseAlarm(trx, { kind: 'turn_given_up', subject: conversationId, detail: {} }, context),
  }
}
