import type { Kysely } from 'kysely'
import { absentStaff } from '../case/org/index.ts'
import type { TicketRow } from '../case/ticket/index.ts'
import type { Tables } from '../platform/db/index.ts'

/** Who gets nothing of this matter now: the absent, and whoever stands aside from it (article 28). Others take their place. */
export async function awayFrom(
  db: Kysely<Tables>,
  { course }: Pick<TicketRow, 'course'>,
): Promise<ReadonlySet<string>> {
  return new Set([...(await absentStaff(db)), ...course.recused.map((userid) => userid.toLowerCase())])
}
