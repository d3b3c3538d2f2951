import { type InsertQueryBuilder, type InsertResult, type Kysely, sql } from 'kysely'
import type { Tables } from './tables.ts'

export type Insert = Pick<InsertQueryBuilder<Tables, keyof Tables, InsertResult>, 'toOperationNode'>

/** Several inserts as one statement and one round trip. None of them may need to see the rows of another, but through a foreign key. */
export async function insertTogether(trx: Kysely<Tables>, inserts: readonly Insert[]): Promise<void> {
  const [last, ...others] = inserts
  if (last === undefined) return
  const named = others.map((insert, n) => sql`${sql.id(`part${n + 1}`)} as (${insert})`)
  const before = named.length === 0 ? sql`` : sql`with ${sql.join(named)} `
  await sql`${before}${last}`.execute(trx)
}
