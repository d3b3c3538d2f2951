import { parseArgs } from 'node:util'
import { sql } from 'kysely'
import { fireMatter } from '../src/app/supervision.ts'
import { dueTimers } from '../src/case/ticket/index.ts'
import { summary, timed } from './matters/figures.ts'
import { copyOf, type Filled, fill } from './matters/fill.ts'
import { type BenchHouse, inHouse } from './matters/house.ts'

/** As the worker of the service fires them. */
const AT_ONCE = 4
const WAITING_MS = 60_000

/**
 * How long until the reminders that are due are found among those of very many open matters, and until all have fired. Then all are fired
 * once more, as a second worker or a second nudge would: nothing may come of it.
 */
export async function main(argv: string[]): Promise<number> {
  const { values } = parseArgs({
    args: argv,
    options: {
      matters: { type: 'string', default: '1000000' },
      due: { type: 'string', default: '2000' },
      rounds: { type: 'string', default: '5' },
      json: { type: 'boolean', default: false },
    },
  })
  const [matters, due, rounds] = [Number(values.matters), Number(values.due), Number(values.rounds)]
  const figures = await inHouse(async (house) => {
    const filled = await timed(() => fill(house, matters))
    return {
      database: house.database,
      matters,
      ...(await fireDue(house, filled.value, { due, rounds })),
      filled_s: Math.round(filled.ms / 1000),
    }
  })
  console.log(values.json ? JSON.stringify(figures) : figures)
  return figures.doubled + figures.missed === 0 ? 0 : 1
}

export async function fireDue(house: BenchHouse, filled: Filled, { due, rounds }: { due: number; rounds: number }) {
  const { db, clock } = house.context
  const set = await makeDue(house, filled, due)
  const found = await timed(() => dueTimers(db, clock.now(), due))
  const again: number[] = []
  for (let n = 0; n < rounds; n += 1) again.push((await timed(() => dueTimers(db, clock.now(), due))).ms)
  const fired = await timed(() => fireAll(house, found.value))
  await fireAll(house, found.value)
  return {
    ...{ due: set.length, ...summary(fired.value) },
    ...{ found: found.value.length, found_ms: Math.round(found.ms * 10) / 10, found_again_ms: summary(again).p50_ms },
    fired_s: Math.round(fired.ms / 100) / 10,
    per_s: Math.round((1000 * found.value.length) / fired.ms),
    ...(await outcome(house, set)),
  }
}

/** The first reminder of so many matters, spread over all of them, waits for a minute already. Gives the matters. */
async function makeDue({ context }: BenchHouse, { originals, copies }: Filled, due: number): Promise<string[]> {
  const all = originals.length * copies
  const ids = Array.from({ length: Math.min(due, all) }, (_, n) => {
    const at = Math.floor((n * all) / due)
    return copyOf(originals[at % originals.length]?.id ?? '', Math.floor(at / originals.length))
  })
  const fires = new Date(context.clock.now().getTime() - WAITING_MS)
  await sql`
    update matter_timers set fires_at = ${fires} from (
      select distinct on (ticket_id) ticket_id, kind, rule, day from matter_timers
      where ticket_id = any(${ids}) order by ticket_id, fires_at, kind, rule
    ) as first
    where (matter_timers.ticket_id, matter_timers.kind, matter_timers.rule, matter_timers.day)
      = (first.ticket_id, first.kind, first.rule, first.day)
  `.execute(context.db)
  return ids
}

async function fireAll({ context }: BenchHouse, ids: readonly string[]): Promise<number[]> {
  const waiting = ids.values()
  const took: number[] = []
  const worker = async () => {
    for (const id of waiting) took.push((await timed(() => fireMatter(id, context))).ms)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  return took
}

/** Reminders in the histories beyond one a matter, and matters with none. */
async function outcome({ context }: BenchHouse, ids: readonly string[]) {
  const rows = await context.db
    .selectFrom('ticket_events')
    .select(['ticket_id', (eb) => eb.fn.countAll<number>().as('reminders')])
    .where('ticket_id', 'in', ids)
    .where('type', 'in', ['warned', 'silent'])
    .groupBy('ticket_id')
    .execute()
  return { doubled: rows.reduce((sum, row) => sum + Number(row.reminders) - 1, 0), missed: ids.length - rows.length }
}
