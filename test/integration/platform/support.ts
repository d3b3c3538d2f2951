import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll } from 'vitest'
import type { Logger } from '../../../src/platform/log/index.ts'
import { eventually } from '../../support/eventually.ts'

const folders: string[] = []
// Of the test file that imports this.
afterAll(() => Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true, force: true }))))

export async function temporaryFolder(what: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `minqing-${what}-`))
  folders.push(folder)
  return folder
}

/** A program that imports from the service's source, and the lines it prints. */
export function program(script: string): {
  child: ChildProcess
  line: () => Promise<string>
  exited: Promise<number | null>
} {
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    cwd: new URL('../../..', import.meta.url),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = new Promise<number | null>((done) => child.once('exit', (code) => done(code)))
  let printed = ''
  child.stdout?.setEncoding('utf8')
  child.stdout?.on('data', (chunk: string) => {
    printed += chunk
  })
  return {
    child,
    exited,
    line: async () => {
      await eventually('a line of the program', () => printed.includes('\n') || child.exitCode !== null)
      const [first = '', ...rest] = printed.split('\n')
      printed = rest.join('\n')
      return first
    },
  }
}

/** A log that keeps its lines as `level message`. */
export function keptLog(): { log: Logger; lines: string[] } {
  const lines: string[] = []
  const keep =
    (level: string) =>
    (first: unknown, message?: string): void => {
      lines.push(`${level} ${message ?? String(first)}`)
    }
  const log = {
    debug: keep('debug'),
    info: keep('info'),
    warn: keep('warn'),
    error: keep('error'),
  } as unknown as Logger
  return { log, lines }
}

/** A redis-server on a socket of ours that a test may kill, stop and start again on the same address. */
export async function mortalRedis(): Promise<{
  url: string
  start(): Promise<void>
  kill(): Promise<void>
  signal(name: 'SIGSTOP' | 'SIGCONT'): void
}> {
  const socket = join(await temporaryFolder('mortal-redis'), 'redis.sock')
  const url = `unix:${socket}`
  let server: ChildProcess | undefined
  process.once('exit', () => server?.kill('SIGKILL'))
  return {
    url,
    async start() {
      const args = ['--port', '0', '--unixsocket', socket, '--save', '', '--appendonly', 'no']
      server = spawn('redis-server', args, { stdio: 'ignore' })
      await eventually('redis answers', () => answers(url))
    },
    async kill() {
      const dying = server
      if (!dying || dying.exitCode !== null || dying.signalCode !== null) return
      const gone = new Promise((done) => dying.once('exit', done))
      dying.kill('SIGKILL')
      await gone
    },
    signal: (name) => {
      server?.kill(name)
    },
  }
}

export async function answers(url: string): Promise<boolean> {
  const { openRedis } = await import('../../../src/platform/redis/index.ts')
  const client = openRedis(url)
  client.on('error', () => {})
  const asked = client.connect().then(
    () => client.ping(),
    () => null,
  )
  const answer = await Promise.race([asked, pause(300, null)])
  client.destroy()
  return answer === 'PONG'
}
