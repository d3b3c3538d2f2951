import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs, promisify } from 'node:util'
import { Client } from 'pg'
import { environmentOf, randomConfig, type SimulatorConfig } from '../simulator/index.ts'
import { type Postgres, startPostgres } from '../test/support/postgres.ts'
import { type Redis, startRedis } from '../test/support/redis.ts'
import type { Load, LoadFigures } from './callback/load.ts'
import { freePort } from './replay/service.ts'

const ROOT = new URL('../', import.meta.url)
const HERE = join(import.meta.dirname, 'callback')
const COUNTY = new URL('../simulator/county.yaml', import.meta.url).pathname
const ACCOUNTS = 5
const WARM_UP_S = 3
const STOPPED_S = 5
const STOPPED_MS = 1_000
const CLICKS = 200
const READY_MS = 60_000

const run = promisify(execFile)

/** `npm run bench -- callback [--json] [--rate 1000] [--seconds 20] [--rounds 3]`. Needs PostgreSQL and a redis-server. */
export async function main(argv: string[]): Promise<number> {
  const { values } = parseArgs({
    args: argv,
    options: {
      json: { type: 'boolean', default: false },
      rate: { type: 'string', default: '1000' },
      seconds: { type: 'string', default: '20' },
      rounds: { type: 'string', default: '3' },
    },
  })
  const [rate = 0, seconds = 0, rounds = 0] = [values.rate, values.seconds, values.rounds].map(Number)
  const world = await openWorld()
  try {
    const speeds = await measureSpeeds(world, { rate, seconds, rounds })
    const stopped = await measureStopped(world, rate)
    const { p50_ms, p95_ms, p99_ms } = speeds.service
    const ours = { p50_ms, p95_ms, p99_ms, per_s: rate }
    const figures = { ...ours, seconds, rounds, cores: availableParallelism(), ...speeds, database_stopped: stopped }
    console.log(values.json ? JSON.stringify(figures) : JSON.stringify(figures, null, 2))
    return stopped.events.lost === 0 && answeredInTime(stopped.doorbells) ? 0 : 1
  } finally {
    await world.close()
  }
}

/** Doorbells need no write: each is acknowledged within a second while the database hangs. */
const answeredInTime = ({ sent, statuses, max_ms }: LoadFigures): boolean =>
  statuses['200'] === sent && max_ms <= STOPPED_MS

interface World {
  config: SimulatorConfig
  postgres: Postgres
  redis: Redis
  databaseUrl: string
  port: number
  peers: Record<'fastify' | 'node_http', number>
  close(): Promise<void>
}

/** The web role as an operator starts it, with PostgreSQL and Redis of its own; nobody else answers the bells meanwhile. */
async function openWorld(): Promise<World> {
  const endings: (() => Promise<void>)[] = []
  const close = async () => {
    for (const end of endings.splice(0).reverse()) await end()
  }
  try {
    const folder = await mkdtemp(join(tmpdir(), 'minqing-callback-'))
    endings.push(() => rm(folder, { recursive: true, force: true }))
    const postgres = await startPostgres()
    endings.push(postgres.close)
    const redis = await startRedis()
    endings.push(redis.close)
    const [port, databaseUrl] = [await freePort(), await postgres.createDatabase('callback')]
    const config = randomConfig({ callback: `http://127.0.0.1:${port}`, members: [] })
    config.accounts = Array.from({ length: ACCOUNTS }, (_, n) => ({ open_kfid: `wkbench${n}`, name: `${n}` }))
    const env = {
      ...withoutOurs(process.env),
      // Nothing is called: the doorbells only leave their nudge.
      ...environmentOf({ ...config, bot: undefined }, 'http://127.0.0.1:9'),
      ...{ PORT: String(port), DATABASE_URL: databaseUrl, REDIS_URL: redis.url, DATA_DIR: folder },
      ...{
        ORG_FILE: COUNTY,
        LOG_LEVEL: 'error',
        DATA_KEYS: `k1:${'A'.repeat(43)}=`,
        SESSION_KEY: `${'A'.repeat(43)}=`,
      },
    }
    await run(process.execPath, ['src/main.ts', 'migrate'], { cwd: ROOT, env })
    const service = spawn(process.execPath, ['src/main.ts', 'web'], {
      cwd: ROOT,
      env,
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    endings.push(() => ended(service, 'SIGTERM'))
    await ready(port, service)
    const peer = async (kind: string) => {
      const child = spawn(process.execPath, [join(HERE, 'peers.ts'), kind], { stdio: ['ignore', 'pipe', 'inherit'] })
      endings.push(() => ended(child, 'SIGKILL'))
      const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
      return Number(line)
    }
    const peers = { fastify: await peer('fastify'), node_http: await peer('http') }
    return { config, postgres, redis, databaseUrl, port, peers, close }
  } catch (error) {
    await close()
    throw error
  }
}

const withoutOurs = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !/^(WECOM_|DATABASE_URL|REDIS_URL|S3_)/.test(name)))

