import { join } from 'node:path'
import { type Config, readConfig } from '../../platform/config/index.ts'
import { type Db, openDatabase } from '../../platform/db/index.ts'
import { err, ok, type Result } from '../../platform/kernel/index.ts'

/** The configuration of the service, for a command that looks into its database. */
export function configured(env?: Record<string, string | undefined>): Result<Config, string> {
  const config = readConfig(env)
  if (config.ok) return ok(config.value)
  return err(config.error.map(({ variable, message }) => `${variable} ${message}`).join('\n'))
}

/** Lends the database of the service and closes it. The folder of the embedded one takes one process: the service has to be stopped first. */
export async function inDatabase<T>(
  { databaseUrl, dataDir }: Pick<Config, 'databaseUrl' | 'dataDir'>,
  work: (db: Db) => Promise<T>,
): Promise<T> {
  const database = await openDatabase({ databaseUrl, folder: join(dataDir, 'database') })
  try {
    return await work(database.db)
  } finally {
    await database.close()
  }
}
