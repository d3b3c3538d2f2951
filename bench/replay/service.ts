import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

export interface Service {
  /** kill -9, and the same again at once. */
  kill(): Promise<void>
  /** How often it ended although nobody killed it. */
  crashes(): number
  log(): Promise<string>
  stop(): Promise<void>
}

const READY_MS = 90_000
const STOP_MS = 15_000
const CRASHES = 5

/** The whole service as its operator would start it: another process, the environment and nothing else. */
export const startService = async (given: {
  root: URL
  port: number
  environment: Record<string, string>
  logFile: string
}): Promise<Service> => {
  const log = openSync(given.logFile, 'a')
  const read = () => readFile(given.logFile, 'utf8')
  const ended = new WeakSet<ChildProcess>()
  let crashes = 0
  let stopped = false
  let child = start()

  function start(): ChildProcess {
    const born = spawn(process.execPath, ['src/main.ts', 'all'], {
      cwd: given.root,
      env: given.environment,
      stdio: ['ignore', log, log],
    })
    born.once('exit', () => {
      if (ended.has(born)) return
      crashes += 1
      if (crashes < CRASHES) child = start()
    })
    return born
  }
  const killNow = () => child.kill('SIGKILL')
  // First of all exit handlers: what the service still writes would stand in the way of removing its folder.
  process.prependOnceListener('exit', killNow)

  const ready = async (): Promise<void> => {
    const deadline = performance.now() + READY_MS
    while (performance.now() < deadline && crashes < CRASHES) {
      const answer = await fetch(`http://127.0.0.1:${given.port}/readyz`).catch(() => null)
      await answer?.body?.cancel()
      if (answer?.status === 200) return
      await pause(100)
    }
    throw new Error(`the service is not ready (${crashes} crashes): ${tail(await read())}`)
  }
  const service: Service = {
    kill: async () => {
      ended.add(child)
      const gone = exit(child)
      child.kill('SIGKILL')
      await gone
      child = start()
      await ready()
    },
    crashes: () => crashes,
    log: read,
    stop: async () => {
      if (stopped) return
      stopped = true
      ended.add(child)
      process.off('exit', killNow)
      const gone = exit(child)
      child.kill('SIGTERM')
      const late = setTimeout(() => child.kill('SIGKILL'), STOP_MS)
      await gone
      clearTimeout(late)
      closeSync(log)
    },
  }
  try {
    await ready()
    return service
  } catch (error) {
    await service.stop()
    throw error
  }
}

const exit = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return
  await new Promise((done) => child.once('exit', done))
}

/** The last lines of a log. */
export const tail = (log: string, lines = 30): string => log.trimEnd().split('\n').slice(-lines).join('\n')

/** A port that was free a moment ago: the service must be told its own before it starts. */
export const freePort = async (): Promise<number> => {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  await new Promise((done) => server.close(done))
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}
