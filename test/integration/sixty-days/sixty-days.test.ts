import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse, stringify } from 'yaml'
import { type Context, createContext } from '../../../src/app/context.ts'
import { ROOT } from '../../../src/app/root.ts'
import { ACTS, type HistoryFault, TOLD_STEPS, verifyHistory } from '../../../src/case/ticket/index.ts'
import { readConfig } from '../../../src/platform/config/index.ts'
import { manualClock } from '../../../src/platform/kernel/index.ts'
import { DATABASE } from '../../support/house.ts'
import { type Postgres, startPostgres } from '../../support/postgres.ts'
import { NOT_HERE } from './acting.ts'
import { FIRST_DAY, sixtyDays, type Tally } from './county.ts'
import { account, type Happened, type Reminder } from './recount.ts'

/** The embedded database has one connection and no second core. */
const PLAN = DATABASE === 'postgres' ? { matters: 2000, hands: 6 } : { matters: 300, hands: 1 }

let folder: string
let postgres: Postgres | null
let context: Context
let tally: Tally
let books: Books
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'minqing-sixty-'))
  postgres = DATABASE === 'postgres' ? await startPostgres() : null
  const clock = manualClock(new Date(`${FIRST_DAY}T00:00:00+08:00`))
  context = await createContext(await configured(), { clock })
  tally = await sixtyDays(context, clock, { ...PLAN, seed: 20260914 })
  books = await readBooks()
  if (process.env.TEST_LOG) process.stderr.write(figures())
}, 600_000)
afterAll(async () => {
  await context?.close()
  await postgres?.close()
  await rm(folder, { recursive: true, force: true })
})

/** The county, with the office above it that decides re-reviews. */
async function county(): Promise<string> {
  const org = parse(await readFile(join(ROOT, 'simulator', 'county.yaml'), 'utf8')) as { offices: { id: string }[] }
  const government = org.offices.find(({ id }) => id === 'county-government')
  const above = { ...government, id: 'city-government', name: '江左省澄州市人民政府办公室' }
  const offices = org.offices.map((office) => (office === government ? { ...office, parent: above.id } : office))
  const file = join(folder, 'county.yaml')
  await writeFile(file, stringify({ ...org, offices: [...offices, above] }))
  return file
}

async function configured() {
  const config = readConfig({
    ...{ DATA_DIR: folder, ORG_FILE: await county(), LOG_LEVEL: 'silent' },
    ...(postgres ? { DATABASE_URL: await postgres.createDatabase('sixty') } : {}),
    DATA_KEYS: `t1:${randomBytes(32).toString('base64')}`,
    SESSION_KEY: randomBytes(32).toString('base64'),
  })
  if (!config.ok) throw new Error(config.error.map((fault) => `${fault.variable} ${fault.message}`).join('\n'))
  return config.value
}

type Books = Awaited<ReturnType<typeof readBooks>>

async function readBooks() {
  const { db } = context
  const tickets = await db.selectFrom('tickets').selectAll().orderBy('registered_at').orderBy('id').execute()
  const events = await db.selectFrom('ticket_events').selectAll().orderBy('ticket_id').orderBy('n').execute()
  const clocks = await db.selectFrom('ticket_clocks').selectAll().execute()
  const timers = await db.selectFrom('matter_timers').selectAll().execute()
  const points = await db.selectFrom('checkpoints').selectAll().execute()
  const notices = await db.selectFrom('notices').selectAll().execute()
  const of = <T extends { ticket_id: string }>(rows: readonly T[]) => {
    const grouped = Map.groupBy(rows, ({ ticket_id }) => ticket_id)
    return (id: string): T[] => grouped.get(id) ?? []
  }
  const [eventsOf, clocksOf, timersOf, noticesOf] = [of(events), of(clocks), of(timers), of(notices)]
  const pointsOf = of(points)
  return tickets.map((ticket) => ({
    ticket,
    ...{ events: eventsOf(ticket.id), clocks: clocksOf(ticket.id), timers: timersOf(ticket.id) },
    ...{ points: pointsOf(ticket.id), notices: noticesOf(ticket.id) },
    counted: account(eventsOf(ticket.id) as Happened[], tally.looks, ticket.barred),
  }))
}
type Book = Books[number]

/** Each matter that is not as it should be, with what stands there and what should. */
function disagreeing(what: (book: Book) => { held: readonly string[]; right: readonly string[] }) {
  return books.flatMap((book) => {
    const { held, right } = what(book)
    const [extra, missing] = [without(held, right), without(right, held)]
    if (extra.length + missing.length === 0) return []
    const course = book.events.map(({ type, at }) => `${at.toISOString().slice(5, 16)} ${type}`)
    return [{ extra, missing, course: course.join(', ') }]
  })
}

/** With repetitions: what stands there twice and should once is one too many. */
function without(some: readonly string[], others: readonly string[]): string[] {
  const left = [...others]
  return some.filter((one) => {
    const place = left.indexOf(one)
    if (place !== -1) left.splice(place, 1)
    return place === -1
  })
}

