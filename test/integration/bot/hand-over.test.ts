import { type ChildProcess, spawn } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ROOT } from '../../../src/app/root.ts'
import { openDatabase } from '../../../src/platform/db/index.ts'
import { eventually } from '../../support/eventually.ts'
import { type House, openHouse } from '../../support/house.ts'
import { findPostgres } from '../../support/postgres.ts'
import { member } from './member.ts'

const HAND_OVER_MS = 10_000
const HELP = '直接把事情写下来就行'

/** Two workers of the service, each a process of its own, on one PostgreSQL. */
describe.runIf(findPostgres())('two workers with one robot', { timeout: 90_000 }, () => {
  let house: House
  const children = new Map<number, ChildProcess>()
  beforeAll(async () => {
    house = await openHouse({ database: 'postgres' })
    await house.stop()
  })
  afterAll(async () => {
    await Promise.all([...children.keys()].map(kill))
    await house.close()
  })

  /** Its number, once it has said that it runs. */
  async function begin(): Promise<number> {
    const env = { PATH: process.env.PATH, ...house.environment }
    const child = spawn(process.execPath, ['src/main.ts', 'worker'], {
      cwd: ROOT,
      env,
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    const pid = child.pid ?? 0
    children.set(pid, child)
    let said = ''
    child.stdout.on('data', (chunk: Buffer) => {
      said += String(chunk)
    })
    await eventually('a worker to run', () => said.includes('smart robot: aib'), 30_000)
    return pid
  }
  async function kill(pid: number): Promise<void> {
    const child = children.get(pid)
    children.delete(pid)
    if (!child || child.exitCode !== null) return
    const gone = new Promise((done) => child.once('exit', done))
    child.kill('SIGKILL')
    await gone
  }
  /** The row names the process, for people and for this test. */
  async function leader(): Promise<number> {
    const database = await openDatabase({ databaseUrl: house.environment.DATABASE_URL, folder: '' })
    try {
      const row = await database.db.selectFrom('channel_leases').select('holder').executeTakeFirst()
      return Number(row?.holder?.split('/')[0] ?? 0)
    } finally {
      await database.close()
    }
  }

  it('when the one that has the connection is killed, the other has it within ten seconds, and answers', async () => {
    const { connections: before } = house.sim.bots.read()
    const pids = await Promise.all([begin(), begin()])
    await eventually('a connection', () => house.sim.bots.read().subscribed, 30_000)
    const first = await leader()
    expect(pids).toContain(first)
    const [one = '', two = ''] = house.sim.members.list().map((each) => each.userid)
    const wang = member(house.sim, one)
    wang.says('帮助')
    await wang.hears(HELP)
    expect(house.sim.bots.read()).toMatchObject({ connections: before + 1, kicked: 0 })

    await kill(first)
    const killedAt = performance.now()
    await eventually('another connection', () => house.sim.bots.read().connections === before + 2, HAND_OVER_MS)
    expect(performance.now() - killedAt).toBeLessThan(HAND_OVER_MS)
    expect(await leader()).toBe(pids.find((pid) => pid !== first))
    // Somebody else: the first one's conversation may be leased to the dead process for 20 s more.
    const li = member(house.sim, two)
    li.says('帮助')
    await li.hears(HELP)
    expect(house.sim.bots.read()).toMatchObject({ connections: before + 2, kicked: 0, missed: 0 })
  })
})
