import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readConfig, VARIABLES } from '../../../src/platform/config/index.ts'

const KEY = Buffer.alloc(32, 7).toString('base64')
const NEEDED = { DATA_KEYS: `k1:${KEY}`, SESSION_KEY: KEY }
const AES = 'a'.repeat(43)
const KF = {
  WECOM_CORP_ID: 'ww1',
  WECOM_KF_SECRET: 'kf-secret',
  WECOM_KF_TOKEN: 'token1',
  WECOM_KF_AES_KEY: AES,
  WECOM_KF_ID: 'wkA, wkB',
}

const configOf = (env: Record<string, string>) => {
  const read = readConfig(env)
  if (!read.ok) throw new Error(JSON.stringify(read.error))
  return read.value
}
const faultsOf = (env: Record<string, string>) => {
  const read = readConfig(env)
  return read.ok ? [] : read.error
}
const faultyVariables = (env: Record<string, string>) => faultsOf(env).map((fault) => fault.variable)

describe('configuration', () => {
  it('has every optional part off when its variables are absent or empty', () => {
    const config = configOf({ ...NEEDED, WECOM_KF_SECRET: '', S3_BUCKET: '  ', DATABASE_URL: '' })
    expect(config).toMatchObject({ wecom: null, s3: null, databaseUrl: undefined, redisUrl: undefined })
    expect(config).toMatchObject({ port: 3000, host: '127.0.0.1', publicUrl: 'http://127.0.0.1:3000' })
  })

  it('reads a family that is whole, beside one that is off', () => {
    const { wecom } = configOf({ ...NEEDED, ...KF, WECOM_API_BASE: 'http://127.0.0.1:9/' })
    expect(wecom).toMatchObject({ corpId: 'ww1', apiBase: 'http://127.0.0.1:9', app: null })
    expect(wecom?.kf?.accounts).toEqual(['wkA', 'wkB'])
  })

  it('reports all faults at once', () => {
    const env = {
      PORT: 'eighty',
      LOG_LEVEL: 'loud',
      DATABASE_URL: 'mysql://x',
      REDIS_URL: 'http://x',
      NUMBER_PREFIX: 'mq',
    }
    expect(faultyVariables(env).sort()).toEqual(
      ['DATABASE_URL', 'DATA_KEYS', 'LOG_LEVEL', 'NUMBER_PREFIX', 'PORT', 'REDIS_URL', 'SESSION_KEY'].sort(),
    )
  })

  it('has no working default for a secret', () => {
    expect(faultyVariables({}).sort()).toEqual(['DATA_KEYS', 'SESSION_KEY'])
    expect(VARIABLES.filter((variable) => 'secret' in variable && 'default' in variable)).toEqual([])
  })

  it.each([
    [{ WECOM_KF_SECRET: 's' }, ['WECOM_CORP_ID', 'WECOM_KF_AES_KEY', 'WECOM_KF_ID', 'WECOM_KF_TOKEN']],
    [{ WECOM_APP_AGENT_ID: '5' }, ['WECOM_APP_AES_KEY', 'WECOM_APP_SECRET', 'WECOM_APP_TOKEN', 'WECOM_CORP_ID']],
    [{ S3_BUCKET: 'b' }, ['S3_ACCESS_KEY', 'S3_ENDPOINT', 'S3_SECRET_KEY']],
    [{ WECOM_CORP_ID: 'ww1' }, ['WECOM_CORP_ID']],
  ])('calls half a family a fault: %j', (env, missing) => {
    expect(faultyVariables({ ...NEEDED, ...env } as Record<string, string>).sort()).toEqual(missing)
  })

  it('asks no language model unless an address is given, whatever else is', () => {
    expect(configOf({ ...NEEDED, LLM_API_KEY: 'key', LLM_MODEL: 'm', OPENAI_API_KEY: 'key' }).llm).toBeNull()
    expect(configOf({ ...NEEDED, LLM_BASE_URL: 'http://127.0.0.1:9/v1/', LLM_MODEL: 'm' }).llm).toEqual({
      ...{ baseUrl: 'http://127.0.0.1:9/v1', apiKey: undefined, model: 'm' },
      ...{ callsPerHour: 2_000, tokensPerHour: 2_000_000 },
    })
    expect(faultyVariables({ ...NEEDED, LLM_BASE_URL: 'http://127.0.0.1:9/v1' })).toEqual(['LLM_MODEL'])
    expect(
      faultyVariables({ ...NEEDED, LLM_BASE_URL: 'here', LLM_MODEL: 'm', LLM_CALLS_PER_HOUR: '0' }).sort(),
    ).toEqual(['LLM_BASE_URL', 'LLM_CALLS_PER_HOUR'])
  })

  it.each([
    ['WECOM_KF_AES_KEY', 'short'],
    ['WECOM_KF_TOKEN', 'has space'],
    ['WECOM_KF_ID', ' , '],
    ['WECOM_API_BASE', 'ftp://x'],
  ])('refuses %s=%s', (name, value) => {
    expect(faultyVariables({ ...NEEDED, ...KF, [name]: value })).toEqual([name])
  })

  it.each([
    ['k1', 'no key'],
    [`k1:${Buffer.alloc(16).toString('base64')}`, 'a short key'],
    [`K1:${KEY}`, 'an id that is not lower case'],
    [`k1:${KEY},k1:${KEY}`, 'one id for two keys'],
  ])('refuses a key ring with %s (%s)', (ring) => {
    expect(faultyVariables({ ...NEEDED, DATA_KEYS: ring })).toEqual(['DATA_KEYS'])
  })

  it('keeps the order of the key ring, newest first', () => {
    const other = Buffer.alloc(32, 9).toString('base64')
    expect(configOf({ ...NEEDED, DATA_KEYS: `k2:${other}, k1:${KEY}` }).dataKeys.map(({ id }) => id)).toEqual([
      'k2',
      'k1',
    ])
  })
})

