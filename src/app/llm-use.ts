import { sql } from 'kysely'
import type { LlmOutcome } from '../case/understand/index.ts'
import type { Context } from './context.ts'

/** Counters of the installation, one for each outcome: turns are taken by processes that answer no HTTP. */
const PREFIX = 'llm_use/'

/** Counts what became of a question, beside the turn that asked it. */
export function countUse({ db, log }: Pick<Context, 'db' | 'log'>) {
  return (outcome: LlmOutcome): void => {
    if (outcome !== 'answered' && outcome !== 'remembered') log.warn({ outcome }, 'language model')
    db.insertInto('settings')
      .values({ name: `${PREFIX}${outcome}`, value: '1' })
      .onConflict((conflict) =>
        conflict.column('name').doUpdateSet({ value: sql<string>`(settings.value::bigint + 1)::text` }),
      )
      .execute()
      .catch((error: unknown) => log.warn({ err: error }, 'use of the language model not counted'))
  }
}

export async function readUse({ db }: Pick<Context, 'db'>): Promise<{ state: string; n: number }[]> {
  const rows = await db.selectFrom('settings').selectAll().where('name', 'like', `${PREFIX}%`).execute()
  return rows.map(({ name, value }) => ({ state: name.slice(PREFIX.length), n: Number(value) }))
}
