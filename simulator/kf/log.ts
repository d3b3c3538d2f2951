import { createHash } from 'node:crypto'
import type { Json } from '../text.ts'
import type { World } from '../world.ts'
import type { Account } from './account.ts'

export interface LogEntry {
  at: number
  message: Json
}

/** Appends what sync_msg will hand out, and rings. */
export const appendMessage = (world: World, account: Account, message: Json): void => {
  account.log.push({ at: world.clock.now(), message })
  world.doorbells.ring(account.open_kfid)
}

/** Seconds; where the switch says so every second message's lie back, against the order of the cursor. */
export const sendTime = (world: World): number => {
  const skew = world.switches.send_time_skew
  if (skew === 0) return world.clock.seconds()
  world.sendTimes += 1
  return world.clock.seconds() - (world.sendTimes % 2 === 0 ? skew : 0)
}

/** System events carry the ids inside `event` only (§3.2). */
export const appendEvent = (world: World, account: Account, event: Json): string => {
  const msgid = world.ids.unique('evt', 32)
  const message = { msgid, send_time: sendTime(world), origin: 4, msgtype: 'event', event }
  appendMessage(world, account, message)
  return msgid
}

/** Entries are in the order of their arrival, so the ones past retention are at the front. */
export const dropExpired = (world: World, account: Account): void => {
  const oldest = world.clock.now() - world.limits.retentionMs
  const kept = account.log.findIndex((entry) => entry.at >= oldest)
  const gone = kept === -1 ? account.log.length : kept
  if (gone === 0) return
  account.log.splice(0, gone)
  account.logStart += gone
}

const mark = (account: Account, place: string) =>
  createHash('sha256').update(`${account.open_kfid} ${place}`).digest('base64url').slice(0, 10)

/** A position in one account's log, unreadable and useless for any other account. */
export const cursorAt = (account: Account, position: number): string => {
  const place = position.toString(36).padStart(8, '0')
  return `${Buffer.from(place).toString('base64url')}${mark(account, place)}`
}

export const positionOf = (account: Account, cursor: string): number | null => {
  const place = Buffer.from(cursor.slice(0, 11), 'base64url').toString()
  if (!/^[0-9a-z]{8}$/.test(place) || cursor.slice(11) !== mark(account, place)) return null
  return Number.parseInt(place, 36)
}
