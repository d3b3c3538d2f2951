import { parseArgs } from 'node:util'
import { matterByCode, matterByNumber, mattersOf } from '../src/case/ticket/index.ts'
import { overRounds, summary, timed } from './matters/figures.ts'
import { copyOf, type Filled, fill, type Original } from './matters/fill.ts'
import { type BenchHouse, inHouse } from './matters/house.ts'

const WARM = 50
const MINUTE_MS = 60_000
/** Of the hour before, by others: every look-up with a code counts them. */
const WRONG_TRIES = 100

/** How a matter is looked up: its author's list, its author's number, anybody's number with the code. */
const WAYS = ['list', 'own', 'code'] as const
type Way = (typeof WAYS)[number]

/** Look-ups among very many matters, through the service's own queries, one after the other. */
export async function main(argv: string[]): Promise<number> {
  const { values } = parseArgs({
    args: argv,
    options: {
      matters: { type: 'string', default: '1000000' },
      lookups: { type: 'string', default: '500' },
      rounds: { type: 'string', default: '5' },
      json: { type: 'boolean', default: false },
    },
  })
  const [matters, lookups, rounds] = [Number(values.matters), Number(values.lookups), Number(values.rounds)]
  const figures = await inHouse(async (house) => {
    const filled = await timed(() => fill(house, matters))
    const looked = await lookUpEach(house, filled.value, { lookups, rounds })
    return { database: house.database, matters, ...looked, filled_s: Math.round(filled.ms / 1000) }
  })
  console.log(values.json ? JSON.stringify(figures) : figures)
  return 0
}

export async function lookUpEach(
  house: BenchHouse,
  filled: Filled,
  { lookups, rounds }: { lookups: number; rounds: number },
) {
  await tryWrongCodes(house)
  const seen: Record<Way, number[][]> = { list: [], own: [], code: [] }
  for (const way of WAYS) await lookUpAll(house, filled, way, { from: 0, count: WARM })
  for (let round = 0; round < rounds; round += 1) {
    const part = { from: WARM + round * lookups, count: lookups }
    for (const way of WAYS) seen[way].push(await lookUpAll(house, filled, way, part))
  }
  const all = Array.from({ length: rounds }, (_, round) => WAYS.flatMap((way) => seen[way][round] ?? []))
  const of = (way: Way) => overRounds(seen[way].map(summary)).p95_ms
  return {
    ...{ rounds, lookups, ...overRounds(all.map(summary)) },
    ...{ list_p95_ms: of('list'), own_p95_ms: of('own'), code_p95_ms: of('code') },
  }
}

async function lookUpAll(
  house: BenchHouse,
  { originals, copies }: Filled,
  way: Way,
  { from, count }: { from: number; count: number },
): Promise<number[]> {
  const took: number[] = []
  for (let n = from; n < from + count; n += 1) {
    // A prime step: every look-up is at another place of the tables.
    const at = (n * 7919) % (originals.length * copies)
    const original = originals[at % originals.length]
    if (!original) throw new Error('nothing was filed')
    const { ms, value } = await timed(() => lookUp(house, way, original, Math.floor(at / originals.length)))
    if (!value) throw new Error(`${way}: ${original.number} was not found`)
    took.push(ms)
  }
  return took
}

async function lookUp({ context }: BenchHouse, way: Way, original: Original, copy: number): Promise<boolean> {
  const [number, reporter] = [copyOf(original.number, copy), copyOf(original.reporter, copy)]
  if (way === 'list') return (await mattersOf(context.db, reporter)).length === 1
  if (way === 'own') return (await matterByNumber(context.db, number, reporter)) !== null
  const asked = { number, code: original.code, asker: `bench/asker/${number}` }
  const deps = { ...context, queryTries: context.config.queryTries }
  const opened = await context.db.transaction().execute((trx) => matterByCode(trx, asked, deps))
  return typeof opened === 'object'
}

async function tryWrongCodes({ context }: BenchHouse): Promise<void> {
  const tried_at = new Date(context.clock.now().getTime() - MINUTE_MS)
  await context.db
    .insertInto('query_tries')
    .values(
      Array.from({ length: WRONG_TRIES }, (_, n) => ({
        ...{ id: context.ids.next(), asker: `bench/other/${n}`, number: `bench/${n}`, tried_at },
      })),
    )
    .execute()
}
