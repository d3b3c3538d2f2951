import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { z } from 'zod'
import { err, ok, type Result } from '../kernel/index.ts'
import type { BotConfig, Config, Fault, LlmConfig, S3Config, SpeechConfig, WecomConfig } from './config.ts'
import {
  aesKey,
  callbackToken,
  HOUR_MS,
  hours,
  parseHours,
  parseKey,
  parseKeyRing,
  parseList,
  share,
  url,
  word,
} from './values.ts'
import { VARIABLES, type VariableName } from './variables.ts'

type Values = Record<VariableName, string | undefined>

/** A night is no reason to telephone. */
const LEAST_FALLBACK_H = 12
/** Whoever sleeps on it has a day to come back. */
const LEAST_FILE_H = 24

/** Reads the environment once. All faults are reported together; nothing else in the program touches process.env. */
export function readConfig(env: Record<string, string | undefined> = process.env): Result<Config, Fault[]> {
  const faults: Fault[] = []
  const values = readValues(env, faults)
  const take = <T>(name: VariableName, schema: z.ZodType<T>): T | undefined => {
    if (values[name] === undefined) return undefined
    const parsed = schema.safeParse(values[name])
    if (parsed.success) return parsed.data
    faults.push({ variable: name, message: parsed.error.issues[0]?.message ?? 'is not valid' })
    return undefined
  }
  const need = <T>(name: VariableName, schema: z.ZodType<T>, fallback: T): T => {
    if (values[name] === undefined) faults.push({ variable: name, message: 'is missing' })
    return take(name, schema) ?? fallback
  }
  const port = take('PORT', z.coerce.number().int().min(0).max(65535)) ?? 3000
  const config: Config = {
    port,
    host: take('HOST', word) ?? '127.0.0.1',
    publicUrl: take('PUBLIC_URL', url) ?? `http://127.0.0.1:${port}`,
    databaseUrl: take('DATABASE_URL', z.url({ protocol: /^postgres(ql)?$/ })),
    redisUrl: take(
      'REDIS_URL',
      z.string().regex(/^(rediss?:\/\/|unix:)/, 'must begin with redis://, rediss:// or unix:'),
    ),
    dataDir: resolve(values.DATA_DIR ?? '.minqing'),
    dataKeys: need('DATA_KEYS', z.string().transform(parseKeyRing), []),
    sessionKey: need('SESSION_KEY', z.string().transform(parseKey(32)), Buffer.alloc(0)),
    orgFile: take('ORG_FILE', z.string()),
    flowsDir: take(
      'FLOWS_DIR',
      z.string().transform((folder) => resolve(folder)),
    ),
    logLevel: take('LOG_LEVEL', z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'])) ?? 'info',
    numberPrefix: take('NUMBER_PREFIX', z.string().regex(/^[A-Z]{2}$/, 'must be two capital letters')) ?? 'MQ',
    s3: readS3(values, need),
    wecom: readWecom(values, need, faults),
    bot: readBot(values, need),
    quiet: take('QUIET_HOURS', z.string().transform(parseHours)) ?? null,
    fallbackMs: (take('NOTICE_FALLBACK_HOURS', z.coerce.number().int().min(LEAST_FALLBACK_H).max(720)) ?? 24) * HOUR_MS,
    ratingDays: take('RATING_DAYS', z.coerce.number().int().min(1).max(365)) ?? 30,
    draft: {
      remindMs: take('DRAFT_REMIND_HOURS', z.union([z.literal('off').transform(() => null), hours(1, 40)])) ?? null,
      fileMs: take('DRAFT_FILE_HOURS', hours(LEAST_FILE_H, 720)) ?? LEAST_FILE_H * HOUR_MS,
    },
    drift: {
      window: take('DRIFT_WINDOW', z.coerce.number().int().min(20).max(5000)) ?? 200,
      unsure: take('DRIFT_UNSURE', share) ?? 1,
      disagreed: take('DRIFT_DISAGREED', share) ?? 1,
    },
    queryTries: take('QUERY_TRIES_PER_HOUR', z.coerce.number().int().min(1)) ?? 1,
    sms: readSms(values, need),
    administrators: take('ADMIN_USERIDS', z.string().transform(parseList).pipe(z.array(word))) ?? [],
    handOver: take('KF_HAND_OVER', z.enum(['pool', 'servicer', 'off'])) ?? 'pool',
    speech: readSpeech(values, need),
    llm: readLlm(values, need),
  }
  return faults.length > 0 ? err(faults) : ok(config)
}

type Need = <T>(name: VariableName, schema: z.ZodType<T>, fallback: T) => T

function readWecom(values: Values, need: Need, faults: Fault[]): WecomConfig | null {
  const kf = ['WECOM_KF_SECRET', 'WECOM_KF_TOKEN', 'WECOM_KF_AES_KEY', 'WECOM_KF_ID'] as const
  const app = ['WECOM_APP_AGENT_ID', 'WECOM_APP_SECRET', 'WECOM_APP_TOKEN', 'WECOM_APP_AES_KEY'] as const
  const anyKf = kf.some((name) => values[name] !== undefined)
  const anyApp = app.some((name) => values[name] !== undefined)
  if (!anyKf && !anyApp) {
    if (values.WECOM_CORP_ID !== undefined) {
      faults.push({
        variable: 'WECOM_CORP_ID',
        message: 'is set, but neither the WECOM_KF_ nor the WECOM_APP_ variables are',
      })
    }
    return null
  }
  return {
    apiBase: need('WECOM_API_BASE', url, ''),
    oauthBase: need('WECOM_OAUTH_BASE', url, ''),
    loginBase: need('WECOM_LOGIN_BASE', url, ''),
    corpId: need('WECOM_CORP_ID', word, ''),
    kf: anyKf
      ? {
          secret: need('WECOM_KF_SECRET', word, ''),
          token: need('WECOM_KF_TOKEN', callbackToken, ''),
          aesKey: need('WECOM_KF_AES_KEY', aesKey, ''),
          accounts: need(
            'WECOM_KF_ID',
            z.string().transform(parseList).pipe(z.array(word).min(1, 'names no account')),
            [],
          ),
        }
      : null,
    app: anyApp
      ? {
          agentId: need('WECOM_APP_AGENT_ID', z.coerce.number().int().positive(), 0),
          secret: need('WECOM_APP_SECRET', word, ''),
          token: need('WECOM_APP_TOKEN', callbackToken, ''),
          aesKey: need('WECOM_APP_AES_KEY', aesKey, ''),
        }
      : null,
  }
}

function readBot(values: Values, need: Need): BotConfig | null {
  if (values.WECOM_BOT_ID === undefined && values.WECOM_BOT_SECRET === undefined) return null
  return {
    botId: need('WECOM_BOT_ID', word, ''),
    secret: need('WECOM_BOT_SECRET', word, ''),
    url: need('WECOM_BOT_URL', z.url({ protocol: /^wss?$/ }), ''),
  }
}

function readSpeech(values: Values, need: Need): SpeechConfig | null {
  const names = ['STT_BASE_URL', 'STT_API_KEY', 'STT_MODEL'] as const
  if (names.every((name) => values[name] === undefined)) return null
  return {
    baseUrl: need('STT_BASE_URL', url, ''),
    apiKey: values.STT_API_KEY,
    model: need('STT_MODEL', word, ''),
  }
}

/** Only an address switches it on: whatever else is set, nothing leaves without one. */
function readLlm(values: Values, need: Need): LlmConfig | null {
  if (values.LLM_BASE_URL === undefined) return null
  const count = z.coerce.number().int().min(1)
  return {
    baseUrl: need('LLM_BASE_URL', url, ''),
    apiKey: values.LLM_API_KEY,
    model: need('LLM_MODEL', word, ''),
    callsPerHour: need('LLM_CALLS_PER_HOUR', count, 0),
    tokensPerHour: need('LLM_TOKENS_PER_HOUR', count, 0),
  }
}

function readSms(values: Values, need: Need): Config['sms'] {
  if (values.SMS_WEBHOOK_URL === undefined && values.SMS_WEBHOOK_SECRET === undefined) return null
  return {
    url: need('SMS_WEBHOOK_URL', z.url({ protocol: /^https?$/ }), ''),
    secret: need('SMS_WEBHOOK_SECRET', z.string().min(16, 'must be 16 characters or more'), ''),
  }
}

function readS3(values: Values, need: Need): S3Config | null {
  const names = ['S3_ENDPOINT', 'S3_BUCKET', 'S3_ACCESS_KEY', 'S3_SECRET_KEY'] as const
  if (names.every((name) => values[name] === undefined)) return null
  return {
    endpoint: need('S3_ENDPOINT', url, ''),
    bucket: need('S3_BUCKET', word, ''),
    region: need('S3_REGION', word, ''),
    accessKey: need('S3_ACCESS_KEY', word, ''),
    secretKey: need('S3_SECRET_KEY', word, ''),
  }
}

/** Empty is the same as absent: compose files and unit files write `NAME=` for "not set". */
function readValues(env: Record<string, string | undefined>, faults: Fault[]): Values {
  const read = (variable: (typeof VARIABLES)[number]): string | undefined => {
    const direct = env[variable.name]?.trim() || undefined
    const file = 'secret' in variable ? env[`${variable.name}_FILE`]?.trim() || undefined : undefined
    const fallback = 'default' in variable ? variable.default : undefined
    if (file === undefined) return direct ?? fallback
    if (direct !== undefined)
      faults.push({ variable: variable.name, message: `is set together with ${variable.name}_FILE` })
    try {
      return readFileSync(file, 'utf8').trim() || undefined
    } catch {
      faults.push({ variable: `${variable.name}_FILE`, message: 'names a file that cannot be read' })
      return undefined
    }
  }
  return Object.fromEntries(VARIABLES.map((variable) => [variable.name, read(variable)])) as Values
}
