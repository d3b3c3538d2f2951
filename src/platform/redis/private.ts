import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AppError } from '../kernel/index.ts'
import { openRedis } from './open.ts'

export interface PrivateRedis {
  url: string
  close(): Promise<void>
}

/** A redis-server of our own on a socket only we can open; it holds nothing worth keeping, so nothing is written to disk. */
export async function startPrivateRedis(): Promise<PrivateRedis> {
  const program = findServer()
  const folder = await mkdtemp(join(tmpdir(), 'minqing-redis-'))
  const socket = join(folder, 'redis.sock')
  const child = spawnBound(folder, program, [
    '--port',
    '0',
    '--unixsocket',
    socket,
    '--unixsocketperm',
    '700',
    '--save',
    '',
    '--appendonly',
    'no',
    '--dir',
    folder,
  ])
  try {
    await waitUntilReady(`unix:${socket}`, child)
  } catch (error) {
    child.stdin?.end()
    throw error
  }
  return {
    url: `unix:${socket}`,
    close: async () => {
      child.stdin?.end()
      if (child.exitCode === null) await new Promise((done) => child.once('exit', done))
    },
  }
}

function findServer(): string {
  const found = ['redis-server', 'valkey-server'].find((name) => spawnSync(name, ['--version']).status === 0)
  if (found) return found
  throw new AppError({
    code: 'redis_missing',
    message:
      'no redis-server or valkey-server on PATH: install one (Debian, Ubuntu: apt-get install redis-server) or set REDIS_URL',
  })
}

/**
 * The server ends, and its folder goes, when our end of its pipe closes, which the kernel does for us even after kill -9: no
 * orphan is left.
 */
function spawnBound(folder: string, program: string, args: string[]): ChildProcess {
  const script =
    'folder="$1"; shift; "$@" >/dev/null 2>&1 <&- & child=$!; trap "kill $child" TERM; cat >/dev/null; kill $child; wait $child; rm -rf "$folder"'
  return spawn('sh', ['-c', script, 'sh', folder, program, ...args], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  })
}

async function waitUntilReady(url: string, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    if (child.exitCode !== null) break
    const client = openRedis(url)
    client.on('error', () => {})
    const answered = await Promise.race([
      client.connect().then(
        () => client.ping(),
        () => null,
      ),
      new Promise((done) => setTimeout(done, 100, null)),
    ])
    client.destroy()
    if (answered === 'PONG') return
  }
  throw new AppError({ code: 'redis_not_started', message: 'the private redis-server did not answer within 10 s' })
}
