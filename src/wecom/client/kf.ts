import { z } from 'zod'
import { err, ok, type Result } from '../../platform/kernel/index.ts'
import { ours, type WecomFault } from '../fault.ts'
import { type KfInbound, parseKfMessage, type ServicerStatus } from '../message/inbound.ts'
import { looseNumber, numberOrNull, textOrEmpty, textOrNull } from '../message/loose.ts'
import { checkKfEventMessage, checkKfMessage, type KfOutbound } from '../message/outbound.ts'
import { jsonReader } from './answer.ts'
import type { Caller } from './call.ts'

type Answer<T> = Promise<Result<T, WecomFault>>

export interface KfPage {
  messages: KfInbound[]
  /** To be stored only after the page is. Null when the platform gave none: keep the old one. */
  nextCursor: string | null
  /** The only reason to go on or stop: a page may be empty with more behind it (§3.2). */
  hasMore: boolean
}

export interface KfSend {
  touser: string
  openKfid: string
  /** Makes the send repeatable: ≤ 32 of `[0-9a-zA-Z_-]`, unique in the account. */
  msgid?: string
  message: KfOutbound
}

export interface KfEventSend {
  code: string
  msgid?: string
  message: KfOutbound
}

export interface KfSent {
  msgid: string
  /** The platform had accepted this msgid before (95033): nothing was sent a second time. */
  duplicate: boolean
}

/** §3.7: 0 to 4 in this order. The API may send in 'new' and 'assistant' only. */
export const SERVICE_STATES = ['new', 'assistant', 'pool', 'human', 'ended'] as const
export type ServiceState = (typeof SERVICE_STATES)[number]

export interface KfSession {
  openKfid: string
  externalUserid: string
}

export interface KfAccount {
  openKfid: string
  name: string
  avatar: string | null
  manageable: boolean
}

export type KfServicer =
  | { kind: 'member'; userid: string; status: ServicerStatus; stopType: number | null }
  | { kind: 'department'; departmentId: number }

export interface KfCustomer {
  externalUserid: string
  nickname: string
  avatar: string | null
  gender: number | null
  unionid: string | null
  entered: { scene: string | null; sceneParam: string | null } | null
}

export interface KfApi {
  /** POST kf/sync_msg. Throws nothing for odd messages: they come back as kind 'unknown'. */
  syncMsg(ask: { openKfid: string; cursor?: string; token?: string; limit?: number }): Answer<KfPage>
  /** POST kf/send_msg. A message the platform would refuse or cut is refused here with kind 'ours'. */
  sendMsg(send: KfSend): Answer<KfSent>
  /** POST kf/send_msg_on_event. One message per code, never repeated by itself; 'gone' once the code is. */
  sendMsgOnEvent(send: KfEventSend): Answer<{ msgid: string }>
  serviceState: {
    /** POST kf/service_state/get */
    get(session: KfSession): Answer<{ state: ServiceState; servicerUserid: string | null }>
    /** POST kf/service_state/trans. `msgCode` opens one message by sendMsgOnEvent. */
    trans(change: KfSession & { state: ServiceState; servicerUserid?: string }): Answer<{ msgCode: string | null }>
  }
  /** POST kf/customer/batchget, at most 100. */
  customers(externalUserids: string[], options?: { withContext: boolean }): Answer<KfCustomers>
  /** POST kf/account/list */
  accounts(page?: { offset: number; limit: number }): Answer<KfAccount[]>
  /** POST kf/add_contact_way. Answers with the link. */
  contactWay(ask: { openKfid: string; scene?: string }): Answer<string>
  /** GET kf/servicer/list */
  servicers(openKfid: string): Answer<KfServicer[]>
}

export interface KfCustomers {
  customers: KfCustomer[]
  invalid: string[]
}

const PARAMETER = 40058
const MSGID = /^[0-9a-zA-Z_-]{1,32}$/

const page = z
  .object({
    next_cursor: textOrNull,
    has_more: numberOrNull,
    msg_list: z.array(z.unknown()).nullish(),
  })
  .transform(
    (p): KfPage => ({
      messages: (p.msg_list ?? []).map(parseKfMessage),
      nextCursor: p.next_cursor,
      hasMore: p.has_more === 1,
    }),
  )

const sent = z.object({ msgid: textOrEmpty })

const stateAnswer = z.object({ service_state: looseNumber, servicer_userid: textOrNull }).transform((s, context) => {
  const state = SERVICE_STATES[s.service_state]
  if (state === undefined) {
    context.addIssue({ code: 'custom', path: ['service_state'], message: 'is not one of 0 to 4' })
    return z.NEVER
  }
  return { state, servicerUserid: s.servicer_userid }
})

const transAnswer = z.object({ msg_code: textOrNull }).transform((t) => ({ msgCode: t.msg_code }))

const customersAnswer = z
  .object({
    customer_list: z
      .array(
        z.object({
          external_userid: z.string(),
          nickname: textOrEmpty,
          avatar: textOrNull,
          gender: numberOrNull,
          unionid: textOrNull,
          enter_session_context: z.object({ scene: textOrNull, scene_param: textOrNull }).nullish(),
        }),
      )
      .nullish(),
    invalid_external_userid: z.array(z.string()).nullish(),
  })
  .transform(
    (a): KfCustomers => ({
      customers: (a.customer_list ?? []).map((c) => ({
        externalUserid: c.external_userid,
        nickname: c.nickname,
        avatar: c.avatar,
        gender: c.gender,
        unionid: c.unionid,
        entered: c.enter_session_context
          ? { scene: c.enter_session_context.scene, sceneParam: c.enter_session_context.scene_param }
          : null,
      })),
      invalid: a.invalid_external_userid ?? [],
    }),
  )

