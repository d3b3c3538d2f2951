import { dueTexts, plannedNotices } from '../case/notify/index.ts'
import { anchorIsDue, dueCodeTexts, duePages, dueTimers } from '../case/ticket/index.ts'
import { dueDrafts, settleDraft, takeTurn, turnFailed, waitingConversations } from '../talk/dialogue/index.ts'
import {
  type Accepted,
  accountsToPoll,
  dueMedia,
  dueTranscriptions,
  fetchMedia,
  handleEvent,
  learnNames,
  listen,
  namelessConversations,
  pendingEvents,
  pull,
} from '../talk/inbox/index.ts'
import {
  deliver,
  dueCards,
  dueConversations,
  dueHandOvers,
  handOver,
  sendCard,
  sendCardUpdate,
} from '../talk/outbox/index.ts'
import { tellAdministrators } from './administrators.ts'
import { sendCodeText } from './code-by-text.ts'
import type { Context } from './context.ts'
import { cardDeps, deliverDeps, draftDeps, failedTurnDeps, mediaDeps, pullDeps, turnDeps } from './deps.ts'
import { contactChanged, dueDirectory, keepDirectory } from './directory.ts'
import { anchorHistories } from './history.ts'
import { carryNotice } from './notices.ts'
import { pageMatter } from './paging.ts'
import { handOverDeps, listenDeps } from './people.ts'
import { cardClicked } from './staff-events.ts'
import { fireMatter } from './supervision.ts'
import { fallBack, longUntold, sendText } from './untold.ts'

/** One queue a kind of work, one handler a queue. A job names a row; the row says what to do. */
export const QUEUES = [
  'pull',
  'turn',
  'deliver',
  'media',
  'event',
  'notice',
  'card',
  'card-update',
  'hand-over',
  'voice',
  'names',
  'directory',
  'untold',
  'text-message',
  'draft',
  'timer',
  'anchor',
  'code-text',
  'page',
] as const
export type QueueName = (typeof QUEUES)[number]

type Data = Record<string, unknown>

/** A puller or deliverer is at work already: it may have looked before the new row was there, so look again. */
const LOOK_AGAIN_MS = 250

