import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Forms, findPrinter, type Printer } from '../case/documents/index.ts'
import { importOrg, type Org, parseOrg, readOrg } from '../case/org/index.ts'
import type { Rules } from '../case/rules/index.ts'
import { type Llm, loadUnderstanding, openLlm, openStop, type Understanding } from '../case/understand/index.ts'
import { type Blobs, folderBlobs, s3Blobs } from '../platform/blobs/index.ts'
import type { Config } from '../platform/config/index.ts'
import { type Database, type Db, type Migration, migrate, openDatabase, readMigrations } from '../platform/db/index.ts'
import { AppError, type Clock, type Ids, systemClock, systemIds } from '../platform/kernel/index.ts'
import { type Logger, openLog } from '../platform/log/index.ts'
import { openQueues, type Queues } from '../platform/queue/index.ts'
import { startPrivateRedis } from '../platform/redis/index.ts'
import { createSeal, type Seal } from '../platform/seal/index.ts'
import {
  appChannel,
  type Channel,
  createRobot,
  freeChannelLeases,
  freeConfigHolds,
  freeTokenLeases,
  kfChannel,
  type Robot,
  type StaffChannel,
  sharedHoldStore,
  sharedTokenStore,
} from '../talk/channel/index.ts'
import { createHost, type DialogueHost, type Wording } from '../talk/dialogue/index.ts'
import { freeLeases, openAiSpeech, type SpeechToText } from '../talk/inbox/index.ts'
import { type SmsSender, webhookSms } from '../talk/outbox/index.ts'
import { createWecomClient, type WecomClient } from '../wecom/index.ts'
import { chainOldHistories } from './history.ts'
import { installationKey } from './keys.ts'
import { countUse } from './llm-use.ts'
import { numberReader } from './numbers.ts'
import { readForms } from './read-forms.ts'
import { readRules } from './read-rules.ts'
import { officeModelDir, ROOT } from './root.ts'
import { watchCalls } from './watch-calls.ts'
import { type Followed, openWording } from './wording.ts'
import { robotWords } from './words.ts'

export interface Context {
  config: Config
  clock: Clock
  ids: Ids
  log: Logger
  database: Database
  db: Db
  migrations: Migration[]
  queues: Queues
  blobs: Blobs
  seal: Seal
  rules: Rules
  forms: Forms
  /** What makes PDF of documents here; looked for once. */
  printer(): Promise<Printer>
  understanding: Understanding
  /** Whether categories are suggested; follows the database. */
  suggestion: { on: boolean }
  /** Everything the program says; its parts are replaced when other flows are published. */
  wording: Wording
  followed: Followed
  host: DialogueHost
  org: Org
  numberKey: Uint8Array
  queryPepper: Uint8Array
  channels: Record<string, Channel>
  /** The smart robot; null when that part is off. */
  robot: Robot | null
  staff: StaffChannel | null
  /** A machine that hears voices; null when that part is off. */
  speech: SpeechToText | null
  /** A language model that helps the local readers; null when that part is off. */
  llm: Llm | null
  /** A sender of text messages; null when that part is off. */
  sms: SmsSender | null
  /** The app's own client, for login; null when that part is off. */
  appClient: WecomClient | null
  close(): Promise<void>
}

export interface Overrides {
  clock?: Clock
  ids?: Ids
  log?: Logger
}

/** The one place where everything is made. Closes in reverse order. */
export async function createContext(config: Config, overrides: Overrides = {}): Promise<Context> {
  const closing: (() => Promise<void>)[] = []
  const close = async () => {
    for (const each of closing.splice(0).reverse()) await each()
  }
  try {
    return { ...(await build(config, overrides, closing)), close }
  } catch (error) {
    await close()
    throw error
  }
}

