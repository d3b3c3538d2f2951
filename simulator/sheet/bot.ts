import { type CoverageRow, rows } from './row.ts'

const SDK = 'bot-sdk.test.ts › the official SDK'
const LINE = 'bot.test.ts › the long connection'
const REPLY = 'bot.test.ts › a reply'
const STREAM = 'bot.test.ts › a stream'
const MEMBER = 'bot.test.ts › what a member does'
const UPLOAD = 'bot.test.ts › an upload'

/** Section 7: the smart robot's long connection. */
export const BOT: CoverageRow[] = [
  ...rows('long connection', '7.1', [
    [
      'JSON text frames; the req_id echoed, no cmd in answers',
      'bot/session.ts',
      `${LINE} › takes no command before it is subscribed (846609)`,
    ],
    [
      'one live connection: the old one is told and closed',
      'bot/session.ts',
      `${LINE} › closes the connection before once another is subscribed, and says so`,
    ],
    [
      'the official SDK stays away after that',
      'bot/session.ts',
      `${SDK} › is kicked by a second connection of the same robot and stays away`,
    ],
    [
      'unknown commands, frames and addresses are loud',
      'bot/socket.ts',
      `${LINE} › is loud about commands, frames and addresses it does not know`,
    ],
    [
      'nothing undocumented in a frame',
      'bot/shapes.ts',
      `${LINE} › refuses a field the documentation does not have, unless it is lenient`,
      { switches: ['strict'] },
    ],
    [
      'codes, lost answers and broken lines on order',
      'bot/socket.ts',
      `${LINE} › fails on order: a code, a lost answer, a broken line`,
    ],
  ]),
  ...rows('aibot_subscribe', '7.2', [
    [
      '853000 for wrong credentials, 846601 in webhook mode',
      'bot/session.ts',
      `${LINE} › refuses wrong credentials (853000) and a robot in webhook mode (846601)`,
      { switches: ['bot_long_connection'] },
    ],
    [
      'protected by frequency',
      'bot/session.ts',
      `${LINE} › protects subscribing by frequency (45009)`,
      { limits: ['botSubscribesPerMinute'] },
    ],
  ]),
  ...rows('ping', '7.2', [
    ['answered once subscribed', 'bot/session.ts', `${LINE} › takes no command before it is subscribed (846609)`],
    ['a dead line is noticed by the SDK', 'bot/socket.ts', `${SDK} › notices a connection that answers no ping`],
  ]),
  ...rows('aibot_msg_callback', '7.4', [
    ['fields of a message', 'bot/push.ts', `${SDK} › subscribes, hears a member and answers in a stream`],
    [
      'image, file, video: an address for five minutes and a key of its own',
      'bot/file.ts',
      `${SDK} › downloads and decrypts a picture within its five minutes`,
      { limits: ['botFileMs', 'botInboundBytes'] },
    ],
    ['the encryption of vector C8', 'crypto.ts', 'bot.test.ts › file encryption › is the documented one (vector C8)'],
    [
      'voice as its words, mixed, quote',
      'bot/phone.ts',
      `${SDK} › hears a voice as its words, a mixed message, a quote and a video`,
    ],
    [
      'groups: text and mixed, with @',
      'bot/phone.ts',
      `${MEMBER} › in a group is heard with the robot’s name, as text and mixed only`,
    ],
    [
      'three interactions of a member at once',
      'bot/push.ts',
      `${MEMBER} › runs three messages at a time`,
      { limits: ['botAtOnce'] },
    ],
    [
      'a repeated delivery has the msgid and another req_id',
      'bot/push.ts',
      `${MEMBER} › reaches the program again under another req_id when the platform repeats it`,
    ],
  ]),
  ...rows('aibot_event_callback', '7.5', [
    ['enter_chat once a day', 'bot/phone.ts', `${SDK} › greets whoever opens the chat for the first time of the day`],
    [
      'template_card_event; where its fields stand is open',
      'bot/phone.ts',
      `${MEMBER} › on a card must be answered in five seconds, once, with the same task_id`,
      { switches: ['bot_card_event'] },
    ],
    ['feedback_event, only where asked for', 'bot/phone.ts', `${MEMBER} › is judged only where the reply asked for it`],
    [
      'disconnected_event without from',
      'bot/session.ts',
      `${SDK} › is kicked by a second connection of the same robot and stays away`,
    ],
  ]),
  ...rows('aibot_respond_msg', '7.6', [
    [
      '846605, 846604 after 24 h',
      'bot/respond.ts',
      `${REPLY} › is bound to its req_id: unknown, of another kind, too late`,
      { limits: ['botReplyMs'] },
    ],
    [
      'req_ids die with their connection (trap 9.12)',
      'bot/respond.ts',
      `${REPLY} › of an earlier connection is refused, unless the switch lets it live`,
      { switches: ['bot_req_ids_survive'] },
    ],
    ['once (846606)', 'bot/respond.ts', `${REPLY} › is given once (846606)`],
    [
      'types and limits of each',
      'bot/content.ts',
      `${REPLY} › refuses %s`,
      { limits: ['botContentBytes', 'botFeedbackBytes', 'botQuestionBytes'] },
    ],
    ['task_id once for the robot', 'bot/content.ts', `${REPLY} › takes a card’s task_id once for the robot`],
    [
      '30 a minute and 1000 an hour in one conversation, pushes included',
      'bot/respond.ts',
      `${REPLY} › counts with what is sent: 30 a minute in one conversation (45009)`,
      { limits: ['botPerMinute', 'botPerHour'] },
    ],
    [
      'a stream is one bubble, replaced until finished',
      'bot/respond.ts',
      `${STREAM} › is one bubble whose text is replaced until it is finished`,
      { switches: ['bot_after_finish'] },
    ],
    [
      'six or ten minutes (846608)',
      'bot/respond.ts',
      `${STREAM} › must be finished within %i minutes (846608)`,
      { switches: ['bot_stream_minutes'] },
    ],
    [
      'whether refreshes count is open',
      'bot/respond.ts',
      `${STREAM} › counts its refreshes only where the switch says so`,
      { switches: ['bot_refresh_counts'] },
    ],
    [
      'pictures and a card in a stream are open',
      'bot/content.ts',
      `${STREAM} › may carry one card and end with pictures where the switches allow it`,
      { switches: ['bot_msg_item', 'bot_stream_with_card'] },
    ],
  ]),
  ...rows('aibot_respond_welcome_msg', '7.2', [
    [
      'five seconds, once; text or card',
      'bot/respond.ts',
      `${MEMBER} › on entering is greeted in five seconds, once`,
      { limits: ['botEventMs'] },
    ],
  ]),
  ...rows('aibot_respond_update_msg', '7.2', [
    [
      'five seconds, once, the same task_id (846625)',
      'bot/respond.ts',
      `${MEMBER} › on a card must be answered in five seconds, once, with the same task_id`,
    ],
  ]),
  ...rows('aibot_send_msg', '7.2', [
    [
      'only where somebody has written (846607)',
      'bot/respond.ts',
      `${SDK} › sends by itself where somebody has written, and nowhere else`,
    ],
    [
      'chat_type 1, 2 or found out',
      'bot/chat.ts',
      `${MEMBER} › in a group is heard with the robot’s name, as text and mixed only`,
      { switches: ['bot_chat_clash'] },
    ],
  ]),
  ...rows('aibot_upload_media_init', '7.2', [
    ['types, sizes, at most 100 chunks', 'bot/upload.ts', `${UPLOAD} › refuses %s`, { limits: ['botChunks'] }],
    [
      '30 a minute and 1000 an hour',
      'bot/upload.ts',
      `${UPLOAD} › counts: 30 a minute (45009)`,
      { limits: ['botUploadsPerMinute', 'botUploadsPerHour'] },
    ],
  ]),
  ...rows('aibot_upload_media_chunk', '7.2', [
    [
      'from 0 or from 1 (846612)',
      'bot/upload.ts',
      `${UPLOAD} › counts its chunks from %s`,
      { switches: ['bot_chunk_base'] },
    ],
    [
      '512 KiB (846613), thirty minutes (846611)',
      'bot/upload.ts',
      `${UPLOAD} › is checked: checksum, size of a chunk, session, kind`,
      { limits: ['botChunkBytes', 'botUploadMs'] },
    ],
  ]),
  ...rows('aibot_upload_media_finish', '7.2', [
    [
      'every chunk (846616), in any order',
      'bot/upload.ts',
      `${UPLOAD} › needs every chunk (846616), takes them in any order and ignores one sent again`,
    ],
    ['the SDK’s own uploads', 'bot/upload.ts', `${SDK} › uploads a file of several chunks and sends it`],
  ]),
]
