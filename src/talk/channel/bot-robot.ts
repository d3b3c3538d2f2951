import type { Db } from '../../platform/db/index.ts'
import type { Clock, Ids } from '../../platform/kernel/index.ts'
import type { Logger } from '../../platform/log/index.ts'
import { type BotLine, type BotPush, openBotLine } from '../../wecom/index.ts'
import { botChannel } from './bot.ts'
import { type KeeperDeps, keepLine } from './bot-keeper.ts'
import { createPace } from './bot-pace.ts'
import { createOpenPushes } from './bot-pushes.ts'
import { createPushQueue } from './bot-queue.ts'
import { createReception, type ReceptionDeps } from './bot-reception.ts'
import { createLease } from './lease.ts'
import type { Channel } from './types.ts'

export interface RobotOptions {
  botId: string
  secret: string
  url: string
  words: ReceptionDeps['words']
  db: Db
  clock: Clock
  ids: Ids
  log: Logger
}

export type RobotHooks = Pick<ReceptionDeps, 'store' | 'shown'> & Pick<KeeperDeps, 'alarm'>

export interface Robot {
  channel: Channel
  /** Competes with other processes for the one connection, and serves it while it has it. */
  run(hooks: RobotHooks): { stop(): Promise<void> }
}

export function createRobot(options: RobotOptions): Robot {
  const { botId, clock, log } = options
  const pace = createPace()
  const pushes = createOpenPushes(clock)
  // The number of the process is for the person who reads the row.
  const lease = createLease(options.db, clock, `bot/${botId}`, `${process.pid}/${options.ids.next()}`)
  let line: () => BotLine | null = () => null

  return {
    channel: botChannel({ clock, pace, pushes, line: () => line() }),
    run(hooks) {
      let stopped = false
      const reception = createReception({ ...options, ...hooks, pace, pushes, line: () => line() })
      const queue = createPushQueue<BotPush>(reception, {
        log,
        stopped: () => stopped,
        databaseAnswers: () =>
          lease.renew().then(
            () => true,
            () => false,
          ),
      })
      const open: KeeperDeps['open'] = (ended) =>
        openBotLine(options, {
          onPush: queue.add,
          onLive: () => {
            pushes.clear()
            log.info({ bot: botId }, 'robot connected')
          },
          onDown: (reason) => log.warn({ bot: botId, reason }, 'robot connection lost'),
          onEnd: ended,
        })
      const keeper = keepLine({ clock, log, lease, open, alarm: hooks.alarm })
      line = keeper.line
      return {
        async stop() {
          stopped = true
          await keeper.stop()
          await queue.drained()
          line = () => null
        },
      }
    },
  }
}
