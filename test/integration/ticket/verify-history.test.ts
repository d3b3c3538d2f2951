import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { verifyHistoryCommand } from '../../../src/app/commands/verify-history.ts'
import { openDatabase } from '../../../src/platform/db/index.ts'
import { citizen, files } from '../../support/citizen.ts'
import { eventually } from '../../support/eventually.ts'
import { DATABASE, type House, openHouse } from '../../support/house.ts'

const DAY_MS = 24 * 3_600_000

let house: House
let number: string
beforeAll(async () => {
  house = await openHouse()
  number = (await files(citizen(house.sim))).number
})
afterAll(() => house.close())

/** With the embedded database the service has to be stopped for it. */
const verify = async (...args: string[]) => {
  if (DATABASE === 'embedded') await house.stop()
  const lines: string[] = []
  const code = await verifyHistoryCommand(args, (line) => lines.push(line), house.environment)
  if (DATABASE === 'embedded') await house.start()
  return { code, text: lines.join('\n') }
}

describe('the service', () => {
  it('anchors the histories once a day by itself', async () => {
    const anchors = () => house.context.db.selectFrom('history_anchors').selectAll().orderBy('day').execute()
    const whole = (count: number) =>
      eventually(`anchor ${count}`, async () => {
        const rows = (await anchors()).filter(({ hash }) => hash !== null)
        return rows.length === count && rows
      })
    await whole(1)
    house.clock.advance(DAY_MS)
    const [first, second] = await whole(2)
    expect(second).toMatchObject({ previous: first?.hash, matters: 1 })
  })
})

describe('npm run verify-history', () => {
  it('says that all is well, and the line of the last anchor', async () => {
    const { code, text } = await verify()
    expect([code, text]).toEqual([0, expect.stringMatching(/^记录完好：核对了1件事项的\d条记录、2个每日锚点/)])
    const hash = / anchor ([0-9a-f]{64})$/.exec(text)?.[1] ?? ''
    expect(await verify('--anchor', hash)).toMatchObject({ code: 0 })
    expect(await verify('--anchor', '0'.repeat(64))).toMatchObject({
      code: 1,
      text: expect.stringContaining('没有找到'),
    })
  })

  it('looks at one matter by its number', async () => {
    expect(await verify('--ticket', number)).toEqual({ code: 0, text: expect.stringContaining('1件事项') })
    expect(await verify('--ticket', 'MQ26-0000-0000-0')).toEqual({ code: 2, text: expect.stringContaining('没有编号') })
  })

  it('says how it is used where it is asked wrongly', async () => {
    expect(await verify('--tickets')).toEqual({ code: 2, text: expect.stringMatching(/^usage: verify-history/) })
  })

  it('names the first broken step of a matter in words and by keys, and ends with 1', async () => {
    await house.stop()
    const folder = `${house.environment.DATA_DIR}/database`
    const database = await openDatabase({ databaseUrl: house.environment.DATABASE_URL, folder })
    await sql`alter table ticket_events disable trigger user`.execute(database.db)
    await sql`update ticket_events set data = data || '{"more": 1}' where type = 'forwarded'`.execute(database.db)
    await database.close()
    await house.start()

    const { code, text } = await verify()
    const [line, sum] = text.split('\n')
    expect([code, line]).toEqual([
      1,
      expect.stringMatching(/^编号MQ[0-9-]+：第2条记录（已转送，\d{4}-\d\d-\d\d）被改动过。$/),
    ])
    expect(line).toContain(number)
    expect(sum).toMatch(/^发现1处异常/)
    const json = JSON.parse((await verify('--json')).text)
    expect(json).toMatchObject({ green: false, matters: 1, faults_found: 1, faults: [{ what: 'changed', n: 2 }] })
  })
})
