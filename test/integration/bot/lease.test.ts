import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ROOT } from '../../../src/app/root.ts'
import { type Database, migrate, openDatabase, readMigrations } from '../../../src/platform/db/index.ts'
import { manualClock } from '../../../src/platform/kernel/index.ts'
import { createLease, freeChannelLeases, LEASE_MS } from '../../../src/talk/channel/lease.ts'
import { findPostgres, type Postgres, startPostgres } from '../../support/postgres.ts'

const clock = manualClock(new Date('2026-03-02T01:00:00Z'))
let folder: string
let postgres: Postgres | null = null
let database: Database
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'minqing-lease-'))
  if (findPostgres() !== null) postgres = await startPostgres()
  database = await openDatabase({ databaseUrl: await postgres?.createDatabase('lease'), folder })
  await migrate(database, await readMigrations(join(ROOT, 'migrations')), clock)
})
afterAll(async () => {
  await database.close()
  await postgres?.close()
  await rm(folder, { recursive: true, force: true })
})

let robots = 0
function pair() {
  robots += 1
  const of = (holder: string) => createLease(database.db, clock, `bot/${robots}`, holder)
  return { one: of('one'), other: of('other') }
}

describe('the lease of a connection', () => {
  it('has one holder, however many ask at once', async () => {
    const { one } = pair()
    const others = Array.from({ length: 8 }, (_, n) => createLease(database.db, clock, `bot/${robots}`, `p${n}`))
    const won = await Promise.all([one, ...others].map((lease) => lease.claim()))
    expect(won.filter(Boolean)).toHaveLength(1)
  })

  it('stays with whoever renews it, and goes over when nobody does', async () => {
    const { one, other } = pair()
    await one.claim()
    clock.advance(LEASE_MS - 1)
    expect(await one.renew()).toBe(true)
    clock.advance(LEASE_MS - 1)
    expect(await other.claim()).toBe(false)
    clock.advance(2)
    expect(await other.claim()).toBe(true)
    expect(await one.renew()).toBe(false)
    expect(await one.claim()).toBe(false)
  })

  it('is free at once when it is given back', async () => {
    const { one, other } = pair()
    await one.claim()
    await one.release()
    expect(await other.claim()).toBe(true)
  })

  it('given up for a stranger, rests for everybody, longer each time, until it has gone well', async () => {
    const { one, other } = pair()
    const backoff = (kicks: number) => kicks * 30_000
    await one.claim()
    expect(await one.rest(backoff)).toEqual(new Date(clock.now().getTime() + 30_000))
    expect([await one.claim(), await other.claim()]).toEqual([false, false])
    clock.advance(30_000)
    await other.claim()
    expect(await other.rest(backoff)).toEqual(new Date(clock.now().getTime() + 60_000))
    clock.advance(60_000)
    await one.claim()
    await one.settle()
    expect(await one.rest(backoff)).toEqual(new Date(clock.now().getTime() + 30_000))
  })

  it('that another process has by now does not rest: it is not a stranger’s', async () => {
    const { one, other } = pair()
    await one.claim()
    clock.advance(LEASE_MS + 1)
    await other.claim()
    expect(await one.rest(() => 30_000)).toBeNull()
    expect(await other.renew()).toBe(true)
  })

  it('of a process that is certainly gone is freed at the start', async () => {
    const { one, other } = pair()
    await one.claim()
    await freeChannelLeases(database.db)
    expect(await other.claim()).toBe(true)
  })
})
