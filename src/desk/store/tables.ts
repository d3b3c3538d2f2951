declare module '../../platform/db/tables.ts' {
  interface Tables {
    staff_sessions: { id_hash: string; userid: string; created_at: Date; expires_at: Date }
    login_states: { state: string; browser: string; return_to: string; expires_at: Date }
    reads: { id: string; ticket_id: string; userid: string; at: Date }
  }
}

export type { Tables } from '../../platform/db/index.ts'