export function createHandlers(context: Context): Record<QueueName, (data: Data) => Promise<void>> {
  const { queues } = context
  const turn = turnDeps(context)
  const drafts = draftDeps(context, turn)
  const failing = failedTurnDeps(context)
  const delivering = deliverDeps(context)
  const media = mediaDeps(context)
  const cards = cardDeps(context)
  const handing = handOverDeps(context, delivering)
  const listening = listenDeps(context)
  const pulling = pullDeps(context, (accepted) => nudgeAccepted(context, accepted))
  const text = (data: Data, key: string): string => String(data[key] ?? '')

  return {
    async pull(data) {
      const channel = context.channels[text(data, 'channel')]
      const account = text(data, 'account')
      if (!channel?.accounts.includes(account)) return
      const hint = text(data, 'hint')
      const end = await pull(channel, account, hint || null, pulling)
      if (end !== 'busy_elsewhere') return
      // With the same token: a call without one stands under a strict limit (wecom.md §3.2).
      // Many bells, one more look: the id names the moment, so that it differs from that of a look under way.
      const moment = Math.floor(context.clock.now().getTime() / LOOK_AGAIN_MS)
      await queues.nudge('pull', `pull-${account}-${moment}`, { channel: channel.name, account, hint }, LOOK_AGAIN_MS)
    },
    async turn(data) {
      const conversation = text(data, 'conversation')
      const end = await takeTurn(conversation, turn).catch(async (error: unknown) => {
        await turnFailed(conversation, failing)
        throw error
      })
      if (end.end === 'settling') {
        const wait = Math.max(end.at.getTime() - context.clock.now().getTime(), 1)
        await queues.nudge('turn', `turn-${conversation}-${context.ids.next()}`, { conversation }, wait)
      }
      if (end.end !== 'done') return
      // A hand-over sends first what the turn had to say.
      if (end.handOver) await queues.nudge('hand-over', `hand-over-${end.handOver}`, { handOver: end.handOver })
      else await queues.nudge('deliver', `deliver-${conversation}-${context.ids.next()}`, { conversation })
      await nudgeNotices(context)
      await nudgePages(context)
    },
    async deliver(data) {
      const conversation = text(data, 'conversation')
      const again = await deliver(conversation, delivering)
      if (again === null || again === 'elsewhere') return
      const wait =
        again === 'busy_elsewhere' ? LOOK_AGAIN_MS : Math.max(again.getTime() - context.clock.now().getTime(), 1)
      const moment = Math.floor(context.clock.now().getTime() / LOOK_AGAIN_MS)
      await queues.nudge('deliver', `deliver-${conversation}-again-${moment}`, { conversation }, wait)
    },
    async media(data) {
      await fetchMedia(text(data, 'media'), media)
      await nudgeDeliveries(context)
      await nudgeVoices(context)
    },
    async event(data) {
      const handled = await handleEvent(
        text(data, 'event'),
        async (trx, event) => {
          if (event.kind === 'card') await cardClicked(trx, event, context)
          if (event.kind === 'change_contact') await contactChanged(trx, event, context)
        },
        context,
      )
      if (!handled) return
      await nudgeNotices(context)
      await nudgeCards(context)
    },
    async notice(data) {
      const conversation = await carryNotice(text(data, 'notice'), context)
      if (conversation) await queues.nudge('deliver', `deliver-${conversation}-${context.ids.next()}`, { conversation })
      else await nudgeCards(context)
    },
    async card(data) {
      await sendCard(text(data, 'card'), cards)
      await nudgeCards(context)
    },
    'card-update': (data) => sendCardUpdate(text(data, 'update'), cards),
    directory: (data) => keepDirectory(text(data, 'what'), context),
    async 'hand-over'(data) {
      const conversation = await handOver(text(data, 'handOver'), handing)
      if (conversation) await queues.nudge('deliver', `deliver-${conversation}-${context.ids.next()}`, { conversation })
    },
    async voice(data) {
      const conversation = await listen(text(data, 'media'), listening)
      if (conversation) await queues.nudge('deliver', `deliver-${conversation}-${context.ids.next()}`, { conversation })
    },
    async untold(data) {
      await fallBack(text(data, 'notice'), context)
      await nudgeCards(context)
    },
    async timer(data) {
      await fireMatter(text(data, 'ticket'), context)
      await nudgeNotices(context)
    },
    'text-message': (data) => sendText(text(data, 'task'), context),
    names: (data) => learnNames(text(data, 'channel'), context),
    async draft(data) {
      const conversation = text(data, 'conversation')
      const end = await settleDraft(conversation, drafts)
      if (end !== 'reminded' && end !== 'filed') return
      await queues.nudge('deliver', `deliver-${conversation}-${context.ids.next()}`, { conversation })
      await nudgeNotices(context)
      await nudgePages(context)
    },
    anchor: () => anchorHistories(context),
    'code-text': (data) => sendCodeText(text(data, 'text'), context),
    async page(data) {
      await pageMatter(text(data, 'ticket'), context)
      await nudgeCards(context)
    },
  }
}

export async function nudgeAccepted(context: Context, accepted: Accepted[]): Promise<void> {
  for (const { conversationId, seq, mediaId, wants } of accepted) {
    if (wants === 'deliver') {
      await context.queues.nudge('deliver', `deliver-${conversationId}-${seq}`, { conversation: conversationId })
      continue
    }
    await context.queues.nudge('turn', `turn-${conversationId}-${seq}`, { conversation: conversationId })
    if (mediaId) await context.queues.nudge('media', `media-${mediaId}`, { media: mediaId })
  }
}

export async function nudgeNotices(context: Context): Promise<void> {
  for (const notice of await plannedNotices(context.db))
    await context.queues.nudge('notice', `notice-${notice}`, { notice })
}

/** Who has to come at once. */
export async function nudgePages(context: Context): Promise<void> {
  for (const ticket of await duePages(context.db, context.clock.now()))
    await context.queues.nudge('page', `page-${ticket}`, { ticket })
}

export async function nudgeCards(context: Context): Promise<void> {
  const { cards, updates } = await dueCards(context.db, context.clock.now())
  for (const card of cards) await context.queues.nudge('card', `card-${card}`, { card })
  for (const update of updates) await context.queues.nudge('card-update', `update-${update}`, { update })
}

