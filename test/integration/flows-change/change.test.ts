import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ROOT } from '../../../src/app/root.ts'
import { publishFiles, readFiles, type Session } from '../../../src/talk/dialogue/index.ts'
import { type Citizen, citizen } from '../../support/citizen.ts'
import { eventually } from '../../support/eventually.ts'
import { type House, openHouse } from '../../support/house.ts'

/** The dialogue files change while people are in the middle of a dialogue; the service runs on. */
let house: House
let folder: string
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'minqing-flows-'))
  cpSync(join(ROOT, 'flows'), folder, { recursive: true })
  cpSync(join(HERE, 'before.yaml'), join(folder, 'complaint.yaml'))
  house = await openHouse({ environment: { FLOWS_DIR: folder } })
})
afterEach(async () => {
  await house.close()
  rmSync(folder, { recursive: true })
})

const HERE = import.meta.dirname
const AFTER = readFileSync(join(HERE, 'after.yaml'), 'utf8')

async function published(): Promise<void> {
  writeFileSync(join(folder, 'complaint.yaml'), AFTER)
  await eventually('the change to be taken up', () => house.context.wording.flows.complaint?.version === 2)
}

const sessionOf = async (person: Citizen): Promise<Session> => {
  const row = await house.context.db
    .selectFrom('conversations')
    .select('session')
    .where('peer', '=', person.phone)
    .executeTakeFirstOrThrow()
  return row.session as Session
}

const toTheWish = async (person: Citizen) => {
  person.says('路灯坏了两个月没有人修')
  await person.hears('事情发生在哪里')
  person.says('梧桐巷口')
  await person.hears('怎么解决')
}

describe('a flow that changes on a running service', () => {
  it('takes the next message of a person in mid-dialogue, and every answer is kept', async () => {
    const person = citizen(house.sim)
    await toTheWish(person)
    await published()
    person.says('希望尽快修好')
    await person.hears('更新了要问的内容')
    await person.hears('从什么时候开始的')
    const { thread } = await sessionOf(person)
    expect(thread).toMatchObject({
      version: 2,
      fields: {
        words: { text: '路灯坏了两个月没有人修' },
        place: { text: '梧桐巷口' },
        want: { text: '希望尽快修好' },
      },
    })
    person.says('今年九月')
    const summary = await person.hears('都对吗')
    expect(summary.menu?.head).toContain('今年九月')
    expect((await person.heard()).filter((text) => text.includes('更新了要问的内容'))).toHaveLength(1)
    await person.taps('没问题，提交')
    await person.hears('已经登记')
  }, 60_000)

  it('shows a summary again that was shown before, with the new question first; nothing is filed unread', async () => {
    const person = citizen(house.sim)
    await toTheWish(person)
    person.says('希望尽快修好')
    await person.hears('涉及哪个单位')
    person.says('路灯管理所')
    await person.hears('都对吗')
    await published()
    await person.taps('没问题，提交')
    await person.hears('从什么时候开始的')
    expect((await sessionOf(person)).thread?.putAside).toMatchObject({ party: { text: '路灯管理所' } })
    person.says('今年九月')
    const again = await person.hears('都对吗')
    expect(again.menu?.head).toContain('从什么时候起：今年九月')
    await person.taps('没问题，提交')
    await person.hears('已经登记')
    expect((await person.heard()).filter((text) => text.includes('已经登记'))).toHaveLength(1)
  }, 60_000)

  it('is refused with an alarm that names file and line where it cannot work; the old one goes on', async () => {
    const person = citizen(house.sim)
    await toTheWish(person)
    writeFileSync(join(folder, 'complaint.yaml'), AFTER.replace('ask: want,', 'ask: wish,'))
    const alarm = await eventually('the alarm', () =>
      house.context.db.selectFrom('alarms').selectAll().where('kind', '=', 'flows_refused').executeTakeFirst(),
    )
    expect(JSON.stringify(alarm.detail)).toMatch(/complaint\.yaml:16: text wish is missing/)
    person.says('希望尽快修好')
    await person.hears('涉及哪个单位')
    // Also after a restart: what was published last is still what people are asked by.
    await house.stop()
    await house.start()
    person.says('路灯管理所')
    await person.hears('都对吗')
  }, 60_000)

  it('reaches a process that did not see the file change, with its next turn; so it does after a restart', async () => {
    const person = citizen(house.sim)
    await toTheWish(person)
    await publishFiles(house.context.db, { ...readFiles(folder), 'complaint.yaml': AFTER }, house.clock.now())
    person.says('希望尽快修好')
    await person.hears('从什么时候开始的')
    await house.stop()
    await house.start()
    expect(house.context.wording.flows.complaint?.version).toBe(2)
    person.says('今年九月')
    await person.hears('都对吗')
  }, 60_000)
})
