import type { BotFile, BotPush } from '../../wecom/index.ts'
import type { Content, Inbound, InboundBody } from './types.ts'

/** §7.2: the answer to enter_chat is taken for 5 s; the last of them is for the way there. */
const WELCOME_MS = 4_000

/**
 * A push in the words of this house; one message with pictures is several. `shown` is what stood on a pressed card. In a group
 * nothing personal may be said, so what comes from there is kept and has no turn: it belongs to no conversation.
 */
export function botInbound(push: BotPush, shown: Content | null, now: Date): Inbound[] {
  const author = push.event && pressed(push, shown) === null ? 'system' : 'customer'
  return bodiesOf(push, shown).map((body, index) => ({
    platformId: index === 0 ? push.msgid : `${push.msgid}/${index}`,
    account: push.botId,
    peer: push.groupId === null ? push.userid : null,
    author,
    sentAt: push.sentAt === null ? now : new Date(push.sentAt * 1000),
    body,
  }))
}

/** What was pressed, if it stood on the card: an answer like any other word. */
export function pressed({ content }: BotPush, shown: Content | null): { id: string; label: string } | null {
  if (content.kind !== 'card_click' || shown?.kind !== 'menu') return null
  return shown.options.find((option) => option.id === content.key) ?? null
}

function bodiesOf(push: BotPush, shown: Content | null): InboundBody[] {
  const { content, reqId } = push
  switch (content.kind) {
    case 'text':
      return [{ kind: 'text', text: content.text, ...(content.quoted ? { quoted: content.quoted } : {}) }]
    case 'voice':
      return [{ kind: 'voice', text: content.text }]
    case 'image':
    case 'file':
    case 'video':
      return [fileBody(content)]
    case 'mixed':
      return content.items.map((item) => (item.kind === 'text' ? { kind: 'text', text: item.text } : fileBody(item)))
    case 'enter_chat':
      return [{ kind: 'entered', scene: '', sceneParam: '', welcomeCode: reqId, welcomeMs: WELCOME_MS }]
    case 'card_click': {
      const option = pressed(push, shown)
      if (option) return [{ kind: 'text', text: option.label, menuId: option.id }]
      return [{ kind: 'unknown', of: 'card_click', raw: content }]
    }
    case 'feedback':
      return [{ kind: 'unknown', of: 'feedback', raw: content }]
    case 'unknown':
      return [{ kind: 'unknown', of: content.of, raw: content.raw }]
  }
}

/** Address and key together name a file: each has its own. */
const fileBody = ({ kind, url, aesKey }: BotFile): InboundBody => ({
  kind,
  platformMedia: JSON.stringify([url, aesKey]),
})

export function fileOf(platformMedia: string): { url: string; aesKey: string } {
  const [url = '', aesKey = ''] = JSON.parse(platformMedia) as string[]
  return { url, aesKey }
}
