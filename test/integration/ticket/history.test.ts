import { sql, type Transaction } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { chainOldHistories } from '../../../src/app/history.ts'
import { anchorBatch, NO_LEAVES } from '../../../src/case/ticket/history-anchor.ts'
import {
  type Act,
  anchorHeads,
  anchorIsDue,
  chainStored,
  type HistoryFault,
  recordTold,
  reissueCode,
  unchained,
  verifyHistory,
} from '../../../src/case/ticket/index.ts'
import type { Tables } from '../../../src/platform/db/index.ts'
import { eventually } from '../../support/eventually.ts'
import { DATABASE, DATABASES } from '../../support/house.ts'
import { type Postgres, startPostgres } from '../../support/postgres.ts'
import { rules } from '../../unit/ticket/support.ts'
import { openWorld, type World } from '../desk/world.ts'

let postgres: Postgres | null = null
let count = 0
afterAll(() => postgres?.close())

const officer = { kind: 'staff', id: 'officer', office: 'housing' } as const
const accept: Act = { type: 'accept', actor: officer }
const supported = { demandId: '1', outcome: 'supported', facts: '灯已损坏', basis: '照明管理规定' } as const
const answer: Act = { type: 'answer', actor: officer, text: '路灯已修好，联系人张师傅', dispositions: [supported] }

