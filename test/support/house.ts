import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'yaml'
import {
  environmentOf,
  randomConfig,
  type Simulator,
  type SimulatorOptions,
  startSimulator,
} from '../../simulator/index.ts'
import { type Context, createContext } from '../../src/app/context.ts'
import { pullDeps } from '../../src/app/deps.ts'
import { createHandlers } from '../../src/app/jobs.ts'
import { type Running, startWeb, startWorker } from '../../src/app/roles.ts'
import { staleMembers } from '../../src/case/org/index.ts'
import { readConfig } from '../../src/platform/config/index.ts'
import { systemClock } from '../../src/platform/kernel/index.ts'
import { pull } from '../../src/talk/inbox/index.ts'
import { eventually } from './eventually.ts'
import { findPostgres, startPostgres } from './postgres.ts'
import { startRedis } from './redis.ts'

const COUNTY = new URL('../../simulator/county.yaml', import.meta.url).pathname

export type DatabaseKind = 'embedded' | 'postgres'

/** The databases this machine can test on; the embedded one always. */
export const DATABASES: DatabaseKind[] = findPostgres() === null ? ['embedded'] : ['embedded', 'postgres']
/** Where one is enough: the one that starts sooner. */
export const DATABASE: DatabaseKind = findPostgres() === null ? 'embedded' : 'postgres'

/** Real time plus what was jumped over: timers go on running, and three days pass at once. Service and simulator share it. */
export interface TravelClock {
  now(): Date
  set(to: Date): void
  advance(ms: number): void
}

function travelClock(): TravelClock {
  let jumped = 0
  const now = () => new Date(systemClock.now().getTime() + jumped)
  const advance = (ms: number) => {
    jumped += ms
  }
  return { now, advance, set: (to) => advance(to.getTime() - now().getTime()) }
}

export interface House {
  sim: Simulator
  clock: TravelClock
  url: string
  /** The service as it runs now; another one after `restart`. */
  readonly context: Context
  /** Variables a process of the service would be started with. */
  environment: Record<string, string>
  /** The service stops; what stands in the database stays. */
  stop(): Promise<void>
  start(): Promise<void>
  /** PostgreSQL hangs while `during` runs. */
  withoutDatabase<T>(during: () => Promise<T>): Promise<T>
  /** Redis forgets everything. */
  flushall(): Promise<void>
  /** Nothing is under way: every message has had its turn, everything that may be sent is sent. */
  calm(): Promise<void>
  close(): Promise<void>
}

export interface HouseOptions {
  database?: DatabaseKind
  simulator?: Partial<SimulatorOptions>
  /** Members of the directory that the organisation does not know, or the other way round. */
  members?: (members: { userid: string; name: string; department: string }[]) => typeof members
  accounts?: number
  environment?: Record<string, string>
}

