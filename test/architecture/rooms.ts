/**
 * The import table of docs/architecture.md as data. A new arrow needs a decision record in docs/adr/ first: mostly the code
 * stands in the wrong room.
 */
export interface Room {
  /** Rooms it may import, beside platform/kernel. A trailing * means every room that begins so. */
  may: string[]
  /** Of these, only what is erased: types. */
  typesOnly?: string[]
  /** What to do instead, said when an arrow is missing. */
  instead: string
}

const PLATFORM_IS_LOW =
  'platform knows no other room: let the caller hand in what is needed, or move this code up into its room'

export const ROOMS: Readonly<Record<string, Room>> = {
  'src/platform/kernel': { may: [], instead: 'kernel is the ground: it imports nothing' },
  'src/platform/chinese': { may: [], instead: PLATFORM_IS_LOW },
  'src/platform/blobs': { may: ['src/platform/config'], typesOnly: ['src/platform/config'], instead: PLATFORM_IS_LOW },
  'src/platform/config': { may: [], instead: PLATFORM_IS_LOW },
  'src/platform/db': { may: [], instead: PLATFORM_IS_LOW },
  'src/platform/http': { may: ['src/platform/log'], instead: PLATFORM_IS_LOW },
  'src/platform/log': { may: [], instead: PLATFORM_IS_LOW },
  'src/platform/queue': { may: ['src/platform/log', 'src/platform/redis'], instead: PLATFORM_IS_LOW },
  'src/platform/redis': { may: [], instead: PLATFORM_IS_LOW },
  'src/platform/seal': { may: [], instead: PLATFORM_IS_LOW },
  'src/wecom': {
    may: [],
    instead:
      'wecom speaks the published protocol and nothing else: storage, limits and our statuses belong in talk/channel',
  },
  'src/talk/channel': {
    may: ['src/platform/*', 'src/wecom'],
    instead: 'a channel says how something is sent: what is sent and when is decided in talk/dialogue or talk/outbox',
  },
  'src/talk/inbox': {
    may: ['src/platform/*', 'src/talk/channel'],
    instead: 'the inbox accepts and orders: let app hand in a callback for what should follow from a message',
  },
  'src/talk/outbox': {
    may: ['src/platform/*', 'src/talk/channel', 'src/talk/inbox'],
    instead: 'the outbox sends finished rows: the text is composed in talk/dialogue, or in app for notices and cards',
  },
  'src/talk/dialogue': {
    may: ['src/platform/*', 'src/talk/channel', 'src/talk/inbox', 'src/talk/outbox', 'src/talk/dialogue/botkit'],
    typesOnly: ['src/talk/channel'],
    instead: 'the dialogue knows no matters: let the flow name an act (`do:`) and bind that name in app/acts.ts',
  },
  'src/talk/dialogue/botkit': {
    may: ['src/talk/dialogue'],
    instead: 'Botkit only hosts: rules, steps and storage belong in talk/dialogue',
  },
  'src/case/rules': {
    may: ['src/platform/*'],
    instead: 'rules load data from rules/: whoever uses them takes them as an argument',
  },
  'src/case/org': {
    may: ['src/platform/*'],
    instead: 'the organisation is data for others: move what combines it into its user',
  },
  'src/case/intake': {
    may: ['src/platform/*', 'src/case/rules', 'src/case/org'],
    instead: 'intake only takes a complaint in: what combines rooms stands in app, wording in flows/',
  },
  'src/case/understand': {
    may: ['src/platform/*', 'src/case/rules', 'src/case/intake'],
    typesOnly: ['src/case/intake'],
    instead:
      'understanding returns a judgement: whoever acts on it (app, case/ticket) calls it, never the other way round',
  },
  'src/case/ticket': {
    may: ['src/platform/*', 'src/case/rules', 'src/case/org', 'src/case/intake', 'src/case/understand'],
    typesOnly: ['src/case/understand'],
    instead: 'a ticket changes by an act and leaves events: case/notify plans messages from them, app sends them',
  },
  'src/case/documents': {
    may: ['src/platform/*', 'src/case/rules', 'src/case/org', 'src/case/ticket'],
    instead: 'a document is made from what it is given: app or desk/api collects that',
  },
  'src/case/notify': {
    may: ['src/platform/*', 'src/case/rules', 'src/case/org', 'src/case/ticket'],
    instead: 'notify plans rows: app/notices.ts turns them into messages',
  },
  'src/insight': {
    may: ['src/platform/*', 'src/case/*', 'src/talk/*'],
    instead: 'insight reads: whoever needs a figure asks insight through app or desk/api',
  },
  'src/desk/contract': {
    may: [],
    instead: 'the contract is shared with the browser: schemas only, nothing of the server',
  },
  'src/desk/console': {
    may: ['src/desk/contract'],
    instead: 'the console runs in the browser: ask the staff API, which answers what desk/contract describes',
  },
  // docs/adr/0005-pocket-page.md: desk/api must not hold SQL, so what only the desk asks of the database stands here.
  'src/desk/store': {
    may: ['src/platform/*', 'src/case/ticket'],
    instead: 'the store reads and writes rows for desk/api: decisions belong in case/, presentation in desk/api',
  },
  'src/desk/api': {
    may: [
      'src/platform/*',
      'src/desk/contract',
      'src/desk/store',
      'src/case/*',
      'src/insight',
      'src/talk/dialogue',
      'src/talk/outbox',
      'src/talk/channel',
    ],
    instead: 'the staff API reaches the platform through what app hands in (DeskDeps): add a function there',
  },
  'src/app': {
    may: [
      'src/platform/*',
      'src/wecom',
      'src/talk/*',
      'src/case/*',
      'src/insight',
      'src/desk/api',
      'src/desk/store',
      'src/desk/contract',
    ],
    instead: 'app composes the server: the console is built apart and served as files',
  },
  'src/main.ts': {
    may: ['src/app'],
    instead: 'main.ts chooses a role and handles signals: everything else belongs in app',
  },
  simulator: {
    may: [],
    instead:
      'the simulator is another company’s platform: it reads wecom.md, not our source. Write the few lines again',
  },
}

