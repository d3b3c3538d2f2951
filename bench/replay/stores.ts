import { randomBytes } from 'node:crypto'
import { Client } from 'pg'
import { findPostgres, type Postgres, startPostgres } from '../../test/support/postgres.ts'

export type DatabaseKind = 'postgres' | 'embedded'

/** A database of the replay's own. `url` is null where the service is to use its embedded one. */
export interface Database {
  kind: DatabaseKind
  url: string | null
  close(): Promise<void>
}

/** PostgreSQL where it can be had (DATABASE_URL, or a private one from installed programs), else the embedded database. */
export const openDatabase = async (
  wanted: DatabaseKind | null,
  serverUrl: string | undefined,
  options: { durable?: boolean } = {},
): Promise<Database> => {
  if (wanted === 'embedded') return embedded
  if (serverUrl !== undefined) return onServer(serverUrl)
  if (wanted === null && findPostgres() === null) return embedded
  return onPrivate(await startPostgres(options))
}

const embedded: Database = { kind: 'embedded', url: null, close: async () => {} }

const onPrivate = async (server: Postgres): Promise<Database> => ({
  kind: 'postgres',
  url: await server.createDatabase('replay'),
  close: server.close,
})

const onServer = async (serverUrl: string): Promise<Database> => {
  const name = `replay_${randomBytes(6).toString('hex')}`
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  await execute(serverUrl, `create database ${name}`)
  return {
    kind: 'postgres',
    url: url.href,
    close: () => execute(serverUrl, `drop database ${name} with (force)`),
  }
}

const execute = async (url: string, statement: string): Promise<void> => {
  const client = new Client({ connectionString: url })
  await client.connect()
  await client.query(statement).finally(() => client.end())
}
