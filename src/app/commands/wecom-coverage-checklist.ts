/**
 * Section 11 of the fact sheet: what a simulator has to hold to, clause by clause. Each is proved twice: a test of the simulator
 * says that it does, a test of the client (or of the service) says that ours lives with it. Tests are named `file › name`, below
 * simulator/test/ and below test/; one that is not there is a fault of the page.
 */
export interface Clause {
  item: number
  rule: string
  simulator: string
  ours: string
  /** Instead of a test of ours: why there is nothing of ours to test. */
  without?: string
}

type Line = [rule: string, simulator: string, ours: string]

const OURS = 'integration/wecom'

const clauses = (item: number, file: string, lines: Line[]): Clause[] =>
  lines.map(([rule, simulator, ours]) => ({
    item,
    rule,
    simulator,
    ours: ours.includes('.test.ts') ? ours : `${OURS}/${file} › ${ours}`,
  }))

export const CHECKLIST: readonly Clause[] = [
  ...clauses(1, 'tokens.test.ts', [
    [
      'a token for each (corpid, secret)',
      'token.test.ts › gives each secret a token of its own',
      'of one app opens nothing of the other (48007)',
    ],
    [
      'its lifetime can be set',
      'token.test.ts › lives as long as is set',
      'is asked for once, and again shortly before its end',
    ],
    [
      'forced 42001 and 40014',
      'token.test.ts › can be ended early by the platform',
      'that the platform ends early (%s) is renewed once, unnoticed',
    ],
    [
      'a second token, the first dead or alive',
      'token.test.ts › rotates on each call when told to, the old one dead or alive',
      'dies with the next one where the platform rotates them, and is then asked for anew',
    ],
    [
      '60020',
      'token.test.ts › is refused with the caller’s address when that is not on the list',
      'from an address that is not listed (60020) shows that address',
    ],
    [
      '45009',
      'token.test.ts › is blocked for the window after too many, and only that one',
      'for its frequency (45009) rests for the minute, and the others do not',
    ],
    [
      'access_token in the query',
      'token.test.ts › is asked for in the query and nowhere else',
      'unit/wecom/token.test.ts › goes into the query and nowhere else, and the secret into no other call',
    ],
  ]),
  ...clauses(2, 'callbacks.test.ts', [
    [
      'padding to 32 bytes, a random prefix',
      'crypto.test.ts › is understood by the official package, and understands it, at every length',
      'opens the doorbell, at every length of what is padded',
    ],
    [
      'echostr percent-encoded',
      'callback.test.ts › asks with an echostr that survives the query string',
      'passes the verification of the %s address',
    ],
    [
      'the deadline of 5 s',
      'callback.test.ts › counts an answer past the deadline as none',
      'integration/app/callback.test.ts › is answered before anything is pulled, so that it is rung and answered once (trap 9.3)',
    ],
    [
      'status 200, up to three tries, the answer recorded',
      'callback.test.ts › is tried three times in all until it is answered with 200',
      'knows a retried delivery by its plaintext, whatever is sealed anew',
    ],
    [
      'duplicates',
      'callback.test.ts › delivers one twice',
      'integration/inbox/inbox.test.ts › ones that come twice or late bring every message once',
    ],
    [
      'out of order',
      'callback.test.ts › delivers the last first',
      'integration/inbox/inbox.test.ts › ones that come in the wrong order bring the messages in the right one',
    ],
    [
      'forged signature, wrong receiveid',
      'callback.test.ts › forges the signature, or the receiver’s id',
      'refuses what is not the platform’s (%s)',
    ],
  ]),
  ...clauses(3, 'log.test.ts', [
    [
      'an append-only log with opaque cursors',
      'sync.test.ts › reads on from a cursor, which is opaque, short and of one account',
      'is read to its end over empty and short pages, and on from where it ended',
    ],
    [
      'tokens of ten minutes (95007)',
      'sync.test.ts › takes a doorbell’s token for ten minutes and for its own account',
      'is read by the doorbell’s token for ten minutes, then without (95007), and not by another account’s',
    ],
    [
      'limit and has_more',
      'sync.test.ts › gives pages of the size asked for, or smaller',
      'is read to its end over empty and short pages, and on from where it ended',
    ],
    [
      'an empty page with has_more',
      'sync.test.ts › may give an empty page and say there is more',
      'integration/inbox/inbox.test.ts › are read to the end: empty ones with has_more, and ones of a single message',
    ],
    ['three days are kept', 'sync.test.ts › keeps three days', 'keeps three days'],
    [
      'without messages sent by API',
      'sync.test.ts › leaves out what was sent by API and has what a servicer wrote',
      'has what a servicer wrote and not what was sent by API',
    ],
    [
      'a strict limit without a token',
      'sync.test.ts › limits strictly how often it is called without a token',
      'without a token is read so often a minute (45009); with one it goes on',
    ],
    [
      'one doorbell for several messages',
      'callback.test.ts › stands for several messages that come together',
      'integration/inbox/inbox.test.ts › ones that come twice or late bring every message once',
    ],
    [
      'every kind of message and event, known or not',
      'sync.test.ts › may be of any type, known or not',
      'keeps a kind nobody knows, with all it came with',
    ],
    [
      'send_time against the order',
      'manage.test.ts › let send_time disagree with the order of the cursor',
      'comes in the order of the cursor, whatever send_time says',
    ],
  ]),
  ...clauses(4, 'sending.test.ts', [
    ['states 0 and 1 only (95018)', 'session.test.ts › forbids sending in state %i', 'forbids sending in %s (95018)'],
    [
      '48 hours (95002)',
      'send.test.ts › is closed 48 hours after the customer’s last word',
      'is told when 48 hours are over (95002), and to one who never wrote',
    ],
    [
      'five messages, until the customer’s next word (95001)',
      'send.test.ts › accepts five messages after each word of the customer',
      'is told of the sixth message (95001), and may again after the customer’s next word',
    ],
    [
      '95033 on a repeated msgid',
      'send.test.ts › echoes the msgid or makes one, and refuses one used before, even when the five are used up',
      'sent again after a lost answer is one message on the screen (95033)',
    ],
    [
      'the cut at 2048 bytes, recorded as delivered',
      'send.test.ts › cuts a text at 2048 bytes, never inside a character',
      'cut to pieces arrives whole: the platform cuts nothing of what is sent',
    ],
    [
      'limits of menus',
      'send.test.ts › has at most ten items to tap, whatever their kind, and fifty in all',
      'the platform would refuse too: %s',
    ],
    [
      'msg_send_fail later',
      'send.test.ts › is told as an event and does not stand on the screen',
      'that is accepted and fails later is told in the log',
    ],
    [
      'refused words (40201) and kinds (95030)',
      'manage.test.ts › forbid a kind (95030) or a word (40201)',
      'is told that %s is not wanted',
    ],
    [
      'a clock that is moved',
      'control.test.ts › is moved by hand, and is the outer clock where that can be moved',
      'is over after 48 hours and new with the next word',
    ],
  ]),
  ...clauses(5, 'sending.test.ts', [
    [
      'single use',
      'session.test.ts › is good once and for 20 seconds',
      'the welcome goes once, without a word of the customer; used again it is gone',
    ],
    [
      '20 s for the welcome',
      'session.test.ts › is good once and for 20 seconds',
      'the welcome is gone after 20 seconds',
    ],
    [
      '20 s for the end of a session',
      'session.test.ts › of the end is good for 20 seconds, for menus too',
      'the one of the end is in the log and good for 20 seconds',
    ],
    [
      '48 hours for pool and servicer',
      'session.test.ts › of the pool and the human let one text through for 48 hours',
      'the one of the move to %s goes once within its time',
    ],
    [
      'bound to the state',
      'session.test.ts › die with the state they were given in',
      'the one of the pool dies when somebody takes the session (95018)',
    ],
  ]),
  ...clauses(6, 'sending.test.ts', [
    [
      'every move of §3.7 and no other (95016)',
      'session.test.ts › moves from %i to %i by API only where the table says so',
      'moves from %s where §3.7 says so, and is told elsewhere (95016)',
    ],
    [
      '0/1/2 → 4 can be configured',
      'session.test.ts › may be ended early by API where the switch says so',
      'ends from %s by API where the switch lets it',
    ],
    [
      'a servicer who takes sessions (95014, 95019)',
      'session.test.ts › goes only to a servicer of the account who is taking sessions',
      'goes to a servicer who takes sessions, and to no other (95014, 95019)',
    ],
    [
      'automatic assignment',
      'session.test.ts › may be taken from the API by automatic assignment',
      'integration/people/hand-over.test.ts › trap 9.5: with automatic assignment the first word is a person’s, and the bot takes no turn',
    ],
  ]),
  ...clauses(7, 'messages.test.ts', [
    ['agentid against the token (301002)', 'message.test.ts › refuses %s', 'of another agent are refused (301002)'],
    [
      'invalid lists, 81013',
      'message.test.ts › lists the invalid ones in lower case and refuses when all are',
      'name those who cannot be reached, in lower case, and are refused when all are (81013)',
    ],
    [
      'the duplicate check',
      'message.test.ts › does not deliver the same request twice inside the interval',
      'whose answer is lost are delivered once where duplicates are checked',
    ],
    [
      'over the frequency: dropped without a word',
      'message.test.ts › drops the thirty-first of a minute without a word',
      'integration/app/quota.test.ts › the thirty-first waits for its minute, a colleague of the same card does not, and nothing is dropped',
    ],
    [
      'response_code of cards that call back',
      'message.test.ts › of kind %s is delivered whole, and gives a response_code only if it calls back',
      'of kind %s are taken at their limits and shown',
    ],
    [
      'limits of the five cards (42014–42051)',
      'message.test.ts › is refused with %i for %s',
      'the platform would refuse too: %s',
    ],
    [
      'the click as an encrypted template_card_event',
      'message.test.ts › comes as an encrypted event with what was pressed, chosen and a fresh code',
      'comes with what was chosen and a code that changes the card once (60140)',
    ],
    [
      'update_template_card uses the response_code up (60140)',
      'message.test.ts › uses each code once; a click brings the next',
      'integration/app/staff-messages.test.ts › a response code closes its card once: the sending’s and the click’s each',
    ],
    [
      '72 hours',
      'message.test.ts › refuses a code after 72 hours, a made-up one, and does not use one up on a fault',
      'of the sending’s own code is over after 72 hours, and a whole card may take its place before',
    ],
  ]),
  ...clauses(8, 'media.test.ts', [
    ['size and type of an upload', 'media.test.ts › refuses %s', 'a %s of %i bytes never leaves'],
    [
      'what was sent, to the byte',
      'media.test.ts › keeps what was sent, to the byte, under the name it was sent with',
      'of type %s goes up and comes down to the byte, by its name',
    ],
    [
      'three days; a failure is JSON with HTTP 200',
      'media.test.ts › says a failure as JSON with HTTP 200, and forgets after three days',
      'that is unknown (40007) or older than three days (40145) is gone, though the platform says HTTP 200',
    ],
    [
      'Range over 20 MB (830002)',
      'media.test.ts › wants a Range for a file over 20 MB',
      'that is too big is not read: by its announced size, or because the platform wants a Range (830002)',
    ],
  ]),
  ...clauses(9, 'login.test.ts', [
    [
      'pages that redirect with a code',
      'login.test.ts › send a member’s client straight back with code and state',
      '%s comes back to its page with state and a code that names the member',
    ],
    [
      'single use, five minutes',
      'login.test.ts › takes a code once and for five minutes',
      'by a code that was used (42022), is over (42003) or was never given (40029) is nobody, and asked once',
    ],
    [
      'member and outsider',
      'login.test.ts › has no userid for one who is not a member',
      'of somebody who is no member is an outsider, known as a customer or not',
    ],
    [
      'the trusted domain (50001)',
      'login.test.ts › send nobody outside the trusted domain',
      'that would lead outside the trusted domain (50001) ends on the platform’s page',
    ],
  ]),
  ...clauses(10, '', [
    [
      'subscribe',
      'bot.test.ts › takes no command before it is subscribed (846609)',
      'unit/wecom/bot/line.test.ts › subscribes first and hands over what is pushed with its req_id',
    ],
    [
      'a second connection kicks the first',
      'bot.test.ts › closes the connection before once another is subscribed, and says so',
      'unit/wecom/bot/line.test.ts › ends when another program takes the connection, and does not fight for it',
    ],
    [
      'heartbeat, and a line that breaks',
      'bot-sdk.test.ts › notices a connection that answers no ping',
      'unit/wecom/bot/line.test.ts › sends nothing while the connection is lost, and comes back by itself',
    ],
    [
      'pushes of messages and events',
      'bot-sdk.test.ts › subscribes, hears a member and answers in a stream',
      'integration/bot/robot.test.ts › files a complaint over the robot as over any channel, and is told what becomes of it',
    ],
    [
      'acknowledgements by req_id',
      'bot.test.ts › is bound to its req_id: unknown, of another kind, too late',
      'unit/talk/bot/channel.test.ts › is sent on its own where the req_id is dead (%i, trap 9.12)',
    ],
    [
      '24 hours',
      'bot.test.ts › is bound to its req_id: unknown, of another kind, too late',
      'unit/talk/bot/channel.test.ts › goes out on its own the day after: 24 hours is all a req_id lasts',
    ],
    [
      'windows of five seconds',
      'bot.test.ts › on entering is greeted in five seconds, once',
      'integration/bot/robot.test.ts › is welcomed on opening the chat, within the platform’s five seconds',
    ],
    [
      'state of a stream (846608)',
      'bot.test.ts › must be finished within %i minutes (846608)',
      'unit/wecom/bot/body.test.ts › is one stream that ends at once, so that it can be told only once',
    ],
    [
      '846xxx and 853000',
      'bot.test.ts › refuses wrong credentials (853000) and a robot in webhook mode (846601)',
      'unit/wecom/bot/line.test.ts › ends when the subscription is refused for good: %i',
    ],
    [
      '30 a minute, 1000 an hour',
      'bot.test.ts › counts with what is sent: 30 a minute in one conversation (45009)',
      'unit/talk/bot/pace.test.ts › never exceeds a limit in any window, and never drops one',
    ],
    [
      'encrypted media addresses',
      'bot-sdk.test.ts › downloads and decrypts a picture within its five minutes',
      'unit/wecom/bot/file.test.ts › is opened with its key and has its name',
    ],
  ]),
  {
    item: 10,
    rule: 'upload sessions',
    simulator: 'bot.test.ts › needs every chunk (846616), takes them in any order and ignores one sent again',
    ours: '',
    without: 'the robot says words and cards: nothing is uploaded',
  },
  ...clauses(11, 'sending.test.ts', [
    [
      'every figure in one table',
      'coverage.test.ts › has every figure and every open point',
      'holds to the figures the simulator holds to',
    ],
    [
      'tests shrink counters',
      'token.test.ts › is blocked for the window after too many, and only that one',
      `${OURS}/messages.test.ts › over a member’s number a minute are dropped without a word: nothing in the answer tells it`,
    ],
    [
      'tests move clocks',
      'control.test.ts › is moved by hand, and is the outer clock where that can be moved',
      `${OURS}/log.test.ts › keeps three days`,
    ],
  ]),
]

export const CHECKLIST_ITEMS: Readonly<Record<number, string>> = {
  1: 'gettoken',
  2: 'callback sender',
  3: 'the log of an account',
  4: 'send_msg',
  5: 'event codes',
  6: 'session states',
  7: 'app messages and cards',
  8: 'media',
  9: 'login',
  10: 'the robot’s long connection',
  11: 'limits in one table',
}
