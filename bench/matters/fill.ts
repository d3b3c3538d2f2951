import { type Kysely, sql } from 'kysely'
import type { Tables } from '../../src/platform/db/index.ts'
import { draftOf, file } from './file.ts'
import type { BenchHouse } from './house.ts'

const DAY_MS = 86_400_000
const FILED_DAYS_AGO = 3
const COPIES_AT_ONCE = 50_000

/** What a matter of a filled database is looked up by. */
export interface Original {
  id: string
  number: string
  code: string
  reporter: string
}

export interface Filled {
  originals: Original[]
  copies: number
}

/** Copies of a matter are told apart by what follows; zero is the one that was filed. */
export const copyOf = (name: string, copy: number): string => `${name}${suffix(copy)}`
const suffix = (copy: number): string => (copy === 0 ? '' : `-${copy}`)

/** Tables of a matter with what in a row of theirs names it; the rest is copied as it was written. */
const COPIED: readonly { table: keyof Tables; named: readonly string[] }[] = [
  { table: 'complaints', named: ['id', 'cause', 'reporter'] },
  { table: 'tickets', named: ['id', 'complaint_id', 'number'] },
  { table: 'ticket_events', named: ['id', 'ticket_id'] },
  { table: 'ticket_clocks', named: ['ticket_id'] },
  { table: 'matter_timers', named: ['ticket_id'] },
]

/** As the service files them, some of them through it, and the rest copied by the database: a matter at a time would take hours. */
export async function fill(house: BenchHouse, matters: number, originals = 500): Promise<Filled> {
  const { db } = house.context
  const filed: Original[] = []
  house.clock.behind(FILED_DAYS_AGO * DAY_MS)
  for (let n = 0; n < Math.min(originals, matters); n += 1) {
    const draft = draftOf(n, house)
    const { row, queryCode } = await file(draft, house)
    filed.push({ id: row.id, number: row.number, code: queryCode, reporter: draft.reporter })
  }
  house.clock.behind(0)
  const copies = Math.ceil(matters / filed.length)
  for (const { table, named } of COPIED) await copyRows(db, table, named, { originals: filed.length, copies })
  return { originals: filed, copies }
}

async function copyRows(
  db: Kysely<Tables>,
  table: string,
  named: readonly string[],
  of: { originals: number; copies: number },
): Promise<void> {
  const { columns, references } = await shapeOf(db, table)
  for (const { name } of references)
    await sql`alter table ${sql.table(table)} drop constraint ${sql.id(name)}`.execute(db)
  const values = columns.map((column) =>
    named.includes(column) ? sql`${sql.id(column)} || '-' || copy` : sql`${sql.id(column)}`,
  )
  await sql`create unlogged table original as select * from ${sql.table(table)}`.execute(db)
  const step = Math.max(1, Math.floor(COPIES_AT_ONCE / of.originals))
  for (let from = 1; from < of.copies; from += step) {
    await sql`
      insert into ${sql.table(table)} (${sql.join(columns.map((column) => sql.id(column)))})
      select ${sql.join(values)}
      from original, generate_series(${from}::integer, ${Math.min(from + step, of.copies) - 1}::integer) as copy
    `.execute(db)
  }
  await sql`drop table original`.execute(db)
  for (const { name, made } of references)
    await sql`alter table ${sql.table(table)} add constraint ${sql.id(name)} ${sql.raw(made)}`.execute(db)
  await sql`vacuum analyze ${sql.table(table)}`.execute(db)
}

/** Columns that are written, and the references to other tables: checked one by one they are most of the time. */
async function shapeOf(db: Kysely<Tables>, table: string) {
  const columns = await sql<{ name: string }>`
    select column_name as name from information_schema.columns
    where table_schema = current_schema() and table_name = ${table} and is_identity = 'NO' order by ordinal_position
  `.execute(db)
  const references = await sql<{ name: string; made: string }>`
    select conname as name, pg_get_constraintdef(oid) as made from pg_constraint
    where conrelid = ${table}::regclass and contype = 'f'
  `.execute(db)
  return { columns: columns.rows.map(({ name }) => name), references: references.rows }
}
