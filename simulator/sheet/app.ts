import { type CoverageRow, rows } from './row.ts'

const SEND = 'message.test.ts › message/send'
const CARD = 'message.test.ts › a template card'
const CLICK = 'message.test.ts › a click'
const UPDATE = 'message.test.ts › update_template_card'
const QUOTA = 'quota.test.ts › message/send'
const UPLOAD = 'media.test.ts › media/upload'
const GET = 'media.test.ts › media/get'
const IMAGE = 'quota.test.ts › media/uploadimg'
const LOGIN = 'login.test.ts › the login pages'
const INFO = 'login.test.ts › auth/getuserinfo'
const BOOK = 'login.test.ts › contacts and tickets'
const TOLD = 'directory.test.ts › a change of the address book'

/** Sections 4 to 6: the app's messages, media, login and address book. */
export const APP: CoverageRow[] = [
  ...rows('message/send', '4.1', [
    ['agentid is the token’s (40056, 301002)', 'app/send.ts', `${SEND} › refuses %s`],
    [
      'invalid ones listed in lower case; all invalid: 81013; none: 82001',
      'app/send.ts',
      `${SEND} › lists the invalid ones in lower case and refuses when all are`,
      { limits: ['recipients', 'parties'] },
    ],
    [
      'userids in any case, parties with those below, @all',
      'app/send.ts',
      `${SEND} › reaches members by userid, party or all, whatever the case of the userid`,
    ],
    ['safe, enable_id_trans, enable_duplicate_check: 0 or 1', 'app/send.ts', `${QUOTA} › takes safe 0 and 1`],
    [
      'the same request inside the interval is not delivered again',
      'app/send.ts',
      `${SEND} › does not deliver the same request twice inside the interval`,
      { limits: ['duplicateDefaultSeconds', 'duplicateMaxSeconds'] },
    ],
    [
      '30 a minute and 1000 an hour for a member: the rest is dropped without a word',
      'app/member.ts',
      `${SEND} › drops the thirty-first of a minute without a word`,
      { limits: ['memberPerMinute', 'memberPerHour'] },
    ],
    [
      'account cap × 200 person-times a day (45009)',
      'app/send.ts',
      `${SEND} › has a quota of person-times for the day`,
      { limits: ['accountCap'] },
    ],
  ]),
  ...rows('message/send', '4.2', [
    [
      'a text is cut at 2048 bytes, a text card at its lengths',
      'app/content.ts',
      `${SEND} › cuts a text at 2048 bytes and a text card at its lengths`,
      { limits: ['cardTitleChars', 'cardDescriptionChars', 'cardButtonChars'] },
    ],
    [
      'news: 8 articles (45008), lengths, a target',
      'app/content.ts',
      `${QUOTA} › checks what stands in news`,
      { limits: ['newsArticles', 'titleBytes', 'descriptionBytes'] },
    ],
    ['a video’s title and description are cut', 'app/content.ts', `${QUOTA} › cuts a video’s title and description`],
    [
      'mpnews, miniprogram_notice and taskcard are refused loudly',
      'app/content.ts',
      `${SEND} › refuses %s, which it does not show, and says so loudly`,
    ],
  ]),
  ...rows('message/send', '4.3', [
    [
      'five kinds of card; a response_code where they call back',
      'app/card.ts',
      `${CARD} › of kind %s is delivered whole, and gives a response_code only if it calls back`,
    ],
    ['required fields, list lengths, keys (42014–42051)', 'app/card.ts', `${CARD} › is refused with %i for %s`],
    [
      'only the fields of its kind',
      'app/card-shape.ts',
      'strict.test.ts › strict mode › refuses a field of a card %s',
      { switches: ['strict'] },
    ],
    ['task_id once for the app', 'app/send.ts', `${CARD} › uses its task_id once per app`],
    [
      'a receive URL for cards that call back (43012)',
      'app/content.ts',
      `${QUOTA} › needs a receive URL for a card that calls back (43012)`,
      { switches: ['receive_url'] },
    ],
  ]),
  ...rows('message/update_template_card', '4.4', [
    [
      'a disabled text, for those named; invaliduser is an array',
      'app/update.ts',
      `${UPDATE} › puts a disabled text where the buttons were, for those named`,
    ],
    ['a whole card', 'app/update.ts', `${UPDATE} › takes a whole new card, which can be clicked again`],
    [
      'a code once (60140); a click brings the next',
      'app/update.ts',
      `${UPDATE} › uses each code once; a click brings the next`,
    ],
    [
      '72 hours',
      'app/member.ts',
      `${UPDATE} › refuses a code after 72 hours, a made-up one, and does not use one up on a fault`,
      { limits: ['responseCodeMs'] },
    ],
  ]),
  ...rows('message/recall', '4.5', [
    [
      '24 hours (42052), the same app (40058)',
      'app/update.ts',
      'message.test.ts › message/recall › takes a message off the screens within 24 hours',
      { limits: ['recallMs'] },
    ],
  ]),
  ...rows('template_card_event', '4.6', [
    [
      'what was pressed and chosen, a fresh code',
      'app/click.ts',
      `${CLICK} › comes as an encrypted event with what was pressed, chosen and a fresh code`,
    ],
    [
      'template_card_menu_event without SelectedItems',
      'app/click.ts',
      `${CLICK} › on the action menu is an event of its own`,
    ],
  ]),
  ...rows('media/upload', '5', [
    [
      'kinds and sizes of each type',
      'media.ts',
      `${UPLOAD} › refuses %s`,
      { limits: ['mediaMinBytes', 'imageBytes', 'voiceBytes', 'voiceSeconds', 'videoBytes', 'fileBytes'] },
    ],
    [
      'one part named media, with a filename',
      'multipart.ts',
      `${UPLOAD} › takes a video and a voice, and misses a part under another name`,
    ],
    [
      'created_at is a string',
      'media.ts',
      `${UPLOAD} › keeps what was sent, to the byte, under the name it was sent with`,
    ],
  ]),
  ...rows('media/get', '5', [
    [
      'a failure is JSON with HTTP 200; three days (40145)',
      'media.ts',
      `${GET} › says a failure as JSON with HTTP 200, and forgets after three days`,
    ],
    ['Range: 206, 40146', 'media.ts', `${GET} › gives a part for a Range`],
    [
      'over 20 MB only by Range (830002)',
      'media.ts',
      `${GET} › wants a Range for a file over 20 MB`,
      { limits: ['rangeNeededBytes'] },
    ],
  ]),
  ...rows('media/uploadimg', '5', [
    ['a permanent address', 'uploadimg.ts', `${IMAGE} › keeps a picture under an address of its own`],
    [
      'JPG or PNG up to 2 MB',
      'uploadimg.ts',
      `${IMAGE} › takes JPG and PNG up to 2 MB`,
      { limits: ['uploadimgBytes'] },
    ],
    [
      '1000 a day, 3000 a month, thirty days’ block',
      'uploadimg.ts',
      `${IMAGE} › takes so many a day and a month; a month’s excess blocks for thirty days`,
      { limits: ['uploadimgPerDay', 'uploadimgPerMonth'] },
    ],
  ]),
  ...rows('/connect/oauth2/authorize', '6.1', [
    ['appid, scope, state, agentid, response_type', 'oauth.ts', `${LOGIN} › refuse %s`, { limits: ['stateBytes'] }],
    ['redirect_uri inside the trusted domain (50001)', 'oauth.ts', `${LOGIN} › send nobody outside the trusted domain`],
    ['back with code and state', 'oauth.ts', `${LOGIN} › send a member’s client straight back with code and state`],
  ]),
  ...rows('/wwlogin/sso/login', '6.2', [
    ['back with code and state', 'oauth.ts', `${LOGIN} › send a member’s client straight back with code and state`],
  ]),
  ...rows('auth/getuserinfo', '6.3', [
    [
      'a code once (42022), five minutes (42003)',
      'oauth.ts',
      `${INFO} › takes a code once and for five minutes`,
      { limits: ['oauthCodeMs'] },
    ],
    ['no userid for an outsider', 'oauth.ts', `${INFO} › has no userid for one who is not a member`],
    [
      'external_userid of a known customer',
      'oauth.ts',
      'directory.test.ts › what a member agreed to show › names an outsider who is known as a customer',
    ],
    [
      'user_ticket only with snsapi_privateinfo',
      'oauth.ts',
      `${INFO} › has a user_ticket only where private information was asked for`,
    ],
    [
      'calls with a good code are not counted (§1.4)',
      'api.ts',
      'quota.test.ts › one address › may log people in as often as it likes',
    ],
  ]),
  ...rows('auth/getuserdetail', '6.3', [
    [
      'half an hour (84014, 84015)',
      'oauth.ts',
      'directory.test.ts › what a member agreed to show › is told for a user_ticket within its half hour',
      { limits: ['ticketTtlMs'] },
    ],
  ]),
  ...rows('user/get', '6.4', [
    [
      'without mobile or avatar; 60111',
      'contacts/read.ts',
      `${BOOK} › tell members and departments, without mobile or avatar`,
    ],
  ]),
  ...rows('user/simplelist', '6.4', [
    [
      'userid, name, department',
      'contacts/read.ts',
      `${BOOK} › tell members and departments, without mobile or avatar`,
    ],
    [
      'whether with those below is open',
      'contacts/read.ts',
      `${TOLD} › reaches messages: a department counts those below it`,
      { switches: ['simplelist_recursive'] },
    ],
  ]),
  ...rows('department/list', '6.4', [
    [
      'a department and what is below it; 60123',
      'contacts/read.ts',
      `${TOLD} › of a department is told, and stands in both lists`,
    ],
  ]),
  ...rows('department/simplelist', '6.4', [
    ['ids only', 'contacts/read.ts', `${TOLD} › of a department is told, and stands in both lists`],
  ]),
  ...rows('get_jsapi_ticket', '6.5', [
    [
      'the same until it expires',
      'ticket.ts',
      `${BOOK} › give one ticket for the corp and one for the app, until they expire`,
      { limits: ['ticketSeconds'] },
    ],
    [
      '400 an hour for the corp, 100 for the app',
      'ticket.ts',
      'directory.test.ts › tickets › are given so often an hour for an app and for the corp (45009)',
      { limits: ['corpTicketsPerHour', 'appTicketsPerHour'] },
    ],
  ]),
  ...rows('ticket/get', '6.5', [
    ['type agent_config', 'ticket.ts', `${BOOK} › give one ticket for the corp and one for the app, until they expire`],
  ]),
]
