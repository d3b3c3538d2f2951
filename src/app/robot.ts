import { setTimeout as pause } from 'node:timers/promises'
import { acceptPage } from '../talk/inbox/index.ts'
import { contentOf, deliver, dueConversations } from '../talk/outbox/index.ts'
import { raiseAlarm } from './alarms.ts'
import type { Context } from './context.ts'
import { deliverDeps, pullDeps } from './deps.ts'
import { nudgeAccepted } from './jobs.ts'

/** Jobs may be taken by any process, and only one has the robot's connection: it looks for the rows itself. */
const LOOK_MS = 250

/** The smart robot's part of a worker: takes what is pushed, and sends what waits while this process has the connection. */
export function startRobot(context: Context): { stop(): Promise<void> } {
  const { robot, db, clock } = context
  if (!robot) return { stop: async () => {} }
  const accepting = pullDeps(context, (accepted) => nudgeAccepted(context, accepted))
  const delivering = deliverDeps(context)
  const running = robot.run({
    async store(messages) {
      const accepted = await db.transaction().execute((trx) => acceptPage(trx, robot.channel.name, messages, accepting))
      await nudgeAccepted(context, accepted)
    },
    shown: (taskId) => contentOf(db, taskId),
    alarm: (kind, detail) => raiseAlarm(db, { kind, subject: context.config.bot?.botId ?? '', detail }, context),
  })

  const stopping = new AbortController()
  const sending = new Map<string, Promise<void>>()
  const send = (conversation: string): void => {
    if (sending.has(conversation)) return
    const sent = deliver(conversation, delivering)
      .then(() => undefined)
      .catch((error: unknown) => context.log.error({ conversation, err: error }, 'delivery failed'))
      .finally(() => sending.delete(conversation))
    sending.set(conversation, sent)
  }
  const loop = (async () => {
    while (!stopping.signal.aborted) {
      try {
        if (robot.channel.here()) {
          for (const each of await dueConversations(db, clock.now(), { of: [robot.channel.name] })) send(each)
        }
      } catch (error) {
        context.log.warn({ err: error }, 'robot: rows not looked at')
      }
      await pause(LOOK_MS, null, { signal: stopping.signal }).catch(() => undefined)
    }
  })()
  return {
    async stop() {
      stopping.abort()
      await loop
      await running.stop()
      await Promise.all(sending.values())
    },
  }
}
