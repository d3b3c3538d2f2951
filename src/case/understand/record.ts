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
      chosen_by: 'citizen' | 'staff' | null
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
