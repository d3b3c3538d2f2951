import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Kysely, sql } from 'kysely'
import type { Clock } from '../kernel/index.ts'
import { databaseNewer, migrationChanged } from './errors.ts'
import type { Database, Db } from './open.ts'
import type { Tables } from './tables.ts'

export interface Migration {
  name: string
  sql: string
  sha256: string
}

/** Any fixed number: all programs that migrate this database must ask for the same lock. */
const MIGRATION_LOCK = 7_236_119

export async function readMigrations(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}_[a-z0-9_]+\.sql$/.test(name)).sort()
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(join(folder, name), 'utf8')
      return { name, sql: text, sha256: createHash('sha256').update(text).digest('hex') }
    }),
  )
}

/** Applies what is missing, each in its own transaction. Safe to start twice at once; refuses a database that is newer. */
export async function migrate(database: Database, migrations: Migration[], clock: Clock): Promise<string[]> {
  await locked(database.db, async (trx) => {
    // `if not exists` alone is no shelter: two that create it at once still collide in the catalogue.
    await sql`create table if not exists schema_migrations (
      name text primary key, sha256 text not null, applied_at timestamptz not null)`.execute(trx)
    await refuseNewer(trx, migrations)
  })
  const applied: string[] = []
  for (const migration of migrations) {
    const done = await locked(database.db, async (trx) => {
      if (await isApplied(trx, migration)) return false
      for (const statement of statements(migration.sql)) await sql.raw(statement).execute(trx)
      await trx
        .insertInto('schema_migrations')
        .values({ name: migration.name, sha256: migration.sha256, applied_at: clock.now() })
        .execute()
      return true
    })
    if (done) applied.push(migration.name)
  }
  return applied
}

const locked = <T>(db: Db, work: (trx: Kysely<Tables>) => Promise<T>): Promise<T> =>
  db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(${MIGRATION_LOCK})`.execute(trx)
    return work(trx)
  })

async function isApplied(db: Kysely<Tables>, migration: Migration): Promise<boolean> {
  const row = await db
    .selectFrom('schema_migrations')
    .select('sha256')
    .where('name', '=', migration.name)
    .executeTakeFirst()
  if (row && row.sha256 !== migration.sha256) throw migrationChanged(migration.name)
  return row !== undefined
}

async function refuseNewer(db: Kysely<Tables>, migrations: Migration[]): Promise<void> {
  const known = migrations.at(-1)?.name ?? ''
  const last = await db
    .selectFrom('schema_migrations')
    .select('name')
    .orderBy('name', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (last && last.name > known) throw databaseNewer(last.name, known)
}

/** True when every migration this program knows is applied and none it does not know. For /readyz. */
export async function isCurrent(db: Kysely<Tables>, migrations: Migration[]): Promise<boolean> {
  const rows = await db.selectFrom('schema_migrations').select('name').orderBy('name').execute()
  return rows.map((row) => row.name).join() === migrations.map((migration) => migration.name).join()
}

/** Our migrations hold statements that end with `;` at the end of a line, function bodies between `$$`, and `--` comments. */
function statements(script: string): string[] {
  const parts = script.replace(/--.*$/gm, '').match(/(?:\$\$[\s\S]*?\$\$|(?!;\s*$)[\s\S])+/gm) ?? []
  return parts.map((part) => part.replace(/^;/, '').trim()).filter((part) => part !== '')
}
