export { isCurrent, type Migration, migrate, readMigrations } from './migrate.ts'
export { type Database, type Db, openDatabase } from './open.ts'
export type { Generated, Json, Tables } from './tables.ts'
export { insertTogether } from './together.ts'
