import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { randomConfig, type Simulator, startSimulator } from '../../../simulator/index.ts'
import { ROOT } from '../../../src/app/root.ts'
import { type Service, start } from '../../../src/app/start.ts'
import { eventually } from '../../support/eventually.ts'
import { member } from './member.ts'

/** All that somebody needs who has made a robot in the admin page: its id and secret, and what every installation has. */
const config = randomConfig({
  callback: 'http://127.0.0.1:1',
  members: [{ userid: 'wang', name: '王', department: '信访局' }],
})
let sim: Simulator
beforeAll(async () => {
  sim = await startSimulator({ ...config, port: 0, warn: () => undefined })
})
afterAll(() => sim.close())

async function withService(secret: string, use: (service: Service) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'minqing-bot-start-'))
  const service = await start('all', {
    PORT: '0',
    DATA_DIR: folder,
    DATA_KEYS: `t1:${randomBytes(32).toString('base64')}`,
    SESSION_KEY: randomBytes(32).toString('base64'),
    ORG_FILE: join(ROOT, 'simulator', 'county.yaml'),
    LOG_LEVEL: 'silent',
    WECOM_BOT_ID: config.bot?.id,
    WECOM_BOT_SECRET: secret,
    WECOM_BOT_URL: sim.botUrl,
  })
  try {
    await use(service)
  } finally {
    await service.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

const refusals = async () =>
  (await sim.transcript()).items.filter((line) => line.what.includes('aibot_subscribe')).length

describe('with a robot and nothing else', () => {
  it('the service starts, says so, answers over the robot, and has no callbacks', async () => {
    await withService(config.bot?.secret ?? '', async ({ lines }) => {
      const said = lines.join('\n')
      expect(said).toContain(`smart robot: ${config.bot?.id}`)
      expect(said).toContain('customer service: off')
      expect(said).toContain('staff app: off')
      expect(said).not.toContain(config.bot?.secret)

      await eventually('the robot to be connected', () => sim.bots.read().subscribed)
      const wang = member(sim, 'wang')
      wang.says('帮助')
      await wang.hears('直接把事情写下来就行')

      const url = /http:\/\/\S+/.exec(said)?.[0] ?? ''
      for (const path of ['/wecom/kf', '/wecom/app']) {
        expect((await fetch(`${url}${path}`, { method: 'POST', body: '<xml/>' })).status).toBe(404)
      }
      expect((await fetch(`${url}/healthz`)).status).toBe(200)
    })
    await eventually('the connection to be closed', () => !sim.bots.read().subscribed)
  })

  it('and a wrong secret, the service asks once and leaves it to a person (853000)', async () => {
    const before = await refusals()
    await withService('wrong', async () => {
      await eventually('the refusal', async () => (await refusals()) > before)
      expect(sim.bots.read().subscribed).toBe(false)
    })
    expect(await refusals()).toBe(before + 1)
  })
})