const line = (...parts: readonly unknown[]): string => parts.join(' ')

const POINTS = new Set([
  ...['receipt', 'execution', 'dispute', 'order', 'promise', 'lead', 'leader_wanted', 'conference', 'meet_leader'],
  ...['meet_unit', 'meet_author', 'visit_promise', 'follow_up'],
])

describe(`sixty days of ${PLAN.matters} matters`, () => {
  it.runIf(DATABASE === 'postgres')(
    'are many enough for every act, done and refused, every date and every reminder',
    () => {
      const acts = ACTS.filter((act) => !NOT_HERE.includes(act))
      expect(acts.filter((act) => !tally.done.has(act))).toEqual([])
      const refused = [...tally.refused.keys()].map((key) => key.split(' ')[0])
      expect(acts.filter((act) => !refused.includes(act))).toEqual([])
      expect(books.length).toBe(PLAN.matters)
      const rules = new Set(books.flatMap(({ clocks }) => clocks.map(({ rule }) => rule)))
      expect([...rules].sort()).toEqual(['D1', 'D10', 'D11', 'D12', 'D2', 'D3', 'D4', 'D5', 'D6', 'D7', 'D8', 'D9'])
      const outcomes = new Set(books.flatMap(({ events }) => events.map(({ data }) => data.outcome)))
      expect(outcomes).toEqual(new Set([undefined, 'upheld', 'revoked', 'changed', 'redo', 'not_accepted']))
      const fired = books.flatMap(({ counted }) => counted.fired)
      const pressed = ['D1', 'D2', 'D3', 'D5', 'D6', 'D8', 'D10', 'D11', 'D12']
      const said = new Set(fired.filter(({ kind }) => kind === 'red').map(({ rule }) => rule))
      expect(pressed.filter((rule) => !said.has(rule))).toEqual([])
      for (const kind of ['yellow', 'red', 'silence'])
        expect(fired.filter((one) => one.kind === kind).length).toBeGreaterThan(20)
      const points = books.flatMap(({ counted }) => counted.points)
      const kindOf = (id: string) => id.split('/')[0] as string
      const over = fired.filter(({ kind, rule }) => kind === 'red' && rule.includes('/'))
      expect(new Set(points.filter(({ met }) => met !== null).map(({ kind }) => kind))).toEqual(POINTS)
      expect(new Set(over.map(({ rule }) => kindOf(rule)))).toEqual(POINTS)
    },
  )

  it('end with every legal date as a second count has it, met or running', () => {
    const wrong = disagreeing(({ clocks, counted }) => ({
      held: clocks.map(({ rule, due, met_at, provisional }) =>
        line(rule, due, met_at?.toISOString() ?? 'runs', provisional),
      ),
      right: counted.clocks.map(({ rule, due, met, provisional }) => line(rule, due, met ?? 'runs', provisional)),
    }))
    expect(wrong.slice(0, 3)).toEqual([])
  })

  it('end with every check-point as a second count has it, met or owed, and by whom', () => {
    const wrong = disagreeing(({ points, counted }) => ({
      held: points.map(({ id, due, owed_by, met_at }) => line(id, due, owed_by, met_at?.toISOString() ?? 'open')),
      right: counted.points.map(({ id, due, owedBy, met }) => line(id, due, owedBy, met ?? 'open')),
    }))
    expect(wrong.slice(0, 3)).toEqual([])
  })

  const reminder = ({ kind, rule, day, at }: Reminder) => line(kind, rule, day, at)

  it('reminded of what was right on its day, once, and after the outage on the first day of service', () => {
    const wrong = disagreeing(({ events, counted }) => ({
      held: events.flatMap(({ type, at, data }) => {
        if (type === 'silent') return [line('silence', '', data.since, at.toISOString(), data.office)]
        const { level, rule, due, office, watching } = data
        return type === 'warned' ? [line(level, rule, due, at.toISOString(), office, watching)] : []
      }),
      right: counted.fired.map((one) =>
        one.kind === 'silence' ? line(reminder(one), one.office) : line(reminder(one), one.office, one.watching),
      ),
    }))
    expect(wrong.slice(0, 3)).toEqual([])
  })

  it('wait for the reminders that are still to come, and for no others', () => {
    const wrong = disagreeing(({ timers, counted }) => ({
      held: timers
        .filter(({ fired_at }) => fired_at === null)
        .map(({ kind, rule, day, fires_at }) => line(kind, rule, day, fires_at.toISOString())),
      right: counted.waiting.map(reminder),
    }))
    expect(wrong.slice(0, 3)).toEqual([])
  })

  /** Words from one office to another, after which the matter is where it was. */
  const BETWEEN = ['objected', 'supervised', 'replied', 'proposed', 'responded']

  it('leave each matter with whom the last hand-over gave it, count the hand-overs, and give none to an office complained of', () => {
    const wrong = disagreeing(({ ticket, events, notices }) => {
      const given = events.filter(({ type, data }) => {
        if (type === 'reviewed' || type === 'rereviewed') return data.outcome === 'redo'
        return ['forwarded', 'review_requested', 'rereview_requested'].includes(type)
      })
      const passed = events.filter(({ type }) => !BETWEEN.includes(type))
      const holders = passed.flatMap(({ data }) => (data.toOffice ? [data.toOffice] : []))
      const got = events.flatMap(({ data }) => [data.toOffice, ...((data.helping as string[] | undefined) ?? [])])
      const heard = notices.flatMap(({ audience, recipient }) => (audience === 'staff' ? [recipient] : []))
      const barred = [...got, ...heard].filter((office) => ticket.barred.includes(office as string))
      return {
        held: [line(ticket.office, ticket.hand_overs), ...barred.map((office) => line('barred', office))],
        right: [line(holders.at(-1) ?? ticket.petition_office, given.length)],
      }
    })
    expect(wrong.slice(0, 3)).toEqual([])
    expect(books.filter(({ ticket }) => ticket.barred.length > 0).length).toBeGreaterThan(PLAN.matters / 10)
  })

  it('write nothing after the end of a matter but that the citizen was told', () => {
    const following = (events: Book['events'], end: string) => {
      const place = events.findLastIndex(({ type }) => type === end)
      return place === -1 ? [] : events.slice(place + 1).map(({ type }) => type)
    }
    const withdrawn = books.flatMap(({ events }) => following(events, 'withdrawn'))
    // Whoever was called to danger says so, whatever became of the matter.
    expect(withdrawn.filter((type) => !['told', 'acknowledged'].includes(type))).toEqual([])
    expect(withdrawn).toContain('told')
    const closed = books
      .filter(({ ticket }) => ticket.state === 'closed')
      .flatMap(({ events }) => following(events, 'closed'))
    const may = [
      ...['told', 'delivered', 'executed', 'reported', 'recused', 'warned'],
      ...['supervised', 'replied', 'proposed', 'responded', 'met', 'kept', 'followed_up'],
    ]
    expect(closed.filter((type) => !may.includes(type))).toEqual([])
  })

  it('tell every step once, and lose no notice', () => {
    const wrong = disagreeing(({ ticket, events, notices }) => {
      const steps = TOLD_STEPS.filter((step) => step !== 'registered')
      const told = events.filter(({ type }) => steps.some((step) => step === type))
      return {
        held: notices
          .filter(({ audience, data }) => audience === 'citizen' && data.of !== undefined && data.of !== 'registered')
          .map(({ data, event_id }) => line(data.of, event_id)),
        right: told.map(({ type, id }) => line(type, id)),
        ticket,
      }
    })
    expect(wrong.slice(0, 3)).toEqual([])
    const all = books.flatMap(({ notices }) => notices)
    const untold = all.filter(({ audience, state }) => audience === 'citizen' && state === 'not_told')
    const known = new Set(books.flatMap(({ events }) => events.map(({ id }) => id)))
    expect(all.filter(({ event_id }) => !known.has(event_id))).toEqual([])
    expect(untold.every(({ reason }) => reason === 'blocked')).toBe(true)
  })

  it('record as told what was told, each telling of a step once', () => {
    const wrong = disagreeing(({ events, notices }) => {
      const steps = Map.groupBy(
        notices.filter(
          ({ audience, state, data }) => audience === 'citizen' && state === 'told' && data.of !== undefined,
        ),
        ({ data }) => data.of,
      )
      const recorded = events.flatMap(({ type, data }) => (type === 'told' ? [data.of] : []))
      return {
        held: [...new Set(recorded)].map(String),
        right: [...steps.keys()].map(String),
      }
    })
    expect(wrong.slice(0, 3)).toEqual([])
  })

  it('stand in a history that holds', async () => {
    const faults: HistoryFault[] = []
    const walk = verifyHistory(context.db)
    let step = await walk.next()
    for (; !step.done; step = await walk.next()) faults.push(step.value)
    expect(faults).toEqual([])
    expect(step.value).toMatchObject({ matters: PLAN.matters, anchors: 60 })
  })
})

/** What the run was made of, for whoever asks: TEST_LOG=info. */
function figures(): string {
  const events = books.flatMap((book) => book.events.map(({ type }) => type))
  const counted = (names: readonly string[]) =>
    [...Map.groupBy(names, (name) => name)].map(([name, all]) => line(name, all.length))
  const fired = books.flatMap(({ counted: { fired } }) => fired.map(({ kind, rule }) => line(kind, rule)))
  const said = (all: Map<string, number>) => [...all].map(([name, times]) => line(name, times)).sort()
  const parts = {
    events: counted(events),
    done: said(tally.done),
    refused: said(tally.refused),
    fired: counted(fired).sort(),
  }
  return line(books.length, 'matters,', events.length, 'events\n', JSON.stringify(parts, null, 1))
}
