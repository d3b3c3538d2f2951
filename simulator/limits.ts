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
  addressCallsPerMinute: 20_000,
  addressCallsPerHour: 600_000,
  // "many" wrong secrets ban an address for about an hour; how many is not published
  wrongSecrets: 100,
  corpTicketsPerHour: 400,
  appTicketsPerHour: 100,

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
  linkTitleBytes: 128,
  linkDescBytes: 512,
  miniprogramTitleBytes: 64,
  appidBytes: 32,

  // §3.4, §3.6 event codes and the welcome
  welcomeQuietMs: 48 * HOUR,
  shortCodeMs: 20 * SECOND,
  longCodeMs: 48 * HOUR,

  // §3.8 contact way, accounts, servicers, statistics
  sceneBytes: 32,
  sceneParamBytes: 128,
  batchgetIds: 100,
  accountPage: 100,
  accountNameChars: 16,
  accountMediaBytes: 128,
  // of an unverified corp; the figure of a verified one, and that of servicers, is not in the sheet
  accountsUnverified: 10,
  accounts: 5000,
  servicers: 2000,
  servicerUserids: 100,
  servicerDepartments: 20,
  statisticSpanDays: 31,
  statisticPastDays: 180,

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
  newsArticles: 8,
  titleBytes: 128,
  descriptionBytes: 512,
  cardTitleChars: 128,
  cardDescriptionChars: 512,
  cardButtonChars: 4,
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
  uploadimgBytes: 2 * MB,
  uploadimgPerDay: 1000,
  uploadimgPerMonth: 3000,

  // §6 login
  oauthCodeMs: 5 * MINUTE,
  stateBytes: 128,
  ticketSeconds: 7200,
  ticketTtlMs: 1800 * SECOND,

  // §7 the robot's long connection; how often one may subscribe is not published
  botSubscribesPerMinute: 60,
  botReplyMs: 24 * HOUR,
  botEventMs: 5 * SECOND,
  botAtOnce: 3,
  botContentBytes: 20_480,
  botFeedbackBytes: 256,
  botQuestionBytes: 200,
  botPerMinute: 30,
  botPerHour: 1000,
  botFileMs: 5 * MINUTE,
  botInboundBytes: 100 * MB,
  botUploadMs: 30 * MINUTE,
  botUploadsPerMinute: 30,
  botUploadsPerHour: 1000,
  botChunks: 100,
  botChunkBytes: 512 * 1024,

  // the simulator's own memory
  transcriptLines: 20_000,
  callbackRecords: 20_000,
}

export type Limits = typeof LIMITS

/** Points on which the platform is silent or its pages disagree (wecom.md "Open points"); each can be turned either way. */
export interface Switches {
  /** Whatever the documentation does not have is refused with 40058 and told loudly. */
  strict: boolean
  /** A second gettoken inside the validity: same token, or a new one with the old one dead or alive. */
  rotate_tokens: 'never' | 'old_dies' | 'old_survives'
  /** What a wrong verb is answered with: 40058, or 43001/43002. */
  wrong_verb: '40058' | '4300x'
  /** kf states 0/1/2 → 4 by API. */
  api_may_end: boolean
  /** kf state 3 → 4 by API: in the table, reported as working once. */
  api_may_end_human: boolean
  /** What a send after the end of a session meets: 95018, or 95013. */
  ended_errcode: number
  /** send_msg with business_card, which one SDK has and the page does not. */
  business_card: boolean
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
  /** Every second message's send_time lies so many seconds back, so that it disagrees with the cursor's order. */
  send_time_skew: number
  /** The app whose calls meet 50003. */
  disabled_app: 'none' | 'kf' | 'app'
  /** A verified corp: no limit of ten kf accounts (95027). */
  verified: boolean
  /** A text that holds this word is refused (40201); '' = none. */
  forbidden_word: string
  /** kf msgtypes the component's settings forbid (95030), comma separated. */
  forbidden_types: string
  /** The app has a receive URL: without one, cards that call back meet 43012. */
  receive_url: boolean
  /** change_contact carries every field, or only the ids as for apps configured since August 2022. */
  contact_fields: 'full' | 'ids'
  /** The corp is bound to the WeChat Open Platform: customer/batchget tells the unionid. */
  unionid: boolean
  /** user/simplelist of a department holds those of the departments below. */
  simplelist_recursive: boolean
  /** A card may be changed in the answer to its click (the pages disagree). */
  passive_card: boolean

  /** §7: the robot's mode in the admin page; off = 846601. */
  bot_long_connection: boolean
  /** How long a stream may be written: the flow chart says 6, an error text 10. */
  bot_stream_minutes: number
  /** A frame after finish: 846606 or 846608. */
  bot_after_finish: number
  /** Whether each refresh of a stream counts as one of the 30 a minute. */
  bot_refresh_counts: boolean
  /** Pictures in a stream, and a card along with it, over the long connection. */
  bot_msg_item: boolean
  bot_stream_with_card: boolean
  bot_chunk_base: '0' | '1' | 'either'
  /** Where a click's fields stand in its event. */
  bot_card_event: 'nested' | 'flat' | 'both'
  /** A req_id of the connection before is still good. */
  bot_req_ids_survive: boolean
  /** Which wins when a chatid names a member and a group. */
  bot_chat_clash: 'single' | 'group'
}

export const SWITCHES: Switches = {
  strict: true,
  rotate_tokens: 'never',
  wrong_verb: '40058',
  api_may_end: false,
  api_may_end_human: true,
  ended_errcode: 95018,
  business_card: false,
  event_messages_count: false,
  event_code_errcode: 40058,
  session_from: 'last_message',
  auto_assign: 'off',
  empty_pages: 0,
  page_size: 0,
  fresh_retries: true,
  decode_scene_param: false,
  refuse_address: false,
  send_time_skew: 0,
  disabled_app: 'none',
  verified: true,
  forbidden_word: '',
  forbidden_types: '',
  receive_url: true,
  contact_fields: 'full',
  unionid: false,
  simplelist_recursive: true,
  passive_card: true,
  bot_long_connection: true,
  bot_stream_minutes: 6,
  bot_after_finish: 846606,
  bot_refresh_counts: false,
  bot_msg_item: false,
  bot_stream_with_card: false,
  bot_chunk_base: 'either',
  bot_card_event: 'nested',
  bot_req_ids_survive: false,
  bot_chat_clash: 'single',
}
