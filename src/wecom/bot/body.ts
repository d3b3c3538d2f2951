import { err, ok, type Result } from '../../platform/kernel/index.ts'
import { ours, type WecomFault } from '../fault.ts'
import { checkTemplateCard, type TemplateCard } from '../message/template-card.ts'
import { byteLength } from '../message/text.ts'

/** §7.6: text of a stream or of markdown. */
export const BOT_TEXT_BYTES = 20_480

/** What the robot says: words (shown as markdown) or a card. */
export type BotSaid = { kind: 'text'; text: string } | { kind: 'card'; card: TemplateCard }

export type BotBody = Record<string, unknown>

type Built = Result<BotBody, WecomFault>

/**
 * Answer to a message. A stream that ends with its first frame: it is told in one piece, so neither the six minutes nor the
 * order of frames can go wrong, and a second try of the same answer is refused with 846606 instead of being shown twice.
 */
export function botReply(id: string, said: BotSaid): Built {
  return built(said, (text) => ({ msgtype: 'stream', stream: { id, finish: true, content: text } }))
}

export function botPush(said: BotSaid): Built {
  return built(said, (text) => ({ msgtype: 'markdown', markdown: { content: text } }))
}

export function botWelcome(said: BotSaid): Built {
  return built(said, (text) => ({ msgtype: 'text', text: { content: text } }))
}

/** The card that was pressed, as it shall look now: its task_id must be the old one (846625). */
export function botCardUpdate(card: TemplateCard): Built {
  const checked = checkedCard(card)
  return checked.ok ? ok({ response_type: 'update_template_card', template_card: checked.value }) : checked
}

function checkedCard(card: TemplateCard): Result<TemplateCard, WecomFault> {
  const checked = checkTemplateCard(card)
  return checked.ok ? checked : err(ours(`not sent: card ${checked.error.field} ${checked.error.reason}`))
}

function built(said: BotSaid, ofText: (text: string) => BotBody): Built {
  if (said.kind === 'card') {
    const checked = checkedCard(said.card)
    return checked.ok ? ok({ msgtype: 'template_card', template_card: checked.value }) : checked
  }
  const size = byteLength(said.text)
  if (size === 0) return err(ours('not sent: an empty text'))
  if (size > BOT_TEXT_BYTES) return err(ours(`not sent: ${size} bytes, ${BOT_TEXT_BYTES} allowed`))
  return ok(ofText(said.text))
}
