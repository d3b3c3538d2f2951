import type { Clock } from '../../platform/kernel/index.ts'
import type { Logger } from '../../platform/log/index.ts'
import { type BotLine, type BotPush, botCardUpdate, botReply } from '../../wecom/index.ts'
import { botInbound, pressed } from './bot-inbound.ts'
import type { Pace } from './bot-pace.ts'
import type { OpenPushes } from './bot-pushes.ts'
import { chosenCard, unnumbered } from './bot-wire.ts'
import type { Content, Inbound } from './types.ts'

export interface ReceptionDeps {
  clock: Clock
  log: Logger
  pace: Pace
  pushes: OpenPushes
  line(): BotLine | null
  /** What the robot says by itself: nothing that a turn could say later. */
  words: { waiting: string; chosen(label: string): string; group: string }
  /** Stores what was pushed; rejects when it is not stored. */
  store(messages: Inbound[]): Promise<void>
  /** The message that was sent as that card. */
  shown(taskId: string): Promise<Content | null>
}

/** A push is stored before anything else; then comes what the platform wants at once, whatever the dialogue says later. */
export function createReception(deps: ReceptionDeps): (push: BotPush) => Promise<void> {
  const { clock, log, pace, pushes, words } = deps
  return async (push) => {
    const { content, userid } = push
    const shown = content.kind === 'card_click' ? await deps.shown(content.taskId) : null
    await deps.store(botInbound(push, shown, clock.now()))
    if (content.kind === 'card_click') return closeCard(push, content.taskId, shown)
    if (push.event) return
    if (push.groupId !== null) return answer(push.groupId, push, words.group)
    // Three unanswered messages block a person (§7.4): only the newest waits for its turn.
    const before = pushes.add(userid, push)
    if (before) await answer(userid, before, words.waiting)
  }

  async function answer(conversation: string, push: { reqId: string; msgid: string }, text: string): Promise<void> {
    const body = botReply(push.msgid, { kind: 'text', text })
    const line = deps.line()
    if (!line || !body.ok || pace.take(conversation, clock.now()) > 0) return
    const said = await line.respond(push.reqId, body.value)
    if (!said.ok) log.warn({ errcode: said.error.errcode }, 'robot: not answered')
  }

  async function closeCard(push: BotPush, taskId: string, shown: Content | null): Promise<void> {
    const option = pressed(push, shown)
    const card = option && shown ? chosenCard(taskId, shown, words.chosen(unnumbered(option.label))) : null
    const body = card && botCardUpdate(card)
    const line = deps.line()
    if (!line || !body?.ok) return
    const done = await line.updateCard(push.reqId, body.value)
    if (!done.ok) log.warn({ errcode: done.error.errcode }, 'robot: card not closed')
  }
}