async function nudgeDeliveries(context: Context): Promise<void> {
  for (const conversation of await dueConversations(context.db, context.clock.now(), { except: away(context) })) {
    await context.queues.nudge('deliver', `deliver-${conversation}-swept`, { conversation })
  }
}

async function nudgeVoices(context: Context): Promise<void> {
  for (const media of await dueTranscriptions(context.db, context.clock.now()))
    await context.queues.nudge('voice', `voice-${media}`, { media })
}

/** Channels on which only another process can send. */
const away = (context: Context): string[] =>
  Object.values(context.channels)
    .filter((channel) => !channel.here())
    .map((channel) => channel.name)

/** What is younger than this is still on its first way; in one round a row is nudged once. */
const LATE_MS = 2_500
const ROUND_MS = 10_000

/** A doorbell that is lost is noticed by this poll (wecom.md §2.4). */
const POLL_MS = 60_000

/**
 * Finds every row whose nudge was lost, with Redis or with a process, and nudges it again. The ids differ from the first ones:
 * a job that died active blocks its own id until BullMQ notices, half a minute later.
 */
export async function sweep(context: Context): Promise<void> {
  const { queues, db } = context
  const now = context.clock.now()
  const late = new Date(now.getTime() - LATE_MS)
  const round = Math.floor(now.getTime() / ROUND_MS)
  for (const channel of Object.values(context.channels)) {
    for (const account of await accountsToPoll(channel, POLL_MS, context)) {
      await queues.nudge('pull', `pull-${account}-poll-${round}`, { channel: channel.name, account })
    }
  }
  for (const { id, seq } of await waitingConversations(db, late)) {
    await queues.nudge('turn', `turn-${id}-${seq}-${round}`, { conversation: id })
  }
  for (const conversation of await dueConversations(db, late, { except: away(context) })) {
    await queues.nudge('deliver', `deliver-${conversation}-${round}`, { conversation })
  }
  for (const each of await dueHandOvers(db, now))
    await queues.nudge('hand-over', `hand-over-${each}-${now.getTime()}`, { handOver: each })
  for (const media of await dueTranscriptions(db, now))
    await queues.nudge('voice', `voice-${media}-${now.getTime()}`, { media })
  for (const { name, people } of Object.values(context.channels)) {
    const nameless = people ? await namelessConversations(db, name, now) : []
    if (nameless.length > 0) await queues.nudge('names', `names-${name}-${round}`, { channel: name })
  }
  for (const media of await dueMedia(db, late)) await queues.nudge('media', `media-${media}-${round}`, { media })
  for (const event of await pendingEvents(db)) await queues.nudge('event', `event-${event}-${round}`, { event })
  for (const notice of await plannedNotices(db)) await queues.nudge('notice', `notice-${notice}-${round}`, { notice })
  for (const notice of await longUntold(context)) await queues.nudge('untold', `untold-${notice}-${round}`, { notice })
  for (const task of await dueTexts(db, now)) await queues.nudge('text-message', `text-${task}-${round}`, { task })
  for (const conversation of await dueDrafts(db, {
    clock: context.clock,
    quiet: context.config.quiet,
    ...context.config.draft,
  }))
    await queues.nudge('draft', `draft-${conversation}-${round}`, { conversation })
  for (const ticket of await dueTimers(db, now)) await queues.nudge('timer', `timer-${ticket}-${round}`, { ticket })
  for (const ticket of await duePages(db, now)) await queues.nudge('page', `page-${ticket}-${round}`, { ticket })
  for (const each of await dueCodeTexts(db, now))
    await queues.nudge('code-text', `code-text-${each}-${round}`, { text: each })
  if (await anchorIsDue(db, now)) await queues.nudge('anchor', `anchor-${round}`, {})
  await tellAdministrators(context)
  for (const what of await dueDirectory(context))
    await queues.nudge('directory', `directory-${what}-${round}`, { what })
  const { cards, updates } = await dueCards(db, late)
  for (const card of cards) await queues.nudge('card', `card-${card}-${round}`, { card })
  for (const update of updates) await queues.nudge('card-update', `update-${update}-${round}`, { update })
}
