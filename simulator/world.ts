import type { AppMessage, Member, ResponseCode } from './app/member.ts'
import { buildMembers } from './app/member.ts'
import { type Books, createBooks } from './books.ts'
import { createRobot, type Robot } from './bot/robot.ts'
import { type CallbackSender, createCallbackSender } from './callback.ts'
import { createClock, type SimClock } from './clock.ts'
import { defaultSwitches, type SimulatorOptions } from './config.ts'
import { buildDepartments, type Department } from './contacts/department.ts'
import { createDoorbells, type Doorbells } from './doorbell.ts'
import type { Answer } from './errors.ts'
import { createFaults, type Faults } from './faults.ts'
import { createFrequency, type Frequency } from './frequency.ts'
import { createIds, type Ids } from './ids.ts'
import type { Account } from './kf/account.ts'
import { buildAccounts } from './kf/account.ts'
import type { Conversation, EventCode, Phone } from './kf/conversation.ts'
import { LIMITS, type Limits, type Switches } from './limits.ts'
import type { Media } from './media.ts'
import type { LoginCode } from './oauth.ts'
import type { Token } from './token.ts'
import { createTranscript, type Transcript } from './transcript.ts'
import type { PictureQuota } from './uploadimg.ts'

/** One app of the corp: a secret, a receive URL, and for the staff app an agent id. */
export interface App {
  name: 'kf' | 'app' | 'kf+app'
  agentId: number | null
  secret: string
  token: string
  aesKey: string
  callbackUrl: string
  trustedDomain: string | null
}

/** Everything the simulated platform knows. Functions of the subject folders read and change it. */
export interface World {
  corpId: string
  limits: Limits
  switches: Switches
  clock: SimClock
  ids: Ids
  transcript: Transcript
  books: Books
  faults: Faults
  frequency: Frequency
  callbacks: CallbackSender
  doorbells: Doorbells
  apps: App[]
  kfApp: App
  staffApp: App
  tokens: { current: Map<App, Token>; issued: Map<string, Token> }
  accounts: Map<string, Account>
  phones: Map<string, Phone>
  conversations: Map<string, Conversation>
  eventCodes: Map<string, EventCode>
  contactWays: Map<string, { open_kfid: string; scene: string | null }>
  departments: Map<number, Department>
  /** By lower-case userid: ids are case-insensitive (§0). */
  members: Map<string, Member>
  messages: Map<string, AppMessage>
  responseCodes: Map<string, ResponseCode>
  taskIds: Set<string>
  sentRequests: Map<string, { at: number; answer: Answer }>
  dailySends: { day: number; counts: Map<string, number> }
  memberTexts: bigint
  sendTimes: number
  media: Map<string, Media>
  loginCodes: Map<string, LoginCode>
  tickets: Map<string, { ticket: string; expiresAt: number }>
  /** user_ticket → who gave it. */
  userTickets: Map<string, { userid: string; until: number }>
  pictures: Map<string, { type: string; bytes: Buffer }>
  pictureQuota: PictureQuota
  /** Whom a customer may be handed to (upgrade_service): set in the admin page. */
  upgrade: { userids: Set<string>; chatIds: Set<string> }
  /** Null in a corp that has none. */
  robot: Robot | null
  /** Where the simulator listens, once it does. */
  address: { url: string }
}

export const createWorld = (options: SimulatorOptions): World => {
  const clock = createClock(options.clock)
  const ids = createIds(options.seed)
  const limits: Limits = { ...LIMITS, ...options.limits }
  const switches = defaultSwitches(options.switches)
  const warn = options.warn ?? ((text) => process.stderr.write(`${text}\n`))
  const transcript = createTranscript(clock, limits.transcriptLines, options.transcript, warn)
  const { kfApp, staffApp, apps } = buildApps(options)
  const departments = buildDepartments(options.members, options.departments)
  const callbacks = createCallbackSender({ corpId: options.corpId, clock, ids, limits, switches, transcript })
  return {
    corpId: options.corpId,
    limits,
    switches,
    clock,
    ids,
    transcript,
    books: createBooks(),
    faults: createFaults(),
    frequency: createFrequency(),
    callbacks,
    doorbells: createDoorbells({ corpId: options.corpId, clock, ids, limits, callbacks, app: kfApp }),
    apps,
    kfApp,
    staffApp,
    tokens: { current: new Map(), issued: new Map() },
    accounts: buildAccounts(options),
    phones: new Map(),
    conversations: new Map(),
    eventCodes: new Map(),
    contactWays: new Map(),
    departments,
    members: buildMembers(options.members, departments),
    messages: new Map(),
    responseCodes: new Map(),
    taskIds: new Set(),
    sentRequests: new Map(),
    dailySends: { day: 0, counts: new Map() },
    // Past 2^53, as real MsgIds are (trap 9.14), and different in every run.
    memberTexts: 7_301_234_567_890_123_456n + BigInt(ids.bytes(4).readUInt32BE()),
    sendTimes: 0,
    media: new Map(),
    loginCodes: new Map(),
    tickets: new Map(),
    userTickets: new Map(),
    pictures: new Map(),
    pictureQuota: { day: 0, today: 0, taken: [], blockedUntil: 0 },
    upgrade: { userids: new Set(), chatIds: new Set() },
    robot: options.bot ? createRobot(options.bot) : null,
    address: { url: '' },
  }
}

/** §1.2: kf accounts may be managed by the staff app itself; then there is one app, one secret and one token. */
const buildApps = ({ kf, app }: SimulatorOptions) => {
  const staffApp: App = {
    name: kf.secret === app.secret ? 'kf+app' : 'app',
    agentId: app.agentId,
    secret: app.secret,
    token: app.token,
    aesKey: app.aesKey,
    callbackUrl: app.callbackUrl,
    trustedDomain: app.trustedDomain ?? null,
  }
  if (kf.secret === app.secret) return { kfApp: staffApp, staffApp, apps: [staffApp] }
  const kfApp: App = { ...kf, name: 'kf', agentId: null, trustedDomain: null }
  return { kfApp, staffApp, apps: [kfApp, staffApp] }
}
