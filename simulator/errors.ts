/** The platform's error codes the simulator answers with, and their words (wecom.md §1.3, §3.9, §4.7, §5, §6). */
export const ERRORS: Record<number, string> = {
  [-1]: 'system busy',
  40001: 'invalid credential',
  40004: 'invalid media type',
  40005: 'invalid type',
  40006: 'invalid file size',
  40007: 'invalid media_id',
  40008: 'invalid message type',
  40009: 'invalid image size',
  40011: 'invalid video size',
  40013: 'invalid corpid',
  40014: 'invalid access_token',
  40029: 'invalid code',
  40032: 'invalid user list size',
  40056: 'invalid agentid',
  40058: 'invalid Request Parameter',
  40096: 'invalid external userid',
  40145: 'media_id expired',
  40146: 'invalid Range',
  41001: 'access_token missing',
  41002: 'corpid missing',
  41004: 'secret missing',
  41005: 'media data missing',
  41035: 'external_userid missing',
  42001: 'access_token expired',
  42003: 'oauth code expired',
  42014: 'invalid task_id',
  42015: 'agentid mismatch',
  42016: 'task_id not exist',
  42020: 'button name missing',
  42022: 'code has been used',
  42027: 'keyname missing',
  42028: 'url missing',
  42029: 'media_id missing',
  42030: 'appid missing',
  42031: 'invalid card_type',
  42033: 'title missing',
  42035: 'invalid horizontal_content_list size',
  42036: 'invalid vertical_content_list size',
  42037: 'invalid option_list size',
  42038: 'button text missing',
  42039: 'invalid button key',
  42040: 'invalid option id',
  42041: 'option text missing',
  42042: 'invalid jump_list size',
  42043: 'question_key missing',
  42044: 'card_image.url missing',
  42045: 'invalid card_action',
  42046: 'submit button key missing',
  42047: 'invalid select_list size',
  42049: 'submit button text missing',
  42050: 'userid missing',
  42051: 'action_menu key conflict',
  42052: 'recall time exceeded',
  43001: 'require GET method',
  43002: 'require POST method',
  43012: 'receive url not configured',
  44001: 'empty media data',
  44004: 'empty content',
  45001: 'media size out of limit',
  45002: 'content size out of limit',
  45007: 'voice playtime out of limit',
  45008: 'article count out of limit',
  45009: 'api freq out of limit',
  45033: 'api concurrent out of limit',
  47001: 'data format error',
  48002: 'api forbidden',
  48007: 'kf account not granted to the app',
  50001: 'redirect_url not in trusted domain',
  60011: 'no privilege to access/modify contact/party/agent',
  60020: 'not allow to access from your ip',
  60111: 'userid not found',
  60123: 'invalid party id',
  60140: 'invalid response_code',
  60251: 'open_kfid missing',
  60252: 'invalid open_kfid',
  81013: 'user & party & tag all invalid',
  82001: 'all target empty',
  82002: 'party list too long',
  82003: 'tag list too long',
  830002: 'file too large, Range needed',
  95000: 'invalid open_kfid',
  95001: 'send msg count limit',
  95002: 'send msg time limit',
  95004: 'open_kfid not exist',
  95007: 'invalid msg token',
  95008: 'menu list size limit',
  95009: 'invalid menu type',
  95013: 'conversation end',
  95014: 'user is not the open kf servicer',
  95016: 'not allow to change service state',
  95018: 'send msg session status invalid',
  95019: 'servicer is stopped',
  95033: 'duplicate msgid',
  301002: 'not allow to operate another agent with this accesstoken',
}

/** A type and not an interface, so that it is also a plain JSON object. */
export type Refusal = { errcode: number; errmsg: string }
export type Answer = Record<string, unknown> & Refusal

export const refuse = (errcode: number, detail?: string): Refusal => ({
  errcode,
  errmsg: `${ERRORS[errcode] ?? 'error'}${detail === undefined ? '' : `: ${detail}`}, hint: [simulator], from ip: 127.0.0.1, more info at https://open.work.weixin.qq.com/devtool/query?e=${errcode}`,
})

export const fine = (extra: Record<string, unknown> = {}): Answer => ({ errcode: 0, errmsg: 'ok', ...extra })

/** Whether a checker's result is a refusal rather than what it checked. */
export const isRefusal = (value: unknown): value is Refusal =>
  typeof value === 'object' && value !== null && 'errcode' in value && 'errmsg' in value

/** A request to the control API that a phone, a member or an operator could not make. Not the platform's doing. */
export class ControlError extends Error {
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.name = 'ControlError'
    this.status = status
  }
}
