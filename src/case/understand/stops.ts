import type { Kysely } from 'kysely'
import type { Tables } from '../../platform/db/index.ts'
import type { Clock, Ids } from '../../platform/kernel/index.ts'
import { type Drift, type DriftLimits, driftOf } from './drift.ts'
import { lastDecisions } from './record.ts'

declare module '../../platform/db/tables.ts' {
  interface Tables {
    suggestion_stops: {
      id: string
      model_version: string
      cause: 'unsure' | 'disagreed' | 'person'
      share: number | null
      matters: number | null
      stopped_at: Date
      stopped_by: string | null
      resumed_at: Date | null
      resumed_by: string | null
    }
  }
}

export interface Stop {
  cause: 'unsure' | 'disagreed' | 'person'
  share: number | null
  matters: number | null
  at: Date
}

/** Why nothing of this model is shown now; null: it is. */
export async function openStop(db: Kysely<Tables>, modelVersion: string): Promise<Stop | null> {
  const row = await db
    .selectFrom('suggestion_stops')
    .select(['cause', 'share', 'matters', 'stopped_at as at'])
    .where('model_version', '=', modelVersion)
    .where('resumed_at', 'is', null)
    .executeTakeFirst()
  return row ?? null
}

/** Its id; null: it is stopped already. */
export async function stopSuggesting(
  db: Kysely<Tables>,
  modelVersion: string,
  why: { cause: Stop['cause']; share?: number; matters?: number; by?: string },
  { clock, ids }: { clock: Clock; ids: Ids },
): Promise<string | null> {
  const row = await db
    .insertInto('suggestion_stops')
    .values({
      ...{ id: ids.next(), model_version: modelVersion, cause: why.cause, stopped_at: clock.now() },
      ...{ share: why.share ?? null, matters: why.matters ?? null, stopped_by: why.by ?? null },
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id ?? null
}

/** False: it is not stopped. What was counted before counts no more. */
export async function resumeSuggesting(
  db: Kysely<Tables>,
  modelVersion: string,
  by: string,
  clock: Clock,
): Promise<boolean> {
  const row = await db
    .updateTable('suggestion_stops')
    .set({ resumed_at: clock.now(), resumed_by: by })
    .where('model_version', '=', modelVersion)
    .where('resumed_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** How a model does on the last matters since somebody last turned it on. */
export async function readDrift(db: Kysely<Tables>, modelVersion: string, limits: DriftLimits): Promise<Drift> {
  const last = await db
    .selectFrom('suggestion_stops')
    .select((eb) => eb.fn.max('resumed_at').as('at'))
    .where('model_version', '=', modelVersion)
    .executeTakeFirst()
  const since = last?.at ?? new Date(0)
  const said = await db
    .selectFrom('classifications')
    .innerJoin('complaints', 'complaints.id', 'classifications.complaint_id')
    .select('unsure')
    .where('model_version', '=', modelVersion)
    .where('filed_at', '>', since)
    .orderBy('complaint_id', 'desc')
    .limit(limits.window)
    .execute()
  const decided = await db
    .selectFrom(lastDecisions(db).as('decision'))
    .innerJoin('classifications', 'classifications.complaint_id', 'decision.complaint_id')
    .innerJoin('complaints', 'complaints.id', 'decision.complaint_id')
    .select(['decision.path', 'classifications.suggested'])
    .where('decision.model_version', '=', modelVersion)
    .where('classifications.unsure', '=', false)
    .where('complaints.filed_at', '>', since)
    .orderBy('decision.decided_at', 'desc')
    .limit(limits.window)
    .execute()
  return driftOf(
    said.map(({ unsure }) => unsure),
    decided.map(({ path, suggested }) => !suggested.set.includes(path[0] ?? '')),
    limits,
  )
}
