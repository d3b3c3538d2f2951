import { createNodeRedisClient, Queue, Worker } from 'bullmq'
import type { Logger } from '../log/index.ts'
import { openRedis } from '../redis/index.ts'

/**
 * Nudges, not facts. A job says "look at this row now"; the row says what to do, and a sweep finds rows whose nudge was
 * lost. So a nudge that cannot be sent is only logged, a finished or failed job is removed at once (BullMQ silently drops
 * a job whose id is still kept), and trying again is decided by the row's `not_before`, not by BullMQ.
 */
export interface Queues {
  /** Never waits for a Redis that is away, and never throws. */
  nudge(queue: string, jobId: string, data: Record<string, string | number>, delayMs?: number): Promise<void>
  work(queue: string, concurrency: number, handle: (data: Record<string, unknown>) => Promise<void>): void
  ping(): Promise<boolean>
  /** Lets jobs that run end first, within CLOSE_TIMEOUT_MS. */
  close(): Promise<void>
}

/** node-redis keeps commands for a server that is away and sends them when it is back: nobody may wait for that. */
const ANSWER_TIMEOUT_MS = 1_000
/** One that hangs is not asked again for each of hundreds of rows. */
const SILENCE_MS = 5_000
/** The service must come up without Redis: callbacks are accepted and rows written all the same. */
const CONNECT_TIMEOUT_MS = 3_000
/** Below the 10 s that Docker gives a container between SIGTERM and SIGKILL. */
const CLOSE_TIMEOUT_MS = 8_000

export async function openQueues(options: { redisUrl: string; prefix: string; log: Logger }): Promise<Queues> {
  const { log, prefix } = options
  const raw = openRedis(options.redisUrl)
  const quarrel = quarrelOf(log)
  raw.on('error', (error: Error) => quarrel.away(error))
  raw.on('ready', quarrel.back)
  const connected = raw.connect().catch((error: unknown) => log.warn({ err: message(error) }, 'redis not connected'))
  await within(CONNECT_TIMEOUT_MS, connected)
  const connection = createNodeRedisClient(raw)
  const queues = new Map<string, Queue>()
  const workers: Worker[] = []
  const running = new Set<Promise<void>>()
  let silentUntil = 0
  const complain = (queue: string, what: string) => (error: Error) => {
    // Every queue and worker repeats what the connection has said already.
    if (raw.isReady) log.warn({ queue, err: error.message }, what)
  }
  const queue = (name: string): Queue => {
    const known = queues.get(name)
    if (known) return known
    const made = new Queue(name, {
      connection,
      prefix,
      defaultJobOptions: { removeOnComplete: true, removeOnFail: true, attempts: 1 },
    })
    made.on('error', complain(name, 'queue'))
    queues.set(name, made)
    return made
  }
  const ping = async () =>
    (await within(
      ANSWER_TIMEOUT_MS,
      raw.ping().catch(() => null),
    )) === 'PONG'
  return {
    ping,
    async nudge(name, jobId, data, delayMs = 0) {
      if (!raw.isReady || performance.now() < silentUntil)
        return log.debug({ queue: name, jobId }, 'nudge not sent; the sweep will find the row')
      try {
        const added = await within(ANSWER_TIMEOUT_MS, queue(name).add(name, data, { jobId, delay: delayMs }))
        if (added !== 'late') return
        silentUntil = performance.now() + SILENCE_MS
        log.warn({ queue: name, jobId }, 'redis does not answer; the sweep will find the row')
      } catch (error) {
        log.warn({ queue: name, jobId, err: message(error) }, 'nudge lost; the sweep will find the row')
      }
    },
    work(name, concurrency, handle) {
      const take = async (data: Record<string, unknown>) => {
        const job = handle(data)
        running.add(job)
        await job.finally(() => running.delete(job))
      }
      const worker = new Worker(name, (job) => take(job.data as Record<string, unknown>), {
        connection,
        prefix,
        concurrency,
        removeOnComplete: { count: 0 },
        removeOnFail: { count: 0 },
      })
      worker.on('error', complain(name, 'worker'))
      worker.on('failed', (job, error) => log.error({ queue: name, jobId: job?.id, err: error }, 'job failed'))
      workers.push(worker)
    },
    async close() {
      // BullMQ's orderly end asks Redis; without one it would wait for ever, so only our own jobs are waited for.
      const force = !(await ping())
      const orderly = async () => {
        if (force) await Promise.allSettled(running)
        await Promise.all(workers.map((worker) => worker.close(force)))
        await Promise.all([...queues.values()].map((each) => (force ? each.disconnect() : each.close())))
      }
      const end = await within(CLOSE_TIMEOUT_MS, orderly())
      if (end === 'late')
        log.warn({ running: running.size }, 'queues not closed in time; the sweep finds what was left')
      if (raw.isOpen) raw.destroy()
    },
  }
}

/** One line when Redis goes and one when it is back, not one for each of a hundred attempts. */
function quarrelOf(log: Logger) {
  let away = false
  return {
    away: (error: Error) => {
      if (!away) log.warn({ err: error.message }, 'redis is away: rows are still written, and worked when it is back')
      away = true
    },
    back: () => {
      if (away) log.info('redis is back')
      away = false
    },
  }
}

async function within<T>(ms: number, work: Promise<T>): Promise<T | 'late'> {
  const late = Promise.withResolvers<'late'>()
  const timer = setTimeout(late.resolve, ms, 'late' as const)
  try {
    return await Promise.race([work, late.promise])
  } finally {
    clearTimeout(timer)
  }
}

const message = (error: unknown): string => (error instanceof Error ? error.message : String(error))
