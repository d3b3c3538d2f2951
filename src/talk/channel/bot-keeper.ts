import type { Clock } from '../../platform/kernel/index.ts'
import type { Logger } from '../../platform/log/index.ts'
import type { BotEnd, BotLine } from '../../wecom/index.ts'
import type { Lease } from './lease.ts'

export interface KeeperDeps {
  clock: Clock
  log: Logger
  lease: Lease
  /** Opens the connection. `ended` is called at most once, and nothing comes after it. */
  open(ended: (end: BotEnd) => void): BotLine
  alarm(kind: 'bot_kicked' | 'bot_refused', detail: Record<string, string>): Promise<void>
}

export interface Keeper {
  line(): BotLine | null
  stop(): Promise<void>
}

/** A lease of 5 s may miss one of its renewals. */
const LOOK_MS = 1_000
const RENEW_EVERY = 2
/** Somebody else uses this robot: half a minute the first time, then longer, up to ten minutes. */
const restAfter = (kicks: number): number => Math.min(30_000 * 2 ** (kicks - 1), 600_000)
const FORGOTTEN_MS = 600_000
/** The administrator may have to switch the long connection on first (846601). */
const REFUSED_MS = 300_000
const WRONG_SECRET = 853000

/** The one live connection of a robot across processes: whoever has the lease connects, and nobody else (wecom.md §7.1). */
export function keepLine(deps: KeeperDeps): Keeper {
  const { clock, lease, log } = deps
  let line: BotLine | null = null
  let ended: BotEnd | null = null
  let kickless: number | null = null
  let stopped = false
  let wake = () => {}

  const connect = () => {
    ended = null
    kickless = clock.now().getTime()
    line = deps.open((end) => {
      ended = end
      wake()
    })
  }
  const disconnect = () => {
    line?.close()
    line = null
  }
  /** Another program took the connection. If it is one of ours it has the lease too; if not, none of ours fights for it. */
  const kicked = async (): Promise<void> => {
    const until = await lease.rest(restAfter)
    if (until !== null) await deps.alarm('bot_kicked', { resting_until: until.toISOString() })
  }
  const refused = async (errcode: number | null): Promise<'stop' | 'go on'> => {
    await deps.alarm('bot_refused', { errcode: String(errcode) })
    if (errcode === WRONG_SECRET) {
      await lease.release()
      return 'stop'
    }
    await lease.rest(() => REFUSED_MS)
    return 'go on'
  }
  const keep = async (): Promise<void> => {
    if (!(await lease.renew())) {
      log.info('robot: another process has the connection')
      return disconnect()
    }
    if (kickless === null || clock.now().getTime() - kickless < FORGOTTEN_MS) return
    await lease.settle()
    kickless = null
  }
  const look = async (round: number): Promise<'stop' | 'go on'> => {
    if (ended !== null) {
      const end: BotEnd = ended
      disconnect()
      const next = end.why === 'kicked' ? await kicked().then(() => 'go on' as const) : await refused(end.fault.errcode)
      ended = null
      return next
    }
    if (line !== null) {
      if (round % RENEW_EVERY === 0) await keep()
    } else if (await lease.claim()) {
      connect()
    }
    return 'go on'
  }
  const loop = async (): Promise<void> => {
    for (let round = 0; !stopped; round += 1) {
      // Without the database nobody can take the lease, so a connection that stands is kept.
      const next = await look(round).catch((error: unknown) => {
        log.warn({ err: error }, 'robot: lease not looked at')
      })
      if (next === 'stop' || stopped) return
      await new Promise<void>((done) => {
        const timer = setTimeout(done, LOOK_MS)
        wake = () => {
          clearTimeout(timer)
          done()
        }
      })
    }
  }

  const looping = loop()
  return {
    line: () => line,
    async stop() {
      stopped = true
      wake()
      await looping
      // What is under way is acknowledged first: whoever has the connection next would say it once more.
      await line?.hangUp()
      line = null
      await lease.release().catch((error: unknown) => log.warn({ err: error }, 'robot: lease not released'))
    },
  }
}
