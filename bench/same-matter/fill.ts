import { type Kysely, sql } from 'kysely'
import { packPortrait } from '../../src/case/understand/imprint.ts'
import type { Understanding } from '../../src/case/understand/index.ts'
import { marksOf } from '../../src/case/understand/marks.ts'
import type { Tables } from '../../src/platform/db/index.ts'
import { madeUp } from './made-up.ts'

const AT_ONCE = 2000

/** As the service writes them, many at once, and the index of the marks made afterwards: a row at a time would take hours. */
export async function fill(db: Kysely<Tables>, matters: number, imprint: Understanding['imprint']): Promise<void> {
  await sql`alter table similar_marks drop constraint similar_marks_seq_fkey, drop constraint similar_marks_pkey`.execute(
    db,
  )
  await sql`alter table similar_matters drop constraint similar_matters_complaint_id_fkey`.execute(db)
  for (let from = 0; from < matters; from += AT_ONCE) {
    const many = Array.from({ length: Math.min(AT_ONCE, matters - from) }, (_, i) => {
      const { text, area } = madeUp(from + i)
      const made = imprint({ text })
      const marks = new Set(marksOf(made, area).map(({ mark }) => mark))
      return { id: `bench/${from + i}`, seq: from + i + 1, area, portrait: packPortrait(made.portrait), marks }
    })
    await sql`
      insert into similar_matters (complaint_id, area, portrait)
      select * from unnest(
        ${many.map(({ id }) => id)}::text[], ${many.map(({ area }) => area)}::text[], ${many.map(({ portrait }) => Buffer.from(portrait))}::bytea[]
      )`.execute(db)
    const rows = many.flatMap(({ seq, marks }) => [...marks].map((mark) => ({ mark, seq })))
    await sql`
      insert into similar_marks (mark, seq)
      select * from unnest(${rows.map(({ mark }) => mark)}::integer[], ${rows.map(({ seq }) => seq)}::integer[])`.execute(
      db,
    )
  }
  await sql`alter table similar_marks add primary key (mark, seq)`.execute(db)
  await sql`vacuum analyze similar_marks`.execute(db)
  await sql`vacuum analyze similar_matters`.execute(db)
}
