import { z } from 'zod'
import { looseNumber, numberOrNull, textOrNull } from './loose.ts'

export type ServicerStatus = 'serving' | 'stopped'

/** What happened in a kf account (§3.4). `other` keeps an event type that is not in the table. */
export type KfEventBody =
  | {
      type: 'enter_session'
      scene: string | null
      /** Percent-decoded where it can be: whether WeCom sends it decoded or as given in the link is not stated (§3.4). */
      sceneParam: string | null
      welcomeCode: string | null
      channels: { nickname: string | null; shopNickname: string | null; scene: number | null } | null
    }
  | { type: 'msg_send_fail'; failMsgid: string; failType: number }
  | { type: 'servicer_status_change'; servicerUserid: string; status: ServicerStatus; stopType: number | null }
  | {
      type: 'session_status_change'
      change: 'taken_from_pool' | 'transferred' | 'ended' | 'reopened' | 'other'
      oldServicerUserid: string | null
      newServicerUserid: string | null
      msgCode: string | null
    }
  | { type: 'user_recall_msg'; recallMsgid: string }
  | { type: 'servicer_recall_msg'; recallMsgid: string; servicerUserid: string | null }
  | { type: 'reject_customer_msg_switch_change'; servicerUserid: string | null; rejecting: boolean }
  | { type: 'other'; eventType: string }

const SESSION_CHANGES = { 1: 'taken_from_pool', 2: 'transferred', 3: 'ended', 4: 'reopened' } as const

const channels = z
  .object({ nickname: textOrNull, shop_nickname: textOrNull, scene: numberOrNull })
  .transform((c) => ({ nickname: c.nickname, shopNickname: c.shop_nickname, scene: c.scene }))

const BODIES: Record<string, z.ZodType<KfEventBody>> = {
  enter_session: z
    .object({
      scene: textOrNull,
      scene_param: textOrNull,
      welcome_code: textOrNull,
      // An odd note of where somebody came from must not cost them the welcome.
      wechat_channels: channels.nullish().catch(null),
    })
    .transform(
      (e): KfEventBody => ({
        type: 'enter_session',
        scene: e.scene,
        sceneParam: e.scene_param === null ? null : decoded(e.scene_param),
        welcomeCode: e.welcome_code,
        channels: e.wechat_channels ?? null,
      }),
    ),
  msg_send_fail: z
    .object({ fail_msgid: z.string(), fail_type: looseNumber })
    .transform((e): KfEventBody => ({ type: 'msg_send_fail', failMsgid: e.fail_msgid, failType: e.fail_type })),
  servicer_status_change: z
    .object({ servicer_userid: z.string(), status: looseNumber, stop_type: numberOrNull })
    .transform(
      (e): KfEventBody => ({
        type: 'servicer_status_change',
        servicerUserid: e.servicer_userid,
        // In events 1 is serving; in the servicer list 0 is (trap 9.16).
        status: e.status === 1 ? 'serving' : 'stopped',
        stopType: e.stop_type,
      }),
    ),
  session_status_change: z
    .object({
      change_type: looseNumber,
      old_servicer_userid: textOrNull,
      new_servicer_userid: textOrNull,
      msg_code: textOrNull,
    })
    .transform(
      (e): KfEventBody => ({
        type: 'session_status_change',
        change: SESSION_CHANGES[e.change_type as keyof typeof SESSION_CHANGES] ?? 'other',
        oldServicerUserid: e.old_servicer_userid,
        newServicerUserid: e.new_servicer_userid,
        msgCode: e.msg_code,
      }),
    ),
  user_recall_msg: z
    .object({ recall_msgid: z.string() })
    .transform((e): KfEventBody => ({ type: 'user_recall_msg', recallMsgid: e.recall_msgid })),
  servicer_recall_msg: z.object({ recall_msgid: z.string(), servicer_userid: textOrNull }).transform(
    (e): KfEventBody => ({
      type: 'servicer_recall_msg',
      recallMsgid: e.recall_msgid,
      servicerUserid: e.servicer_userid,
    }),
  ),
  reject_customer_msg_switch_change: z.object({ servicer_userid: textOrNull, reject_switch: looseNumber }).transform(
    (e): KfEventBody => ({
      type: 'reject_customer_msg_switch_change',
      servicerUserid: e.servicer_userid,
      rejecting: e.reject_switch === 1,
    }),
  ),
}

/** Null when a known event lacks what makes it one. */
export function parseEventBody(eventType: string, event: unknown): KfEventBody | null {
  if (!Object.hasOwn(BODIES, eventType)) return { type: 'other', eventType }
  return BODIES[eventType]?.safeParse(event).data ?? null
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
