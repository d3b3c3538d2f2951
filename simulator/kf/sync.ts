import { type Answer, fine, isRefusal, type Refusal, refuse } from '../errors.ts'
import { type Json, within } from '../text.ts'
import type { Token } from '../token.ts'
import type { World } from '../world.ts'
import { type Account, accountOf } from './account.ts'
import { cursorAt, dropExpired, positionOf } from './log.ts'

/** §3.2 sync_msg. */
export const syncMsg = (world: World, body: Json, token: Token): Answer => {
  const account = accountOf(world, body.open_kfid, token)
  if (isRefusal(account)) return account
  const limit = limitOf(world, body)
  if (isRefusal(limit)) return limit
  if (body.voice_format !== undefined && body.voice_format !== 0 && body.voice_format !== 1)
    return refuse(40058, 'voice_format')
  const barred = checkDoorbellToken(world, account, body.token)
  if (barred) return barred
  dropExpired(world, account)
  const start = startOf(world, account, body.cursor)
  if (isRefusal(start)) return start
  return page(world, account, start, limit)
}

const limitOf = (world: World, body: Json): number | Refusal => {
  const limit = body.limit ?? world.limits.syncPage
  if (!Number.isInteger(limit) || (limit as number) < 1 || (limit as number) > world.limits.syncPage)
    return refuse(40058, 'limit')
  return world.switches.page_size > 0 ? Math.min(limit as number, world.switches.page_size) : (limit as number)
}

const checkDoorbellToken = (world: World, account: Account, token: unknown): Refusal | null => {
  if (token === undefined || token === '') {
    const perMinute = world.limits.syncWithoutTokenPerMinute
    const allowed = world.frequency.take(`bare sync ${account.open_kfid}`, world.clock.now(), perMinute, 60 * perMinute)
    return allowed ? null : refuse(45009, 'sync_msg without a token')
  }
  if (!within(token, 1, world.limits.syncTokenBytes)) return refuse(40058, 'token')
  return world.doorbells.accountOf(token) === account.open_kfid ? null : refuse(95007)
}

const startOf = (world: World, account: Account, cursor: unknown): number | Refusal => {
  if (cursor === undefined || cursor === '') return account.logStart
  if (!within(cursor, 1, world.limits.cursorBytes)) return refuse(40058, 'cursor')
  const position = positionOf(account, cursor)
  return position === null ? refuse(40058, 'cursor') : Math.max(position, account.logStart)
}

const page = (world: World, account: Account, start: number, limit: number): Answer => {
  const empty = world.switches.empty_pages > 0
  if (empty) world.switches.empty_pages -= 1
  const from = start - account.logStart
  const entries = empty ? [] : account.log.slice(from, from + limit)
  const next = start + entries.length
  const more = empty || next < account.logStart + account.log.length
  return fine({
    next_cursor: cursorAt(account, next),
    has_more: more ? 1 : 0,
    msg_list: entries.map((entry) => entry.message),
  })
}
