import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { chown, mkdtemp, readFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { Client } from 'pg'

export interface Postgres {
  /** The database `postgres`, as a superuser. */
  url: string
  /** Makes an empty database, or a copy of `template` (to which nobody may be connected), and gives its address. */
  createDatabase(name: string, template?: string): Promise<string>
  dropDatabase(name: string): Promise<void>
  /** Hangs (not: is gone) while `during` runs. */
  frozen<T>(during: () => Promise<T>): Promise<T>
  close(): Promise<void>
}

interface User {
  uid: number
  gid: number
}

const run = promisify(execFile)

/** The folder with initdb and postgres: PATH first, then where Debian keeps each version. Null: not installed. */
export const findPostgres = (): string | null => {
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian).sort((one, other) => Number(other) - Number(one)) : []
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...versions.map((each) => join(debian, each, 'bin'))]
  return folders.find((each) => ['initdb', 'postgres'].every((name) => existsSync(join(each, name)))) ?? null
}

/**
 * A cluster in a temporary folder, reached through a socket in that folder, gone when this process is gone. `durable`: it waits for
 * the disk as PostgreSQL does by default, which only matters where speed is measured.
 */
export const startPostgres = async ({ durable = false } = {}): Promise<Postgres> => {
  const bin = findPostgres()
  if (bin === null) {
    throw new Error('initdb and postgres not found: install PostgreSQL (Debian, Ubuntu: apt-get install postgresql)')
  }
  // A socket's path may have 107 bytes, so not below a TMPDIR that may be long.
  const folder = await mkdtemp('/tmp/minqing-pg-')
  const user = await plainUser()
  if (user) await chown(folder, user.uid, user.gid)
  const data = join(folder, 'data')
  await runInitdb(bin, data, user)
  const server = spawnBound([...asUser(user), join(bin, 'postgres'), '-D', data, ...settings(folder, durable)], folder)
  const url = addressOf(folder, 'postgres')
  await waitUntilReady(url, folder, server)
  return {
    url,
    createDatabase: async (name, template) => {
      await query(url, `create database "${name}"${template === undefined ? '' : ` template "${template}"`}`)
      return addressOf(folder, name)
    },
    dropDatabase: (name) => query(url, `drop database if exists "${name}" with (force)`),
    frozen: async (during) => {
      const pids = serverProcesses(data)
      for (const pid of pids) signal(pid, 'SIGSTOP')
      try {
        return await during()
      } finally {
        for (const pid of pids) signal(pid, 'SIGCONT')
      }
    },
    close: async () => {
      server.stdin?.end()
      if (server.exitCode === null) await new Promise((done) => server.once('exit', done))
    },
  }
}

const addressOf = (folder: string, database: string): string =>
  `postgres://postgres@localhost/${database}?host=${encodeURIComponent(folder)}`

/** PostgreSQL refuses to run as root; Debian's package makes the user it should be. */
const plainUser = async (): Promise<User | null> => {
  if (process.getuid?.() !== 0) return null
  const numbers = await Promise.all(['-u', '-g'].map((what) => run('id', [what, 'postgres'])))
  const [uid, gid] = numbers.map(({ stdout }) => Number(stdout))
  return { uid: uid ?? Number.NaN, gid: gid ?? Number.NaN }
}

const asUser = (user: User | null): string[] =>
  user ? ['setpriv', `--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups'] : []

const runInitdb = async (bin: string, data: string, user: User | null): Promise<void> => {
  const flags = ['--auth=trust', '--username=postgres', '--encoding=UTF8', '--locale=C', '--no-sync', '-D', data]
  const [program = '', ...args] = [...asUser(user), join(bin, 'initdb'), ...flags]
  await run(program, args, { cwd: '/' })
}

/** Nothing in a test must outlive it, so nothing waits for a disk. */
const HASTY = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']
const settings = (folder: string, durable: boolean): string[] =>
  [`unix_socket_directories=${folder}`, 'listen_addresses=', 'max_connections=200', ...(durable ? [] : HASTY)].flatMap(
    (each) => ['-c', each],
  )

/**
 * The server ends, and its folder goes, when our end of its pipe closes, which the kernel does for us even after kill -9.
 * SIGINT is PostgreSQL's fast shutdown: SIGTERM would wait for the clients.
 */
const spawnBound = (command: string[], folder: string): ChildProcess => {
  const script =
    'folder="$1"; shift; "$@" >"$folder/log" 2>&1 <&- & child=$!; cat >/dev/null; kill -INT $child; wait $child; rm -rf "$folder"'
  return spawn('sh', ['-c', script, 'sh', folder, ...command], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
    cwd: '/',
  })
}

const waitUntilReady = async (url: string, folder: string, server: ChildProcess): Promise<void> => {
  for (let tries = 0; tries < 150 && server.exitCode === null; tries += 1) {
    const answered = await query(url, 'select 1').then(
      () => true,
      () => false,
    )
    if (answered) return
    await pause(100)
  }
  const log = await readFile(join(folder, 'log'), 'utf8').catch(() => 'no log')
  server.stdin?.end()
  throw new Error(`the private PostgreSQL did not answer within 15 s: ${log.slice(-2000)}`)
}

const query = async (url: string, text: string): Promise<void> => {
  const client = new Client({ connectionString: url })
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query(text)
  } finally {
    await client.end().catch(() => {})
  }
}

/** The server and all its backends: stopping the first alone would let the others go on. */
const serverProcesses = (folder: string): number[] => {
  const server = Number(readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n')[0])
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({ pid: Number(name), parent: parentOf(name) }))
  return [server, ...parents.filter(({ parent }) => parent === server).map(({ pid }) => pid)]
}

/** A backend whose client has just left may be gone by now. */
const signal = (pid: number, name: 'SIGSTOP' | 'SIGCONT'): void => {
  try {
    process.kill(pid, name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

const parentOf = (pid: string): number | null => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
  } catch {
    // It ended while we looked.
    return null
  }
}
