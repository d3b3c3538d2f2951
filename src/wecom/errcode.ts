/**
 * What an errcode asks of the caller. Retryable or final is decided here and nowhere else (wecom.md §1.3, §3.9, §4.7, §5, §6, §10).
 *
 * done          the same request was carried out before: a success
 * token         the access token is no longer good: refresh once, replay once
 * busy          try again a little later
 * frequency     leave this API alone for the window
 * customer      only the customer can open the way again, by writing
 * session       the kf session is in a state that forbids it: re-read the state first
 * sender_token  the doorbell's pull token is no longer good: pull without it
 * content       the platform objects to what is said or to its kind
 * gone          the named thing (media, one-time code, response code) no longer exists or was used
 * too_big       a file beyond the limits
 * config        an operator must change something
 * ours          a bug of the caller
 */
export type FaultKind =
  | 'done'
  | 'token'
  | 'busy'
  | 'frequency'
  | 'customer'
  | 'session'
  | 'sender_token'
  | 'content'
  | 'gone'
  | 'too_big'
  | 'config'
  | 'ours'
  | 'unknown'

export interface ErrcodeEntry {
  kind: FaultKind
  meaning: string
}

type Rows = Record<number, string>

const DONE: Rows = {
  95033: 'duplicate msgid: the first attempt was accepted',
  846606: 'this push was answered already',
}

const TOKEN: Rows = {
  40014: 'access_token invalid',
  42001: 'access_token expired',
}

const BUSY: Rows = {
  [-1]: 'system busy',
  6000: 'data version conflict',
  45033: 'too many calls of this API at once',
  45035: 'concurrent write to the same object',
}

const FREQUENCY: Rows = {
  45009: 'API frequency limit',
  45036: 'API frequency limit of this object',
}

const CUSTOMER: Rows = {
  95001: 'five messages since the customer last wrote',
  95002: 'more than 48 h since the customer last wrote',
  95013: 'the session has ended',
  95031: 'the customer has not consulted within 48 h',
  846607: 'the user has not written to the bot in this conversation',
}

const SESSION: Rows = {
  95016: 'this change of session state is not allowed',
  95018: 'the session state does not allow sending',
  95019: 'the servicer is stopped or suspended',
}

const SENDER_TOKEN: Rows = { 95007: 'pull token invalid or expired' }

const CONTENT: Rows = {
  40201: 'content judged spam, or account blocked for sensitive content',
  95030: 'message type forbidden by the kf component settings',
}

const GONE: Rows = {
  40007: 'media_id invalid',
  40029: 'login code invalid',
  40145: 'media_id expired',
  42003: 'login code expired',
  42016: 'task_id does not exist',
  42022: 'login code already used',
  42052: 'too late to recall',
  60111: 'userid does not exist',
  60123: 'department does not exist',
  60140: 'response_code invalid or expired',
  846604: 'req_id expired',
  846605: 'req_id unknown',
  846608: 'stream update too late',
}

const TOO_BIG: Rows = {
  40006: 'media file size',
  40009: 'image size',
  40011: 'video size',
  45001: 'media file too big',
  45007: 'voice too long',
  830002: 'a file over 20 MB needs a Range',
}

const CONFIG: Rows = {
  40001: 'secret wrong, not matching the corpid, or app disabled',
  40013: 'corpid invalid',
  40091: 'secret belongs to another corp or kind',
  43012: 'receive URL not configured',
  48002: 'no permission for this API',
  48007: 'kf account not granted to this app',
  48010: 'TLS version refused',
  50001: 'redirect host is not in the trusted domain',
  50003: 'app disabled',
  60011: 'no permission over the member or department',
  60020: 'caller address not in the trusted IP list',
  60030: 'servicer outside the visible range',
  80001: 'page host is not in the trusted domain',
  81013: 'every target invalid or outside the visible range',
  85005: 'trusted domain not set',
  95000: 'open_kfid invalid',
  95003: 'consultation limit of an unverified corp',
  95004: 'open_kfid does not exist',
  95005: 'kf account count limit',
  95011: 'kf is in joint mode, token from the independent mode',
  95012: 'kf is in independent mode, token from the joint mode',
  95014: 'userid is not an active servicer of this account',
  95015: 'a dedicated service is configured in the admin console',
  95017: 'kf API switch is off',
  95020: 'servicer configuration limit',
  95021: 'upgrade service not configured',
  95023: 'API access is delegated to a service provider',
  95026: 'kf accounts too little used for another one',
  95027: 'an unverified corp may have ten kf accounts',
  95032: 'permission of the kf component to read chat records has lapsed',
  301002: 'agentid does not belong to the token',
  846601: 'long-connection mode of the bot is off',
  846609: 'bot connection is not subscribed',
  853000: 'bot id or secret wrong',
}

