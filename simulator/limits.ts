const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const MB = 1024 * 1024

/** Every figure of the platform in one place (wecom.md section behind each group), so that a test can shrink any of them. */
export const LIMITS = {
  // §1 access_token and §1.4 rates
  tokenSeconds: 7200,
  callsPerMinute: 10_000,
  callsPerHour: 150_000,

  // §2 callbacks; the spacing of tries is not published
  callbackDeadlineMs: 5 * SECOND,
  callbackTries: 3,
  callbackSpacingMs: SECOND,
  verifyDeadlineMs: SECOND,

  // §3.1–3.2 doorbell and sync_msg; the quota of calls without a token is not published
  doorbellTokenMs: 10 * MINUTE,
  doorbellCoalesceMs: 20,
  syncWithoutTokenPerMinute: 60,
  syncPage: 1000,
  syncTokenBytes: 128,
  cursorBytes: 64,
  retentionMs: 3 * DAY,
  inboundImageBytes: 2 * MB,
  inboundVoiceBytes: 2 * MB,
  inboundVideoBytes: 10 * MB,
  inboundFileBytes: 20 * MB,

  // §3.5 send_msg
  sendWindowMs: 48 * HOUR,
  sendPerTurn: 5,
  textBytes: 2048,
  menuItems: 50,
  menuTappable: 10,
  menuHeadBytes: 1024,
  menuClickBytes: 128,
  menuViewBytes: 1024,
  menuTextBytes: 256,
  urlBytes: 2048,

  // §3.4, §3.6 event codes and the welcome
  welcomeQuietMs: 48 * HOUR,
  shortCodeMs: 20 * SECOND,
  longCodeMs: 48 * HOUR,

  // §3.8 contact way
  sceneBytes: 32,
  sceneParamBytes: 128,
  batchgetIds: 100,
  accountPage: 100,

  // what WeChat lets a customer take back
  phoneRecallMs: 2 * MINUTE,

  // §4 app messages
  recipients: 1000,
  parties: 100,
  duplicateDefaultSeconds: 1800,
  duplicateMaxSeconds: 14_400,
  memberPerMinute: 30,
  memberPerHour: 1000,
  accountCap: 1000,
  responseCodeMs: 72 * HOUR,
  recallMs: 24 * HOUR,

  // §5 media
  mediaMs: 3 * DAY,
  mediaMinBytes: 5,
  imageBytes: 10 * MB,
  voiceBytes: 2 * MB,
  voiceSeconds: 60,
  videoBytes: 10 * MB,
  fileBytes: 20 * MB,
  rangeNeededBytes: 20 * MB,

  // §6 login
  oauthCodeMs: 5 * MINUTE,
  stateBytes: 128,
  ticketSeconds: 7200,
  ticketTtlMs: 1800 * SECOND,

  // the simulator's own memory
  transcriptLines: 20_000,
  callbackRecords: 20_000,
}

export type Limits = typeof LIMITS

/** Points on which the platform is silent or its pages disagree (wecom.md "Open points"); each can be turned either way. */
export interface Switches {
  /** A second gettoken inside the validity: same token, or a new one with the old one dead or alive. */
  rotate_tokens: 'never' | 'old_dies' | 'old_survives'
  /** What a wrong verb is answered with: 40058, or 43001/43002. */
  wrong_verb: '40058' | '4300x'
  /** kf states 0/1/2 → 4 by API. */
  api_may_end: boolean
  /** Whether send_msg_on_event counts against the five messages. */
  event_messages_count: boolean
  /** What an unknown, used or expired event code is answered with. */
  event_code_errcode: number
  /** A session's 48 hours run from the customer's last message or from the session's first. */
  session_from: 'last_message' | 'first_message'
  /** Where a new session goes by itself: nowhere, the waiting pool, or a servicer's userid. */
  auto_assign: 'off' | 'pool' | (string & {})
  /** The next N sync_msg pages are empty and say has_more. */
  empty_pages: number
  /** A page smaller than asked for; 0 = as asked. */
  page_size: number
  /** A retried callback has a fresh timestamp, nonce and ciphertext. */
  fresh_retries: boolean
  /** scene_param is handed over decoded. */
  decode_scene_param: boolean
  /** Answer every call with 60020 as if the caller's address were not on the app's list. */
  refuse_address: boolean
}

export const SWITCHES: Switches = {
  rotate_tokens: 'never',
  wrong_verb: '40058',
  api_may_end: false,
  event_messages_count: false,
  event_code_errcode: 40058,
  session_from: 'last_message',
  auto_assign: 'off',
  empty_pages: 0,
  page_size: 0,
  fresh_retries: true,
  decode_scene_param: false,
  refuse_address: false,
}
