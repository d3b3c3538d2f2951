import { commandOf, type DraftDeps, type FailedTurnDeps, render, type TurnDeps } from '../talk/dialogue/index.ts'
import type { MediaDeps, PullDeps } from '../talk/inbox/index.ts'
import type { CardDeps, DeliverDeps } from '../talk/outbox/index.ts'
import { noteServicer, openWindow, preferencesOf, put, recordFailure, sessionChanged } from '../talk/outbox/index.ts'
import { perform } from './acts.ts'
import { raiseAlarm } from './alarms.ts'
import type { Context } from './context.ts'
import { numberReader } from './numbers.ts'
import { sessionTexts, withEntryPlace } from './people.ts'
import { reader, towns } from './reading.ts'
import { reporterOf } from './reporter.ts'
import { withOwnMatter } from './same-matter.ts'
import { settleMessage } from './settle.ts'
import { hotlineValues } from './side-questions.ts'
import { cardSent } from './staff-events.ts'
import { fileUnsubmitted } from './unsubmitted.ts'
import { withModel } from './with-model.ts'
import { takeUpWording } from './wording.ts'
import { draftValues, officeValues } from './words.ts'

/** Where a machine hears voices, nobody is asked to type them as well. */
const hearing = (common: Context['wording']['common']) => ({
  ...common,
  texts: { ...common.texts, voice_kept: common.texts.voice_listening ?? '' },
})

/** Where the sides meet: what one room calls without knowing who answers. */
export function turnDeps(context: Context): TurnDeps {
  const readNumber = numberReader(context.config.numberPrefix)
  const { wording, org, understanding } = context
  const offers = {
    town: towns(org),
    category: understanding.categories.slice(0, 9).map((label, index) => ({ id: `c${index}`, label })),
  }
  const read = reader(
    understanding,
    () => context.org,
    context.clock,
    () => context.suggestion.on,
  )
  return {
    ...context,
    refresh: () => takeUpWording(context),
    recognise: { isCommand: (text) => commandOf(text, wording.common, readNumber) !== null },
    async understand(text, whole, said) {
      const local = await read(text, whole)
      const { llm } = context
      // What cannot be shown back cannot be confirmed.
      const unseen = llm && (await preferencesOf(context.db, said.conversation)).noEcho
      const helped =
        llm && !unseen
          ? await withModel(local, { text, whole, ...said }, { ...context, llm, flows: wording.flows })
          : local
      const placed = await withEntryPlace(helped, whole, said, context)
      return withOwnMatter(placed, whole, { ...said, reporter: reporterOf(said.conversation) }, context)
    },
    handsOver: ({ channel }) => context.config.handOver !== 'off' && context.channels[channel]?.people !== undefined,
    perform: perform(context),
    world: (now, preferences) => ({
      ...{ flows: wording.flows, offers, now },
      // What is heard is read back to be confirmed: not where nothing is said back.
      common: context.speech && !preferences?.noEcho ? hearing(wording.common) : wording.common,
      values: {
        ...officeValues(org),
        ...draftValues(context.config.draft.fileMs, now),
        ...hotlineValues(context.rules),
        notify_now: wording.common.texts[`notify_${preferences?.pushes ?? 'all'}`] ?? '',
      },
      ...(preferences?.noEcho ? { noEcho: true as const } : {}),
    }),
  }
}

/** A draft is registered like anything that is submitted; what its author is told may have to wait for their next word. */
export function draftDeps(context: Context, turn: Pick<TurnDeps, 'world'>): DraftDeps {
  const { remindMs, fileMs } = context.config.draft
  return {
    ...context,
    ...{ quiet: context.config.quiet, remindMs, fileMs },
    world: turn.world,
    file: (trx, unsubmitted) => fileUnsubmitted(trx, unsubmitted, context),
  }
}

export function pullDeps(context: Context, onAccepted: PullDeps['onAccepted']): PullDeps {
  return {
    ...context,
    onAccepted,
    onWord: openWindow,
    async onEvent(trx, conversationId, message) {
      const { body, account, platformId, sentAt: at } = message
      if (body.kind === 'servicer_changed')
        await noteServicer(trx, { account, userid: body.servicer, serving: body.serving, at })
      if (body.kind === 'session_changed' && conversationId !== null)
        await sessionChanged(
          trx,
          conversationId,
          { at, cause: `session/${account}/${platformId}`, body },
          { ...context, texts: sessionTexts(context) },
        )
      if (message.body.kind !== 'send_failed') return
      const { messageId, failType } = message.body
      for (const settled of await recordFailure(trx, { messageId, failType, at: context.clock.now() }, context.ids))
        await settleMessage(trx, settled, context)
    },
  }
}

export function deliverDeps(context: Context): DeliverDeps {
  const away = () => context.wording.notices.away
  return {
    ...context,
    quiet: context.config.quiet,
    digest: {
      get head() {
        return away().head
      },
      item: (number, steps) => render(away().item, { number, steps: steps.join(away().glue) }),
    },
    onSettled: (trx, settled) => settleMessage(trx, settled, context),
  }
}

export function mediaDeps(context: Context): MediaDeps {
  return {
    ...context,
    hearsVoices: context.speech !== null,
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
    apology: () => context.wording.common.texts.set_aside ?? '',
    onGivenUp: (trx, conversationId) =>
      raiseAlarm(trx, { kind: 'turn_given_up', subject: conversationId, detail: {} }, context),
  }
}
