import { type Kysely, sql } from 'kysely'
import type { Generated, Tables } from '../../platform/db/index.ts'
import { type Imprint, packPortrait, unpackPortrait } from './imprint.ts'
import { likeness, type Portrait } from './likeness.ts'
import { marksOf } from './marks.ts'
import { CANDIDATES, PER_MARK } from './similar-limits.ts'

declare module '../../platform/db/tables.ts' {
  interface Tables {
    similar_matters: { seq: Generated<number>; complaint_id: string; area: string | null; portrait: Uint8Array }
    similar_marks: { mark: number; seq: number }
  }
}

/** A message as it is looked for; `area`: its town, null where unknown. */
export interface Sought {
  imprint: Imprint
  area: string | null
}

export interface Similar {
  complaintId: string
  likeness: number
}

/** Written with the filing: from now on the matter is found. */
export async function keepSimilar(trx: Kysely<Tables>, complaintId: string, { imprint, area }: Sought): Promise<void> {
  const marks = [...new Set(marksOf(imprint, area).map(({ mark }) => mark))]
  await sql`
    with matter as (
      insert into similar_matters (complaint_id, area, portrait)
      values (${complaintId}, ${area}, ${packPortrait(imprint.portrait)}) returning seq
    )
    insert into similar_marks (mark, seq) select asked.mark, matter.seq from matter, unnest(${marks}::integer[]) as asked (mark)
  `.execute(trx)
}

/** Matters likest first, those of other towns left out. The work is bounded by the limits, not by how many matters there are. */
export async function findSimilar(db: Kysely<Tables>, { imprint, area }: Sought, atLeast: number): Promise<Similar[]> {
  const marks = marksOf(imprint, area)
  const asked = sql`unnest(
    ${marks.map(({ mark }) => mark)}::integer[], ${marks.map(({ weight }) => weight)}::real[]
  )`
  const { rows } = await sql<{ complaint_id: string; portrait: Uint8Array }>`
    select matter.complaint_id, matter.portrait
    from (
      select newest.seq, sum(asked.weight) as weight
      from ${asked} as asked (mark, weight)
      cross join lateral (
        select seq from similar_marks where similar_marks.mark = asked.mark order by seq desc limit ${sql.lit(PER_MARK)}
      ) as newest
      group by newest.seq
      order by weight desc, newest.seq desc
      limit ${sql.lit(CANDIDATES)}
    ) as best
    join similar_matters as matter on matter.seq = best.seq
    where matter.area is null or ${area}::text is null or matter.area = ${area}::text`.execute(db)
  return compared(imprint.portrait, rows).filter((found) => found.likeness >= atLeast)
}

/** Of these complaints, how like each is; those that are not compared are left out. */
export async function likenessOf(
  db: Kysely<Tables>,
  { portrait }: Imprint,
  complaintIds: readonly string[],
): Promise<Similar[]> {
  if (complaintIds.length === 0) return []
  const rows = await db
    .selectFrom('similar_matters')
    .select(['complaint_id', 'portrait'])
    .where('complaint_id', 'in', [...complaintIds])
    .execute()
  return compared(portrait, rows)
}

/** The town under which a complaint is kept; undefined: it is not compared. */
export async function keptArea(db: Kysely<Tables>, complaintId: string): Promise<string | null | undefined> {
  const row = await db
    .selectFrom('similar_matters')
    .select('area')
    .where('complaint_id', '=', complaintId)
    .executeTakeFirst()
  return row?.area
}

const compared = (portrait: Portrait, rows: readonly { complaint_id: string; portrait: Uint8Array }[]): Similar[] =>
  rows
    .map((row) => ({
      complaintId: row.complaint_id,
      likeness: likeness(portrait, unpackPortrait(row.portrait)),
    }))
    .sort((a, b) => b.likeness - a.likeness)
