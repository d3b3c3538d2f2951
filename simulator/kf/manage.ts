import { type Answer, fine, isRefusal, type Refusal, refuse } from '../errors.ts'
import { mediaOf } from '../media.ts'
import { filled, type Json, within } from '../text.ts'
import type { Token } from '../token.ts'
import type { World } from '../world.ts'
import { accountOf, newAccount } from './account.ts'

/** §3.8 kf/account/add: an unverified corp may have ten. */
export const addAccount = (world: World, body: Json, token: Token): Answer => {
  if (token.app !== world.kfApp) return refuse(48002)
  const fault = nameFault(world, body.name) ?? avatarFault(world, body.media_id)
  if (fault) return fault
  const count = world.accounts.size
  if (!world.switches.verified && count >= world.limits.accountsUnverified) return refuse(95027)
  if (count >= world.limits.accounts) return refuse(95005)
  const open_kfid = world.ids.unique('wk', 32)
  world.accounts.set(open_kfid, newAccount(open_kfid, String(body.name), [], avatarOf(world, body.media_id)))
  return fine({ open_kfid })
}

export const deleteAccount = (world: World, body: Json, token: Token): Answer => {
  const account = accountOf(world, body.open_kfid, token)
  if (isRefusal(account)) return account
  world.accounts.delete(account.open_kfid)
  return fine()
}

export const updateAccount = (world: World, body: Json, token: Token): Answer => {
  const account = accountOf(world, body.open_kfid, token)
  if (isRefusal(account)) return account
  const named = body.name === undefined ? null : nameFault(world, body.name)
  const pictured = body.media_id === undefined ? null : avatarFault(world, body.media_id)
  const fault = named ?? pictured
  if (fault) return fault
  if (body.name !== undefined) account.name = String(body.name)
  if (body.media_id !== undefined) account.avatar = avatarOf(world, body.media_id)
  return fine()
}

const nameFault = (world: World, name: unknown): Refusal | null =>
  filled(name) && [...name].length <= world.limits.accountNameChars ? null : refuse(95006)

const avatarFault = (world: World, mediaId: unknown): Refusal | null => {
  if (!within(mediaId, 1, world.limits.accountMediaBytes)) return refuse(40058, 'media_id')
  const media = mediaOf(world, mediaId)
  if (isRefusal(media)) return media
  return media.type === 'image' ? null : refuse(40007, `of a ${media.type}`)
}

const avatarOf = (world: World, mediaId: unknown) => `${world.address.url}/sim/media/${mediaId}`
