import { type CoverageRow, rows } from './row.ts'

const TOKEN = 'token.test.ts › gettoken'
const ANY = 'token.test.ts › any call'
const STRICT = 'strict.test.ts › strict mode'
const CRYPTO = 'crypto.test.ts › callback crypto'
const BELL = 'callback.test.ts › the doorbell'
const MISCHIEF = 'callback.test.ts › mischief on order'

/** Sections 0 to 2: what holds for every call, the token, callbacks. */
export const COMMON: CoverageRow[] = [
  ...rows('every call', '0', [
    [
      'the token counts in the query only (41001)',
      'token.ts',
      'token.test.ts › access_token › is asked for in the query and nowhere else',
    ],
    [
      'a token in the body is seen and refused',
      'strict.ts',
      `${STRICT} › sees a token in the body, which counts nowhere`,
      { switches: ['strict'] },
    ],
    ['a wrong verb: 40058, or 43001/43002', 'api.ts', `${ANY} › refuses the wrong verb`, { switches: ['wrong_verb'] }],
    ['a body that is not JSON: 47001 with a warning in front', 'api.ts', `${ANY} › says so when the body is not JSON`],
    ['the Content-Type is not looked at', 'server.ts', `${STRICT} › takes a body whatever its Content-Type says`],
    ['nothing undocumented in query or body', 'shapes.ts', `${STRICT} › refuses %s`, { switches: ['strict'] }],
    ['an unknown path is a loud 404', 'wire.ts', `${ANY} › that the simulator does not have is a loud 404`],
  ]),
  ...rows('every call', '1.3', [
    [
      '42001 and 40014 before the time is up',
      'token.ts',
      'token.test.ts › access_token › can be ended early by the platform',
    ],
    [
      'a token of another app: 301002, 48007',
      'app/send.ts',
      'token.test.ts › access_token › of one app opens nothing of the other',
    ],
    [
      '60020 for an address not on the list',
      'api.ts',
      `${ANY} › is refused with the caller’s address when that is not on the list`,
      { switches: ['refuse_address'] },
    ],
    [
      '50003 for a disabled app',
      'api.ts',
      'quota.test.ts › a disabled app › meets 50003, the other does not',
      { switches: ['disabled_app'] },
    ],
    [
      'any errcode, status, latency or lost answer on order',
      'wire.ts',
      'control.test.ts › faults on order › answer the next calls of one path with an errcode, an HTTP status or nothing',
    ],
  ]),
  ...rows('every call', '1.4', [
    [
      '10,000 a minute and 150,000 an hour for a call; 60 s and 60 min of 45009',
      'frequency.ts',
      `${ANY} › is blocked for the window after too many, and only that one`,
      { limits: ['callsPerMinute', 'callsPerHour'] },
    ],
    [
      '20,000 a minute and 600,000 an hour from one address',
      'api.ts',
      'quota.test.ts › one address › may call so often a minute (45009)',
      { limits: ['addressCallsPerMinute', 'addressCallsPerHour'] },
    ],
  ]),
  ...rows('gettoken', '1.1', [
    [
      'the same token until it expires',
      'token.ts',
      `${TOKEN} › gives the same token until it expires, then another`,
      { limits: ['tokenSeconds'] },
    ],
    ['one token for a secret', 'token.ts', `${TOKEN} › gives each secret a token of its own`],
    ['40001, 40013, 41002, 41004', 'token.ts', `${TOKEN} › refuses %s`],
    [
      'repeated calls may rotate the token',
      'token.ts',
      `${TOKEN} › rotates on each call when told to, the old one dead or alive`,
      { switches: ['rotate_tokens'] },
    ],
    [
      'many wrong secrets ban the address for an hour',
      'token.ts',
      'quota.test.ts › one address › is banned for an hour after many wrong secrets, also with the right one',
      { limits: ['wrongSecrets'] },
    ],
  ]),
  ...rows('getcallbackip', '2.1', [
    [
      'lists the addresses callbacks come from',
      'api.ts',
      `login.test.ts › contacts and tickets › give one ticket for the corp and one for the app, until they expire`,
    ],
  ]),
  ...rows('callback', '2.2', [
    [
      'AES-256-CBC, padding to 32, length in bytes, receiveid',
      'crypto.ts',
      `${CRYPTO} › is understood by the official package, and understands it, at every length`,
    ],
    [
      'a full block of padding when aligned (trap 9.15)',
      'crypto.ts',
      `${CRYPTO} › pads to 32 bytes at the boundary (message of %i bytes)`,
    ],
    [
      'forged signatures and wrong receiveids on order',
      'envelope.ts',
      `${MISCHIEF} › forges the signature, or the receiver’s id`,
    ],
  ]),
  ...rows('callback', '2.3', [
    [
      'verification: the bare text within a second',
      'callback.ts',
      'callback.test.ts › URL verification › passes only for the bare decrypted text',
      { limits: ['verifyDeadlineMs'] },
    ],
    [
      'echostr is encoded for the query',
      'envelope.ts',
      'callback.test.ts › URL verification › asks with an echostr that survives the query string',
    ],
  ]),
  ...rows('callback', '2.4', [
    [
      'answered within 5 s',
      'callback.ts',
      `${BELL} › counts an answer past the deadline as none`,
      { limits: ['callbackDeadlineMs'] },
    ],
    [
      'three tries on anything but 200',
      'callback.ts',
      `${BELL} › is tried three times in all until it is answered with 200`,
      { limits: ['callbackTries', 'callbackSpacingMs'], switches: ['fresh_retries'] },
    ],
    [
      'best effort: given up after the last',
      'callback.ts',
      `${BELL} › is given up after the third try, and the message waits to be pulled`,
    ],
    ['lost, doubled, late, out of order', 'mischief.ts', `${MISCHIEF} › delivers the last first`],
  ]),
  ...rows('callback', '2.5', [
    ['kf events are answered with an empty body', 'callback.ts', `${STRICT} › wants the answer to a doorbell empty`],
    [
      'text, image, voice, video, news to messages and some events',
      'app/passive.ts',
      'passive.test.ts › what a member sends to the app › is answered with a text, a picture or news in the same breath',
    ],
    [
      'a text past 2048 bytes is cut',
      'app/passive.ts',
      'passive.test.ts › what a member sends to the app › is answered with a text, a picture or news in the same breath',
    ],
    [
      'update_button changes the clicker’s copy',
      'app/passive.ts',
      'passive.test.ts › a click answered at once › changes the clicker’s own copy when the answer is an update_button',
    ],
    [
      'update_template_card: the tree of §4.6',
      'app/passive.ts',
      'passive.test.ts › a click answered at once › replaces the whole card when the answer is an update_template_card',
    ],
    [
      'whether a click takes one is open',
      'app/passive.ts',
      'passive.test.ts › a click answered at once › with a card changes nothing where the switch says the platform does not take one',
      { switches: ['passive_card'] },
    ],
    [
      'a reply that is not signed or not for this event is told loudly',
      'app/passive.ts',
      'passive.test.ts › a click answered at once › is told loudly when it is %s',
    ],
  ]),
  ...rows('callback message', '2.6', [
    [
      'text, image, voice, video, location, link with their nodes',
      'app/say.ts',
      'passive.test.ts › what a member sends to the app › may be a picture, a voice, a video, a place or a link',
    ],
    [
      'MsgId past 2^53 (trap 9.14)',
      'app/say.ts',
      'message.test.ts › a member › can write to the app, with a MsgId past 2^53',
    ],
  ]),
  ...rows('callback event', '2.7', [
    [
      'any event with any nodes, repeated ones too',
      'app/say.ts',
      'passive.test.ts › what a member sends to the app › may be any event, with the nodes it has',
    ],
    [
      'change_contact of a member: every field',
      'contacts/change.ts',
      'directory.test.ts › a change of the address book › of a member is told with every field that an app is given',
      { switches: ['contact_fields'] },
    ],
    [
      'change_contact of a department',
      'contacts/change.ts',
      'directory.test.ts › a change of the address book › of a department is told, and stands in both lists',
    ],
    [
      'ids only for apps configured since August 2022',
      'contacts/change.ts',
      'directory.test.ts › a change of the address book › reaches apps of today with ids only, and not at all when neither department nor userid changed',
      { switches: ['contact_fields'] },
    ],
    [
      'kf_account_auth_change with repeated nodes',
      'kf/grant.ts',
      'manage.test.ts › kf accounts › are granted and taken away in one event with repeated nodes',
    ],
  ]),
]
