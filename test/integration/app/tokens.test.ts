import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface, type Interface } from 'node:readline'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { randomConfig, type Simulator, startSimulator } from '../../../simulator/index.ts'
import { migrate, openDatabase, readMigrations } from '../../../src/platform/db/index.ts'
import { systemClock } from '../../../src/platform/kernel/index.ts'
import { findPostgres, type Postgres, startPostgres } from '../../support/postgres.ts'

const ROOT = join(import.meta.dirname, '../../..')

let postgres: Postgres
let sim: Simulator
let children: { process: ChildProcess; lines: Interface }[] = []

describe.runIf(findPostgres())('two processes with one secret, on PostgreSQL', () => {
  beforeAll(async () => {
    postgres = await startPostgres()
    const url = await postgres.createDatabase('tokens')
    const database = await openDatabase({ databaseUrl: url, folder: '' })
    await migrate(database, await readMigrations(join(ROOT, 'migrations')), systemClock)
    await database.close()
    const config = randomConfig({ callback: 'http://127.0.0.1:9', members: [] })
    // A second token kills the first: two refreshes at once would show.
    sim = await startSimulator({ ...config, port: 0, switches: { rotate_tokens: 'old_dies' }, warn: () => undefined })
    const env = {
      ...process.env,
      ...{ DATABASE_URL: url, API_BASE: sim.url, CORP: config.corpId, SECRET: config.app.secret },
    }
    children = await Promise.all(
      [1, 2].map(async () => {
        const child = spawn(process.execPath, [join(import.meta.dirname, 'token-child.ts')], {
          env,
          stdio: ['pipe', 'pipe', 'inherit'],
        })
        const lines = createInterface({ input: child.stdout })
        await once(lines, 'line')
        return { process: child, lines }
      }),
    )
  })
  afterAll(async () => {
    for (const child of children) {
      child.process.stdin?.end()
      if (child.process.exitCode === null) await once(child.process, 'exit')
    }
    await sim.close()
    await postgres.close()
  })

  /** Both at once; how their forty calls ended. */
  const round = async (): Promise<(number | null)[]> => {
    const answers = children.map(({ lines }) => once(lines, 'line') as Promise<[string]>)
    for (const child of children) child.process.stdin?.write('go\n')
    return (await Promise.all(answers)).flatMap(([line]) => JSON.parse(line) as (number | null)[])
  }
  const fetched = async () => {
    const { items } = await sim.transcript()
    return items.filter((line) => line.kind === 'api' && line.what.includes('gettoken')).length
  }
  const ALL_WELL = Array.from({ length: 40 }, () => 0)

  it('fetch one token for forty calls at once (trap 9.1)', async () => {
    expect(await round()).toEqual(ALL_WELL)
    expect(await fetched()).toBe(1)
  })

  it.each(['expire', 'forget'] as const)(
    'fetch one more when the platform lets it %s, and every call is made again',
    async (end) => {
      const before = await fetched()
      sim.tokens[end]()
      expect(await round()).toEqual(ALL_WELL)
      expect(await fetched()).toBe(before + 1)
    },
  )

  it('leave an API alone together after 45009, and no other', async () => {
    sim.faults.order({ path: '/cgi-bin/department/list', errcode: 45009, count: 1 })
    const answers = await round()
    expect(answers.filter((errcode) => errcode === 45009).length).toBeGreaterThan(0)
    const { items } = await sim.transcript()
    expect(await round()).toEqual(Array.from({ length: 40 }, () => 45009))
    const after = (await sim.transcript()).items.filter((line) => line.what.includes('department/list'))
    expect(after).toHaveLength(items.filter((line) => line.what.includes('department/list')).length)
  })
})
