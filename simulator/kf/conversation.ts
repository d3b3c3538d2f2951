import { createFeed, type Feed } from '../feed.ts'
import type { ScreenMedia } from '../media.ts'
import type { World } from '../world.ts'
import type { Account } from './account.ts'
import { tallyMove } from './tally.ts'

export interface Phone {
  external_userid: string
  name: string
  /** Order of making: gives each an avatar colour on the page. */
  number: number
}

export type ServiceState = 0 | 1 | 2 | 3 | 4

export interface ScreenItem {
  seq: number
  at: number
  /** Real milliseconds, for latencies. */
  wall_ms: number
  from: 'me' | 'them' | 'servicer' | 'system'
  msgid: string
  msgtype: string
  text?: string
  menu?: ScreenMenu
  media?: ScreenMedia
  location?: Record<string, unknown>
  link?: Record<string, unknown>
  raw?: Record<string, unknown>
  recalled?: boolean
  /** Accepted by the API and never delivered: the screen does not show it. */
  failed?: boolean
}

export interface ScreenMenu {
  head: string
  items: { index: number; type: string; id?: string; content: string; url?: string }[]
  tail: string
}

/** One customer with one kf account. */
export interface Conversation {
  account: Account
  phone: Phone
  state: ServiceState
  servicer: string | null
  /** Grows with every change of state: an event code is good for one value of it. */
  revision: number
  startedAt: number
  lastCustomerAt: number | null
  sentSince: number
  lastWelcomeAt: number | null
  entered: { at: number; scene: string; scene_param: string; wechat_channels?: Record<string, unknown> } | null
  hadServicer: boolean
  /** What of the upgrade service the customer is offered. */
  upgrade: Record<string, unknown> | null
  screen: Feed<ScreenItem>
  byMsgid: Map<string, ScreenItem>
}

export interface EventCode {
  kind: 'welcome' | 'pool' | 'servicer' | 'end'
  conversation: Conversation
  revision: number
  until: number
  types: readonly string[]
}

export const conversationOf = (world: World, account: Account, phone: Phone): Conversation => {
  const key = `${account.open_kfid} ${phone.external_userid}`
  const held = world.conversations.get(key)
  if (held) return held
  const made: Conversation = {
    account,
    phone,
    state: 4,
    servicer: null,
    revision: 0,
    startedAt: 0,
    lastCustomerAt: null,
    sentSince: 0,
    lastWelcomeAt: null,
    entered: null,
    hadServicer: false,
    upgrade: null,
    screen: createFeed<ScreenItem>(),
    byMsgid: new Map(),
  }
  world.conversations.set(key, made)
  return made
}

/** §3.7: 48 hours end a session; until a first message there is none. */
export const isOver = (world: World, conversation: Conversation): boolean => {
  if (conversation.lastCustomerAt === null) return true
  const from = world.switches.session_from === 'first_message' ? conversation.startedAt : conversation.lastCustomerAt
  return world.clock.now() - from > world.limits.sendWindowMs
}

export const stateOf = (world: World, conversation: Conversation): ServiceState =>
  isOver(world, conversation) ? 4 : conversation.state

export const moveTo = (
  world: World,
  conversation: Conversation,
  state: ServiceState,
  servicer: string | null = null,
): void => {
  conversation.state = state
  conversation.servicer = servicer
  conversation.revision += 1
  if (state === 3) conversation.hadServicer = true
  tallyMove(world, conversation)
}

export const show = (
  world: World,
  conversation: Conversation,
  item: Omit<ScreenItem, 'seq' | 'at' | 'wall_ms'>,
): ScreenItem => {
  const at = world.clock.now()
  const shown = conversation.screen.append((seq) => ({ seq, at, wall_ms: world.clock.wall(), ...item }))
  conversation.byMsgid.set(shown.msgid, shown)
  return shown
}

/** §3.6: how long each code lasts and what may be sent with it. */
export const issueEventCode = (world: World, conversation: Conversation, kind: EventCode['kind']): string => {
  const code = world.ids.unique('CODE', 40)
  const short = kind === 'welcome' || kind === 'end'
  world.eventCodes.set(code, {
    kind,
    conversation,
    revision: conversation.revision,
    until: world.clock.now() + (short ? world.limits.shortCodeMs : world.limits.longCodeMs),
    types: short ? ['text', 'msgmenu'] : ['text'],
  })
  return code
}
