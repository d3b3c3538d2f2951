import { join } from 'node:path'
import { type Config, readConfig } from '../platform/config/index.ts'
import { migrate, openDatabase, readMigrations } from '../platform/db/index.ts'
import { AppError, systemClock } from '../platform/kernel/index.ts'
import { type Beside, startBeside, wantsSimulator } from './beside.ts'
import { type Context, createContext, type Overrides } from './context.ts'
import { rosterLines } from './duty.ts'
import { type Running, startWeb, startWorker } from './roles.ts'
import { ROOT } from './root.ts'

export const ROLES = ['all', 'web', 'worker', 'migrate'] as const
export type Role = (typeof ROLES)[number]

export interface Service {
  config: Config
  lines: string[]
  stop(): Promise<void>
}

/** Starts a role and says what is on and what is off. Everything that was started is stopped again when something fails. */
export async function start(
  role: Role,
  env: Record<string, string | undefined>,
  overrides: Overrides = {},
): Promise<Service> {
  const stopping: (() => Promise<void>)[] = []
  const stop = async () => {
    for (const each of stopping.splice(0).reverse()) await each()
  }
  try {
    const beside = role === 'all' && wantsSimulator(env) ? await startBeside(env) : null
    if (beside) stopping.push(beside.stop)
    const config = configured(role, { ...beside?.environment, ...present(env) })
    if (role === 'migrate') return await onlyMigrate(config, overrides)
    const context = await createContext(config, overrides)
    stopping.push(context.close)
    const running: Running[] = []
    if (role === 'all' || role === 'worker') running.push(await startWorker(context))
    if (role === 'all' || role === 'web') running.push(await startWeb(context))
    for (const each of running) stopping.push(each.stop)
    const address = running.find((each) => each.address)?.address
    return {
      config,
      lines: [
        ...report(role, config, address, beside),
        modelLine(context),
        ...rosterLines(context.org, context.clock.now()),
        ...(await paperLines(role, context)),
      ],
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

/** The schema and nothing else: no Redis, no organisation, no WeCom is needed for it. */
async function onlyMigrate(config: Config, overrides: Overrides): Promise<Service> {
  const database = await openDatabase({ databaseUrl: config.databaseUrl, folder: join(config.dataDir, 'database') })
  try {
    const applied = await migrate(
      database,
      await readMigrations(join(ROOT, 'migrations')),
      overrides.clock ?? systemClock,
    )
    const line = applied.length > 0 ? `applied: ${applied.join(', ')}` : 'nothing to apply'
    return { config, lines: ['minqing migrate', line], stop: async () => {} }
  } finally {
    await database.close()
  }
}

function configured(role: Role, env: Record<string, string | undefined>): Config {
  const read = readConfig(env)
  if (!read.ok) {
    const list = read.error.map((fault) => `  ${fault.variable} ${fault.message}`).join('\n')
    throw new AppError({ code: 'config_invalid', message: `the configuration has faults:\n${list}` })
  }
  const config = read.value
  if (config.databaseUrl === undefined && role !== 'all') {
    throw new AppError({
      code: 'db_needs_url',
      message: `role ${role} needs DATABASE_URL: the embedded database allows one process, role all`,
    })
  }
  return config
}

const present = (env: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => (entry[1] ?? '').trim() !== ''))

function modelLine({ understanding: { model } }: Context): string {
  if (model.outdated !== null)
    return `categories: model ${model.version} as it ships; ${model.outdated} of this office rests on another one: npm run train -- --corrections`
  if (model.office === null) return `categories: model ${model.version} as it ships`
  return `categories: model ${model.version}, taught by ${model.office.matters} decided matters of this office`
}

const LACKS = {
  no_program: 'PDF is off: neither LibreOffice nor Chromium is installed',
  no_font: 'PDF is off: no Chinese font is installed (fc-list :lang=zh)',
} as const

async function paperLines(role: Role, { forms, printer }: Context): Promise<string[]> {
  if (role === 'worker') return []
  const { lack, maker } = await printer()
  return [`documents: ${forms.all.length} forms as Word; ${lack === null ? `as PDF by ${maker?.path}` : LACKS[lack]}`]
}

const HAND_OVER = {
  pool: 'handed over to a servicer, or waits for one in working hours',
  servicer: 'handed over to a servicer who serves now, else told phone and hours',
  off: 'told phone and hours (KF_HAND_OVER=off)',
} as const

function report(role: Role, config: Config, address: string | undefined, beside: Beside | null): string[] {
  const { wecom } = config
  return [
    `minqing ${role}${address ? `: ${address}` : ''}`,
    ...(beside ? [`simulated WeCom, two phones in a browser: ${beside.address}`] : []),
    config.databaseUrl
      ? 'database: PostgreSQL'
      : 'database: embedded (PGlite); one process only, and a power cut may lose the last records. Set DATABASE_URL for real use',
    config.redisUrl ? 'queue: the Redis of REDIS_URL' : 'queue: a private Redis',
    wecom?.kf
      ? `customer service: ${wecom.kf.accounts.length} account(s)`
      : 'customer service: off (no WECOM_KF_ variables)',
    wecom?.app
      ? `staff app: agent ${wecom.app.agentId}`
      : 'staff app: off (no WECOM_APP_ variables): no cards, no login',
    config.bot
      ? `smart robot: ${config.bot.botId}, over a long connection`
      : 'smart robot: off (no WECOM_BOT_ variables)',
    `a citizen who asks for a person: ${HAND_OVER[config.handOver]}`,
    config.speech
      ? `voices: heard by ${new URL(config.speech.baseUrl).host}, read back to the citizen`
      : 'voices: speech to text is off (no STT_ variables); staff write them down',
    config.sms
      ? `text messages: sent by ${new URL(config.sms.url).host} where the chat cannot tell somebody`
      : 'text messages: off (no SMS_WEBHOOK_ variables); where the chat cannot tell somebody, staff are asked to telephone',
    config.quiet
      ? `quiet hours: ${config.quiet.from} to ${config.quiet.to} o'clock in Shanghai`
      : 'quiet hours: none (QUIET_HOURS=off)',
    config.s3 ? `files: S3 bucket ${config.s3.bucket}` : `files: ${config.dataDir}`,
    config.llm
      ? `language model: ${config.llm.model} of ${new URL(config.llm.baseUrl).host}, asked where the local readers leave something open`
      : 'language model: off (no LLM_BASE_URL); the local readers work alone',
  ]
}
