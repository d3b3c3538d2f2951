import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { suggestion } from '../../../src/app/commands/suggestion.ts'
import { followSuggestion, stopIfDrifted } from '../../../src/app/drift.ts'
import { recordDecision, resumeSuggesting } from '../../../src/case/understand/index.ts'
import { migrate, openDatabase, readMigrations } from '../../../src/platform/db/index.ts'
import { manualClock } from '../../../src/platform/kernel/index.ts'
import { openLog } from '../../../src/platform/log/index.ts'
import { get, openWorld, shipped, type World } from './world.ts'

const UNSURE = '你好，我想问一下这个事情'

let world: World
let parts: Parameters<typeof stopIfDrifted>[0]
beforeAll(async () => {
  world = await openWorld()
  const { db, clock, ids, suggestion } = world
  const config = { drift: { window: 20, unsure: 0.4, disagreed: 0.3 } }
  parts = { db, clock, ids, suggestion, config, log: openLog('silent'), understanding: shipped }
})
afterAll(() => world.close())

const file = async (words: string, decided?: string) => {
  world.clock.advance(1_000)
  const { id, complaintId } = await world.file({ words: [words] })
  const decision = { by: 'Clerk', office: 'petition', at: world.clock.now(), rulesVersion: '1' }
  if (decided !== undefined) await recordDecision(world.db, complaintId, { ...decision, path: [decided] })
  return id
}
const alarms = () => world.db.selectFrom('alarms').selectAll().where('kind', '=', 'suggestion_stopped').execute()
const LAMP = '小区三号楼的路灯坏了两个月。'

describe('suggestions', () => {
  it('go on while few matters are left open and staff mostly agree', async () => {
    for (const at of [1, 2, 3, 4, 5, 6]) await file(LAMP, at === 1 ? '政法' : '城乡建设')
    await stopIfDrifted(parts)
    expect([parts.suggestion.on, await alarms()]).toEqual([true, []])
  })

  it('turn themselves off where staff mostly decide otherwise, with one alarm, and the page says so', async () => {
    let id = ''
    for (const _ of [1, 2, 3]) id = await file(LAMP, '政法')
    await stopIfDrifted(parts)
    await stopIfDrifted(parts)
    expect(parts.suggestion.on).toBe(false)
    expect((await alarms()).map(({ detail }) => detail)).toMatchObject([
      { cause: 'disagreed', share: '0.444', matters: '9' },
    ])
    const page = (await get(world.server, `/api/tickets/${id}`, await world.login('Clerk'))).json()
    expect(page.classification).toMatchObject({ suggesting: false, proposed: null, entries: [], mayDecide: true })
  })

  it('are turned on again by a person, and what was before counts no more', async () => {
    world.clock.advance(1_000)
    expect(await resumeSuggesting(world.db, shipped.modelVersion, '沈沐青', world.clock)).toBe(true)
    await followSuggestion(parts)
    await stopIfDrifted(parts)
    expect(parts.suggestion.on).toBe(true)
  })

  it('turn themselves off where the model mostly does not know; another model starts with its own count', async () => {
    for (const _ of [1, 2, 3, 4, 5]) await file(UNSURE)
    await stopIfDrifted(parts)
    expect([parts.suggestion.on, (await alarms()).length]).toEqual([false, 2])
    const other = { ...parts, understanding: { ...shipped, modelVersion: 'another' } }
    await followSuggestion(other)
    await stopIfDrifted(other)
    expect(other.suggestion.on).toBe(true)
  })
})

it('the command shows the shares, and turns suggestions off and on for a person', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'minqing-suggestion-'))
  const database = await openDatabase({ folder: join(folder, 'database') })
  const migrations = await readMigrations(join(import.meta.dirname, '../../../migrations'))
  await migrate(database, migrations, manualClock(new Date('2026-03-02T01:00:00Z')))
  await database.close()
  const environment = {
    DATA_DIR: folder,
    DATA_KEYS: `t1:${Buffer.alloc(32, 1).toString('base64')}`,
    SESSION_KEY: Buffer.alloc(32, 2).toString('base64'),
  }
  const said = async (...args: string[]) => (await suggestion(args, environment)).text
  expect(await said('status')).toMatch(/suggestions are on[\s\S]*unsure: 0.000 of 0 \(limit 0.4\)/)
  expect(await said('off')).toMatch(/^usage/)
  expect(await said('off', '--by', '沈沐青')).toMatch(/off since \S+ \(person\)/)
  expect(await said('on', '--by', '沈沐青')).toMatch(/suggestions are on/)
  await rm(folder, { recursive: true })
})
