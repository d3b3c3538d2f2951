import type { Result } from '../../platform/kernel/index.ts'

/** What a person sent, whatever the channel. Media are named by the platform's id; fetching them is apart. */
export type InboundBody =
  | { kind: 'text'; text: string; menuId?: string }
  | { kind: 'image' | 'voice' | 'video' | 'file'; platformMedia: string }
  | { kind: 'location'; latitude: number; longitude: number; name: string; address: string }
  /** Cards, shared posts and the like: readable text where there is some. */
  | { kind: 'shared'; of: string; text: string }
  | { kind: 'entered'; scene: string; sceneParam: string; welcomeCode?: string }
  | { kind: 'recalled'; platformId: string }
  | { kind: 'send_failed'; messageId: string; failType: number }
  | { kind: 'session_changed'; change: string }
  /** Of a kind nobody knows: kept, never fatal. */
  | { kind: 'unknown'; of: string; raw: unknown }

export interface Inbound {
  platformId: string
  account: string
  /** null for events that concern no single person. */
  peer: string | null
  author: 'customer' | 'servicer' | 'system'
  sentAt: Date
  body: InboundBody
}

export interface Page {
  messages: Inbound[]
  cursor: string | null
  more: boolean
}

/** Content of one outgoing message within the channel's limits. */
export type Content =
  | { kind: 'text'; text: string }
  | { kind: 'menu'; head: string; options: { id: string; label: string }[]; tail: string }

export interface Outgoing {
  /** Fixed in its row: a resend after a crash carries the same one. */
  id: string
  account: string
  peer: string
  content: Content
  /** A welcome or end-of-session code: single use, valid for seconds. */
  code?: string
}

/**
 * Why a channel said no, in words of our own. `window`: the person has to write first · `session`: somebody else holds the
 * conversation · `content`: refused for what it says · `config`: an operator has to act · `ours`: a bug.
 */
export interface ChannelFault {
  kind: 'busy' | 'frequency' | 'stale_hint' | 'window' | 'session' | 'content' | 'gone' | 'too_big' | 'config' | 'ours'
  detail: string
  retryAfterMs?: number
}

export type SessionState = 'new' | 'bot' | 'pool' | 'person' | 'ended'

export interface MediaFile {
  bytes: Uint8Array
  contentType: string | null
  fileName: string | null
}

/** One way of talking with people. Nothing here decides what to say or when. */
export interface Channel {
  readonly name: string
  readonly accounts: readonly string[]
  pull(account: string, cursor: string | null, hint: string | null): Promise<Result<Page, ChannelFault>>
  send(message: Outgoing): Promise<Result<null, ChannelFault>>
  /** Cuts a long text into pieces the channel takes, at sentence ends. */
  split(content: Content): Content[]
  sessionState(account: string, peer: string): Promise<Result<SessionState, ChannelFault>>
  /** The bot takes a new session on, so that it is answered here (wecom.md §3.7). */
  takeSession(account: string, peer: string): Promise<Result<null, ChannelFault>>
  fetchMedia(platformMedia: string, maxBytes: number): Promise<Result<MediaFile, ChannelFault>>
}