async function ready(port: number, service: ChildProcess): Promise<void> {
  const deadline = performance.now() + READY_MS
  while (performance.now() < deadline && service.exitCode === null) {
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null)
    await answer?.body?.cancel()
    if (answer?.status === 200) return
    await pause(100)
  }
  throw new Error('the service did not come up')
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill(signal)
  await gone
}

/** In a process of its own, so that the load's work is no part of what it measures. */
async function load(world: World, port: number, more: Partial<Load> & Pick<Load, 'rate' | 'seconds'>) {
  const what = more.what ?? 'doorbell'
  const secrets = what === 'click' ? world.config.app : world.config.kf
  const order: Load = {
    ...{ port, path: what === 'click' ? '/wecom/app' : '/wecom/kf', what, from: 0 },
    family: { corpId: world.config.corpId, token: secrets.token, aesKey: secrets.aesKey },
    accounts: world.config.accounts.map((account) => account.open_kfid),
    ...more,
  }
  const { stdout } = await run(process.execPath, [join(HERE, 'load.ts'), JSON.stringify(order)])
  return JSON.parse(stdout) as LoadFigures
}

async function measureSpeeds(world: World, run: { rate: number; seconds: number; rounds: number }) {
  const targets = { service: world.port, fastify: world.peers.fastify, node_http: world.peers.node_http }
  const seen: Record<string, LoadFigures[]> = { service: [], fastify: [], node_http: [] }
  for (const port of Object.values(targets)) await load(world, port, { rate: run.rate, seconds: WARM_UP_S })
  for (let round = 0; round < run.rounds; round += 1) {
    for (const [name, port] of Object.entries(targets)) {
      const figures = await load(world, port, { rate: run.rate, seconds: run.seconds })
      seen[name]?.push(figures)
      // Nobody takes the nudges: they would only fill Redis's memory.
      await world.redis.flushall()
      console.error(`${name} ${JSON.stringify(figures)}`)
    }
  }
  const middle = (name: string) => medians(seen[name] ?? [])
  return { service: middle('service'), fastify: middle('fastify'), node_http: middle('node_http') }
}

function medians(rounds: LoadFigures[]) {
  const of = (pick: (figures: LoadFigures) => number) => {
    const sorted = rounds.map(pick).toSorted((a, b) => a - b)
    return Math.round((sorted[Math.floor(sorted.length / 2)] ?? 0) * 100) / 100
  }
  const statuses: Record<string, number> = {}
  for (const round of rounds)
    for (const [status, n] of Object.entries(round.statuses)) statuses[status] = (statuses[status] ?? 0) + n
  return {
    ...{ p50_ms: of((each) => each.p50_ms), p95_ms: of((each) => each.p95_ms), p99_ms: of((each) => each.p99_ms) },
    ...{ max_ms: of((each) => each.max_ms), statuses },
  }
}

/**
 * PostgreSQL hangs (not: is gone): doorbells are answered all the same; clicks, which cannot be pulled again, are stored or
 * answered 503, and sent once more afterwards, as the platform would. `lost`: answered 200 and not stored.
 */
async function measureStopped(world: World, rate: number) {
  const clicks = { what: 'click' as const, rate: CLICKS, seconds: 1 }
  const [doorbells, during] = await world.postgres.frozen(() =>
    Promise.all([load(world, world.port, { rate, seconds: STOPPED_S }), load(world, world.port, clicks)]),
  )
  const stored = async () => {
    const client = new Client({ connectionString: world.databaseUrl })
    await client.connect()
    const { rows } = await client.query(`select count(*)::int as n from platform_events where kind = 'card'`)
    await client.end()
    return (rows[0] as { n: number }).n
  }
  const storedThen = await stored()
  const again = await load(world, world.port, clicks)
  const storedAfterwards = await stored()
  const acknowledged = during.statuses['200'] ?? 0
  const lost = Math.max(0, acknowledged - storedThen) + Math.max(0, (again.statuses['200'] ?? 0) - storedAfterwards)
  return {
    doorbells,
    events: {
      sent: CLICKS,
      during: during.statuses,
      longest_ms: during.max_ms,
      again: again.statuses,
      storedAfterwards,
      lost,
    },
  }
}