/** Doors other than `index.ts`: the program itself enters app, and nobody else does. */
export const SIDE_DOORS: Readonly<Record<string, string>> = { 'src/app/start.ts': 'src/main.ts' }

export interface PackageRule {
  rooms: string[]
  instead: string
}

const STORES = [
  'src/talk/channel',
  'src/talk/inbox',
  'src/talk/outbox',
  'src/talk/dialogue',
  'src/case/*',
  'src/insight',
  'src/desk/store',
  'src/app',
]
const SERVERS = ['src/app', 'src/desk/api', 'src/platform/http', 'simulator']
const BOTKIT = ['src/talk/dialogue/botkit']
const VALIDATION = 'validate at the edge with zod in the room that reads the data'

/** Every package a room may import. One that is not listed has no room yet. */
export const PACKAGES: Readonly<Record<string, PackageRule>> = {
  botkit: { rooms: BOTKIT, instead: 'use the host of talk/dialogue: Botkit must stay replaceable' },
  'botbuilder-core': { rooms: BOTKIT, instead: 'use the host of talk/dialogue: Botkit must stay replaceable' },
  'botbuilder-dialogs': { rooms: BOTKIT, instead: 'use the host of talk/dialogue: Botkit must stay replaceable' },
  bullmq: { rooms: ['src/platform/queue'], instead: 'nudge through platform/queue: a job is never a fact' },
  redis: {
    rooms: ['src/platform/redis'],
    instead: 'Redis is transport: what must last is a row; else use platform/redis',
  },
  pg: { rooms: ['src/platform/db'], instead: 'take a Kysely transaction from the caller' },
  '@electric-sql/pglite': { rooms: ['src/platform/db'], instead: 'take a Kysely transaction from the caller' },
  'fs-native-extensions': { rooms: ['src/platform/db'], instead: 'locks that matter are PostgreSQL’s' },
  kysely: {
    rooms: ['src/platform/db', ...STORES],
    instead: 'only rooms that store rows speak SQL: ask the room that owns the table, or desk/store for the desk',
  },
  docx: { rooms: ['src/case/documents'], instead: 'hand blocks to case/documents: it alone knows what a Word file is' },
  aws4fetch: { rooms: ['src/platform/blobs'], instead: 'store files through Blobs' },
  openai: {
    rooms: ['src/case/understand'],
    instead:
      'ask the language model through case/understand: what leaves is masked and what comes back is checked there',
  },
  pino: { rooms: ['src/platform/log'], instead: 'take a Logger' },
  'prom-client': { rooms: ['src/app'], instead: 'metrics are counted from rows in app/metrics.ts' },
  fastify: {
    rooms: SERVERS,
    instead: 'only app, desk/api and platform/http speak HTTP: return a value and let them answer',
  },
  'fastify-type-provider-zod': { rooms: SERVERS, instead: 'only app, desk/api and platform/http speak HTTP' },
  '@fastify/cookie': { rooms: SERVERS, instead: 'only app, desk/api and platform/http speak HTTP' },
  '@fastify/static': { rooms: SERVERS, instead: 'only app, desk/api and platform/http speak HTTP' },
  '@fastify/swagger': { rooms: SERVERS, instead: 'only app, desk/api and platform/http speak HTTP' },
  '@wecom/crypto': { rooms: ['src/wecom', 'simulator'], instead: 'use what wecom/index.ts exports' },
  '@wecom/aibot-node-sdk': { rooms: ['src/wecom'], instead: 'use what wecom/index.ts exports' },
  'fast-xml-parser': { rooms: ['src/wecom', 'simulator'], instead: 'only the platform sends XML: use wecom/index.ts' },
  ws: { rooms: ['simulator'], instead: 'the smart robot’s connection is the SDK’s: use what wecom/index.ts exports' },
  yaml: {
    rooms: [
      'src/talk/dialogue',
      'src/case/rules',
      'src/case/org',
      'src/case/understand',
      'src/case/documents',
      'simulator',
    ],
    instead: 'YAML is read where its data belongs: talk/dialogue for flows/, case/ for rules/',
  },
  zod: {
    rooms: [
      'src/platform/config',
      'src/platform/http',
      'src/wecom',
      'src/talk/*',
      'src/case/*',
      'src/insight',
      'src/desk/*',
      'src/app',
      'simulator',
    ],
    instead: VALIDATION,
  },
}

/** Test code of the simulator may use what tests use, and the platform's own client, which proves that the simulator speaks like it. */
export const TEST_PACKAGES = ['vitest', 'fast-check', 'playwright-core', '@wecom/aibot-node-sdk']