describe('NAME_FILE', () => {
  const folder = mkdtempSync(join(tmpdir(), 'minqing-config-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const fileWith = (text: string) => {
    const file = join(folder, 'secret')
    writeFileSync(file, text)
    return file
  }

  it('gives a secret without the line break at its end', () => {
    const { WECOM_KF_SECRET: _secret, ...rest } = KF
    const { wecom } = configOf({ ...NEEDED, ...rest, WECOM_KF_SECRET_FILE: fileWith('from-file\n') })
    expect(wecom?.kf?.secret).toBe('from-file')
  })

  it('together with NAME is a fault, not a choice', () => {
    expect(faultyVariables({ ...NEEDED, SESSION_KEY_FILE: fileWith(KEY) })).toEqual(['SESSION_KEY'])
  })

  it('that cannot be read is a fault under its own name', () => {
    expect(faultyVariables({ ...NEEDED, ...KF, WECOM_KF_SECRET: '', WECOM_KF_SECRET_FILE: '/nowhere/x' })).toContain(
      'WECOM_KF_SECRET_FILE',
    )
  })

  it('is not taken for a variable that is no secret', () => {
    expect(configOf({ ...NEEDED, PORT_FILE: fileWith('4000') }).port).toBe(3000)
  })
})

it('no fault repeats the value of a secret', () => {
  const secrets = VARIABLES.filter((variable) => 'secret' in variable)
  const env = Object.fromEntries(secrets.map(({ name }) => [name, `hush ${name} hush`]))
  const faults = faultsOf({ ...env, WECOM_KF_ID: 'wk', WECOM_CORP_ID: 'ww', WECOM_APP_AGENT_ID: '1' })
  expect(faults.length).toBeGreaterThan(8)
  expect(JSON.stringify(faults)).not.toContain('hush')
})

it('registers drafts after three days, never before a day has passed, and reminds once unless that is off', () => {
  expect(configOf(NEEDED).draft).toEqual({ remindMs: 4 * 3_600_000, fileMs: 72 * 3_600_000 })
  expect(configOf({ ...NEEDED, DRAFT_REMIND_HOURS: 'off', DRAFT_FILE_HOURS: '24' }).draft).toEqual({
    remindMs: null,
    fileMs: 24 * 3_600_000,
  })
  for (const hours of ['23', '0', 'off', '721', '72.5'])
    expect(faultyVariables({ ...NEEDED, DRAFT_FILE_HOURS: hours }), hours).toEqual(['DRAFT_FILE_HOURS'])
  expect(faultyVariables({ ...NEEDED, DRAFT_REMIND_HOURS: '0' })).toEqual(['DRAFT_REMIND_HOURS'])
})