async function build(
  config: Config,
  overrides: Overrides,
  closing: (() => Promise<void>)[],
): Promise<Omit<Context, 'close'>> {
  const clock = overrides.clock ?? systemClock
  const ids = overrides.ids ?? systemIds(clock)
  const log = overrides.log ?? openLog(config.logLevel)
  const rules = readRules()
  const understanding = loadUnderstanding({
    rulesDir: join(ROOT, 'rules'),
    officeDir: officeModelDir(config.dataDir),
  })

  const database = await openDatabase({ databaseUrl: config.databaseUrl, folder: join(config.dataDir, 'database') })
  closing.push(database.close)
  const migrations = await readMigrations(join(ROOT, 'migrations'))
  const applied = await migrate(database, migrations, clock)
  if (applied.length > 0) log.info({ applied }, 'migrated')
  const { db } = database
  const linked = await chainOldHistories({ db, ids })
  if (linked > 0) log.info({ matters: linked }, 'histories from before linked')
  const suggestion = { on: (await openStop(db, understanding.modelVersion)) === null }
  if (database.kind === 'embedded') {
    await freeLeases(db)
    await freeTokenLeases(db)
    await freeChannelLeases(db)
  }

  const { wording, followed } = await openWording({ config, db, clock, ids, log })

  const redisUrl = config.redisUrl ?? (await privateRedis(closing))
  const queues = await openQueues({ redisUrl, prefix: 'minqing', log })
  closing.push(queues.close)

  const seal = createSeal(config.dataKeys)
  const org = await organisation(config, db, understanding)
  const tokens = sharedTokenStore(db, clock, ids)
  await freeConfigHolds(db)
  const holds = sharedHoldStore(db, clock)
  const client = (part: 'kf' | 'app', secret: string) =>
    createWecomClient({
      apiBase: config.wecom?.apiBase ?? '',
      corpId: config.wecom?.corpId ?? '',
      secret,
      tokens,
      holds,
      clock,
      random: () => (ids.bytes(1)[0] ?? 0) / 255,
      onCall: watchCalls(part, { db, clock, ids, log }),
    })
  const kf = config.wecom?.kf ? kfChannel(client('kf', config.wecom.kf.secret), config.wecom.kf.accounts, clock) : null
  const { taxonomy } = understanding
  const promptsDir = join(ROOT, 'prompts')
  const robot = config.bot ? createRobot({ ...config.bot, words: robotWords(wording), db, clock, ids, log }) : null
  const appClient = config.wecom?.app ? client('app', config.wecom.app.secret) : null
  return {
    config,
    clock,
    ids,
    log,
    database,
    db,
    migrations,
    queues,
    blobs: config.s3 ? s3Blobs(config.s3) : folderBlobs(join(config.dataDir, 'blobs')),
    seal,
    rules,
    forms: readForms(),
    printer: once(findPrinter),
    understanding,
    suggestion,
    wording,
    followed,
    host: createHost(() => wording.common, numberReader(config.numberPrefix)),
    org,
    numberKey: await installationKey('number_key', { db, ids, seal }),
    queryPepper: await installationKey('query_pepper', { db, ids, seal }),
    channels: { ...(kf ? { kf } : {}), ...(robot ? { bot: robot.channel } : {}) },
    robot,
    sms: config.sms ? webhookSms(config.sms, clock) : null,
    speech: config.speech ? openAiSpeech(config.speech) : null,
    llm: config.llm
      ? await openLlm(config.llm, { clock, taxonomy, promptsDir, onOutcome: countUse({ db, log }) })
      : null,
    staff: appClient && config.wecom?.app ? appChannel(appClient, config.wecom.app.agentId) : null,
    appClient,
  }
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null
  return () => {
    made ??= make()
    return made
  }
}

async function privateRedis(closing: (() => Promise<void>)[]): Promise<string> {
  const redis = await startPrivateRedis()
  closing.push(redis.close)
  return redis.url
}

async function organisation(config: Config, db: Db, understanding: Understanding): Promise<Org> {
  const known = await readOrg(db)
  if (known) return known
  if (!config.orgFile) {
    throw new AppError({
      code: 'org_missing',
      message: 'no organisation yet: set ORG_FILE to a YAML file with offices, staff, places and routes',
    })
  }
  const parsed = parseOrg(await readFile(config.orgFile, 'utf8'), [...understanding.categories])
  if (!parsed.ok) {
    const list = parsed.error.map((fault) => `line ${fault.line}: ${fault.message}`).join('\n')
    throw new AppError({ code: 'org_invalid', message: `${config.orgFile} cannot be used:\n${list}` })
  }
  await db.transaction().execute((trx) => importOrg(trx, parsed.value))
  return parsed.value
}
