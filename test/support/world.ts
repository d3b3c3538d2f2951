import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'yaml'
import { environmentOf, randomConfig, type Simulator, startSimulator } from '../../simulator/index.ts'
import { type Service, start } from '../../src/app/start.ts'
import { startRedis } from './redis.ts'

const COUNTY = new URL('../../simulator/county.yaml', import.meta.url).pathname

export interface World {
  simulator: Simulator
  service: Service
  url: string
  /** Stops the service and starts it again on the same data. */
  restart(): Promise<void>
  close(): Promise<void>
}

/** The whole service against the simulator, in one process: its own database, Redis and ports. */
export async function startWorld(options: { databaseUrl?: string } = {}): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), 'minqing-world-'))
  const redis = await startRedis()
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const { staff, offices } = parse(readFileSync(COUNTY, 'utf8')) as {
    offices: { id: string; name: string }[]
    staff: { userid: string; name: string; office: string }[]
  }
  const department = (id: string) => offices.find((office) => office.id === id)?.name ?? id
  const members = staff.map(({ userid, name, office }) => ({ userid, name, department: department(office) }))
  const config = randomConfig({ callback: url, members })
  const simulator = await startSimulator({ ...config, port: 0 })
  const env = {
    ...environmentOf(config, simulator.url),
    PORT: String(port),
    PUBLIC_URL: url,
    REDIS_URL: redis.url,
    DATA_DIR: folder,
    ...(options.databaseUrl ? { DATABASE_URL: options.databaseUrl } : {}),
    DATA_KEYS: `t1:${randomBytes(32).toString('base64')}`,
    SESSION_KEY: randomBytes(32).toString('base64'),
    ORG_FILE: COUNTY,
    // Tests run at any hour.
    QUIET_HOURS: 'off',
    LOG_LEVEL: process.env.TEST_LOG ?? 'silent',
  }
  let service = await start('all', env)
  return {
    simulator,
    get service() {
      return service
    },
    url,
    async restart() {
      await service.stop()
      service = await start('all', env)
    },
    async close() {
      await service.stop()
      await simulator.close()
      await redis.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function freePort(): Promise<number> {
  const { createServer } = await import('node:net')
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  await new Promise((done) => server.close(done))
  return typeof address === 'object' && address ? address.port : 0
}
