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
  house = await openHouse({ environment: { FLOWS_DIR: folder } })
})
afterEach(async () => {
  await house.close()
  rmSync(folder, { recursive: true })
})

const SINCE = `
  - id: since
    kind: text
    field: since
    ask: since
    optional: true

  - id: contact`

/** A question more before the one for contact, and none about the party. */
function longer(text: string): string {
  const changed = text
    .replace(/^version: \d+/m, 'version: 900')
    .replace(/\n {2}- id: party\n[\s\S]*?(?=\n {2}- id: )/, '\n')
    .replace(/\n {2}- id: contact/, SINCE)
    .replace(/\n {2}party: .*/, '\n  since: { label: 从什么时候起 }')
    .replace(/\n {2}party: \|[\s\S]*?(?=\n {2}[a-z_]+: )/, '\n  since: 这种情况从什么时候开始的？')
    .replace(/\n {2}party_again: .*/, '')
    .replace(/(lists: \[.*)party/, '$1since')
  expect(changed).toContain('since: 这种情况')
  return changed
}

const change = (file: string, edit: (text: string) => string) =>
  writeFileSync(join(folder, file), edit(readFileSync(join(folder, file), 'utf8')))

async function published(): Promise<void> {
  const version = () => house.context.wording.flows.complaint?.version
  const before = version()
  change('complaint.yaml', longer)
  await eventually('the change to be taken up', () => version() !== before)
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
  await person.hears('哪个乡镇或街道')
  await person.taps('不清楚')
  await person.hears('怎么解决')
}

const withoutMore = async (person: Citizen) => {
  await person.hears('怎么联系您')
  await person.taps('不留联系方式')
  await person.hears('有照片或文件')
  await person.taps('没有照片')
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
      version: 900,
      fields: {
        words: { text: '路灯坏了两个月没有人修' },
        place: { text: '梧桐巷口' },
        want: { text: '希望尽快修好' },
      },
    })
    person.says('今年九月')
    await withoutMore(person)
    await eventually(
      'the category to be asked or not',
      async () => (await sessionOf(person)).thread?.asked !== 'photos',
    )
    if ((await sessionOf(person)).thread?.asked === 'category') person.says('都不像')
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
    await withoutMore(person)
    await eventually('the next question', async () => (await sessionOf(person)).thread?.asked !== 'photos')
    if ((await sessionOf(person)).thread?.asked === 'category') person.says('都不像')
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
    change('complaint.yaml', (text) => text.replace('ask: want\n', 'ask: wish\n'))
    const alarm = await eventually('the alarm', () =>
      house.context.db.selectFrom('alarms').selectAll().where('kind', '=', 'flows_refused').executeTakeFirst(),
    )
    expect(JSON.stringify(alarm.detail)).toMatch(/complaint\.yaml:\d+: text wish is missing/)
    person.says('希望尽快修好')
    await person.hears('涉及哪个单位')
  }, 60_000)

  it('reaches a process that did not see the file change, with its next turn; so it does after a restart', async () => {
    const person = citizen(house.sim)
    await toTheWish(person)
    const files = readFiles(folder)
    const elsewhere = { ...files, 'complaint.yaml': longer(files['complaint.yaml'] ?? '') }
    await publishFiles(house.context.db, elsewhere, house.clock.now())
    person.says('希望尽快修好')
    await person.hears('从什么时候开始的')
    await house.stop()
    await house.start()
    expect(house.context.wording.flows.complaint?.version).toBe(900)
    person.says('今年九月')
    await person.hears('怎么联系您')
  }, 60_000)
})
