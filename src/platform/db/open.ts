import { mkdir, open as openFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { PGlite } from '@electric-sql/pglite'
import { tryLock, unlock } from 'fs-native-extensions'
import {
  type Dialect,
  Kysely,
  PostgresAdapter,
  PostgresDialect,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely'
import pg from 'pg'
import { databaseFolderInUse } from './errors.ts'
import { ExclusivePgliteDriver } from './pglite-driver.ts'
import type { Tables } from './tables.ts'

export type Db = Kysely<Tables>

export interface Database {
  db: Db
  kind: 'postgres' | 'embedded'
  /** Runs a script of several statements on one connection of its own. */
  script(sql: string): Promise<void>
  close(): Promise<void>
}

const BIGINT = 20
const DATE = 1082

export async function openDatabase(options: {
  databaseUrl?: string | undefined
  folder: string
  poolSize?: number
}): Promise<Database> {
  return options.databaseUrl ? openPostgres(options.databaseUrl, options.poolSize ?? 10) : openEmbedded(options.folder)
}

/** Row ids fit a double for the next thousand years, and a calendar date must not become an instant in some time zone. */
function openPostgres(url: string, poolSize: number): Database {
  const types = new pg.TypeOverrides()
  types.setTypeParser(BIGINT, Number)
  types.setTypeParser(DATE, (text: string) => text)
  const pool = new pg.Pool({ connectionString: url, max: poolSize, types })
  // An idle connection that the server closes is replaced at the next use; without a listener it would end the process.
  pool.on('error', () => {})
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  return {
    db,
    kind: 'postgres',
    script: async (sql) => {
      await pool.query(sql)
    },
    close: () => db.destroy(),
  }
}

async function openEmbedded(folder: string): Promise<Database> {
  await mkdir(folder, { recursive: true })
  const lock = await lockFolder(folder)
  const { PGlite } = await import('@electric-sql/pglite')
  const pglite = await PGlite.create(join(folder, 'pglite'), {
    parsers: { [BIGINT]: Number, [DATE]: (text: string) => text },
  })
  const db = new Kysely<Tables>({ dialect: embeddedDialect(pglite) })
  return {
    db,
    kind: 'embedded',
    script: async (sql) => {
      await pglite.exec(sql)
    },
    close: async () => {
      await db.destroy()
      await lock.release()
    },
  }
}

/** PGlite itself does not notice a second process on its folder and both would corrupt it; the kernel's lock ends with the process. */
async function lockFolder(folder: string): Promise<{ release(): Promise<void> }> {
  const file = await openFile(join(folder, 'lock'), 'a+')
  if (!tryLock(file.fd)) {
    await file.close()
    throw databaseFolderInUse(folder)
  }
  return {
    release: async () => {
      unlock(file.fd)
      await file.close()
    },
  }
}

function embeddedDialect(pglite: PGlite): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new ExclusivePgliteDriver(pglite),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  }
}
