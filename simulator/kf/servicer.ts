import { ControlError } from '../errors.ts'
import type { World } from '../world.ts'
import type { Servicer } from './account.ts'
import { type Conversation, issueEventCode, moveTo, show, stateOf } from './conversation.ts'
import { appendEvent, appendMessage, sendTime } from './log.ts'
import { talkOf } from './phone.ts'
import { servicerIn } from './servicers.ts'
import { tallyReply, today } from './tally.ts'

export interface ServicerTarget {
  open_kfid?: string | undefined
  external_userid: string
}

/** What a member does in the WeCom client as a servicer; each change is told as session_status_change (§3.4, §3.7). */
export const takeSession = (world: World, userid: string, target: ServicerTarget) => {
  const talk = talkAs(world, userid, target)
  expectState(world, talk, 2, 'only a session in the waiting pool can be taken')
  moveTo(world, talk, 3, userid)
  return tell(world, talk, {
    change_type: 1,
    new_servicer_userid: userid,
    msg_code: issueEventCode(world, talk, 'servicer'),
  })
}

export const transferSession = (world: World, userid: string, target: ServicerTarget & { to: string }) => {
  const talk = ownTalk(world, userid, target)
  servicerOf(world, talk, target.to)
  moveTo(world, talk, 3, target.to)
  return tell(world, talk, { change_type: 2, old_servicer_userid: userid, new_servicer_userid: target.to })
}

export const endSession = (world: World, userid: string, target: ServicerTarget) => {
  const talk = ownTalk(world, userid, target)
  moveTo(world, talk, 4)
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
  tallyReply(world, talk)
  show(world, talk, { from: 'servicer', msgid, msgtype: 'text', text: target.text })
  appendMessage(world, talk.account, {
    msgid,
    open_kfid: talk.account.open_kfid,
    external_userid: talk.phone.external_userid,
    send_time: sendTime(world),
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
  moveTo(world, talk, 3, userid)
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
  given: { open_kfid?: string | undefined; serving: boolean; stop_type?: 0 | 1 | undefined },
) => {
  const accounts = [...world.accounts.values()].filter(
    (account) => given.open_kfid === undefined || account.open_kfid === given.open_kfid,
  )
  for (const account of accounts) {
    const servicer = account.servicers.get(userid.toLowerCase())
    if (!servicer) throw new ControlError(404, `${userid} is not a servicer of ${account.open_kfid}`)
    const { serving, stop_type: stopType = 0 } = given
    Object.assign(servicer, { serving, stopType })
    const status = serving ? { status: 1 } : { status: 2, stop_type: stopType }
    const event = { event_type: 'servicer_status_change', servicer_userid: userid, open_kfid: account.open_kfid }
    appendEvent(world, account, { ...event, ...status })
  }
  return { serving: given.serving }
}

/** §3.4: a servicer no longer takes messages of this customer, or does again. */
export const rejectCustomer = (world: World, userid: string, target: ServicerTarget & { reject: boolean }) => {
  const talk = talkAs(world, userid, target)
  if (target.reject) today(world, talk).rejected.add(talk.phone.external_userid)
  return {
    msgid: appendEvent(world, talk.account, {
      event_type: 'reject_customer_msg_switch_change',
      servicer_userid: userid,
      ...names(talk),
      reject_switch: target.reject ? 1 : 0,
    }),
  }
}

const names = (talk: Conversation) => ({
  open_kfid: talk.account.open_kfid,
  external_userid: talk.phone.external_userid,
})

const tell = (world: World, talk: Conversation, change: Record<string, unknown>) => ({
  msgid: appendEvent(world, talk.account, { event_type: 'session_status_change', ...names(talk), ...change }),
})

const servicerOf = (world: World, talk: Conversation, userid: string): Servicer => {
  const servicer = servicerIn(world, talk.account, userid)
  if (!servicer) throw new ControlError(404, `${userid} is not a servicer of ${talk.account.open_kfid}`)
  return servicer
}

const talkAs = (world: World, userid: string, target: ServicerTarget): Conversation => {
  const talk = talkOf(world, target.external_userid, target.open_kfid)
  servicerOf(world, talk, userid)
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
