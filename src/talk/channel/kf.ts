import { type Clock, err, ok, type Result } from '../../platform/kernel/index.ts'
import {
  byteLength,
  type KfOutbound,
  kfMenu,
  kfText,
  menuClick,
  splitText,
  type WecomClient,
} from '../../wecom/index.ts'
import { faultOf } from './fault.ts'
import { inboundOf } from './kf-inbound.ts'
import { kfPeople } from './kf-people.ts'
import type { Channel, ChannelFault, Content, SessionState } from './types.ts'

const STATES = { new: 'new', assistant: 'bot', pool: 'pool', human: 'person', ended: 'ended' } as const

/** The head of a menu is cut at 1024 bytes, a text at 2048, and what can be tapped has 128 (wecom.md §3.5). */
const HEAD_BYTES = 1024
const LABEL_BYTES = 128
const TEXT_BYTES = 2048

/** wecom.md §3.5: at most five messages, and only within 48 hours, after the customer's last word. */
export const KF_WINDOW = { ms: 48 * 3_600_000, messages: 5 } as const

/** 微信客服: an ordinary WeChat user with a customer-service account. */
export function kfChannel(client: WecomClient, accounts: readonly string[], clock: Clock): Channel {
  return {
    name: 'kf',
    accounts,
    window: KF_WINDOW,
    here: () => true,
    async pull(account, cursor, hint) {
      const ask = { openKfid: account, ...(cursor ? { cursor } : {}), ...(hint ? { token: hint } : {}) }
      const page = await client.kf.syncMsg(ask)
      if (!page.ok) return err(faultOf(page.error))
      const messages = page.value.messages.map((message) => inboundOf(message, account, clock.now()))
      return ok({ messages, cursor: page.value.nextCursor, more: page.value.hasMore })
    },
    async send({ id, account, peer, content, code }) {
      const message = wire(content)
      const sent = code
        ? await client.kf.sendMsgOnEvent({ code, msgid: id, message })
        : await client.kf.sendMsg({ touser: peer, openKfid: account, msgid: id, message })
      return sent.ok ? ok(null) : err(faultOf(sent.error))
    },
    split,
    async sessionState(account, peer): Promise<Result<SessionState, ChannelFault>> {
      const state = await client.kf.serviceState.get({ openKfid: account, externalUserid: peer })
      return state.ok ? ok(STATES[state.value.state]) : err(faultOf(state.error))
    },
    async takeSession(account, peer) {
      const taken = await client.kf.serviceState.trans({ openKfid: account, externalUserid: peer, state: 'assistant' })
      return taken.ok ? ok(null) : err(faultOf(taken.error))
    },
    people: kfPeople(client),
    async fetchMedia(platformMedia, maxBytes) {
      const file = await client.media.get(platformMedia, { maxBytes })
      return file.ok ? ok(file.value) : err(faultOf(file.error))
    },
  }
}

function split(content: Content): Content[] {
  if (content.kind === 'text') return splitText(content.text, TEXT_BYTES).map((text) => ({ kind: 'text', text }))
  if (byteLength(content.head) <= HEAD_BYTES) return [content]
  const pieces = splitText(content.head, HEAD_BYTES)
  const last = pieces.pop() ?? ''
  return [...pieces.map((text): Content => ({ kind: 'text', text })), { ...content, head: last }]
}

/** An option may be a name out of the database: cut, it can still be tapped; too long, the whole menu would be refused. */
function shortened(label: string): string {
  return byteLength(label) <= LABEL_BYTES ? label : `${splitText(label, LABEL_BYTES - byteLength('…'))[0]}…`
}

function wire(content: Content): KfOutbound {
  if (content.kind === 'text') return kfText(content.text)
  return kfMenu({
    head: content.head,
    items: content.options.map((option) => menuClick(option.id, shortened(option.label))),
    ...(content.tail ? { tail: content.tail } : {}),
  })
}
