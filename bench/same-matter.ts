import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import { sql } from 'kysely'
import { findSimilar, loadUnderstanding, SAME_MATTER } from '../src/case/understand/index.ts'
import { migrate, openDatabase as openStore, readMigrations } from '../src/platform/db/index.ts'
import { systemClock } from '../src/platform/kernel/index.ts'
import { openDatabase } from './replay/stores.ts'
import { fill } from './same-matter/fill.ts'
import { madeUp } from './same-matter/made-up.ts'

const ROOT = join(import.meta.dirname, '..')
const WARM = 50

/** A look-up for matters that may be the same among very many, through the service's own query; then how large the index is. */
export async function main(argv: string[]): Promise<number> {
  const { values } = parseArgs({
    args: argv,
    options: {
      matters: { type: 'string', default: '1000000' },
      lookups: { type: 'string', default: '1000' },
      json: { type: 'boolean', default: false },
    },
  })
  const [matters, lookups] = [Number(values.matters), Number(values.lookups)]
  const { imprint } = loadUnderstanding({ rulesDir: join(ROOT, 'rules') })
  const server = await openDatabase(null, process.env.DATABASE_URL)
  const folder = await mkdtemp(join(tmpdir(), 'minqing-bench-'))
  const database = await openStore({ databaseUrl: server.url ?? undefined, folder })
  try {
    await migrate(database, await readMigrations(join(ROOT, 'migrations')), systemClock)
    const filling = performance.now()
    await fill(database.db, matters, imprint)
    const filled_s = Math.round((performance.now() - filling) / 1000)
    const took: number[] = []
    let found = 0
    for (let n = -WARM; n < lookups; n += 1) {
      const { text, area } = madeUp(matters + n)
      const start = performance.now()
      const similar = await findSimilar(database.db, { imprint: imprint({ text }), area }, SAME_MATTER)
      if (n < 0) continue
      took.push(performance.now() - start)
      found += similar.length
    }
    const { rows } = await sql<{ mb: number }>`
      select ((pg_total_relation_size('similar_marks') + pg_total_relation_size('similar_matters')) / 1048576)::integer as mb
    `.execute(database.db)
    const sorted = took.toSorted((a, b) => a - b)
    const quantile = (q: number) => Math.round((sorted[Math.ceil(sorted.length * q) - 1] ?? 0) * 100) / 100
    const figures = {
      ...{ database: server.kind, matters, p50_ms: quantile(0.5), p95_ms: quantile(0.95), p99_ms: quantile(0.99) },
      per_s: Math.round((1000 * took.length) / took.reduce((a, b) => a + b, 0)),
      ...{ found_mean: Math.round((10 * found) / lookups) / 10, index_mb: rows[0]?.mb ?? 0, filled_s },
    }
    console.log(values.json ? JSON.stringify(figures) : figures)
    return 0
  } finally {
    await database.close()
    await server.close()
    await rm(folder, { recursive: true, force: true })
  }
}
