import { createNodeRedisClient, Queue, Worker } from 'bullmq'
import type { Logger } from '../log/index.ts'
import { openRedis } from '../redis/index.ts'

/**
 * Nudges, not facts. A job says "look at this row now"; the row says what to do, and a sweep finds rows whose nudge was
 * lost. So a nudge that cannot be sent is only logged, a finished or failed job is removed at once (BullMQ silently drops
 * a job whose id is still kept), and trying again is decided by the row's `not_before`, not by BullMQ.
 */
export interface Queues {
  nudge(queue: string, jobId: string, data: Record<string, string | number>, delayMs?: number): Promise<void>
  work(queue: string, concurrency: number, handle: (data: Record<string, unknown>) => Promise<void>): void
  ping(): Promise<boolean>
  close(): Promise<void>
}

const PING_TIMEOUT_MS = 1_000

export async function openQueues(options: { redisUrl: string; prefix: string; log: Logger }): Promise<Queues> {
  const { log, prefix } = options
  const raw = openRedis(options.redisUrl)
  raw.on('error', (error: Error) => log.warn({ err: error.message }, 'redis connection'))
  await raw.connect()
  const connection = createNodeRedisClient(raw)
  const queues = new Map<string, Queue>()
  const workers: Worker[] = []
  const queue = (name: string): Queue => {
    const known = queues.get(name)
    if (known) return known
    const made = new Queue(name, {
      connection,
      prefix,
      defaultJobOptions: { removeOnComplete: true, removeOnFail: true, attempts: 1 },
    })
    made.on('error', (error) => log.warn({ queue: name, err: error.message }, 'queue'))
    queues.set(name, made)
    return made
  }
  return {
    async nudge(name, jobId, data, delayMs = 0) {
      try {
        await queue(name).add(name, data, { jobId, delay: delayMs })
      } catch (error) {
        log.warn({ queue: name, jobId, err: message(error) }, 'nudge lost; the sweep will find the row')
      }
    },
    work(name, concurrency, handle) {
      const worker = new Worker(name, (job) => handle(job.data as Record<string, unknown>), {
        connection,
        prefix,
        concurrency,
        removeOnComplete: { count: 0 },
        removeOnFail: { count: 0 },
      })
      worker.on('error', (error) => log.warn({ queue: name, err: error.message }, 'worker'))
      worker.on('failed', (job, error) => log.error({ queue: name, jobId: job?.id, err: error }, 'job failed'))
      workers.push(worker)
    },
    async ping() {
      const late = new Promise<null>((done) => setTimeout(done, PING_TIMEOUT_MS, null).unref())
      return (await Promise.race([raw.ping().catch(() => null), late])) === 'PONG'
    },
    async close() {
      await Promise.all(workers.map((worker) => worker.close()))
      await Promise.all([...queues.values()].map((each) => each.close()))
      raw.destroy()
    },
  }
}

const message = (error: unknown): string => (error instanceof Error ? error.message : String(error))
