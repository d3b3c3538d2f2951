import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { systemClock } from '../../../../src/platform/kernel/index.ts'
import { openLog } from '../../../../src/platform/log/index.ts'
import { type Keeper, keepLine } from '../../../../src/talk/channel/bot-keeper.ts'
import type { Lease } from '../../../../src/talk/channel/lease.ts'
import type { BotEnd, BotLine } from '../../../../src/wecom/index.ts'

const refusal = (errcode: number): BotEnd => ({ why: 'refused', fault: { kind: 'config', errcode, errmsg: '' } })

/** A lease as its row would be, and lines that end when the test says so. */
function setUp(free = true) {
  const row = { free, restsUntil: 0, kicks: 0, away: false }
  let ours = false
  const ask = async <T>(answer: () => T): Promise<T> => {
    if (row.away) throw new Error('no database')
    return answer()
  }
  const lease: Lease = {
    claim: () =>
      ask(() => {
        ours = row.free && row.restsUntil <= Date.now()
        row.free = row.free && !ours
        return ours
      }),
    renew: () => ask(() => ours),
    release: () =>
      ask(() => {
        row.free = row.free || ours
        ours = false
      }),
    rest: (backoffMs) =>
      ask(() => {
        if (!ours) return null
        row.kicks += 1
        row.restsUntil = Date.now() + backoffMs(row.kicks)
        row.free = true
        ours = false
        return new Date(row.restsUntil)
      }),
    settle: () =>
      ask(() => {
        row.kicks = 0
      }),
  }
  const opened: { at: number; closed: boolean; end(why: BotEnd): void }[] = []
  const alarms: string[] = []
  const keeper: Keeper = keepLine({
    clock: systemClock,
    log: openLog('silent'),
    lease,
    open(ended) {
      const line = { at: Date.now(), closed: false, end: ended }
      opened.push(line)
      const close = () => {
        line.closed = true
      }
      return { isLive: () => !line.closed, close, hangUp: async () => close() } as unknown as BotLine
    },
    alarm: async (kind) => void alarms.push(kind),
  })
  return {
    row,
    opened,
    alarms,
    keeper,
    lose: () => {
      ours = false
    },
    last: () => opened[opened.length - 1],
    pass: (ms: number) => vi.advanceTimersByTimeAsync(ms),
  }
}

describe('the one who keeps the connection', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: Date.parse('2026-03-02T01:00:00Z') })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('connects only with the lease, within a second of its being free', async () => {
    const { row, opened, keeper, pass } = setUp(false)
    await pass(60_000)
    expect(opened).toHaveLength(0)
    expect(keeper.line()).toBeNull()
    row.free = true
    await pass(1_000)
    expect(opened).toHaveLength(1)
    expect(keeper.line()).not.toBeNull()
  })

  it('hangs up when somebody else has the lease', async () => {
    const { lose, row, last, keeper, pass } = setUp()
    await pass(1)
    row.free = false
    lose()
    await pass(3_000)
    expect(last()?.closed).toBe(true)
    expect(keeper.line()).toBeNull()
  })

  it('keeps a connection that stands while the database is away: nobody else can have the lease either', async () => {
    const { row, opened, last, pass } = setUp()
    await pass(1)
    row.away = true
    await pass(60_000)
    row.away = false
    await pass(60_000)
    expect(opened).toHaveLength(1)
    expect(last()?.closed).toBe(false)
  })

  it('does not fight for a connection that was taken: half a minute, then longer, up to ten', async () => {
    const { opened, alarms, last, pass } = setUp()
    await pass(1)
    const waits: number[] = []
    for (let kicks = 0; kicks < 7; kicks += 1) {
      const before = opened.length
      const from = Date.now()
      last()?.end({ why: 'kicked' })
      for (let s = 0; s < 700 && opened.length === before; s += 1) await pass(1_000)
      waits.push(Math.floor(((last()?.at ?? 0) - from) / 1_000))
    }
    expect(alarms).toContain('bot_kicked')
    const rests = [30, 60, 120, 240, 480, 600, 600]
    // It is looked at every second.
    expect(waits.map((waited, n) => Math.max(0, waited - 1 - (rests[n] ?? 0)))).toEqual(rests.map(() => 0))
    expect(waits.map((waited, n) => Math.min(0, waited - (rests[n] ?? 0)))).toEqual(rests.map(() => 0))
  })

  it('forgets that it was kicked when it has gone well for ten minutes', async () => {
    const { row, last, pass } = setUp()
    await pass(1)
    last()?.end({ why: 'kicked' })
    await pass(32_000)
    expect(row.kicks).toBe(1)
    await pass(603_000)
    expect(row.kicks).toBe(0)
  })

  it('asks once with a wrong secret, and leaves it to a person (853000)', async () => {
    const { opened, alarms, row, last, pass } = setUp()
    await pass(1)
    last()?.end(refusal(853000))
    await pass(3_600_000)
    expect(opened).toHaveLength(1)
    expect(alarms).toEqual(['bot_refused'])
    expect(row.free).toBe(true)
  })

  it('asks again after five minutes where the mode is not switched on yet (846601)', async () => {
    const { opened, last, pass } = setUp()
    await pass(1)
    last()?.end(refusal(846601))
    await pass(299_000)
    expect(opened).toHaveLength(1)
    await pass(3_000)
    expect(opened).toHaveLength(2)
  })

  it('gives everything back when it stops', async () => {
    const { row, last, keeper, pass } = setUp()
    await pass(1)
    await keeper.stop()
    expect(last()?.closed).toBe(true)
    expect(row.free).toBe(true)
    await pass(60_000)
    expect(keeper.line()).toBeNull()
  })
})