const OURS: Rows = {
  40004: 'media file kind',
  40005: 'media type',
  40008: 'msgtype',
  40032: 'more than 1000 users',
  40056: 'agentid',
  40058: 'parameter error',
  40063: 'parameter empty',
  40093: 'JS-SDK signature',
  40096: 'external_userid',
  40146: 'Range header',
  41001: 'access_token missing',
  41002: 'corpid missing',
  41004: 'corpsecret missing',
  41005: 'media file missing',
  41035: 'external_userid missing',
  42012: 'jsapi ticket expired',
  42014: 'task_id invalid',
  42015: 'card belongs to another app',
  42017: 'button key does not exist',
  42018: 'button key invalid',
  42019: 'button key missing',
  42020: 'button name missing',
  42027: 'card: keyname missing',
  42028: 'card: url missing',
  42029: 'card: media_id',
  42030: 'card: appid',
  42031: 'card: card_type',
  42033: 'card: title',
  42035: 'card: horizontal list length',
  42036: 'card: vertical list length',
  42037: 'card: option_list length',
  42038: 'card: button text',
  42039: 'card: button key',
  42040: 'card: option id',
  42041: 'card: option text',
  42042: 'card: jump_list length',
  42043: 'card: question_key',
  42044: 'card: card_image.url',
  42045: 'card: card_action',
  42046: 'card: submit key',
  42047: 'card: select_list length',
  42049: 'card: submit text',
  42050: 'card: userid',
  42051: 'card: action_menu keys conflict',
  43001: 'GET required',
  43002: 'POST required',
  44001: 'empty media file',
  44004: 'empty text',
  45002: 'content too long',
  45008: 'more than eight articles',
  47001: 'the body is not JSON',
  60251: 'open_kfid missing',
  60252: 'open_kfid malformed',
  60253: 'userid not in the servicer list',
  82001: 'no target given',
  82002: 'too many departments',
  82003: 'too many tags',
  84014: 'user_ticket invalid',
  84015: 'user_ticket expired',
  95006: 'kf account name',
  95008: 'too many menu items',
  95009: 'unknown menu item type',
  95022: 'location_type',
  301017: 'voice cannot be converted',
  93001: 'bot: parameter',
  93006: 'bot: chatid',
  93008: 'bot: parameter',
  93017: 'bot: content',
  93018: 'bot: content',
  93019: 'bot: content',
  93050: 'bot: parameter',
  846610: 'bot: biz_type',
  846611: 'bot: upload_id',
  846612: 'bot: chunk index',
  846613: 'bot: chunk too big',
  846616: 'bot: chunks missing',
  846625: 'bot: task_id',
  846697: 'bot: file type',
  ...Object.fromEntries([...range(90201, 90208)].map((code) => [code, 'mini-program notice field'])),
}

export const ERRCODES: ReadonlyMap<number, ErrcodeEntry> = new Map([
  ...entries('done', DONE),
  ...entries('token', TOKEN),
  ...entries('busy', BUSY),
  ...entries('frequency', FREQUENCY),
  ...entries('customer', CUSTOMER),
  ...entries('session', SESSION),
  ...entries('sender_token', SENDER_TOKEN),
  ...entries('content', CONTENT),
  ...entries('gone', GONE),
  ...entries('too_big', TOO_BIG),
  ...entries('config', CONFIG),
  ...entries('ours', OURS),
])

/** Whole ranges are about what the caller left out or got wrong (§10). */
const OURS_RANGES: readonly (readonly [from: number, to: number])[] = [
  [41000, 41999],
  [42014, 42051],
  [44000, 44999],
]

/** Codes WeCom adds later are 'unknown', unless their range says whose they are: to be looked at by a person. */
export function explainErrcode(errcode: number): ErrcodeEntry {
  const known = ERRCODES.get(errcode)
  if (known !== undefined) return known
  const ours = OURS_RANGES.some(([from, to]) => errcode >= from && errcode <= to)
  return { kind: ours ? 'ours' : 'unknown', meaning: 'not in the table' }
}

function entries(kind: FaultKind, rows: Rows): [number, ErrcodeEntry][] {
  return Object.entries(rows).map(([code, meaning]) => [Number(code), { kind, meaning }])
}

function* range(from: number, to: number): Generator<number> {
  for (let code = from; code <= to; code += 1) yield code
}
