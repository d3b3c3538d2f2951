import { openStop, readDrift, stopSuggesting } from '../case/understand/index.ts'
import { raiseAlarm } from './alarms.ts'
import type { Context } from './context.ts'

type Parts = Pick<Context, 'db' | 'clock' | 'ids' | 'log' | 'understanding' | 'suggestion'> & {
  config: Pick<Context['config'], 'drift'>
}

/** A share of hundreds does not change in seconds. */
const LOOK_MS = 60_000

/** Whether categories are suggested, as the database has it: whichever process or person turned them off or on. */
export async function followSuggestion({ db, understanding, suggestion, log }: Parts): Promise<void> {
  const stop = await openStop(db, understanding.modelVersion)
  if (suggestion.on === (stop === null)) return
  suggestion.on = stop === null
  log.warn({ model: understanding.modelVersion, on: suggestion.on, cause: stop?.cause }, 'category suggestions')
}

/** Turns suggestions off once too many matters were left open, or decided otherwise, and says so. */
export async function stopIfDrifted(context: Parts): Promise<void> {
  const { db, understanding, config, suggestion } = context
  if (!suggestion.on) return
  const drift = await readDrift(db, understanding.modelVersion, config.drift)
  if (drift.past === null) return
  const { share, matters } = drift[drift.past]
  const why = { cause: drift.past, share, matters }
  await db.transaction().execute(async (trx) => {
    const stop = await stopSuggesting(trx, understanding.modelVersion, why, context)
    if (stop === null) return
    const detail = { model: understanding.modelVersion, ...why, share: share.toFixed(3), matters: String(matters) }
    await raiseAlarm(trx, { kind: 'suggestion_stopped', subject: stop, detail }, context)
  })
  await followSuggestion(context)
}

/** In every round of a worker: what was turned off or on is taken up; how the model does is looked at once a minute. */
export function watchSuggestion(context: Parts): () => Promise<void> {
  let looked = 0
  return async () => {
    await followSuggestion(context)
    const now = context.clock.now().getTime()
    if (now - looked < LOOK_MS) return
    looked = now
    await stopIfDrifted(context)
  }
}
