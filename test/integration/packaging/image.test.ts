import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually } from '../../support/eventually.ts'
import { findPostgres, type Postgres, startPostgres } from '../../support/postgres.ts'
import { type Redis, startRedis } from '../../support/redis.ts'
import { readDockerfile } from './dockerfile.ts'
import { type Image, isRoot, perform } from './image.ts'

const ROOT = join(import.meta.dirname, '../../..')
const stages = readDockerfile(readFileSync(join(ROOT, 'Dockerfile'), 'utf8'))
const run = promisify(execFile)

// Installing packages and starting processes: on a busy machine that is minutes, not seconds.
describe.runIf(findPostgres())('the image', { timeout: 180_000 }, () => {
  let folder: string
  let image: Image
  let postgres: Postgres
  let redis: Redis
  const running: ChildProcess[] = []

  beforeAll(async () => {
    // Below /tmp and open to all: the image's user is another than ours.
    folder = mkdtempSync('/tmp/minqing-image-')
    chmodSync(folder, 0o755)
    image = await perform(stages, ROOT, folder)
    postgres = await startPostgres()
    redis = await startRedis()
    for (const server of [new URL(postgres.url).searchParams.get('host') ?? '', dirname(redisSocket())])
      chmodSync(server, 0o755)
    chmodSync(redisSocket(), 0o777)
    copyFileSync(join(ROOT, 'simulator/county.yaml'), join(image.root, 'org.yaml'))
    chmodSync(join(image.root, 'org.yaml'), 0o644)
  }, 300_000)
  afterAll(async () => {
    for (const child of running) child.kill('SIGKILL')
    await postgres?.close()
    await redis?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const redisSocket = () => redis.url.slice('unix:'.length)

  /** `docker run minqing <argument>`, with what an operator has to give. */
  const start = async (database: string, port: number, argument?: string) => {
    const [program = '', ...args] = [...image.entrypoint, ...(argument ? [argument] : image.command)]
    const asUser =
      isRoot && image.user
        ? ['setpriv', `--reuid=${image.user.uid}`, `--regid=${image.user.gid}`, '--clear-groups']
        : []
    const [first = '', ...rest] = [...asUser, join(folder, 'bin', program), ...args]
    const dataDir = join(image.root, image.env.DATA_DIR ?? '')
    const env = {
      ...image.env,
      ...settings(),
      DATABASE_URL: database,
      DATA_DIR: dataDir,
      HOST: '127.0.0.1',
      PORT: String(port),
    }
    const child = spawn(first, rest, { cwd: join(image.root, image.workdir), env, stdio: ['ignore', 'pipe', 'pipe'] })
    running.push(child)
    let said = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += String(chunk)))
    const exited = new Promise<number | null>((done) => child.once('exit', done))
    await eventually(
      `the first words of ${argument ?? 'the image'}`,
      () => said.includes('\n') || child.exitCode !== null,
      STARTS_WITHIN_MS,
    )
    return { child, exited, env, said: () => said }
  }

  const settings = () => ({
    REDIS_URL: redis.url,
    DATA_KEYS: `k1:${KEY}`,
    SESSION_KEY: KEY,
    ORG_FILE: join(image.root, 'org.yaml'),
    // Nobody listens there: what this service would ask of WeCom is not the matter of this test.
    WECOM_API_BASE: 'http://127.0.0.1:9',
    WECOM_CORP_ID: 'ww0000000000000000',
    WECOM_KF_SECRET: 'made-up',
    WECOM_KF_TOKEN: 'madeUp',
    WECOM_KF_AES_KEY: 'a'.repeat(43),
    WECOM_KF_ID: 'wkMadeUp',
    WECOM_APP_AGENT_ID: '1000002',
    WECOM_APP_SECRET: 'made-up',
    WECOM_APP_TOKEN: 'madeUp',
    WECOM_APP_AES_KEY: 'b'.repeat(43),
  })

  it('holds the service and nothing of its tests, its simulator or its tools', () => {
    const app = join(image.root, image.workdir)
    const files = readdirSync(app, { recursive: true, encoding: 'utf8' }).filter(
      (name) => !name.startsWith('node_modules'),
    )
    expect(readdirSync(app).sort()).toEqual([
      'LICENSE',
      'flows',
      'migrations',
      'node_modules',
      'package.json',
      'prompts',
      'rules',
      'src',
    ])
    expect(
      files.filter((name) => /\.test\.|(^|\/)(test|simulator|bench|fixtures)(\/|$)|\.env|secret/.test(name)),
    ).toEqual([])
    const tools = ['vitest', 'typescript', '@biomejs', 'playwright-core', 'fast-check', '@types/pg']
    expect(tools.filter((name) => readdirSync(join(app, 'node_modules')).includes(name))).toEqual([])
  })

  it('is built from what .dockerignore lets in', () => {
    const lines = readFileSync(join(ROOT, '.dockerignore'), 'utf8')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
    const copied = stages.flatMap(({ steps }) =>
      steps.filter(({ verb, rest }) => verb === 'COPY' && !rest.startsWith('--from')),
    )
    const sources = copied.flatMap(({ rest }) => rest.split(/\s+/).slice(0, -1))
    expect(lines[0]).toBe('*')
    expect(lines.slice(1).sort()).toEqual([...new Set(sources)].map((name) => `!${name}`).sort())
  })

  it('runs as somebody who is not root and may write nothing but its data', async () => {
    expect(image.user?.uid).toBeGreaterThan(0)
    if (!isRoot || !image.user) return
    const asUser = ['--reuid', String(image.user.uid), '--regid', String(image.user.gid), '--clear-groups']
    const touch = (path: string) => run('setpriv', [...asUser, 'touch', join(image.root, path)])
    await touch('data/x')
    await expect(touch('app/src/x')).rejects.toThrow(/denied/)
  })

  it('migrates, then serves as web beside a worker, and both end when they are asked to', async () => {
    const database = await postgres.createDatabase('image_roles')
    const migrate = await start(database, 0, 'migrate')
    expect([await migrate.exited, migrate.said()]).toEqual([0, expect.stringContaining('minqing migrate')])
    const port = await freePort()
    const web = await start(database, port, 'web')
    const worker = await start(database, 0, 'worker')
    await answersWell(port, web)
    expect(worker.said()).toContain('minqing worker')
    for (const each of [web, worker]) each.child.kill('SIGTERM')
    expect(await Promise.all([web.exited, worker.exited])).toEqual([0, 0])
  })

  it('without an argument has every role in one process, and its own health check agrees', async () => {
    const port = await freePort()
    const all = await start(await postgres.createDatabase('image_all'), port)
    await answersWell(port, all)
    await run('sh', ['-c', image.healthcheck], { env: all.env })
    all.child.kill('SIGTERM')
    expect(await all.exited).toBe(0)
    await expect(run('sh', ['-c', image.healthcheck], { env: all.env })).rejects.toThrow()
  })
})

/** Of a process, on a busy machine. */
const STARTS_WITHIN_MS = 60_000
const KEY = randomBytes(32).toString('base64')

async function answersWell(port: number, process: { child: ChildProcess; said: () => string }): Promise<void> {
  for (const path of ['/healthz', '/readyz']) {
    const answers200 = () =>
      fetch(`http://127.0.0.1:${port}${path}`).then(
        (response) => response.status === 200,
        () => false,
      )
    const orEnded = () => {
      if (process.child.exitCode !== null) throw new Error(`the process ended: ${process.said()}`)
      return answers200()
    }
    await eventually(`${path} answers 200`, orEnded, STARTS_WITHIN_MS)
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  await new Promise((done) => server.close(done))
  return typeof address === 'object' && address ? address.port : 0
}
