import { randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  environmentOf,
  randomConfig,
  type Simulator,
  startSimulator,
  type TranscriptLine,
} from '../../simulator/index.ts'
import { type Redis, startRedis } from '../../test/support/redis.ts'
import type { County } from './county.ts'
import { freePort, type Service, startService } from './service.ts'
import { type Database, type DatabaseKind, openDatabase } from './stores.ts'

/** Everything a replay needs, started in order and ended in reverse. */
export interface ReplayWorld {
  sim: Simulator
  service: Service
  redis: Redis
  database: Database
  /** Where the service keeps its embedded database. */
  databaseFolder: string
  logFile: string
  /** Calls the platform answered with an error, counted by path and code. */
  refusals: ReadonlyMap<string, number>
  close(): Promise<void>
}

const ROOT = new URL('../../', import.meta.url)
export const COUNTY_FILE = new URL('simulator/county.yaml', ROOT)
export const MODEL_FILE = new URL('rules/models/category.json', ROOT)

export const openWorld = async (given: {
  county: County
  database: DatabaseKind | null
  serverUrl: string | undefined
  seed: number
  warn: (text: string) => void
}): Promise<ReplayWorld> => {
  const endings: (() => Promise<void>)[] = []
  const close = async () => {
    for (const end of endings.splice(0).reverse()) await end()
  }
  try {
    const folder = await mkdtemp(join(tmpdir(), 'minqing-replay-'))
    const sweep = () => rmSync(folder, { recursive: true, force: true })
    process.once('exit', sweep)
    endings.push(async () => sweep())
    const database = await openDatabase(given.database, given.serverUrl)
    endings.push(database.close)
    const redis = await startRedis()
    endings.push(redis.close)
    const port = await freePort()
    const members = given.county.staff.map(({ userid, name, office }) => ({ userid, name, department: office }))
    const config = randomConfig({ callback: `http://127.0.0.1:${port}`, members })
    const refusals = new Map<string, number>()
    const transcript = (line: TranscriptLine) => {
      if (line.kind !== 'api' || !line.errcode) return
      const name = `${line.what} ${line.errcode} ${line.detail ?? ''}`.trim()
      refusals.set(name, (refusals.get(name) ?? 0) + 1)
    }
    const sim = await startSimulator({ ...config, seed: given.seed, warn: given.warn, transcript })
    endings.push(sim.close)
    const dataFolder = join(folder, 'data')
    const logFile = join(folder, 'service.log')
    const environment = {
      ...inherited(),
      ...environmentOf(config, sim.url),
      ...own({ port, redis, database, dataFolder }),
    }
    const service = await startService({ root: ROOT, port, environment, logFile })
    endings.push(service.stop)
    return { sim, service, redis, database, databaseFolder: join(dataFolder, 'database'), logFile, refusals, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** Nothing of the caller's settings may reach the service. */
const inherited = (): Record<string, string> =>
  Object.fromEntries(['PATH', 'HOME', 'LANG', 'TMPDIR'].flatMap((name) => [[name, process.env[name] ?? '']]))

const own = (of: { port: number; redis: Redis; database: Database; dataFolder: string }): Record<string, string> => ({
  PORT: String(of.port),
  PUBLIC_URL: `http://127.0.0.1:${of.port}`,
  ...(of.database.url === null ? {} : { DATABASE_URL: of.database.url }),
  DATA_DIR: of.dataFolder,
  REDIS_URL: of.redis.url,
  DATA_KEYS: `k1:${randomBytes(32).toString('base64')}`,
  SESSION_KEY: randomBytes(32).toString('base64'),
  ORG_FILE: 'simulator/county.yaml',
  // A replay runs at any hour.
  QUIET_HOURS: 'off',
  LOG_LEVEL: 'info',
})
