declare module '../../platform/db/tables.ts' {
  interface Tables {
    privacy_notices: { conversation_id: string; notice_version: string; shown_at: Date }
  }
}

export {}
