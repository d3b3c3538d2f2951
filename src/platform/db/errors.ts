import { AppError } from '../kernel/index.ts'

export const databaseFolderInUse = (folder: string) =>
  new AppError({
    code: 'db_folder_in_use',
    message: `another process holds the embedded database in ${folder}; it allows one process only. Set DATABASE_URL to run several`,
  })

export const databaseNewer = (found: string, known: string) =>
  new AppError({
    code: 'db_newer_than_program',
    message: `the database was migrated to ${found}, this program knows ${known}: start the newer program or restore an older copy`,
  })

export const migrationChanged = (name: string) =>
  new AppError({
    code: 'db_migration_changed',
    message: `migration ${name} was already applied with other contents: add a new migration instead of editing it`,
  })
