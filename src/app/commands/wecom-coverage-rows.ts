/** What this service uses of the platform. Everything else about it is found in the code when the page is made. */
export interface Used {
  /** As simulator/coverage.ts names it, which is as the platform does. */
  endpoint: string
  /** Where our side is: a method of the client, or the function that reads or answers. */
  ours: string
  /** What a test of it holds in its text. */
  tested: string
}

const method = (endpoint: string, ours: string): Used => ({ endpoint, ours, tested: `.${ours}(` })

/** In the order of the fact sheet. A test compares these with the paths in src/wecom/client. */
export const CALLS: readonly Used[] = [
  { endpoint: 'gettoken', ours: 'TokenStore', tested: "calls('gettoken')" },
  method('kf/sync_msg', 'kf.syncMsg'),
  method('kf/send_msg', 'kf.sendMsg'),
  method('kf/send_msg_on_event', 'kf.sendMsgOnEvent'),
  method('kf/service_state/get', 'kf.serviceState.get'),
  method('kf/service_state/trans', 'kf.serviceState.trans'),
  method('kf/account/list', 'kf.accounts'),
  method('kf/add_contact_way', 'kf.contactWay'),
  method('kf/servicer/list', 'kf.servicers'),
  method('kf/customer/batchget', 'kf.customers'),
  method('message/send', 'message.send'),
  method('message/update_template_card', 'message.updateTemplateCard'),
  method('message/recall', 'message.recall'),
  method('media/upload', 'media.upload'),
  method('media/get', 'media.get'),
  method('auth/getuserinfo', 'auth.getUserInfo'),
  method('user/get', 'user.get'),
  method('user/simplelist', 'user.simpleList'),
  method('department/list', 'department.list'),
  { endpoint: 'get_jsapi_ticket', ours: 'jssdk.ticket', tested: "jssdk.ticket('corp')" },
  { endpoint: 'ticket/get', ours: 'jssdk.ticket', tested: "jssdk.ticket('app')" },
]

/** What the platform asks of us, pages, and the robot's commands. */
export const OTHERS: readonly Used[] = [
  { endpoint: 'every call', ours: 'createCaller, ERRCODES, HoldStore', tested: 'refused(' },
  { endpoint: 'callback', ours: 'createCallbackCodec', tested: 'createCallbackCodec(' },
  { endpoint: 'callback message', ours: 'parseEvent', tested: "type: 'message'" },
  { endpoint: 'callback event', ours: 'parseEvent', tested: 'change_contact' },
  { endpoint: 'kf_msg_or_event', ours: 'parseEvent, createBells', tested: 'kf_msg_or_event' },
  { endpoint: 'template_card_event', ours: 'parseEvent', tested: 'selectedItems' },
  { endpoint: '/connect/oauth2/authorize', ours: 'oauthUrl', tested: 'oauthUrl(' },
  { endpoint: '/wwlogin/sso/login', ours: 'qrLoginUrl', tested: 'qrLoginUrl(' },
  { endpoint: 'long connection', ours: 'openBotLine', tested: 'bot.live()' },
  { endpoint: 'aibot_subscribe', ours: 'openBotLine', tested: 'aibot_subscribe' },
  { endpoint: 'ping', ours: 'openBotLine (the platform’s client)', tested: '/bot/ping' },
  { endpoint: 'aibot_msg_callback', ours: 'parseBotPush', tested: 'parseBotPush(' },
  { endpoint: 'aibot_event_callback', ours: 'parseBotPush', tested: 'enter_chat' },
  { endpoint: 'aibot_respond_msg', ours: 'BotLine.respond', tested: 'line.respond(' },
  { endpoint: 'aibot_respond_welcome_msg', ours: 'BotLine.welcome', tested: 'aibot_respond_welcome_msg' },
  { endpoint: 'aibot_respond_update_msg', ours: 'BotLine.updateCard', tested: 'aibot_respond_update_msg' },
  { endpoint: 'aibot_send_msg', ours: 'BotLine.send', tested: 'line.send(' },
]

const NO_PASSIVE = 'no answer is put into the response: docs/adr/0009-no-passive-replies.md'
const BY_HAND = 'set up once by hand in the admin console; the service should not be able to change it'

