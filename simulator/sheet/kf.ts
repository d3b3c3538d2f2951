import { type CoverageRow, rows } from './row.ts'

const SYNC = 'sync.test.ts › sync_msg'
const PHONE = 'sync.test.ts › a customer’s messages'
const SEND = 'send.test.ts › send_msg'
const MENU = 'send.test.ts › a menu'
const SESSION = 'session.test.ts › the session'
const WELCOME = 'session.test.ts › the welcome'
const CODES = 'session.test.ts › the codes of a change of state'
const SERVICER = 'session.test.ts › a servicer in the client'
const SERVICERS = 'manage.test.ts › servicers'
const OPEN = 'manage.test.ts › points left open by the platform'

/** Section 3: 微信客服. */
export const KF: CoverageRow[] = [
  ...rows('kf_msg_or_event', '3.1', [
    [
      'names only the account and a token',
      'doorbell.ts',
      'callback.test.ts › the doorbell › is signed and encrypted for the corp, and names only the account and a token',
    ],
    [
      'one bell for several messages',
      'doorbell.ts',
      'callback.test.ts › the doorbell › stands for several messages that come together',
      { limits: ['doorbellCoalesceMs'] },
    ],
    [
      'a bell that never comes',
      'mischief.ts',
      'callback.test.ts › mischief on order › drops the next bells without a try',
    ],
    ['a bell that comes twice', 'mischief.ts', 'callback.test.ts › mischief on order › delivers one twice'],
  ]),
  ...rows('kf/sync_msg', '3.2', [
    [
      'open_kfid is required (trap 9.4); 95000, 95004, 60251',
      'kf/account.ts',
      `${SYNC} › names the account, and one that exists`,
    ],
    [
      'the cursor is opaque, at most 64 bytes and of one account',
      'kf/log.ts',
      `${SYNC} › reads on from a cursor, which is opaque, short and of one account`,
      { limits: ['cursorBytes'] },
    ],
    [
      'the token: 10 minutes, at most 128 bytes, of its account (95007)',
      'kf/sync.ts',
      `${SYNC} › takes a doorbell’s token for ten minutes and for its own account`,
      { limits: ['doorbellTokenMs', 'syncTokenBytes'] },
    ],
    [
      'without a token a strict limit',
      'kf/sync.ts',
      `${SYNC} › limits strictly how often it is called without a token`,
      { limits: ['syncWithoutTokenPerMinute'] },
    ],
    [
      'at most 1000 a page, or fewer',
      'kf/sync.ts',
      `${SYNC} › gives pages of the size asked for, or smaller`,
      { limits: ['syncPage'], switches: ['page_size'] },
    ],
    [
      'an empty page may have more behind it',
      'kf/sync.ts',
      `${SYNC} › may give an empty page and say there is more`,
      { switches: ['empty_pages'] },
    ],
    ['three days are kept', 'kf/log.ts', `${SYNC} › keeps three days`, { limits: ['retentionMs'] }],
    [
      'without messages sent by API, with those of servicers',
      'kf/sync.ts',
      `${SYNC} › leaves out what was sent by API and has what a servicer wrote`,
    ],
    [
      'send_time may disagree with the order',
      'kf/log.ts',
      `${OPEN} › let send_time disagree with the order of the cursor`,
      { switches: ['send_time_skew'] },
    ],
    [
      'media over the size limit come as a notice',
      'kf/phone.ts',
      `${PHONE} › arrive as a notice in text when the media is over the size limit`,
      { limits: ['inboundImageBytes', 'inboundVoiceBytes', 'inboundVideoBytes', 'inboundFileBytes'] },
    ],
  ]),
  ...rows('kf/sync_msg', '3.3', [
    ['every message type, known or not', 'kf/phone.ts', `${PHONE} › may be of any type, known or not`],
    [
      'a tapped item comes back with its menu_id',
      'kf/phone.ts',
      `${MENU} › shows head, items and tail, and a tap comes back as a text with the item’s id`,
    ],
  ]),
  ...rows('kf/sync_msg', '3.4', [
    [
      'enter_session with scene, scene_param and a welcome code',
      'kf/phone.ts',
      `${WELCOME} › comes with entering through a link, with the scene of the link`,
      { limits: ['sceneParamBytes'], switches: ['decode_scene_param'] },
    ],
    [
      'a welcome only after 48 quiet hours',
      'kf/phone.ts',
      `${WELCOME} › is not offered to one who wrote or was welcomed within 48 hours`,
      { limits: ['welcomeQuietMs'] },
    ],
    [
      'wechat_channels',
      'kf/phone.ts',
      `${OPEN} › tell where in 视频号 a customer came from, in the event and by batchget`,
    ],
    [
      'msg_send_fail of any type on order',
      'kf/phone.ts',
      'send.test.ts › an accepted message that fails later › is told as an event and does not stand on the screen',
    ],
    [
      'session_status_change 1 to 4',
      'kf/servicer.ts',
      `${SERVICER} › takes, hands over, ends and re-opens, and each is told`,
    ],
    [
      'servicer_status_change, reject_customer_msg_switch_change (trap 9.16)',
      'kf/servicer.ts',
      `${SERVICERS} › stop, are suspended, and turn a customer away, as events`,
    ],
    [
      'user_recall_msg within two minutes',
      'kf/phone.ts',
      `${PHONE} › can be taken back for two minutes, and that is told`,
      { limits: ['phoneRecallMs'] },
    ],
    ['servicer_recall_msg', 'kf/servicer.ts', `${SERVICER} › can take a message back`],
  ]),
  ...rows('kf/send_msg', '3.5', [
    [
      'five messages after each word of the customer (95001)',
      'kf/send.ts',
      `${SEND} › accepts five messages after each word of the customer`,
      { limits: ['sendPerTurn'] },
    ],
    ['a refused one does not count', 'kf/send.ts', `${SEND} › does not count a refused message against the five`],
    [
      '48 hours (95002)',
      'kf/send.ts',
      `${SEND} › is closed 48 hours after the customer’s last word`,
      { limits: ['sendWindowMs'] },
    ],
    [
      'msgid unique in the account (95033)',
      'kf/send.ts',
      `${SEND} › echoes the msgid or makes one, and refuses one used before, even when the five are used up`,
    ],
    [
      'msgid of 1 to 32 [0-9a-zA-Z_-]; an empty one is an error (trap 9.6)',
      'kf/send.ts',
      `${SEND} › refuses the msgid %j`,
    ],
    [
      'a text past 2048 bytes is cut inside no character (trap 9.11)',
      'kf/content.ts',
      `${SEND} › cuts a text at 2048 bytes, never inside a character`,
      { limits: ['textBytes'] },
    ],
    [
      'media that exist, of the type, three days old at most',
      'media.ts',
      `${SEND} › sends media that exist, are of the type and not older than three days`,
      { limits: ['mediaMs'] },
    ],
    [
      'fields of link, miniprogram, location',
      'kf/content.ts',
      `${SEND} › holds links, mini programs and locations to their fields`,
      { limits: ['linkTitleBytes', 'linkDescBytes', 'urlBytes', 'miniprogramTitleBytes'] },
    ],
    [
      'business_card is open',
      'kf/content.ts',
      `${OPEN} › send a business card only where the switch allows it`,
      { switches: ['business_card'] },
    ],
    [
      'a menu: 50 items, 10 that can be tapped (95008)',
      'kf/content.ts',
      `${MENU} › has at most ten items to tap, whatever their kind, and fifty in all`,
      { limits: ['menuItems', 'menuTappable'] },
    ],
    [
      'fields of each menu item; 95009',
      'kf/content.ts',
      `${MENU} › refuses an item with %s`,
      { limits: ['menuClickBytes', 'menuViewBytes', 'menuTextBytes', 'appidBytes'] },
    ],
    [
      'head and tail of 1024 bytes',
      'kf/content.ts',
      `${MENU} › refuses a head over 1024 bytes and a menu of nothing`,
      { limits: ['menuHeadBytes'] },
    ],
    [
      'forbidden types (95030) and words (40201)',
      'spam.ts',
      `${OPEN} › forbid a kind (95030) or a word (40201)`,
      { switches: ['forbidden_types', 'forbidden_word'] },
    ],
  ]),
  ...rows('kf/send_msg_on_event', '3.6', [
    [
      'the welcome: once, 20 s, without a word of the customer',
      'kf/send.ts',
      `${WELCOME} › is good once and for 20 seconds`,
      { limits: ['shortCodeMs'], switches: ['event_code_errcode'] },
    ],
    [
      'pool and human: one text, 48 hours',
      'kf/conversation.ts',
      `${CODES} › of the pool and the human let one text through for 48 hours`,
      { limits: ['longCodeMs'] },
    ],
    [
      'the end: 20 s, text or menu',
      'kf/conversation.ts',
      `${CODES} › of the end is good for 20 seconds, for menus too`,
    ],
    ['a code dies with its state', 'kf/send.ts', `${CODES} › die with the state they were given in`],
    [
      'whether it counts among the five is open',
      'kf/send.ts',
      `${WELCOME} › does not use up the five unless the switch says so`,
      { switches: ['event_messages_count'] },
    ],
  ]),
  ...rows('kf/service_state/get', '3.7', [
    [
      'none before a word, 0 after it, 4 after 48 hours',
      'kf/conversation.ts',
      `${SESSION} › is not there before a word, new after it, and over 48 hours after the last`,
    ],
    [
      'from the last or the first message is open',
      'kf/conversation.ts',
      `${SESSION} › can be counted from its first message instead`,
      { switches: ['session_from'] },
    ],
  ]),
  ...rows('kf/service_state/trans', '3.7', [
    [
      'the table of moves (95016)',
      'kf/state.ts',
      `${SESSION} › moves from %i to %i by API only where the table says so`,
    ],
    [
      '0/1/2 → 4 by API is open',
      'kf/state.ts',
      `${SESSION} › may be ended early by API where the switch says so`,
      { switches: ['api_may_end'] },
    ],
    [
      '3 → 4 by API, and what a send meets afterwards',
      'kf/state.ts',
      `${OPEN} › end a session with a servicer by API, or not`,
      { switches: ['api_may_end_human', 'ended_errcode'] },
    ],
    ['no sending in 2, 3, 4 (95018)', 'kf/send.ts', `${SESSION} › forbids sending in state %i`],
    [
      'a servicer of the account who is taking sessions (95014, 95019)',
      'kf/state.ts',
      `${SESSION} › goes only to a servicer of the account who is taking sessions`,
    ],
    [
      'one who has not activated (95014)',
      'kf/state.ts',
      `${SERVICERS} › of a department take sessions, unless not activated (95014)`,
    ],
    [
      'automatic assignment takes it away (trap 9.5)',
      'kf/phone.ts',
      `${SESSION} › may be taken from the API by automatic assignment`,
      { switches: ['auto_assign'] },
    ],
  ]),
]
