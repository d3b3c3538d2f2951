import { memberOf } from '../app/member.ts'
import { type Answer, ControlError, fine, isRefusal, type Refusal, refuse } from '../errors.ts'
import { asObject, filled, type Json } from '../text.ts'
import type { Token } from '../token.ts'
import type { World } from '../world.ts'
import { accountOf } from './account.ts'
import { type Conversation, conversationOf, show } from './conversation.ts'
import { today } from './tally.ts'

/** §3.8: the admin page says which members and group chats a customer may be handed to. */
export const configureUpgrade = (world: World, given: { userids?: string[]; chat_ids?: string[] }) => {
  const stranger = given.userids?.find((userid) => !memberOf(world, userid))
  if (stranger !== undefined) throw new ControlError(404, `no member ${stranger}`)
  if (given.userids) world.upgrade.userids = new Set(given.userids)
  if (given.chat_ids) world.upgrade.chatIds = new Set(given.chat_ids)
  return { userids: [...world.upgrade.userids], chat_ids: [...world.upgrade.chatIds] }
}

export const upgradeConfig = (world: World, _query: Record<string, string>, token: Token): Answer => {
  if (token.app !== world.kfApp) return refuse(48002)
  return fine({
    member_range: { userid_list: [...world.upgrade.userids], department_id_list: [] },
    groupchat_range: { chat_id_list: [...world.upgrade.chatIds] },
  })
}

const customerOf = (world: World, body: Json, token: Token): Conversation | Refusal => {
  const account = accountOf(world, body.open_kfid, token)
  if (isRefusal(account)) return account
  if (!filled(body.external_userid)) return refuse(41035)
  const phone = world.phones.get(body.external_userid)
  return phone ? conversationOf(world, account, phone) : refuse(40096)
}

/** The customer sees a card of the member, or the group's code, above the conversation. */
export const upgradeService = (world: World, body: Json, token: Token): Answer => {
  const talk = customerOf(world, body, token)
  if (isRefusal(talk)) return talk
  const offer = offerOf(world, body)
  if (isRefusal(offer)) return offer
  talk.upgrade = offer
  today(world, talk).upgraded.add(talk.phone.external_userid)
  show(world, talk, { from: 'system', msgid: world.ids.unique('up', 32), msgtype: 'upgrade_service', raw: offer })
  return fine()
}

const offerOf = (world: World, body: Json): Json | Refusal => {
  const [member, groupchat] = [asObject(body.member), asObject(body.groupchat)]
  if (body.type === 1)
    return world.upgrade.userids.has(String(member.userid)) ? { type: 1, member } : refuse(95021, 'member')
  if (body.type !== 2) return refuse(40058, 'type')
  return world.upgrade.chatIds.has(String(groupchat.chat_id)) ? { type: 2, groupchat } : refuse(95021, 'groupchat')
}

export const cancelUpgrade = (world: World, body: Json, token: Token): Answer => {
  const talk = customerOf(world, body, token)
  if (isRefusal(talk)) return talk
  talk.upgrade = null
  return fine()
}
