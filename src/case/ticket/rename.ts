import { type Kysely, sql } from 'kysely'
import type { Tables } from '../../platform/db/index.ts'

/** A member got another userid: who stands aside, whose answer it is, who works on it and who leads stays the same person. */
export async function renameInMatters(trx: Kysely<Tables>, from: string, to: string): Promise<void> {
  await sql`
    update tickets set course = jsonb_set(course, '{answeredBy,officer}', to_jsonb(${to}::text))
    where lower(course #>> '{answeredBy,officer}') = lower(${from}::text)`.execute(trx)
  await sql`
    update tickets set course = jsonb_set(course, '{owner}', to_jsonb(${to}::text))
    where lower(course ->> 'owner') = lower(${from}::text)`.execute(trx)
  await sql`
    update tickets set course = jsonb_set(course, '{lead,leader}', to_jsonb(${to}::text))
    where lower(course #>> '{lead,leader}') = lower(${from}::text)`.execute(trx)
  await sql`
    update tickets set course = jsonb_set(course, '{recused}', (
      select jsonb_agg(case when lower(one) = lower(${from}::text) then ${to}::text else one end)
      from jsonb_array_elements_text(course -> 'recused') as one
    ))
    where exists (
      select from jsonb_array_elements_text(course -> 'recused') as one where lower(one) = lower(${from}::text)
    )`.execute(trx)
}
