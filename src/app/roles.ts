import type { Context } from './context.ts'
import { directoryDueNow } from './directory.ts'
import { followSuggestion, watchSuggestion } from './drift.ts'
import { createHandlers, QUEUES, sweep } from './jobs.ts'
import { followOrganisation } from './organisation.ts'
import { redateMatters } from './redate.ts'
import { startRobot } from './robot.ts'
import { createServer } from './server.ts'
import { followFlows } from './wording.ts'

export interface Running {
  address?: string
  stop(): Promise<void>
}

const FOLLOW_MS = 10_000

/** A folder that cannot be read for a moment stops nothing else. */
const lookAtFlows = (context: Context): Promise<void> =>
  followFlows(context).catch((error: unknown) => context.log.warn({ err: error }, 'flows not looked at'))

export async function startWeb(context: Context): Promise<Running & { address: string }> {
  const server = await createServer(context)
  const address = await server.listen({ port: context.config.port, host: context.config.host })
  const follow = followOrganisation(context)
  const suggesting = () =>
    followSuggestion(context).catch((error: unknown) => context.log.warn({ err: error }, 'suggestions not looked at'))
  const looking = setInterval(() => {
    follow().catch((error: unknown) => context.log.warn({ err: error }, 'organisation not looked at'))
    void lookAtFlows(context)
    void suggesting()
  }, FOLLOW_MS)
  return {
    address,
    async stop() {
      clearInterval(looking)
      await server.close()
    },
  }
}

/** What talks to the platform mostly waits for it, so several run side by side. */
const CONCURRENCY = {
  pull: 4,
  turn: 8,
  deliver: 16,
  media: 4,
  event: 4,
  notice: 4,
  card: 4,
  'card-update': 4,
  'hand-over': 4,
  voice: 2,
  names: 1,
  directory: 1,
  untold: 2,
  'text-message': 2,
  draft: 2,
  timer: 4,
  anchor: 1,
  'code-text': 2,
  page: 4,
} as const
const SWEEP_MS = 2_000

/** Takes jobs, and looks every two seconds for rows whose job was lost. */
export async function startWorker(context: Context): Promise<Running> {
  const handlers = createHandlers(context)
  for (const queue of QUEUES) context.queues.work(queue, CONCURRENCY[queue], handlers[queue])
  const robot = startRobot(context)
  const follow = followOrganisation(context)
  const suggesting = watchSuggestion(context)
  await directoryDueNow(context)
  await redateMatters(context)
  let stopped = false
  let wake = () => {}
  const loop = (async () => {
    while (!stopped) {
      try {
        await follow()
        await lookAtFlows(context)
        await suggesting()
        await sweep(context)
      } catch (error) {
        context.log.error({ err: error }, 'sweep failed')
      }
      await new Promise<void>((done) => {
        wake = done
        setTimeout(done, SWEEP_MS)
      })
    }
  })()
  return {
    async stop() {
      stopped = true
      wake()
      await loop
      await robot.stop()
    },
  }
}