describe.each(DATABASES)('the history of a matter (%s)', (kind) => {
  let world: World
  beforeAll(async () => {
    if (kind === 'postgres') postgres ??= await startPostgres()
  })
  beforeEach(async () => {
    count += 1
    world = await openWorld({}, kind === 'postgres' ? await postgres?.createDatabase(`history${count}`) : undefined)
  })
  afterEach(() => world.close())

  const answeredMatter = async () => {
    const { id, number } = await world.file()
    await world.perform(id, accept)
    await world.perform(id, answer)
    return { id, number }
  }

  const verify = async (asked: { number?: string; anchor?: string } = {}) => {
    const faults: HistoryFault[] = []
    const walk = verifyHistory(world.db, asked)
    for (;;) {
      const { value, done } = await walk.next()
      if (done) return { faults, ...value }
      faults.push(value)
    }
  }

  /** What nobody but the owner of the database can do. */
  const tamper = async (change: string) => {
    await sql`alter table notices drop constraint if exists notices_event_id_fkey`.execute(world.db)
    await sql`alter table history_leaves drop constraint if exists history_leaves_day_fkey`.execute(world.db)
    const tables = ['ticket_events', 'history_anchors', 'history_leaves']
    for (const table of tables) await sql.raw(`alter table ${table} disable trigger user`).execute(world.db)
    await sql.raw(change).execute(world.db)
    for (const table of tables) await sql.raw(`alter table ${table} enable trigger user`).execute(world.db)
  }

  const anchorOn = (day: string) => {
    world.clock.set(new Date(`${day}T01:00:00Z`))
    return anchorHeads(world.db, world.clock)
  }

  /** The second begins while the first has not committed, and waits for it. */
  const meanwhile = async (first: (trx: Transaction<Tables>) => Promise<unknown>, second: () => Promise<unknown>) => {
    let other: Promise<unknown> = Promise.resolve()
    await world.db.transaction().execute(async (trx) => {
      await first(trx)
      other = second()
      await eventually('the other to wait', async () => {
        const waiting = sql<{ n: number }>`select count(*) as n from pg_locks where not granted`
        return Number((await waiting.execute(world.db)).rows[0]?.n) > 0
      })
    })
    await other
  }

  it('is green through every act, and counts what it walked', async () => {
    await answeredMatter()
    await world.file()
    expect(await verify()).toEqual({ faults: [], matters: 2, events: 6, erased: 0, anchors: 0, lastAnchor: null })
  })

  /** Embedded, each takes seconds. */
  const once = it.runIf(kind === DATABASE)

  once.each([
    ['id', `id = 'other' || n`],
    ['type', `type = 'accepted'`],
    ['at', `at = at + interval '1 second'`],
    ['actor', `actor = jsonb_set(actor, '{id}', '"second"')`],
    ['data: what is public', `data = jsonb_set(data, '{office}', '"water"')`],
    ['data: what is personal', `data = jsonb_set(data, '{text}', '"别的答复"')`],
    ['data: something added', `data = data || '{"more": 1}'`],
    ['clocks', `clocks = '{"start": [], "stop": [], "reopen": []}'`],
    ['commitments: a salt', `commitments = jsonb_set(commitments, '{data/text,salt}', '"00"')`],
    ['commitments: another', `commitments = jsonb_set(commitments, '{data/text,commitment}', '"00"')`],
    ['commitments: none', `commitments = '{}'`],
    ['hash', `hash = repeat('0', 64)`],
    ['hash: none', `hash = null`],
    ['n', `n = n + 1`],
  ])('is red at its first broken event when somebody changes %s', async (_column, set) => {
    const whole = await answeredMatter()
    const { id, number } = await answeredMatter()
    await tamper(`update ticket_events set ${set} where ticket_id = '${id}' and type = 'answered'`)
    const { faults } = await verify()
    expect(faults).toMatchObject([{ matter: id, number, n: 4 }])
    expect((await verify({ number: whole.number })).faults).toEqual([])
    expect((await verify({ number })).faults).toEqual(faults)
  })

  once.each([
    ['an event in the middle is gone', 'delete from ticket_events where n = 2', { what: 'missing', n: 2 }],
    ['the tail is cut off', 'delete from ticket_events where n = 4', { what: 'cut_off', n: 4 }],
    ['all of it is gone', 'delete from ticket_events', { what: 'cut_off', n: 1 }],
    ['the last link is another', `update tickets set head = repeat('0', 64)`, { what: 'head_changed', n: 4 }],
    ['the count is less', 'update tickets set events = 3', { what: 'added', n: 4 }],
    ['the number is another', `update tickets set number = number || 'X'`, { what: 'changed', n: 1 }],
  ])('is red when %s', async (_what, change, fault) => {
    await answeredMatter()
    await tamper(change)
    expect((await verify()).faults).toMatchObject([fault])
  })

  it('is refused by the database itself: nothing is changed, deleted or emptied', async () => {
    await answeredMatter()
    await anchorOn('2026-03-02')
    for (const change of [
      `update ticket_events set at = at + interval '1 second'`,
      `update ticket_events set data = jsonb_set(data, '{text}', '"别的"') where n = 4`,
      `update ticket_events set data = jsonb_set(data, '{text}', 'null') where n = 4`,
      `update ticket_events set commitments = commitments #- '{data/text,salt}' where n = 4`,
      `update ticket_events set hash = null`,
      'delete from ticket_events',
      'truncate ticket_events cascade',
      `update history_anchors set matters = 9`,
      'delete from history_leaves',
      'truncate history_anchors cascade',
    ])
      await expect(sql.raw(change).execute(world.db), change).rejects.toThrow('only added to')
    expect((await verify()).faults).toEqual([])
  })

  it('stays green when personal values are taken out, and red when one of them comes back', async () => {
    const { id } = await answeredMatter()
    await anchorOn('2026-03-02')
    const erase = sql`select erase_personal_values(id) from ticket_events where ticket_id = ${id}`
    await erase.execute(world.db)
    // The citizen who filed, the words of the answer, and the facts and basis of its one disposition.
    expect(await verify()).toMatchObject({ faults: [], erased: 4 })
    const rows = await world.db.selectFrom('ticket_events').selectAll().orderBy('n').execute()
    expect(JSON.stringify(rows)).not.toMatch(/张师傅|"citizen","id":"citizen"|salt/)
    expect(rows[3]?.data).toMatchObject({ text: null, office: 'housing' })
    await erase.execute(world.db)
    expect(await verify()).toMatchObject({ faults: [], erased: 4 })

    await tamper(`update ticket_events set data = jsonb_set(data, '{text}', '"路灯已修好，联系人张师傅"') where n = 4`)
    expect((await verify()).faults).toMatchObject([{ what: 'value_changed', n: 4, type: 'answered' }])
  })

  it('loses one value where one is named', async () => {
    const { id } = await answeredMatter()
    await sql`select erase_personal_values(id, array['data/text']) from ticket_events where ticket_id = ${id} and n = 4`.execute(
      world.db,
    )
    expect(await verify()).toMatchObject({ faults: [], erased: 1 })
    const path = sql`select erase_personal_values(id, array['data/office']) from ticket_events where n = 4`
    await expect(path.execute(world.db)).rejects.toThrow('only added to')
  })

  it('still opens for staff and citizen when its words are taken out', async () => {
    const { id } = await answeredMatter()
    await sql`select erase_personal_values(id) from ticket_events`.execute(world.db)
    const cookie = await world.login('officer')
    const view = await world.server.inject({ url: `/api/tickets/${id}`, headers: { cookie } })
    expect([view.statusCode, view.json().history.length]).toEqual([200, 4])
  })

  it('is one chain when several append at once', async () => {
    const { id } = await answeredMatter()
    const tell = (of: 'accepted' | 'answered' | 'forwarded') =>
      world.db
        .transaction()
        .execute((trx) =>
          recordTold(trx, id, { of, means: 'phone', actor: officer }, { clock: world.clock, ids: world.ids, rules }),
        )
    const acts = [tell('accepted'), world.perform(id, accept), tell('answered'), tell('forwarded'), tell('answered')]
    await Promise.all([...acts, world.file()])
    expect(await verify()).toMatchObject({ faults: [], matters: 2, events: 4 + 3 + 2 })
  })

  it.runIf(kind === 'postgres')('waits for what another process is appending, and comes after it', async () => {
    const { id } = await answeredMatter()
    const deps = { clock: world.clock, ids: world.ids, rules, queryPepper: Buffer.alloc(32, 2) }
    const by = { actor: officer, identified: { how: 'in_person', checked: '身份证' } } as const
    await meanwhile(
      (trx) => reissueCode(trx, id, by, deps),
      () => world.db.transaction().execute((trx) => reissueCode(trx, id, by, deps)),
    )
    expect(await verify()).toMatchObject({ faults: [], events: 6 })

    await tamper(`update ticket_events set hash = null, commitments = '{}'`)
    await sql`update tickets set head = null, events = 0`.execute(world.db)
    await meanwhile(
      (trx) => chainStored(trx, id, world.ids),
      () => world.db.transaction().execute((trx) => chainStored(trx, id, world.ids)),
    )
    expect(await verify()).toMatchObject({ faults: [], events: 6 })
  })

  it('of a time before there were links is linked once, and is green from then on', async () => {
    const { id } = await answeredMatter()
    await tamper(`update ticket_events set hash = null, commitments = '{}'`)
    await sql`update tickets set head = null, events = 0`.execute(world.db)
    expect((await verify()).faults).toMatchObject([{ what: 'unlinked', n: 1 }])
    expect(await unchained(world.db, '')).toEqual([id])
    await Promise.all([chainOldHistories(world), chainOldHistories(world)])
    expect(await verify()).toMatchObject({ faults: [], events: 4 })
    expect([await unchained(world.db, ''), await chainOldHistories(world)]).toEqual([[], 0])
    await world.perform(id, { type: 'close', actor: officer, closing: 'solved', toldBy: 'phone', note: '电话告知' })
    expect(await verify()).toMatchObject({ faults: [], events: 5 })
  })

  describe('is anchored', () => {
    it('once a day in Shanghai, by whichever of several is first, with all that changed since', async () => {
      await answeredMatter()
      world.clock.set(new Date('2026-03-02T15:59:00Z'))
      expect(await anchorIsDue(world.db, world.clock.now())).toBe(true)
      const made = await Promise.all([1, 2, 3].map(() => anchorHeads(world.db, world.clock)))
      expect(made.filter((each) => each !== null)).toMatchObject([{ day: '2026-03-02', matters: 1, events: 4 }])
      expect(await anchorIsDue(world.db, world.clock.now())).toBe(false)
      const other = await world.file()
      expect(await anchorHeads(world.db, world.clock)).toBeNull()

      world.clock.set(new Date('2026-03-02T16:00:00Z'))
      expect(await anchorIsDue(world.db, world.clock.now())).toBe(true)
      expect(await anchorHeads(world.db, world.clock)).toMatchObject({ day: '2026-03-03', matters: 2, events: 6 })
      const leaves = await world.db.selectFrom('history_leaves').select(['day', 'ticket_id']).execute()
      expect(leaves.filter(({ day }) => day === '2026-03-03')).toEqual([{ day: '2026-03-03', ticket_id: other.id }])
      expect(await verify()).toMatchObject({ faults: [], anchors: 2 })
    })

    it('also on a day on which nothing happened, and not again for a clock that is behind', async () => {
      expect(await anchorOn('2026-03-05')).toMatchObject({ matters: 0, events: 0 })
      expect(await anchorOn('2026-03-04')).toBeNull()
      expect(await anchorOn('2026-03-06')).toMatchObject({ day: '2026-03-06' })
      expect(await verify()).toMatchObject({ faults: [], anchors: 2 })
    })

    once('in batches, and one that was broken off is finished before the next is begun', async () => {
      for (let each = 0; each < 501; each += 1) await world.file()
      let batches = 0
      const dying = {
        now: () => {
          batches += 1
          if (batches > 1) throw new Error('the process dies')
          return world.clock.now()
        },
      }
      await expect(anchorHeads(world.db, dying)).rejects.toThrow('the process dies')
      expect(await verify()).toMatchObject({ faults: [], anchors: 0 })
      expect(await anchorOn('2026-03-03')).toMatchObject({ day: '2026-03-02', matters: 501, events: 1002 })
      expect(await anchorOn('2026-03-03')).toMatchObject({ day: '2026-03-03', matters: 501, events: 1002 })
      expect(await verify()).toMatchObject({ faults: [], anchors: 2 })
    })

    it.runIf(kind === 'postgres')('by one of two that go on with it at the same time', async () => {
      await answeredMatter()
      const { clock } = world
      const open = { matters: 0, events: 0, leaves: 0, root: NO_LEAVES, reached: '' }
      const row = { day: '2026-03-02', previous: null, hash: null, closed_at: null, ...open }
      await world.db.insertInto('history_anchors').values(row).execute()
      let late: unknown
      await meanwhile(
        (trx) => anchorBatch(trx, clock),
        async () => {
          late = await anchorHeads(world.db, clock)
        },
      )
      expect(late).toBeNull()
      expect(await verify()).toMatchObject({ faults: [], anchors: 1, lastAnchor: { matters: 1, events: 4 } })
    })

    once.each([
      ['an anchor', `update history_anchors set events = 99 where day = '2026-03-02'`, 'anchor_changed'],
      [
        'the hash of one',
        `update history_anchors set hash = repeat('0', 64) where day = '2026-03-02'`,
        'anchor_changed',
      ],
      ['a leaf', `update history_leaves set n = 3 where day = '2026-03-02'`, 'anchored_changed'],
      ['the first anchor gone', `delete from history_anchors where day = '2026-03-02'`, 'anchor_changed'],
    ])('and red where somebody changes %s', async (_what, change, what) => {
      await answeredMatter()
      await anchorOn('2026-03-02')
      await anchorOn('2026-03-03')
      await tamper(change)
      expect((await verify()).faults[0]).toMatchObject({ what })
    })

    it('so that a tail cut off with its count, and a matter that is gone, are seen', async () => {
      const { id, number } = await answeredMatter()
      await anchorOn('2026-03-02')
      await tamper(`delete from ticket_events where n > 2`)
      await sql`update tickets set events = 2, head = (select hash from ticket_events where n = 2)`.execute(world.db)
      expect((await verify()).faults).toEqual([
        { what: 'anchored_changed', day: '2026-03-02', matter: id, number, n: 4 },
      ])
      await tamper('delete from ticket_events')
      await sql
        .raw('truncate tickets cascade')
        .execute(world.db)
        .catch(() => undefined)
      expect((await verify()).faults).toMatchObject([{ what: 'cut_off' }, { what: 'anchored_changed' }])
    })

    it('and an anchor that was printed is looked for', async () => {
      const printed = await anchorOn('2026-03-02')
      await anchorOn('2026-03-03')
      expect((await verify({ anchor: printed?.hash ?? '' })).faults).toEqual([])
      const hash = '0'.repeat(64)
      expect((await verify({ anchor: hash })).faults).toEqual([{ what: 'anchor_unknown', hash }])
    })
  })
})