/** Endpoints of sections 1 to 8 that the service leaves alone, and why. */
export const UNUSED: Readonly<Record<string, string>> = {
  getcallbackip: 'callbacks are told by their signature; the list of addresses changes',
  'appchat/create': 'nothing is said in group chats of members',
  'appchat/update': 'as above',
  'appchat/get': 'as above',
  'appchat/send': 'as above',
  'passive reply': NO_PASSIVE,
  open_approval_change: 'stored, and nothing follows from it: approvals are not done in WeCom',
  inactive_alert: 'stored, and nothing follows from it',
  batch_job_result: 'stored; no batch jobs are started',
  change_external_contact: 'needs the secret of customer contact, which this service does not ask for',
  'kf/account/add': BY_HAND,
  'kf/account/del': BY_HAND,
  'kf/account/update': BY_HAND,
  'kf/servicer/add': BY_HAND,
  'kf/servicer/del': BY_HAND,
  'kf/customer/get_upgrade_service_config': 'a citizen is never handed to one officer’s own contacts',
  'kf/customer/upgrade_service': 'as above',
  'kf/customer/cancel_upgrade_service': 'as above',
  'kf/get_corp_statistic': 'figures are counted from our own rows',
  'kf/get_servicer_statistic': 'as above; officers are not measured by their chats',
  'tag/list': 'who gets what is decided by office and role, not by tags',
  'tag/get': 'as above',
  'message/send mpnews': 'longer texts stand on the staff page behind a login',
  'message/send miniprogram_notice': 'there is no mini program',
  'message/send taskcard': 'replaced by button_interaction',
  'media/uploadimg': 'makes a permanent public picture',
  'media/get/jssdk': 'no page of ours records sound',
  'auth/getuserdetail': 'the userid is enough; nothing private about officers is asked for',
  'department/simplelist': 'department/list gives the same and the names',
  aibot_upload_media_init: 'the robot says words and cards',
  aibot_upload_media_chunk: 'as above',
  aibot_upload_media_finish: 'as above',
  aibot_get_mcp_config: 'undocumented',
  'batch/openuserid_to_userid': 'for robots whose maker is no administrator of the corp',
  'aibot webhook': 'the long connection needs no public address',
  'aibot/response': 'as above',
  'externalcontact/add_msg_template': 'each message would have to be confirmed by an officer in the client',
  'externalcontact/remind_groupmsg_send': 'as above',
  'externalcontact/send_welcome_msg': 'needs the secret of customer contact',
}

export interface Trap {
  n: number
  trap: string
  /** Instead of a test: why there is no behaviour to test. */
  without?: string
}

/** Section 9, shortened. A test is found by `(trap 9.N)` in its name. */
export const TRAPS: readonly Trap[] = [
  { n: 1, trap: 'several processes refresh the token at once, or retry a dead one for ever' },
  { n: 2, trap: 'FromUserName + CreateTime merges different events of one second' },
  { n: 3, trap: 'pulling inside the callback request: too late, rung again, answered twice' },
  { n: 4, trap: 'sync_msg without open_kfid' },
  { n: 5, trap: '95018 although the code is right: a person has the session' },
  { n: 6, trap: 'an empty msgid is an error' },
  { n: 7, trap: 'a lost cursor replays three days, and old questions are answered again' },
  { n: 8, trap: 'a doorbell’s token ends after ten minutes; without one the limit is strict' },
  {
    n: 9,
    trap: 'the place of the kf secret has changed',
    without: 'no behaviour: .env.example says which secret it is',
  },
  { n: 10, trap: '60020 from an address that is not on the list' },
  { n: 11, trap: 'limits are bytes, and the platform cuts silently' },
  {
    n: 12,
    trap: 'robot: stale req_id, sending before the subscription, long streams, two programs kicking each other',
  },
  { n: 13, trap: 'response_code missing from the answer; card updates at the wrong address' },
  { n: 14, trap: 'MsgId beyond 2^53, repeated XML nodes' },
  { n: 15, trap: 'PKCS#7 with blocks of 32' },
  { n: 16, trap: 'a servicer’s status has other numbers in the list than in the event' },
  { n: 17, trap: 'numbers that come as strings' },
  { n: 18, trap: '95026 is not the limit of 48 hours and five messages' },
  { n: 19, trap: 'only AMR goes out as a voice' },
]
