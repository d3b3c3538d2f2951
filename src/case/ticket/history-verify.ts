import type { Db } from '../../platform/db/index.ts'
import { alteredPath, erasedPaths, genesis, type HistoryRow, linkOf } from './history.ts'
import { type Anchored, anchorHash, foldLeaf, NO_LEAVES } from './history-anchor.ts'

/** What was found in one matter: its first broken place. */
export type MatterFault = { matter: string; number: string; n: number } & (
  | { what: 'missing' | 'head_changed' | 'cut_off' | 'added' }
  | { what: 'changed' | 'value_changed' | 'unlinked'; type: string; at: Date }
)

export type HistoryFault =
  | MatterFault
  /** The anchor of that day is not what it was, or hangs on another than the one before it. */
  | { what: 'anchor_changed'; day: string }
  /** What stood under the anchor of that day is gone, or is not what it was. */
  | { what: 'anchored_changed'; day: string; matter: string; number: string | null; n: number }
  /** The anchor that was asked for does not stand in the chain. */
  | { what: 'anchor_unknown'; hash: string }

export interface Verified {
  matters: number
  events: number
  /** Personal values that were taken out in the way provided for it. */
  erased: number
  anchors: number
  lastAnchor: Anchored | null
}

export interface Asked {
  /** Only this matter, without the anchors. */
  number?: string
  /** An anchor as it was printed. */
  anchor?: string
}

/** Walks every history and every anchor in pages, says what is broken as it is found, and gives the counts at the end. */
export async function* verifyHistory(db: Db, asked: Asked = {}): AsyncGenerator<HistoryFault, Verified> {
  const verified: Verified = { matters: 0, events: 0, erased: 0, anchors: 0, lastAnchor: null }
  yield* matters(db, asked.number, verified)
  if (asked.number === undefined) yield* anchors(db, asked.anchor, verified)
  return verified
}

const MATTERS = 500

async function* matters(db: Db, number: string | undefined, verified: Verified): AsyncGenerator<MatterFault> {
  let reached = ''
  for (;;) {
    const rows = await page(db, reached, number)
    const last = rows.at(-1)
    if (last === undefined) return
    for (const [matter, events] of byMatter(rows)) {
      verified.matters += 1
      verified.events += events.length
      verified.erased += events.reduce((sum, event) => sum + erasedPaths(event).length, 0)
      const fault = faultOf(matter, events)
      if (fault) yield fault
    }
    reached = last.matter
  }
}

/** In one statement, so that an event that is added meanwhile is seen with its matter or not at all. */
const page = (db: Db, reached: string, number: string | undefined) =>
  db
    .selectFrom((eb) => {
      const some = eb.selectFrom('tickets').select(['id', 'number', 'complaint_id', 'head', 'events'])
      const next = some.where('id', '>', reached).orderBy('id').limit(MATTERS)
      return (number === undefined ? next : next.where('number', '=', number)).as('tickets')
    })
    .leftJoin('ticket_events as event', 'event.ticket_id', 'tickets.id')
    .select(['tickets.id as matter', 'tickets.number', 'tickets.complaint_id', 'tickets.head', 'tickets.events'])
    .select(['event.id', 'event.n', 'event.type', 'event.at', 'event.actor', 'event.data', 'event.clocks'])
    .select(['event.commitments', 'event.hash'])
    .orderBy('tickets.id')
    .orderBy('event.n')
    .execute()

type PageRow = Awaited<ReturnType<typeof page>>[number]
type EventRow = PageRow & HistoryRow

const isEvent = (row: PageRow): row is EventRow => row.id !== null

/** Each matter, by the first of its rows, with its events; one without events has a row that is none. */
function byMatter(rows: readonly PageRow[]): [PageRow, EventRow[]][] {
  const firsts = rows.filter((row, index) => row.matter !== rows[index - 1]?.matter)
  const events = Map.groupBy(rows.filter(isEvent), (row) => row.matter)
  return firsts.map((first) => [first, events.get(first.matter) ?? []])
}

function faultOf(matter: PageRow, events: readonly EventRow[]): MatterFault | null {
  const { matter: id, number, complaint_id: complaintId } = matter
  const about = { matter: id, number }
  let head = genesis({ id, number, complaintId })
  for (const [index, event] of events.entries()) {
    const { n, type, at } = event
    if (n !== index + 1) return { ...about, what: 'missing', n: index + 1 }
    if (event.hash === null) return { ...about, what: 'unlinked', n, type, at }
    if (linkOf(head, event) !== event.hash) return { ...about, what: 'changed', n, type, at }
    if (alteredPath(event) !== null) return { ...about, what: 'value_changed', n, type, at }
    head = event.hash
  }
  if (events.length < matter.events) return { ...about, what: 'cut_off', n: events.length + 1 }
  if (events.length > matter.events) return { ...about, what: 'added', n: matter.events + 1 }
  return events.length > 0 && head !== matter.head ? { ...about, what: 'head_changed', n: events.length } : null
}

async function* anchors(db: Db, wanted: string | undefined, verified: Verified): AsyncGenerator<HistoryFault> {
  let previous: string | null = null
  let found = wanted === undefined
  for (;;) {
    const anchor = await nextAnchor(db, verified.lastAnchor?.day)
    if (anchor === undefined) break
    const root: string = yield* leaves(db, anchor.day)
    const { hash } = anchor
    const whole = anchorHash({ ...anchor, root }) === hash && root === anchor.root && anchor.previous === previous
    if (!whole) yield { what: 'anchor_changed', day: anchor.day }
    verified.anchors += 1
    const { day, matters, events } = anchor
    verified.lastAnchor = { day, matters, events, hash: hash ?? '' }
    found ||= hash === wanted
    previous = hash
  }
  if (!found && wanted !== undefined) yield { what: 'anchor_unknown', hash: wanted }
}

/** One that still takes leaves is not whole yet. */
const nextAnchor = (db: Db, after: string | undefined) => {
  const whole = db.selectFrom('history_anchors').selectAll().where('hash', 'is not', null).orderBy('day').limit(1)
  return (after === undefined ? whole : whole.where('day', '>', after)).executeTakeFirst()
}

const LEAVES = 1000

/** Every leaf against the event it stands for; gives the root they fold into. */
async function* leaves(db: Db, day: string): AsyncGenerator<HistoryFault, string> {
  let root = NO_LEAVES
  let reached = 0
  for (;;) {
    const rows = await leafPage(db, day, reached)
    for (const { ticket_id, n, head, hash, number, position } of rows) {
      root = foldLeaf(root, { ticket_id, n, head })
      reached = position
      if (hash !== head) yield { what: 'anchored_changed', day, matter: ticket_id, number, n }
    }
    if (rows.length < LEAVES) return root
  }
}

const leafPage = (db: Db, day: string, reached: number) =>
  db
    .selectFrom('history_leaves as leaf')
    .leftJoin('ticket_events as event', (join) =>
      join.onRef('event.ticket_id', '=', 'leaf.ticket_id').onRef('event.n', '=', 'leaf.n'),
    )
    .leftJoin('tickets', 'tickets.id', 'leaf.ticket_id')
    .select(['leaf.position', 'leaf.ticket_id', 'leaf.n', 'leaf.head', 'event.hash', 'tickets.number'])
    .where('leaf.day', '=', day)
    .where('leaf.position', '>', reached)
    .orderBy('leaf.position')
    .limit(LEAVES)
    .execute()
