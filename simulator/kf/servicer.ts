import { ControlError } from '../errors.ts'
import type { World } from '../world.ts'
import type { Servicer } from './account.ts'
import { type Conversation, issueEventCode, moveTo, show, stateOf } from './conversation.ts'
import { appendEvent, appendMessage } from './log.ts'
import { talkOf } from './phone.ts'

export interface ServicerTarget {
  open_kfid?: string | undefined
  external_userid: string
}

/** What a member does in the WeCom client as a servicer; each change is told as session_status_change (§3.4, §3.7). */
export const takeSession = (world: World, userid: string, target: ServicerTarget) => {
  const talk = talkAs(world, userid, target)
  expectState(world, talk, 2, 'only a session in the waiting pool can be taken')
  moveTo(talk, 3, userid)
  return tell(world, talk, {
    change_type: 1,
    new_servicer_userid: userid,
    msg_code: issueEventCode(world, talk, 'servicer'),
  })
}

export const transferSession = (world: World, userid: string, target: ServicerTarget & { to: string }) => {
  const talk = ownTalk(world, userid, target)
  servicerOf(talk, target.to)
  moveTo(talk, 3, target.to)
  return tell(world, talk, { change_type: 2, old_servicer_userid: userid, new_servicer_userid: target.to })
}

export const endSession = (world: World, userid: string, target: ServicerTarget) => {
  const talk = ownTalk(world, userid, target)
  moveTo(talk, 4)
  return tell(world, talk, {
    change_type: 3,
    old_servicer_userid: userid,
    msg_code: issueEventCode(world, talk, 'end'),
  })
}

/** A servicer who writes after the end opens the session again. */
export const servicerWrites = (world: World, userid: string, target: ServicerTarget & { text: string }) => {
  const talk = talkAs(world, userid, target)
  const state = stateOf(world, talk)
  if (state === 4) reopen(world, talk, userid)
  else if (state !== 3 || talk.servicer !== userid)
    throw new ControlError(409, 'this session is not with this servicer')
  const msgid = world.ids.unique('svc', 40)
  show(world, talk, { from: 'servicer', msgid, msgtype: 'text', text: target.text })
  appendMessage(world, talk.account, {
    msgid,
    open_kfid: talk.account.open_kfid,
    external_userid: talk.phone.external_userid,
    send_time: world.clock.seconds(),
    origin: 5,
    servicer_userid: userid,
    msgtype: 'text',
    text: { content: target.text },
  })
  return { msgid }
}

const reopen = (world: World, talk: Conversation, userid: string) => {
  const last = talk.lastCustomerAt
  if (last === null || world.clock.now() - last > world.limits.sendWindowMs)
    throw new ControlError(409, 'the customer has not written for 48 hours')
  moveTo(talk, 3, userid)
  tell(world, talk, { change_type: 4, old_servicer_userid: userid, new_servicer_userid: userid })
}

export const servicerRecalls = (world: World, userid: string, target: ServicerTarget & { msgid: string }) => {
  const talk = talkAs(world, userid, target)
  const item = talk.byMsgid.get(target.msgid)
  if (item?.from !== 'servicer') throw new ControlError(404, `no servicer's message ${target.msgid}`)
  item.recalled = true
  talk.screen.touch(item)
  return {
    msgid: appendEvent(world, talk.account, {
      event_type: 'servicer_recall_msg',
      ...names(talk),
      recall_msgid: target.msgid,
      servicer_userid: userid,
    }),
  }
}

/** §3.4 and trap 9.16: in the event 1 is taking sessions and 2 is stopped. */
export const setServing = (
  world: World,
  userid: string,
  given: { open_kfid?: string | undefined; serving: boolean },
) => {
  const accounts = [...world.accounts.values()].filter(
    (account) => given.open_kfid === undefined || account.open_kfid === given.open_kfid,
  )
  for (const account of accounts) {
    const servicer = account.servicers.get(userid.toLowerCase())
    if (!servicer) throw new ControlError(404, `${userid} is not a servicer of ${account.open_kfid}`)
    servicer.serving = given.serving
    const status = given.serving ? { status: 1 } : { status: 2, stop_type: 0 }
    const event = { event_type: 'servicer_status_change', servicer_userid: userid, open_kfid: account.open_kfid }
    appendEvent(world, account, { ...event, ...status })
  }
  return { serving: given.serving }
}

const names = (talk: Conversation) => ({
  open_kfid: talk.account.open_kfid,
  external_userid: talk.phone.external_userid,
})

const tell = (world: World, talk: Conversation, change: Record<string, unknown>) => ({
  msgid: appendEvent(world, talk.account, { event_type: 'session_status_change', ...names(talk), ...change }),
})

const servicerOf = (talk: Conversation, userid: string): Servicer => {
  const servicer = talk.account.servicers.get(userid.toLowerCase())
  if (!servicer) throw new ControlError(404, `${userid} is not a servicer of ${talk.account.open_kfid}`)
  return servicer
}

const talkAs = (world: World, userid: string, target: ServicerTarget): Conversation => {
  const talk = talkOf(world, target.external_userid, target.open_kfid)
  servicerOf(talk, userid)
  return talk
}

const ownTalk = (world: World, userid: string, target: ServicerTarget): Conversation => {
  const talk = talkAs(world, userid, target)
  expectState(world, talk, 3, 'the session is not with a servicer')
  if (talk.servicer !== userid) throw new ControlError(409, `the session is with ${talk.servicer}`)
  return talk
}

const expectState = (world: World, talk: Conversation, state: number, otherwise: string) => {
  const actual = stateOf(world, talk)
  if (actual !== state) throw new ControlError(409, `${otherwise} (service_state ${actual})`)
}
