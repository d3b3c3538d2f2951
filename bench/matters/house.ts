import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Context, createContext } from '../../src/app/context.ts'
import { readConfig } from '../../src/platform/config/index.ts'
import { systemClock } from '../../src/platform/kernel/index.ts'
import { openDatabase } from '../replay/stores.ts'

const COUNTY = join(import.meta.dirname, '../../simulator/county.yaml')

/** Shared by all that is measured: real time, set back for what was filed before. */
export interface BenchClock {
  now(): Date
  behind(ms: number): void
}

export interface BenchHouse {
  context: Context
  clock: BenchClock
  database: 'postgres' | 'embedded'
}

/** The service's working side on a database of its own that waits for the disk: PostgreSQL where it can be had, else embedded. */
export async function inHouse<T>(run: (house: BenchHouse) => Promise<T>): Promise<T> {
  const server = await openDatabase(null, process.env.DATABASE_URL, { durable: true })
  const folder = await mkdtemp(join(tmpdir(), 'minqing-bench-'))
  let context: Context | null = null
  try {
    const config = readConfig({
      ...(server.url === null ? {} : { DATABASE_URL: server.url }),
      ...{ DATA_DIR: folder, ORG_FILE: COUNTY, LOG_LEVEL: 'silent' },
      ...{ DATA_KEYS: `b1:${randomBytes(32).toString('base64')}`, SESSION_KEY: randomBytes(32).toString('base64') },
    })
    if (!config.ok) throw new Error(config.error.map(({ variable, message }) => `${variable} ${message}`).join('\n'))
    const clock = setBack()
    context = await createContext(config.value, { clock })
    return await run({ context, clock, database: server.kind })
  } finally {
    await context?.close()
    await server.close()
    await rm(folder, { recursive: true, force: true })
  }
}

function setBack(): BenchClock {
  let back = 0
  return {
    now: () => new Date(systemClock.now().getTime() - back),
    behind: (ms) => {
      back = ms
    },
  }
}
