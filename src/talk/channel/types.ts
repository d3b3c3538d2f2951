import type { Result } from '../../platform/kernel/index.ts'

/** What a person sent, whatever the channel. Media are named by the platform's id; fetching them is apart. */
export type InboundBody =
  | { kind: 'text'; text: string; menuId?: string; quoted?: string }
  /** Heard by the platform itself: words without sound. */
  | { kind: 'voice'; text: string }
  | { kind: 'image' | 'voice' | 'video' | 'file'; platformMedia: string }
  | { kind: 'location'; latitude: number; longitude: number; name: string; address: string }
  /** Cards, shared posts and the like: readable text where there is some. */
  | { kind: 'shared'; of: string; text: string }
  | { kind: 'entered'; scene: string; sceneParam: string; welcomeCode?: string; welcomeMs?: number }
  | { kind: 'recalled'; platformId: string }
  | { kind: 'send_failed'; messageId: string; failType: number }
  /** `code`: opens one message, for as long as the session stays as it now is (wecom.md §3.6). */
  | { kind: 'session_changed'; change: SessionChange; servicer?: string; code?: string }
  | { kind: 'servicer_changed'; servicer: string; serving: boolean }
  /** A person of the office took back what they had written. */
  | { kind: 'servicer_recalled'; platformId: string }
  /** Of a kind nobody knows: kept, never fatal. */
  | { kind: 'unknown'; of: string; raw: unknown }

export interface Inbound {
  platformId: string
  account: string
  /** null for events that concern no single person. */
  peer: string | null
  author: 'customer' | 'servicer' | 'system'
  /** Who of the office wrote it. */
  servicer?: string
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

export type SessionChange = 'taken_from_pool' | 'transferred' | 'ended' | 'reopened' | 'other'

export type SessionState = 'new' | 'bot' | 'pool' | 'person' | 'ended'

export interface MediaFile {
  bytes: Uint8Array
  contentType: string | null
  fileName: string | null
}

/** What may be sent after a person's last word: for how long, and how many messages. */
export interface ReplyWindow {
  ms: number
  messages: number
}

export interface Servicers {
  members: { userid: string; serving: boolean }[]
  /** Departments serve too; who of them does is not told. */
  departments: number
}

/** Where people of the office can take a conversation over from the bot. */
export interface People {
  servicers(account: string): Promise<Result<Servicers, ChannelFault>>
  /** To one servicer, or to all who serve (the pool). The code opens one message. Never repeated by itself. */
  handOver(
    account: string,
    peer: string,
    to: { servicer: string } | 'pool',
  ): Promise<Result<{ code: string | null }, ChannelFault>>
  /** Names by peer; who is not known (any more) is left out. */
  names(peers: string[]): Promise<Result<Map<string, string>, ChannelFault>>
  /** A link that brings people into the account and says which link it was. */
  entryLink(account: string, scene: string): Promise<Result<string, ChannelFault>>
}

/** One way of talking with people. Nothing here decides what to say or when. */
export interface Channel {
  readonly name: string
  /** Those with a log that is pulled; none where everything is pushed to us. */
  readonly accounts: readonly string[]
  /** null: whoever has written once may be written to at any time. */
  readonly window: ReplyWindow | null
  /** Whether this process can send now. Where it cannot, another one does, and the rows are left alone. */
  here(): boolean
  pull(account: string, cursor: string | null, hint: string | null): Promise<Result<Page, ChannelFault>>
  send(message: Outgoing): Promise<Result<null, ChannelFault>>
  /** Cuts a long text into pieces the channel takes, at sentence ends. */
  split(content: Content): Content[]
  sessionState(account: string, peer: string): Promise<Result<SessionState, ChannelFault>>
  /** The bot takes a new session on, so that it is answered here (wecom.md §3.7). */
  takeSession(account: string, peer: string): Promise<Result<null, ChannelFault>>
  /** Absent where nobody but the bot can answer. */
  readonly people?: People
  fetchMedia(platformMedia: string, maxBytes: number): Promise<Result<MediaFile, ChannelFault>>
}
