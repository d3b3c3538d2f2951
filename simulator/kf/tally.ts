import type { World } from '../world.ts'
import type { Conversation } from './conversation.ts'

const DAY_MS = 86_400_000
const SHANGHAI_MS = 8 * 3_600_000

export const dayOf = (ms: number): number => Math.floor((ms + SHANGHAI_MS) / DAY_MS)
/** Unix seconds of a day's first moment in Shanghai. */
export const startOfDay = (day: number): number => (day * DAY_MS - SHANGHAI_MS) / 1000

/** What is counted of one account on one day. */
export interface Day {
  customers: Set<string>
  messages: number
  /** Sessions with a servicer or the assistant, with the assistant, and from the assistant to a servicer. */
  sessions: Set<string>
  assisted: Set<string>
  transferred: Set<string>
  rejected: Set<string>
  upgraded: Set<string>
  servicers: Map<string, ServicerDay>
}

export interface ServicerDay {
  sessions: Set<string>
  customers: Set<string>
  messages: number
  replied: Set<string>
  firstReplySeconds: number[]
}

export interface Tally {
  days: Map<number, Day>
}

const newDay = (): Day => ({
  customers: new Set(),
  messages: 0,
  sessions: new Set(),
  assisted: new Set(),
  transferred: new Set(),
  rejected: new Set(),
  upgraded: new Set(),
  servicers: new Map(),
})

const newServicerDay = (): ServicerDay => ({
  sessions: new Set(),
  customers: new Set(),
  messages: 0,
  replied: new Set(),
  firstReplySeconds: [],
})

export const today = (world: World, talk: Conversation): Day => {
  const { days } = talk.account.tally
  const day = dayOf(world.clock.now())
  const held = days.get(day) ?? newDay()
  days.set(day, held)
  return held
}

const sessionOf = (talk: Conversation) => `${talk.phone.external_userid} ${talk.startedAt}`

const servicerToday = (world: World, talk: Conversation): ServicerDay | null => {
  if (talk.state !== 3 || talk.servicer === null) return null
  const { servicers } = today(world, talk)
  const held = servicers.get(talk.servicer.toLowerCase()) ?? newServicerDay()
  servicers.set(talk.servicer.toLowerCase(), held)
  return held
}

export const tallyMessage = (world: World, talk: Conversation): void => {
  const day = today(world, talk)
  day.messages += 1
  day.customers.add(talk.phone.external_userid)
  const servicer = servicerToday(world, talk)
  if (!servicer) return
  servicer.messages += 1
  servicer.customers.add(talk.phone.external_userid)
}

/** After a session came to the assistant or to a servicer. */
export const tallyMove = (world: World, talk: Conversation): void => {
  if (talk.state !== 1 && talk.state !== 3) return
  const day = today(world, talk)
  const session = sessionOf(talk)
  day.sessions.add(session)
  if (talk.state === 1) day.assisted.add(session)
  else if (day.assisted.has(session)) day.transferred.add(session)
  servicerToday(world, talk)?.sessions.add(session)
}

export const tallyReply = (world: World, talk: Conversation): void => {
  const servicer = servicerToday(world, talk)
  const session = sessionOf(talk)
  if (!servicer || servicer.replied.has(session)) return
  servicer.replied.add(session)
  servicer.firstReplySeconds.push((world.clock.now() - (talk.lastCustomerAt ?? world.clock.now())) / 1000)
}
