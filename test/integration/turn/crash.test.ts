import { type ChildProcess, spawn } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ROOT } from '../../../src/app/root.ts'
import { type Citizen, citizen } from '../../support/citizen.ts'
import { eventually } from '../../support/eventually.ts'
import { type House, openHouse } from '../../support/house.ts'

const SEND = '/cgi-bin/kf/send_msg'
const HELLO = '直接把要反映的事写下来'
const ANSWER = '您写的原话'

/** A process of the service, killed without a word. The embedded database: whoever held a lease in it is gone for certain. */
let house: House
let child: ChildProcess | null = null
beforeAll(async () => {
  house = await openHouse({ database: 'embedded' })
  await house.stop()
  await begin()
})
afterAll(async () => {
  await kill()
  await house.close()
})

async function begin(): Promise<void> {
  const environment = { PATH: process.env.PATH, ...house.environment }
  child = spawn(process.execPath, ['src/main.ts', 'all'], { cwd: ROOT, env: environment, stdio: 'ignore' })
  await eventually(
    'the service to answer',
    () =>
      fetch(`${house.url}/readyz`).then(
        (answer) => answer.ok,
        () => false,
      ),
    30_000,
  )
}

async function kill(): Promise<void> {
  const dying = child
  child = null
  if (!dying || dying.exitCode !== null) return
  const gone = new Promise((done) => dying.once('exit', done))
  dying.kill('SIGKILL')
  await gone
}

const times = (list: string[], part: string) => list.filter((text) => text.includes(part)).length
/** Messages leave in order: a second copy would be there before the answer to a later word. */
async function timesInAll(person: Citizen, part: string): Promise<number> {
  person.says('帮助')
  await person.hears('“查询”看进度')
  return times(await person.heard(), part)
}
const tries = async (after: number) =>
  (await house.sim.transcript({ after })).items.filter((line) => line.what.includes(SEND))
const lineNow = async () => (await house.sim.transcript()).last

describe('kill -9', { timeout: 90_000 }, () => {
  it('between the commit of a turn and the sending of its answer: the answer arrives once', async () => {
    const person = citizen(house.sim)
    person.says('你好')
    await person.hears(HELLO)
    // The call hangs before it takes effect: the turn is committed, nothing is sent.
    house.sim.faults.order({ path: SEND, latency_ms: 3_000, drop: true })
    const sessions = house.sim.faults.pending().length
    person.says('隐私')
    await eventually('the sending to begin', () => house.sim.faults.pending().length < sessions)
    await kill()
    await begin()
    await person.hears(ANSWER)
    expect(await timesInAll(person, ANSWER)).toBe(1)
  })

  it('after the platform took the answer, before we knew: the same message id again, once on the screen', async () => {
    const person = citizen(house.sim)
    person.says('你好')
    await person.hears(HELLO)
    const from = await lineNow()
    house.sim.faults.order({ path: SEND, latency_ms: 3_000, when: 'after' })
    person.says('隐私')
    await person.hears(ANSWER)
    await kill()
    await begin()
    await eventually(
      'the message to be recognised',
      () => (house.sim.books().phones[person.phone]?.duplicates ?? 0) > 0,
    )
    expect((await tries(from)).some((line) => line.errcode === 95033)).toBe(true)
    expect(await timesInAll(person, ANSWER)).toBe(1)
  })

  it('while it is down, words are said: all are answered when it is back, in order and once', async () => {
    const person = citizen(house.sim)
    person.says('你好')
    await person.hears(HELLO)
    await kill()
    person.says('幸福路的路灯坏了两个月')
    person.says('老人晚上摔倒过')
    await begin()
    house.sim.doorbells.ring(house.sim.accounts()[0]?.open_kfid ?? '')
    await person.hears('哪个乡镇或街道')
    expect(times(await person.heard(), '哪个乡镇或街道')).toBe(1)
  })

  it('in the middle of a matter: the next answer goes on where it stood', async () => {
    const person = citizen(house.sim)
    person.says('小区停水三天了没人管')
    await person.hears('事情发生在哪里')
    await kill()
    await begin()
    person.says('幸福路12号')
    await person.hears('哪个乡镇或街道')
    person.says('返回')
    await person.hears('事情发生在哪里')
  })
})
