import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { AppError } from '../platform/kernel/index.ts'
import { ROOT } from './root.ts'

/**
 * With no WECOM_ variable set, the service tries itself out: a simulated WeCom runs beside it, as a program of its own that is
 * reached like the real one. Its secrets are random, made once and kept in a file that is never committed.
 */
export interface Beside {
  environment: Record<string, string>
  address: string
  stop(): Promise<void>
}

const SIMULATOR = join(ROOT, 'simulator', 'main.ts')
const COUNTY = join(ROOT, 'simulator', 'county.yaml')

export const wantsSimulator = (env: Record<string, string | undefined>): boolean =>
  !Object.entries(env).some(([name, value]) => name.startsWith('WECOM_') && value?.trim())

export async function startBeside(env: Record<string, string | undefined>): Promise<Beside> {
  if (!existsSync(SIMULATOR)) {
    throw new AppError({
      code: 'wecom_missing',
      message: 'no WECOM_ variable is set and this installation has no simulator: see .env.example',
    })
  }
  const folder = resolve(env.DATA_DIR?.trim() || '.minqing')
  const secrets = await keptSecrets(folder)
  const port = env.PORT?.trim() || '3000'
  const callback = `http://127.0.0.1:${port}`
  const wire = {
    ...secrets.wecom,
    kf: { ...secrets.wecom.kf, callbackUrl: `${callback}/wecom/kf` },
    app: { ...secrets.wecom.app, callbackUrl: `${callback}/wecom/app` },
  }
  const config = join(folder, 'simulator.json')
  await writeFile(config, JSON.stringify(wire, null, 2), { mode: 0o600 })
  const simulatorPort = env.SIMULATOR_PORT?.trim() || '4000'
  const args = [
    SIMULATOR,
    '--config',
    config,
    '--org',
    env.ORG_FILE?.trim() || COUNTY,
    '--port',
    simulatorPort,
    '--quiet',
    '--bound',
  ]
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  const printed = await environmentPrinted(child)
  return {
    address: printed.address,
    environment: {
      ORG_FILE: COUNTY,
      // Nobody sleeps in the simulated county; whoever tries the service out at night wants to see it.
      QUIET_HOURS: 'off',
      DATA_KEYS: secrets.dataKeys,
      SESSION_KEY: secrets.sessionKey,
      ...printed.variables,
    },
    stop: async () => {
      if (child.exitCode !== null) return
      child.kill('SIGTERM')
      await new Promise((done) => child.once('exit', done))
    },
  }
}

interface Secrets {
  dataKeys: string
  sessionKey: string
  wecom: {
    corpId: string
    kf: Record<string, string>
    app: Record<string, string | number>
    accounts: { open_kfid: string; name: string }[]
    bot?: { id: string; secret: string; name: string }
    members: never[]
  }
}

async function keptSecrets(folder: string): Promise<Secrets> {
  const file = join(folder, 'secrets.json')
  await mkdir(folder, { recursive: true })
  const bot = { id: `aib${letters(32)}`, secret: letters(43), name: '民情助手' }
  try {
    const kept = JSON.parse(await readFile(file, 'utf8')) as Secrets
    if (kept.wecom.bot) return kept
    // Made before there was a robot: its conversations belong to its id, so that is kept from now on too.
    const whole = { ...kept, wecom: { ...kept.wecom, bot } }
    await writeFile(file, JSON.stringify(whole, null, 2), { mode: 0o600 })
    return whole
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  const family = () => ({ secret: letters(43), token: letters(24), aesKey: letters(43) })
  const secrets: Secrets = {
    dataKeys: `k1:${randomBytes(32).toString('base64')}`,
    sessionKey: randomBytes(32).toString('base64'),
    wecom: {
      corpId: `ww${randomBytes(8).toString('hex')}`,
      kf: family(),
      app: { ...family(), agentId: 1000002 },
      accounts: [{ open_kfid: `wk${letters(30)}`, name: '民情' }],
      bot,
      members: [],
    },
  }
  await writeFile(file, JSON.stringify(secrets, null, 2), { mode: 0o600, flag: 'wx' })
  return secrets
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
const letters = (length: number): string =>
  Array.from(randomBytes(length), (byte) => LETTERS[byte % LETTERS.length]).join('')

/** The simulator prints its address and the variables a service needs; the last of them ends its start. */
async function environmentPrinted(
  child: ChildProcess,
): Promise<{ address: string; variables: Record<string, string> }> {
  let text = ''
  child.stdout?.setEncoding('utf8')
  const ready = Promise.withResolvers<void>()
  child.stdout?.on('data', (chunk: string) => {
    text += chunk
    if (/^WECOM_APP_AES_KEY=\S+$/m.test(text)) ready.resolve()
  })
  child.once('exit', (code) =>
    ready.reject(new AppError({ code: 'simulator_failed', message: `the simulator ended with ${code}` })),
  )
  await ready.promise
  const variables = Object.fromEntries(
    [...text.matchAll(/^(WECOM_[A-Z_]+)=(.*)$/gm)].map((match) => [match[1] ?? '', match[2] ?? '']),
  )
  return { address: variables.WECOM_API_BASE ?? '', variables }
}
