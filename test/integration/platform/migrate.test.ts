import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import {
  type Database,
  isCurrent,
  type Migration,
  migrate,
  openDatabase,
  readMigrations,
} from '../../../src/platform/db/index.ts'
import { manualClock } from '../../../src/platform/kernel/index.ts'
import { findPostgres, type Postgres, startPostgres } from '../../support/postgres.ts'
import { temporaryFolder } from './support.ts'

const clock = manualClock(new Date('2026-03-01T00:00:00Z'))
const migration = (name: string, sql: string): Migration => ({
  name,
  sql,
  sha256: createHash('sha256').update(sql).digest('hex'),
})
const ONE = migration('0001_one.sql', 'CREATE TABLE one (a text); -- a comment\nCREATE INDEX one_a ON one (a);')
const TWO = migration('0002_two.sql', 'ALTER TABLE one ADD COLUMN b text;')

const postgres = findPostgres()
let server: Postgres | undefined
let databases = 0
beforeAll(async () => {
  if (postgres) server = await startPostgres()
})
afterAll(() => server?.close())

const address = async () => {
  databases += 1
  if (!server) throw new Error('no PostgreSQL')
  return server.createDatabase(`migrate_${databases}`)
}

describe.each([
  { on: 'PGlite', options: async () => ({ folder: await temporaryFolder('migrate') }), here: true },
  {
    on: 'PostgreSQL',
    options: async () => ({ databaseUrl: await address(), folder: '' }),
    here: postgres !== null,
  },
])('migrations on $on', ({ options, here }) => {
  let database: Database
  beforeAll(async () => {
    if (here) database = await openDatabase(await options())
  })
  afterAll(() => database?.close())
  afterEach(() => database?.script('drop schema public cascade; create schema public'))

  it.runIf(here)('may hold functions, whose bodies end lines with a semicolon too', async () => {
    const body = 'DECLARE n integer := 0;\nBEGIN\n  n := n + 2; -- a comment\n  RETURN n;\nEND'
    const declared = `CREATE FUNCTION two() RETURNS integer LANGUAGE plpgsql AS $$\n${body}\n$$;`
    await migrate(database, [migration('0001_two.sql', `${declared}\nCREATE TABLE after AS SELECT two() AS a;`)], clock)
    expect((await sql`select a from after`.execute(database.db)).rows).toEqual([{ a: 2 }])
  })

  it.runIf(here)('are applied once, in order, each with its time', async () => {
    expect(await migrate(database, [ONE, TWO], clock)).toEqual([ONE.name, TWO.name])
    expect(await migrate(database, [ONE, TWO], clock)).toEqual([])
    const rows = await database.db.selectFrom('schema_migrations').selectAll().orderBy('name').execute()
    expect(rows.map((row) => [row.name, row.applied_at.getTime()])).toEqual([
      [ONE.name, clock.now().getTime()],
      [TWO.name, clock.now().getTime()],
    ])
  })

  it.runIf(here)('are refused when a file that was applied has changed', async () => {
    await migrate(database, [ONE], clock)
    const changed = migration(ONE.name, `${ONE.sql} `)
    await expect(migrate(database, [changed, TWO], clock)).rejects.toMatchObject({ code: 'db_migration_changed' })
    expect(await isCurrent(database.db, [ONE])).toBe(true)
  })

  it.runIf(here)('refuse a database of a newer program and change nothing in it', async () => {
    const three = migration('0003_three.sql', 'CREATE TABLE three (a text);')
    await migrate(database, [ONE, three], clock)
    await expect(migrate(database, [ONE, TWO], clock)).rejects.toMatchObject({ code: 'db_newer_than_program' })
    expect(await isCurrent(database.db, [ONE, three])).toBe(true)
  })

  it.runIf(here)('leave nothing of one that fails, and keep those before it', async () => {
    const broken = migration('0002_broken.sql', 'CREATE TABLE half (a text);\nCREATE TABLE one (a text);')
    await expect(migrate(database, [ONE, broken], clock)).rejects.toThrow(/already exists/)
    expect(await isCurrent(database.db, [ONE])).toBe(true)
    await migrate(database, [ONE, migration('0002_half.sql', 'CREATE TABLE half (a text);')], clock)
  })

  it.runIf(here)('of this repository make a database that is current', async () => {
    const shipped = await readMigrations(join(import.meta.dirname, '../../../migrations'))
    expect(await migrate(database, shipped, clock)).toEqual(shipped.map(({ name }) => name))
    expect(await isCurrent(database.db, shipped)).toBe(true)
    expect(await isCurrent(database.db, [...shipped, migration('9999_new.sql', '')])).toBe(false)
  })
})

describe('migrations of several programs that start at once', () => {
  it.runIf(postgres)('are applied by exactly one of them, and refuse none', async () => {
    for (let round = 0; round < 6; round += 1) {
      const databaseUrl = await address()
      const all = await Promise.all([1, 2, 3, 4].map(() => openDatabase({ databaseUrl, folder: '', poolSize: 2 })))
      const applied = await Promise.all(all.map((each) => migrate(each, [ONE, TWO], clock)))
      expect(applied.flat().sort()).toEqual([ONE.name, TWO.name])
      await Promise.all(all.map((each) => each.close()))
    }
  })
})
