import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Database, openDatabase } from '../../../src/platform/db/index.ts'
import { temporaryFolder } from './support.ts'

describe('the embedded database', () => {
  let database: Database
  beforeAll(async () => {
    database = await openDatabase({ folder: await temporaryFolder('driver') })
    await database.script('create table notes (text text primary key, n bigint, day date)')
  })
  beforeEach(() => database.script('truncate notes'))
  afterAll(() => database.close())

  const write = (db: Database['db'], text: string) => sql`insert into notes (text) values (${text})`.execute(db)
  const written = async () =>
    (await sql<{ text: string }>`select text from notes order by text`.execute(database.db)).rows.map(
      ({ text }) => text,
    )

  it('keeps a query beside an open transaction out of it', async () => {
    const open = Promise.withResolvers<void>()
    const fail = Promise.withResolvers<void>()
    const transaction = database.db.transaction().execute(async (trx) => {
      await write(trx, 'inside')
      open.resolve()
      await fail.promise
      throw new Error('rolled back')
    })
    await open.promise
    const beside = write(database.db, 'beside')
    fail.resolve()
    await expect(transaction).rejects.toThrow('rolled back')
    await beside
    expect(await written()).toEqual(['beside'])
  })

  it('runs two transactions one after the other, each whole', async () => {
    const steps: string[] = []
    const transaction = (name: string) =>
      database.db.transaction().execute(async (trx) => {
        for (const step of [1, 2, 3]) {
          await write(trx, `${name}${step}`)
          steps.push(name)
        }
      })
    await Promise.all([transaction('a'), transaction('b')])
    expect(steps.join('')).toMatch(/^(aaabbb|bbbaaa)$/)
    expect(await written()).toHaveLength(6)
  })

  it('keeps nothing of a transaction that failed, and works on', async () => {
    const failing = database.db.transaction().execute(async (trx) => {
      await write(trx, 'x')
      await write(trx, 'x')
    })
    await expect(failing).rejects.toThrow(/duplicate key/)
    await write(database.db, 'y')
    expect(await written()).toEqual(['y'])
  })

  it('serves many at once', async () => {
    const rows = Array.from({ length: 200 }, (_, n) => `row ${n}`)
    await Promise.all(
      rows.map((row, n) =>
        n % 2 ? write(database.db, row) : database.db.transaction().execute((trx) => write(trx, row)),
      ),
    )
    expect(await written()).toHaveLength(200)
  })

  it('gives bigints as numbers and calendar dates as they are written', async () => {
    await sql`insert into notes values ('a', 9007199254740991, '2026-02-28')`.execute(database.db)
    const { rows } = await sql`select n, day from notes`.execute(database.db)
    expect(rows).toEqual([{ n: 9007199254740991, day: '2026-02-28' }])
  })
})
