import { parseArgs } from 'node:util'
import { overRounds, summary, timed } from './matters/figures.ts'
import { draftOf, file } from './matters/file.ts'
import { type BenchHouse, inHouse } from './matters/house.ts'

const WARM = 200

/**
 * Opening a matter, one after the other: the whole transaction from begin to commit, with complaint, classification, number, route,
 * history, clocks, reminders and notices.
 */
export async function main(argv: string[]): Promise<number> {
  const { values } = parseArgs({
    args: argv,
    options: {
      matters: { type: 'string', default: '500' },
      rounds: { type: 'string', default: '5' },
      json: { type: 'boolean', default: false },
    },
  })
  const [matters, rounds] = [Number(values.matters), Number(values.rounds)]
  const figures = await inHouse(async (house) => {
    await open(house, 0, WARM)
    const seen = []
    for (let n = 0; n < rounds; n += 1) seen.push(summary(await open(house, WARM + n * matters, matters)))
    return { database: house.database, matters, rounds, ...overRounds(seen) }
  })
  console.log(values.json ? JSON.stringify(figures) : figures)
  return 0
}

async function open(house: BenchHouse, from: number, count: number): Promise<number[]> {
  const took: number[] = []
  for (let n = from; n < from + count; n += 1) {
    const draft = draftOf(n, house)
    took.push((await timed(() => file(draft, house))).ms)
  }
  return took
}
