import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openQueues, type Queues } from '../../../src/platform/queue/index.ts'
import { openRedis } from '../../../src/platform/redis/index.ts'
import { eventually } from '../../support/eventually.ts'
import { keptLog, mortalRedis } from './support.ts'

describe('nudges', () => {
  let redis: Awaited<ReturnType<typeof mortalRedis>>
  let queues: Queues
  let kept: ReturnType<typeof keptLog>
  const done: unknown[] = []
  const worked = (row: number) => eventually(`row ${row} is worked`, () => done.includes(row))
  const nudge = (row: number, delayMs = 0) => queues.nudge('turn', `turn-${row}`, { row }, delayMs)

  beforeEach(async () => {
    done.length = 0
    kept = keptLog()
    redis = await mortalRedis()
    await redis.start()
    queues = await openQueues({ redisUrl: redis.url, prefix: 'test', log: kept.log })
    queues.work('turn', 2, async ({ row }) => {
      if (row === 13) throw new Error('a bug')
      done.push(row)
    })
  })
  afterEach(async () => {
    redis.signal('SIGCONT')
    await queues.close()
    await redis.kill()
  })

  /** Less than one wait for an answer of Redis (1 s): none of the nudges can have waited. */
  const AT_ONCE_MS = 900
  const took = async (work: Promise<unknown>): Promise<number> => {
    const from = performance.now()
    await work
    return performance.now() - from
  }

  it('are worked, also those for later', async () => {
    await nudge(1)
    await nudge(2, 50)
    await Promise.all([worked(1), worked(2)])
  })

  it('of a row may come again when the first is done: no finished id is kept', async () => {
    await nudge(1)
    await worked(1)
    done.length = 0
    await eventually('the second nudge of row 1 is worked', async () => {
      await nudge(1)
      return done.includes(1)
    })
  })

  it('of a row may come again when the first failed', async () => {
    await nudge(13)
    await eventually('the failure is logged', () => kept.lines.includes('error job failed'))
    await nudge(13)
    await eventually('it fails again', () => kept.lines.filter((line) => line === 'error job failed').length === 2)
  })

  it('return at once while Redis is dead, and are worked again when it is back', async () => {
    await redis.kill()
    await eventually('the loss is noticed', () => kept.lines.some((line) => line.startsWith('warn redis is away')))
    expect(await took(nudge(1))).toBeLessThan(AT_ONCE_MS)
    expect(await queues.ping()).toBe(false)
    await redis.start()
    await eventually('a new nudge is worked', async () => {
      await nudge(2)
      return done.includes(2)
    })
    expect(await queues.ping()).toBe(true)
  })

  it('say once that Redis went and once that it is back, however often they try', async () => {
    await redis.kill()
    await eventually('the loss is noticed', () => kept.lines.length > 0)
    for (let row = 0; row < 50; row += 1) await nudge(row)
    await redis.start()
    await eventually('its return is noticed', () => kept.lines.includes('info redis is back'))
    expect(kept.lines.filter((line) => line.startsWith('warn redis is away'))).toHaveLength(1)
  })

  it('return within about a second when Redis hangs, and do not ask it for every row', async () => {
    redis.signal('SIGSTOP')
    expect(await took(nudge(1))).toBeLessThan(3_000)
    const many = Array.from({ length: 100 }, (_, row) => row)
    const all = many.reduce((before, row) => before.then(() => nudge(row)), Promise.resolve())
    expect(await took(all)).toBeLessThan(AT_ONCE_MS)
  })

  it('go on after FLUSHALL', async () => {
    await nudge(1)
    await worked(1)
    const client = openRedis(redis.url)
    await client.connect()
    await client.flushAll()
    client.destroy()
    await nudge(2)
    await worked(2)
  })

  it('do not keep the program from ending while Redis is dead', async () => {
    await nudge(1)
    await worked(1)
    await redis.kill()
    expect(await took(queues.close())).toBeLessThan(5_000)
  })

  it('let a job that runs end before they close', async () => {
    const started = Promise.withResolvers<void>()
    const release = Promise.withResolvers<void>()
    let ended = false
    queues.work('slow', 1, async () => {
      started.resolve()
      await release.promise
      ended = true
    })
    await queues.nudge('slow', 'slow-1', {})
    await started.promise
    const closing = queues.close()
    release.resolve()
    await closing
    expect(ended).toBe(true)
  })
})

it('the service starts without Redis, and works when Redis comes', async () => {
  const redis = await mortalRedis()
  const { log, lines } = keptLog()
  const queues = await openQueues({ redisUrl: redis.url, prefix: 'test', log })
  const done: unknown[] = []
  queues.work('turn', 1, async ({ row }) => {
    done.push(row)
  })
  await queues.nudge('turn', 'turn-1', { row: 1 })
  expect(lines.some((line) => line.startsWith('warn redis is away'))).toBe(true)
  await redis.start()
  await eventually('a nudge is worked', async () => {
    await queues.nudge('turn', 'turn-1', { row: 1 })
    return done.length > 0
  })
  await queues.close()
  await redis.kill()
})