/** The whole service beside the simulator, in one process, with its database within reach of the test. */
export async function openHouse(options: HouseOptions = {}): Promise<House> {
  const folder = await mkdtemp(join(tmpdir(), 'minqing-house-'))
  const postgres = (options.database ?? DATABASE) === 'postgres' ? await startPostgres() : null
  const redis = await startRedis()
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const clock = travelClock()
  const config = { ...randomConfig({ callback: url, members: membersOf(options) }), ...options.simulator }
  for (let n = config.accounts.length; n < (options.accounts ?? 1); n += 1) {
    config.accounts.push({ open_kfid: `wk${randomBytes(14).toString('hex')}`, name: `民情${n + 1}` })
  }
  // `calm` looks for itself, without a doorbell's token.
  const limits = { syncWithoutTokenPerMinute: 10_000, ...config.limits }
  const sim = await startSimulator({ ...config, limits, port: 0, clock, warn: () => undefined })
  const environment = {
    ...environmentOf(config, sim.url),
    PORT: String(port),
    PUBLIC_URL: url,
    REDIS_URL: redis.url,
    DATA_DIR: folder,
    ...(postgres ? { DATABASE_URL: await postgres.createDatabase('house') } : {}),
    DATA_KEYS: `t1:${randomBytes(32).toString('base64')}`,
    SESSION_KEY: randomBytes(32).toString('base64'),
    ORG_FILE: COUNTY,
    // Tests run at any hour.
    QUIET_HOURS: 'off',
    LOG_LEVEL: process.env.TEST_LOG ?? 'silent',
    ...options.environment,
  }
  let service: Awaited<ReturnType<typeof startService>> | null = await startService(environment, clock)
  const house: House = {
    sim,
    clock,
    url,
    environment,
    get context() {
      if (!service) throw new Error('the service is stopped')
      return service.context
    },
    async stop() {
      await service?.stop()
      service = null
    },
    async start() {
      service ??= await startService(environment, clock)
    },
    withoutDatabase(during) {
      if (!postgres) throw new Error('the embedded database cannot hang alone')
      return postgres.frozen(during)
    },
    flushall: redis.flushall,
    calm: () => calm(house),
    async close() {
      await service?.stop()
      await sim.close()
      await redis.close()
      await postgres?.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
  return house
}

async function startService(environment: Record<string, string>, clock: TravelClock) {
  const config = readConfig(environment)
  if (!config.ok) throw new Error(config.error.map((fault) => `${fault.variable} ${fault.message}`).join('\n'))
  const context = await createContext(config.value, { clock })
  const running: Running[] = [await startWorker(context), await startWeb(context)]
  return {
    context,
    async stop() {
      for (const each of running.reverse()) await each.stop()
      await context.close()
    },
  }
}

async function calm({ sim, context, clock }: House): Promise<void> {
  const { db } = context
  const none = async (table: 'inbound' | 'platform_events' | 'notices', state: 'pending' | 'planned') => {
    const rows = await db.selectFrom(table).select('state').where('state', '=', state).limit(1).execute()
    return rows.length === 0
  }
  const nothingQueued = async (table: 'outbound' | 'cards' | 'card_updates') => {
    const due = db
      .selectFrom(table)
      .select('state')
      .where('state', '=', 'queued')
      .where('not_before', '<=', clock.now())
    return (await due.limit(1).execute()).length === 0
  }
  const nothingToFetch = async () => {
    const due = db
      .selectFrom('media')
      .select('id')
      .where('state', '=', 'pending')
      .where('not_before', '<=', clock.now())
    return (await due.limit(1).execute()).length === 0
  }
  const nobodyToAskFor = async () => (await staleMembers(db, clock.now())).length === 0
  const handlers = createHandlers(context)
  const read = async (account: string) => {
    const channel = context.channels.kf
    if (!channel) return true
    const end = await pull(
      channel,
      account,
      null,
      pullDeps(context, async (accepted) => {
        for (const { conversationId } of accepted) await handlers.turn({ conversation: conversationId })
      }),
    )
    return end !== 'busy_elsewhere'
  }
  await eventually('every account to be read', async () => {
    await sim.settled()
    const ends = await Promise.all(sim.accounts().map((account) => read(account.open_kfid)))
    return ends.every((end) => end)
  })
  await eventually('nothing to be under way', async () => {
    return (
      (await none('inbound', 'pending')) &&
      (await none('platform_events', 'pending')) &&
      (await none('notices', 'planned')) &&
      (await nothingQueued('outbound')) &&
      (await nothingQueued('cards')) &&
      (await nothingQueued('card_updates')) &&
      (await nothingToFetch()) &&
      (await nobodyToAskFor())
    )
  })
}

function membersOf(options: HouseOptions) {
  const { staff } = parse(readFileSync(COUNTY, 'utf8')) as { staff: { userid: string; name: string; office: string }[] }
  const members = staff.map(({ userid, name, office }) => ({ userid, name, department: office }))
  return options.members ? options.members(members) : members
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  await new Promise((done) => server.close(done))
  return typeof address === 'object' && address ? address.port : 0
}
