import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { issueDocument } from '../../../src/case/documents/index.ts'
import { importOrg } from '../../../src/case/org/index.ts'
import { type Database, migrate, openDatabase, readMigrations } from '../../../src/platform/db/index.ts'
import { manualClock, systemIds } from '../../../src/platform/kernel/index.ts'
import { createSeal } from '../../../src/platform/seal/index.ts'
import { DATABASE } from '../../support/house.ts'
import { type Postgres, startPostgres } from '../../support/postgres.ts'
import { formNamed, fullValues } from '../../unit/documents/forms.ts'
import { org } from '../desk/world.ts'

const ROOT = join(import.meta.dirname, '../../..')
const clock = manualClock(new Date('2026-12-31T15:00:00Z'))
const deps = { clock, ids: systemIds(clock), seal: createSeal([{ id: 'k1', key: Buffer.alloc(32, 7) }]) }
const form = formNamed('acceptance')

let folder = ''
let postgres: Postgres | null = null
let database: Database
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'minqing-numbers-'))
  postgres = DATABASE === 'postgres' ? await startPostgres() : null
  database = await openDatabase({ databaseUrl: await postgres?.createDatabase('numbers'), folder })
  await migrate(database, await readMigrations(join(ROOT, 'migrations')), clock)
  await database.db.transaction().execute((trx) => importOrg(trx, org))
  await aMatter()
})
afterAll(async () => {
  await database.close()
  await postgres?.close()
  await rm(folder, { recursive: true, force: true })
})

async function aMatter(): Promise<void> {
  const now = clock.now()
  await database.db
    .insertInto('complaints')
    .values({
      ...{ id: 'C1', cause: 'c', reporter: 'r', channel: 'online', received_at: now, filed_at: now, contact: null },
      ...{ words: '[]', facts: '{}', notice_version: '1', missing: '[]' },
    })
    .execute()
  await database.db
    .insertInto('tickets')
    .values({
      ...{
        id: 'T1',
        complaint_id: 'C1',
        number: 'MQ1',
        query_salt: '',
        query_hash: '',
        state: 'accepted',
        kind: 'claim',
      },
      ...{
        way: null,
        channel: 'online',
        received_at: now,
        petition_office: 'petition',
        office: 'housing',
        marks: '{}',
        course: '{}',
        head: null,
        anchored: 0,
      },
      ...{
        hand_overs: 0,
        revision: 1,
        events: 0,
        profile: 'p',
        rules_version: '1',
        category: null,
        place: null,
        routed_by: 'place',
      },
      ...{ barred: '[]', registered_at: now, updated_at: now },
    })
    .execute()
}

/** One document in a transaction of its own, which `fails` undoes. */
const issue = (office: string, fails = false) =>
  database.db.transaction().execute(async (trx) => {
    const wanted = { ticketId: 'T1', form, values: fullValues(form), office, mark: '望信', by: 'officer' }
    const { row } = await issueDocument(trx, { ...wanted, corrects: null, linked: true, at: clock.now() }, deps)
    if (fails) throw new Error('nothing of it stands')
    return row.number
  })

const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1)

describe('the numbers of an office in a year', () => {
  it('have no gap and no double, however many issue at once and whatever fails', async () => {
    const wanted = upTo(24).map((n) => issue(n % 2 === 0 ? 'petition' : 'housing', n % 5 === 0))
    const done = await Promise.allSettled(wanted)
    expect(done.filter(({ status }) => status === 'rejected')).toHaveLength(4)
    const rows = await database.db.selectFrom('documents').select(['office', 'number', 'printed']).execute()
    const numbers = (office: string) =>
      rows.flatMap((row) => (row.office === office ? [row.number ?? 0] : [])).sort((one, other) => one - other)
    expect(numbers('petition')).toEqual(upTo(10))
    expect(numbers('housing')).toEqual(upTo(10))
    expect(rows.map(({ printed }) => printed)).toContain('望信〔2026〕10号')
  })

  it('begin again with the year in Shanghai, not with that of Greenwich', async () => {
    clock.set(new Date('2026-12-31T16:00:00Z'))
    expect(await issue('petition')).toBe(1)
    const { printed } = await database.db
      .selectFrom('documents')
      .select('printed')
      .where('year', '=', 2027)
      .executeTakeFirstOrThrow()
    expect(printed).toBe('望信〔2027〕1号')
  })

  it('leave nothing of a link in the database but its hash', async () => {
    const { row, token } = await database.db.transaction().execute((trx) =>
      issueDocument(
        trx,
        {
          ticketId: 'T1',
          form,
          values: fullValues(form),
          office: 'housing',
          mark: '望信',
          by: 'officer',
          corrects: null,
          linked: true,
          at: clock.now(),
        },
        deps,
      ),
    )
    expect(Buffer.from(token ?? '', 'base64url')).toHaveLength(32)
    expect(JSON.stringify(row)).not.toContain(token)
    expect(row.token_hash).toMatch(/^[0-9a-f]{64}$/)
  })
})
