import type { Logger } from '../../platform/log/index.ts'

const AGAIN_MS = 1_000
/** One that is still refused while the database answers would stop all that come after it. */
const TRIES = 5

export interface PushQueue<T> {
  add(item: T): void
  /** Nothing is under way; what could not be taken when `stop` was called is lost, and said to be. */
  drained(): Promise<void>
}

/** One after the other, each tried until it is taken: a push cannot be asked for again. */
export function createPushQueue<T>(
  take: (item: T) => Promise<void>,
  deps: { log: Logger; stopped(): boolean; databaseAnswers(): Promise<boolean>; againMs?: number },
): PushQueue<T> {
  let last = Promise.resolve()
  const insist = async (item: T): Promise<void> => {
    for (let tries = 1; ; tries += 1) {
      try {
        return await take(item)
      } catch (error) {
        deps.log.error({ err: error, tries }, 'robot: push not stored')
        if (deps.stopped() || (tries >= TRIES && (await deps.databaseAnswers()))) {
          deps.log.error({ tries }, 'robot: push lost')
          return
        }
        await new Promise((done) => setTimeout(done, deps.againMs ?? AGAIN_MS))
      }
    }
  }
  return {
    add(item) {
      last = last.then(() => insist(item))
    },
    drained: () => last,
  }
}
