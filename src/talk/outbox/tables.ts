import type { Generated, Json } from '../../platform/db/index.ts'
import type { Content } from '../channel/index.ts'

export interface OutboundBody {
  content: Content
  /** Asks something: asked anew, it need not be sent any more. */
  question?: boolean
  /** A single-use code of the platform and its last moment. */
  code?: { value: string; until: string }
}

declare module '../../platform/db/tables.ts' {
  interface Tables {
    outbound: {
      id: string
      seq: Generated<number>
      conversation_id: string
      cause: string
      body: Json<OutboundBody>
      created_at: Date
      not_before: Date
      state: 'queued' | 'held' | 'accepted' | 'given_up'
      reason: string | null
      attempts: Generated<number>
      accepted_at: Date | null
      failed_at: Date | null
      fail_type: number | null
    }
  }
}
