import type { Kysely } from 'kysely'
import type { Json, Tables } from '../../platform/db/index.ts'
import type { Category, Classification, Score } from './types.ts'

declare module '../../platform/db/tables.ts' {
  interface Tables {
    classifications: {
      complaint_id: string
      model_version: string
      suggested: Json<{ set: Category[]; scores: Score[] }>
      unsure: boolean
      chosen: string | null
      chosen_by: 'citizen' | null
    }
    category_decisions: {
      complaint_id: string
      n: number
      path: Json<string[]>
      decided_by: string
      office: string
      decided_at: Date
      model_version: string | null
      rules_version: string
    }
  }
}

/** What the model said and what a person made of it, side by side: that is what it learns from and is measured by. */
export async function recordClassification(
  trx: Kysely<Tables>,
  complaintId: string,
  said: Classification,
  chosen: Category | null,
): Promise<void> {
  await trx
    .insertInto('classifications')
    .values({
      complaint_id: complaintId,
      model_version: said.modelVersion,
      suggested: JSON.stringify({ set: said.set, scores: said.scores }),
      unsure: said.unsure,
      chosen,
      chosen_by: chosen === null ? null : 'citizen',
    })
    .execute()
}

export interface Classified {
  modelVersion: string
  set: Category[]
  scores: Score[]
  unsure: boolean
  /** What the citizen chose or let stand. */
  byCitizen: Category | null
}

/** What the model said when the matter was filed. */
export async function readClassification(db: Kysely<Tables>, complaintId: string): Promise<Classified | null> {
  const row = await db
    .selectFrom('classifications')
    .selectAll()
    .where('complaint_id', '=', complaintId)
    .executeTakeFirst()
  if (!row) return null
  const { model_version: modelVersion, suggested, unsure, chosen: byCitizen } = row
  return { modelVersion, ...suggested, unsure, byCitizen }
}

export interface CategoryDecision {
  path: string[]
  /** A member's userid, and the office they acted for. */
  by: string
  office: string
  at: Date
  modelVersion: string | null
  rulesVersion: string
}

/** Oldest first; the last one holds. */
export async function categoryDecisions(db: Kysely<Tables>, complaintId: string): Promise<CategoryDecision[]> {
  const rows = await db
    .selectFrom('category_decisions')
    .selectAll()
    .where('complaint_id', '=', complaintId)
    .orderBy('n')
    .execute()
  return rows.map((row) => ({
    ...{ path: row.path, by: row.decided_by, office: row.office, at: row.decided_at },
    ...{ modelVersion: row.model_version, rulesVersion: row.rules_version },
  }))
}

/** Of every matter the decision that holds: the last one. */
export const lastDecisions = (db: Kysely<Tables>) =>
  db
    .selectFrom('category_decisions')
    .selectAll()
    .distinctOn('complaint_id')
    .orderBy('complaint_id')
    .orderBy('n', 'desc')

/** One more decision on a matter. The caller holds the matter's lock, so two people do not number theirs alike. */
export async function recordDecision(
  trx: Kysely<Tables>,
  complaintId: string,
  decision: Omit<CategoryDecision, 'modelVersion'>,
): Promise<void> {
  const before = await categoryDecisions(trx, complaintId)
  const said = await readClassification(trx, complaintId)
  await trx
    .insertInto('category_decisions')
    .values({
      complaint_id: complaintId,
      n: before.length + 1,
      path: JSON.stringify(decision.path),
      decided_by: decision.by,
      office: decision.office,
      decided_at: decision.at,
      model_version: said?.modelVersion ?? null,
      rules_version: decision.rulesVersion,
    })
    .execute()
}
