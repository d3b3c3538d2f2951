import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { duty } from '../../../src/app/commands/duty.ts'
import { rosterLines } from '../../../src/app/duty.ts'
import { onDuty, readOrg, renameStaff } from '../../../src/case/org/index.ts'
import { eventually } from '../../support/eventually.ts'
import { DATABASES, type House, openHouse } from '../../support/house.ts'

const MONDAY = new Date('2026-11-23T20:00:00+08:00')
const at = (when: Date) => ({ now: () => when })

// The command and the service in one database: the embedded one takes one process.
describe.runIf(DATABASES.includes('postgres'))('the roster of a running service', () => {
  let house: House
  beforeAll(async () => {
    house = await openHouse({ database: 'postgres' })
  })
  afterAll(() => house.close())

  const run = (args: string[]) => duty(args, house.environment, at(MONDAY))
  const fileOf = (text: string) => {
    const path = join(house.environment.DATA_DIR ?? '', 'roster.yaml')
    writeFileSync(path, text)
    return path
  }

  it('is imported with the organisation, with the owners of its routes', async () => {
    const org = await readOrg(house.context.db)
    expect(org).toEqual(house.context.org)
    expect(onDuty('petition', MONDAY, house.context.org)).toEqual(['menglanting'])
    expect(org?.routes.find(({ owner }) => owner === 'qiaolanting')?.office).toBe('housing')
    const { ok, text } = await run([])
    expect({ ok, text }).toEqual({
      ok: true,
      text: [
        '2026-11-23 20:00, 9 shifts',
        '望禾县信访局: 孟兰亭',
        '望禾县人民政府办公室: 蒋守正',
        'duty: the roster is complete for seven days',
      ].join('\n'),
    })
  })

  it('is left as it is by a file with a fault, which is told with its line', async () => {
    const path = fileOf(
      'duty:\n  - { office: petition, userid: nobody, from: 2026-11-23 17:30, to: 2026-11-24 08:30 }\n',
    )
    expect(await run(['--file', path])).toEqual({ ok: false, text: 'line 2: duty at petition: nobody is not in staff' })
    expect(await readOrg(house.context.db)).toEqual(house.context.org)
  })

  it('is replaced as a whole and taken up without a restart; times that nobody has are told', async () => {
    const path = fileOf(
      'duty:\n  - { office: petition, userid: guguyu, from: 2026-11-23 17:30, to: 2026-11-30 08:30, every: week }\n',
    )
    const { ok, text } = await run(['--file', path])
    expect({ ok, text: text.split('\n').slice(1) }).toEqual({
      ok: true,
      text: ['望禾县信访局: 顾谷雨', 'duty: nobody at 望禾县信访局, 2026-11-30 08:30 to 2026-11-30 17:30'],
    })
    await eventually('the service to take it up', () => house.context.org.duty.length === 1)
    expect(onDuty('petition', MONDAY, house.context.org)).toEqual(['guguyu'])
  })

  it('and the owner of a route follow a member whose userid was changed', async () => {
    const { db } = house.context
    await db.transaction().execute(async (trx) => {
      await renameStaff(trx, 'guguyu', 'gu2', house.clock.now())
      await renameStaff(trx, 'qiaolanting', 'qiao2', house.clock.now())
    })
    const org = await readOrg(db)
    expect(org?.duty.map(({ userid }) => userid)).toEqual(['gu2'])
    expect(org?.routes.map(({ owner }) => owner).filter((owner) => owner !== null)).toEqual([
      ...['qiao2', 'xueguyu', 'xiyunzhou'],
    ])
  })

  it('that is empty is said at start, with what happens then', () => {
    expect(rosterLines({ ...house.context.org, duty: [] }, MONDAY)).toEqual([
      'duty: no roster; an urgent matter calls whoever gets the matters of the office (npm run duty)',
    ])
  })
})
