import type { ColumnType, Generated } from 'kysely'

/** Columns that PostgreSQL hands back as objects and that are written as JSON text. */
export type Json<T> = ColumnType<T, string, string>

/**
 * Every room declares its own tables by merging into this interface (`declare module`), so that the platform holds no
 * domain nouns and a table has one owner.
 */
export interface Tables {
  settings: { name: string; value: string }
  schema_migrations: { name: string; sha256: string; applied_at: Date }
  alarms: {
    id: string
    kind: string
    subject: string
    detail: Json<Record<string, unknown>>
    raised_at: Date
    dedupe_key: string
    told_at: Date | null
  }
}

export type { Generated }
