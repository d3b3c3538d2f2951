import { membersOfDepartment } from '../contacts/read.ts'
import { type Answer, fine, type Refusal, refuse } from '../errors.ts'
import { asList, filled, isObject, type Json } from '../text.ts'
import type { Token } from '../token.ts'
import type { World } from '../world.ts'
import { checkCard } from './card.ts'
import { type AppMessage, type Copy, memberOf } from './member.ts'
import { checkAgent } from './send.ts'

/** §4.4 message/update_template_card: a response_code is good once, for 72 hours. */
export const updateCard = (world: World, body: Json, token: Token): Answer => {
  const agent = checkAgent(body.agentid, token)
  if (agent) return agent
  const change = changeOf(world, body)
  if ('errcode' in change) return change
  const code = filled(body.response_code) ? world.responseCodes.get(body.response_code) : undefined
  if (!code || code.until <= world.clock.now()) return refuse(60140)
  const message = world.messages.get(code.msgid)
  if (!message) return refuse(42016)
  if (message.app !== token.app) return refuse(42015)
  const targets = targetsOf(world, body, message)
  if ('errcode' in targets) return targets
  world.responseCodes.delete(body.response_code as string)
  for (const userid of targets.users) changeCopy(world, userid, message.msgid, change)
  return fine({ invaliduser: targets.invalid })
}

type Change = { replace: string } | { card: Json }

const changeOf = (world: World, body: Json): Change | Refusal => {
  if (isObject(body.button)) {
    const name = body.button.replace_name
    return filled(name) ? { replace: name } : refuse(42020)
  }
  if (!isObject(body.template_card)) return refuse(40058, 'button or template_card')
  return checkCard(world, body.template_card, 'update') ?? { card: body.template_card }
}

const targetsOf = (world: World, body: Json, message: AppMessage) => {
  if (body.atall === 1) return { users: [...message.recipients], invalid: [] }
  const named = asList(body.userids).map(String)
  const parties = asList(body.partyids).flatMap((id) => membersOfDepartment(world, Number(id)))
  const tags = asList(body.tagids)
  if (named.length + asList(body.partyids).length + tags.length === 0) return refuse(82001)
  if (named.length > world.limits.recipients) return refuse(40032)
  if (asList(body.partyids).length > world.limits.parties) return refuse(82002)
  if (tags.length > world.limits.parties) return refuse(82003)
  const reached = (userid: string) => message.recipients.has(userid.toLowerCase())
  const all = [...named, ...parties.map((member) => member.userid)]
  return {
    users: all.filter(reached),
    invalid: named.filter((userid) => !reached(userid)).map((id) => id.toLowerCase()),
  }
}

export const changeCopy = (world: World, userid: string, msgid: string, change: Change): void => {
  const member = memberOf(world, userid)
  const copy = member?.copies.get(msgid)
  if (!member || !copy) return
  applyChange(copy, change)
  copy.updates += 1
  member.screen.touch(copy)
}

const applyChange = (copy: Copy, change: Change) => {
  if ('replace' in change) {
    copy.replaced = change.replace
    return
  }
  const kept = copy.card?.task_id
  copy.card = { ...(kept === undefined ? {} : { task_id: kept }), ...change.card }
  if (filled(change.card.replace_text)) copy.replaced = change.card.replace_text
  else delete copy.replaced
}

/** §4.5 message/recall: within 24 hours, by the app that sent it. */
export const recallMessage = (world: World, body: Json, token: Token): Answer => {
  const message = filled(body.msgid) ? world.messages.get(body.msgid) : undefined
  if (!message || message.app !== token.app) return refuse(40058, 'msgid')
  if (world.clock.now() - message.at > world.limits.recallMs) return refuse(42052)
  for (const userid of message.recipients) {
    const member = memberOf(world, userid)
    const copy = member?.copies.get(message.msgid)
    if (!member || !copy) continue
    copy.recalled = true
    member.screen.touch(copy)
  }
  return fine()
}
