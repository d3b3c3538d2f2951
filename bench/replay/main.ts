import { existsSync } from 'node:fs'
import { copyFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { accuracyOf, readSuggestions, wasTrainedOn } from './accuracy.ts'
import { readCounty } from './county.ts'
import { createDice } from './dice.ts'
import { FAULTS, type Fault } from './faults.ts'
import { chooseRows, readRows } from './rows.ts'
import { type Replayed, replay } from './run.ts'
import { tail } from './service.ts'
import type { DatabaseKind } from './stores.ts'
import { COUNTY_FILE, MODEL_FILE, openWorld, type ReplayWorld } from './world.ts'

const USAGE = `usage: replay --data FILE [--count N] [--faults ${FAULTS.join(',')}] [--database postgres|embedded]
              [--seed S] [--concurrency C] [--json]`

interface Options {
  data: string
  count: number
  faults: Fault[]
  database: DatabaseKind | null
  seed: number
  concurrency: number
  json: boolean
}

const main = async (): Promise<number> => {
  const options = readOptions(process.argv.slice(2))
  if (options === null) {
    console.error(USAGE)
    return 2
  }
  if (!existsSync(options.data)) {
    console.log('skipped: no data')
    return 0
  }
  const rows = chooseRows(await readRows(options.data), options.count, createDice(options.seed, 'rows'))
  const county = await readCounty(COUNTY_FILE)
  const serverUrl = process.env.DATABASE_URL
  const warn = (text: string) => process.stderr.write(`${text}\n`)
  const world = await openWorld({ county, database: options.database, serverUrl, seed: options.seed, warn })
  try {
    const replayed = await replay(world, { ...options, rows, county, progress: warn })
    await world.service.stop()
    const result = { ...(await judged(world, options, replayed)), ...described(world, options, rows.length) }
    const faults = faultsOf(result)
    if (faults.length > 0) await explain(world, replayed, warn)
    print(result, faults, options.json)
    return faults.length > 0 ? 1 : 0
  } finally {
    await world.close()
  }
}

const readOptions = (args: string[]): Options | null => {
  const { values } = parseArgs({
    args,
    options: {
      data: { type: 'string' },
      count: { type: 'string', default: '300' },
      faults: { type: 'string', default: '' },
      database: { type: 'string' },
      seed: { type: 'string', default: '1' },
      concurrency: { type: 'string', default: '12' },
      json: { type: 'boolean', default: false },
    },
  })
  const named = values.faults.split(',').filter((name) => name !== '')
  const faults = FAULTS.filter((fault) => named.includes(fault))
  const database = values.database ?? null
  const [count, seed, concurrency] = [values.count, values.seed, values.concurrency].map(Number)
  const numbers = [count, seed, concurrency].every((number) => Number.isInteger(number)) && Number(concurrency) > 0
  if (values.data === undefined || !numbers || faults.length !== named.length) return null
  if (database !== null && database !== 'postgres' && database !== 'embedded') return null
  const { data, json } = values
  return { data, json, faults, database, count: Number(count), seed: Number(seed), concurrency: Number(concurrency) }
}

const judged = async (world: ReplayWorld, options: Options, { figures, labels }: Replayed) => {
  const suggestions = await readSuggestions(world.database.url, world.databaseFolder)
  const known = await wasTrainedOn(options.data, MODEL_FILE)
  return {
    ...figures,
    accuracy: known ? null : accuracyOf(suggestions, labels),
    abstained: suggestions.filter((suggestion) => suggestion.unsure).length,
  }
}

const described = (world: ReplayWorld, options: Options, count: number) => ({
  count,
  database: world.database.kind,
  faults: options.faults,
  seed: options.seed,
  refused_calls: Object.fromEntries(world.refusals),
})

type Result = Awaited<ReturnType<typeof judged>> & ReturnType<typeof described>

/** What must not be; empty when the service did its job. */
const faultsOf = (result: Result): string[] => [
  ...(result.filed < result.count ? [`${result.count - result.filed} not filed`] : []),
  ...(result.lost > 0 ? [`${result.lost} confirmed and lost`] : []),
  ...(result.doubled > 0 ? [`${result.doubled} filed twice`] : []),
  ...(result.distinct_numbers < result.filed ? ['a number was given twice'] : []),
  ...(result.told < result.filed ? [`${result.filed - result.told} not told of the act`] : []),
  ...(result.answered_twice > 0 ? [`${result.answered_twice} answered twice`] : []),
]

/** The log is kept, and some of those who failed are shown with their last lines. */
const explain = async (
  world: ReplayWorld,
  { visits, untold }: Replayed,
  warn: (text: string) => void,
): Promise<void> => {
  const kept = join(tmpdir(), `minqing-replay-${process.pid}.log`)
  await copyFile(world.logFile, kept)
  for (const seen of visits.filter((each) => each.number === null).slice(0, 5)) {
    const last = seen.bubbles
      .slice(-6)
      .map((bubble) => `  ${bubble.from}: ${(bubble.text ?? bubble.msgtype).slice(0, 60)}`)
    warn([`${seen.phone} ${seen.end}:`, ...last].join('\n'))
  }
  for (const line of untold.slice(0, 10)) warn(`not told: ${line}`)
  warn(`${tail(await world.service.log())}\nlog of the service: ${kept}`)
}

const print = (result: Result, faults: string[], json: boolean): void => {
  if (json) {
    console.log(JSON.stringify(result))
    return
  }
  for (const [name, value] of Object.entries(result))
    console.log(`${name.padEnd(32)}${typeof value === 'object' ? JSON.stringify(value) : String(value)}`)
  console.log(faults.length === 0 ? 'good' : `bad: ${faults.join('; ')}`)
}

// An interrupted replay still runs its exit handlers, which end the service.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))

process.exitCode = await main()
