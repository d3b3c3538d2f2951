import type { PGlite } from '@electric-sql/pglite'
import { CompiledQuery, type DatabaseConnection, type Driver, type QueryResult } from 'kysely'

/**
 * PGlite has one connection. Kysely 0.29's own PGlite driver hands that one out to everybody at once, so a query that
 * runs beside an open transaction joins it, and two transactions overwrite each other (docs/adr/0002). Here the
 * connection is lent to one holder at a time, first come first served: the same meaning as a pool of size one.
 */
export class ExclusivePgliteDriver implements Driver {
  readonly #pglite: PGlite
  #tail: Promise<void> = Promise.resolve()
  #release = new WeakMap<DatabaseConnection, () => void>()

  constructor(pglite: PGlite) {
    this.#pglite = pglite
  }

  async init(): Promise<void> {
    await this.#pglite.waitReady
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    const turn = Promise.withResolvers<void>()
    const before = this.#tail
    this.#tail = turn.promise
    await before
    const connection = pgliteConnection(this.#pglite)
    this.#release.set(connection, turn.resolve)
    return connection
  }

  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    this.#release.get(connection)?.()
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin'))
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('commit'))
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('rollback'))
  }

  async destroy(): Promise<void> {
    if (!this.#pglite.closed) await this.#pglite.close()
  }
}

function pgliteConnection(pglite: PGlite): DatabaseConnection {
  return {
    async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
      const result = await pglite.query<R>(query.sql, [...query.parameters])
      return { rows: result.rows, numAffectedRows: BigInt(result.affectedRows ?? 0) }
    },
    // biome-ignore lint/correctness/useYield: the interface asks for a generator; PGlite has no cursors
    async *streamQuery() {
      throw new Error('PGlite cannot stream')
    },
  }
}
