import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { flows } from '../../../src/app/commands/flows.ts'
import { ROOT } from '../../../src/app/root.ts'
import { recordingSchema } from '../../../src/talk/dialogue/index.ts'
import { citizen } from '../../support/citizen.ts'
import { type House, openHouse } from '../../support/house.ts'

const HERE = import.meta.dirname
const SAID = ['路灯坏了两个月没有人修', '梧桐巷口', '希望尽快修好']

/** One person has answered three questions; the service is stopped, and the commands look into its database. */
let house: House
let folder: string
let conversation = ''
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'minqing-flows-'))
  cpSync(join(ROOT, 'flows'), folder, { recursive: true })
  cpSync(join(HERE, 'before.yaml'), join(folder, 'complaint.yaml'))
  house = await openHouse({ environment: { FLOWS_DIR: folder } })
  const person = citizen(house.sim)
  for (const [index, question] of ['事情发生在哪里', '怎么解决', '涉及哪个单位'].entries()) {
    person.says(SAID[index] ?? '')
    await person.hears(question)
  }
  const row = await house.context.db.selectFrom('conversations').select('id').executeTakeFirstOrThrow()
  conversation = row.id
  await house.stop()
}, 60_000)
afterAll(async () => {
  await house.close()
  rmSync(folder, { recursive: true })
})

describe('npm run flows', () => {
  it('-- impact: nothing changes while the files are those the person is asked by', async () => {
    const { ok, text } = await flows(['impact'], house.environment)
    expect({ ok, text }).toEqual({ ok: true, text: `${conversation} complaint v1, at party: nothing changes` })
  })

  it('-- record: what was done, without a word of it', async () => {
    const { ok, text } = await flows(['record', conversation], house.environment)
    expect(ok).toBe(true)
    const recording = recordingSchema.parse(parse(text))
    expect(recording.turns.flat()).toMatchObject([
      { said: 'words', as: 'story' },
      { said: 'words', at: 'place', as: 'answer' },
      { said: 'words', at: 'want', as: 'answer' },
    ])
    expect(text).not.toMatch(/\p{Script=Han}/u)
  })

  it('-- impact: who is in the middle, where, and what the changed files would do', async () => {
    cpSync(join(HERE, 'after.yaml'), join(folder, 'complaint.yaml'))
    const { text } = await flows(['impact'], house.environment)
    expect(text).toBe(`${conversation} complaint v1 → v2, at party: goes on at since; new or again: since`)
  })

  it('-- check: a folder, before it is published', async () => {
    expect(await flows(['check', folder])).toEqual({ ok: true, text: 'flows: no faults' })
    rmSync(join(folder, 'status.yaml'))
    expect(await flows(['check', folder])).toEqual({ ok: false, text: 'status.yaml: the file is missing' })
  })

  it('alone says what there is', async () => {
    expect(await flows([])).toEqual({
      ok: false,
      text: 'usage: flows check | funnel | impact | play | record | schema',
    })
  })
})