const accountsAnswer = z
  .object({
    account_list: z
      .array(
        z.object({
          open_kfid: z.string(),
          name: textOrEmpty,
          avatar: textOrNull,
          manage_privilege: z.boolean().nullish(),
        }),
      )
      .nullish(),
  })
  .transform((a): KfAccount[] =>
    (a.account_list ?? []).map((account) => ({
      openKfid: account.open_kfid,
      name: account.name,
      avatar: account.avatar,
      manageable: account.manage_privilege ?? false,
    })),
  )

const contactAnswer = z.object({ url: z.string().min(1) }).transform((a) => a.url)

const servicersAnswer = z
  .object({
    servicer_list: z
      .array(
        z.union([
          // In the list 0 is serving; in events 1 is (trap 9.16).
          z.object({ userid: z.string(), status: looseNumber, stop_type: numberOrNull }).transform(
            (s): KfServicer => ({
              kind: 'member',
              userid: s.userid,
              status: s.status === 0 ? 'serving' : 'stopped',
              stopType: s.stop_type,
            }),
          ),
          z
            .object({ department_id: looseNumber })
            .transform((s): KfServicer => ({ kind: 'department', departmentId: s.department_id })),
        ]),
      )
      .nullish(),
  })
  .transform((a) => a.servicer_list ?? [])

export function kfApi(caller: Caller): KfApi {
  const post = <T>(api: string, body: object, schema: z.ZodType<T>, options: { repeatable: boolean; quota?: string }) =>
    caller.call({ api, body, read: jsonReader(api, schema), ...options })
  const read = { repeatable: true }
  const once = { repeatable: false }
  return {
    syncMsg({ openKfid, cursor, token, limit }) {
      // Without a doorbell's token the call stands under a limit of its own (§3.2), which must not stop the doorbells; and one
      // account's limit must not stop the others.
      const quota = `kf/sync_msg ${openKfid}${token === undefined ? ' without token' : ''}`
      return post('kf/sync_msg', { cursor, token, limit, open_kfid: openKfid }, page, { repeatable: true, quota })
    },
    async sendMsg({ touser, openKfid, msgid, message }) {
      const refusal = refusalOf(checkKfMessage(message), msgid)
      if (refusal !== null) return err(refusal)
      // An undefined msgid stays out of the JSON; an empty one is an error (trap 9.6).
      const body = { touser, open_kfid: openKfid, msgid, ...message }
      const answer = await post('kf/send_msg', body, sent, { repeatable: msgid !== undefined })
      if (answer.ok) return ok({ msgid: answer.value.msgid || (msgid ?? ''), duplicate: false })
      return answer.error.kind === 'done' && msgid !== undefined ? ok({ msgid, duplicate: true }) : answer
    },
    async sendMsgOnEvent({ code, msgid, message }) {
      const refusal = refusalOf(checkKfEventMessage(message), msgid)
      if (refusal !== null) return err(refusal)
      const answer = await post('kf/send_msg_on_event', { code, msgid, ...message }, sent, once)
      if (answer.ok) return answer
      if (answer.error.kind === 'done' && msgid !== undefined) return ok({ msgid })
      // The message was checked before it went: the parameter that is wrong is the code, used or over.
      return err(answer.error.errcode === PARAMETER ? { ...answer.error, kind: 'gone' } : answer.error)
    },
    serviceState: {
      get: (session) => post('kf/service_state/get', wireSession(session), stateAnswer, read),
      trans: (change) =>
        post(
          'kf/service_state/trans',
          {
            ...wireSession(change),
            service_state: SERVICE_STATES.indexOf(change.state),
            servicer_userid: change.servicerUserid,
          },
          transAnswer,
          once,
        ),
    },
    customers: (externalUserids, options) =>
      post(
        'kf/customer/batchget',
        { external_userid_list: externalUserids, need_enter_session_context: options?.withContext ? 1 : 0 },
        customersAnswer,
        read,
      ),
    accounts: (page) => post('kf/account/list', { ...page }, accountsAnswer, read),
    contactWay: ({ openKfid, scene }) =>
      post('kf/add_contact_way', { open_kfid: openKfid, scene }, contactAnswer, once),
    servicers: (openKfid) =>
      caller.call({
        api: 'kf/servicer/list',
        query: { open_kfid: openKfid },
        repeatable: true,
        read: jsonReader('kf/servicer/list', servicersAnswer),
      }),
  }
}

const wireSession = (session: KfSession) => ({
  open_kfid: session.openKfid,
  external_userid: session.externalUserid,
})

function refusalOf(checked: ReturnType<typeof checkKfMessage>, msgid: string | undefined): WecomFault | null {
  if (!checked.ok) return ours(`not sent: ${checked.error.field} ${checked.error.reason}`)
  if (msgid !== undefined && !MSGID.test(msgid)) return ours('not sent: msgid is not 1 to 32 of [0-9a-zA-Z_-]')
  return null
}
