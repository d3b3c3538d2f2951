import { describe, expect, it } from 'vitest'
import { readConfig } from '../../../../src/platform/config/index.ts'

const KEY = Buffer.alloc(32, 7).toString('base64')
const read = (env: Record<string, string>) => readConfig({ DATA_KEYS: `k1:${KEY}`, SESSION_KEY: KEY, ...env })

describe('the configuration of a robot', () => {
  it('is off without its variables', () => {
    expect(read({})).toMatchObject({ ok: true, value: { bot: null } })
    expect(read({ WECOM_BOT_ID: '', WECOM_BOT_SECRET: ' ' })).toMatchObject({ ok: true, value: { bot: null } })
  })

  it('needs id and secret and nothing else of WeCom: no corp id, no address of ours', () => {
    expect(read({ WECOM_BOT_ID: 'aib1', WECOM_BOT_SECRET: 's' })).toMatchObject({
      ok: true,
      value: { wecom: null, bot: { botId: 'aib1', secret: 's', url: 'wss://openws.work.weixin.qq.com' } },
    })
  })

  it.each([
    [{ WECOM_BOT_ID: 'aib1' }, 'WECOM_BOT_SECRET'],
    [{ WECOM_BOT_SECRET: 's' }, 'WECOM_BOT_ID'],
    [{ WECOM_BOT_ID: 'aib1', WECOM_BOT_SECRET: 's', WECOM_BOT_URL: 'https://x' }, 'WECOM_BOT_URL'],
  ])('is faulty when only a part is there: %j', (env, variable) => {
    const faulty = read(env)
    expect(faulty.ok ? [] : faulty.error.map((fault) => fault.variable)).toEqual([variable])
  })
})
