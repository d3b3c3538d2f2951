import type { Generated } from 'kysely'
import type { Json } from '../../platform/db/index.ts'
import type { WordingFiles } from './load.ts'

declare module '../../platform/db/tables.ts' {
  interface Tables {
    privacy_notices: { conversation_id: string; notice_version: string; shown_at: Date }
    wordings: { seq: Generated<number>; hash: string; files: Json<WordingFiles>; published_at: Date }
  }
}
