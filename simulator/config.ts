import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { OuterClock } from './clock.ts'
import { type Limits, SWITCHES, type Switches } from './limits.ts'
import type { TranscriptLine } from './transcript.ts'

const family = {
  secret: z.string().min(1),
  token: z.string().regex(/^[0-9A-Za-z]{1,32}$/, 'letters and digits, at most 32'),
  aesKey: z.string().regex(/^[0-9A-Za-z]{43}$/, '43 letters and digits'),
  callbackUrl: z.url(),
}

/** What a simulator is started from; a config file holds the same names. */
export const configSchema = z.object({
  corpId: z.string().min(1),
  kf: z.object(family),
  app: z.object({ ...family, agentId: z.number().int(), trustedDomain: z.string().optional() }),
  accounts: z
    .array(
      z.object({ open_kfid: z.string().startsWith('wk'), name: z.string(), servicers: z.array(z.string()).optional() }),
    )
    .min(1),
  /** The smart robot; a corp may have none. */
  bot: z.object({ id: z.string().min(1), secret: z.string().min(1), name: z.string().optional() }).optional(),
  /** Departments with a place in the tree; those only named by members stand under the root. */
  departments: z
    .array(
      z.object({
        id: z.number().int().positive().optional(),
        name: z.string(),
        parentid: z.number().int().optional(),
        order: z.number().int().optional(),
      }),
    )
    .optional(),
  members: z.array(z.object({ userid: z.string().min(1).max(64), name: z.string(), department: z.string() })),
  limits: z.record(z.string(), z.number()).optional(),
  switches: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
  seed: z.number().int().optional(),
})

export type SimulatorConfig = Omit<z.infer<typeof configSchema>, 'limits' | 'switches'> & {
  limits?: Partial<Limits> | undefined
  switches?: Partial<Switches> | undefined
}

export interface SimulatorOptions extends SimulatorConfig {
  /** 0 = any free port. */
  port?: number
  host?: string
  clock?: OuterClock
  transcript?: (line: TranscriptLine) => void
  /** Told loudly what the simulator does not know; standard error unless given. */
  warn?: (text: string) => void
}

export const defaultSwitches = (given: Partial<Switches> = {}): Switches => ({ ...SWITCHES, ...given })

const letters = (length: number): string =>
  Array.from(
    randomBytes(length),
    (byte) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'[byte % 62],
  ).join('')

export const randomBot = (): { id: string; secret: string; name: string } => ({
  id: `aib${letters(32)}`,
  secret: letters(43),
  name: '民情助手',
})

/** Secrets nobody else has, shaped like the platform's. `callback` is the base address of the service. */
export const randomConfig = (input: { callback: string; members: SimulatorConfig['members'] }): SimulatorConfig => {
  const base = input.callback.replace(/\/+$/, '')
  const secrets = () => ({ secret: letters(43), token: letters(24), aesKey: letters(43) })
  return {
    corpId: `ww${randomBytes(8).toString('hex')}`,
    kf: { ...secrets(), callbackUrl: `${base}/wecom/kf` },
    app: { ...secrets(), agentId: 1000002, callbackUrl: `${base}/wecom/app` },
    accounts: [{ open_kfid: `wk${letters(30)}`, name: '民情热线' }],
    bot: randomBot(),
    members: input.members,
  }
}

/** Where the robot's long connection is on the same server. */
export const botUrlOf = (url: string): string => `${url.replace(/^http/, 'ws')}/bot`

/** The same facts as the variables a service reads. */
export const environmentOf = (config: SimulatorConfig, url: string): Record<string, string> => ({
  WECOM_API_BASE: url,
  WECOM_OAUTH_BASE: url,
  WECOM_LOGIN_BASE: url,
  WECOM_CORP_ID: config.corpId,
  ...(config.bot
    ? { WECOM_BOT_ID: config.bot.id, WECOM_BOT_SECRET: config.bot.secret, WECOM_BOT_URL: botUrlOf(url) }
    : {}),
  WECOM_KF_SECRET: config.kf.secret,
  WECOM_KF_TOKEN: config.kf.token,
  WECOM_KF_AES_KEY: config.kf.aesKey,
  WECOM_KF_ID: config.accounts.map((account) => account.open_kfid).join(','),
  WECOM_APP_AGENT_ID: String(config.app.agentId),
  WECOM_APP_SECRET: config.app.secret,
  WECOM_APP_TOKEN: config.app.token,
  WECOM_APP_AES_KEY: config.app.aesKey,
})
