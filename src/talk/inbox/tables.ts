import type { Generated, Json } from '../../platform/db/index.ts'
import type { InboundBody } from '../channel/index.ts'

declare module '../../platform/db/tables.ts' {
  interface Tables {
    inbox_cursors: {
      account: string
      cursor: string | null
      pulled_at: Date | null
      blocked_until: Date | null
      poll_blocked_until: Date | null
      leased_by: string | null
      leased_until: Date | null
    }
    conversations: {
      id: string
      channel: string
      account: string
      peer: string
      created_at: Date
      revision: Generated<number>
      session: Json<unknown> | null
      turn_failures: Generated<number>
      last_inbound_at: Date | null
      sent_since: Generated<number>
      service_state: number | null
      servicer: string | null
      nickname: string | null
      nickname_asked_at: Date | null
      scene: string | null
      scene_param: string | null
      leased_by: string | null
      leased_until: Date | null
    }
    inbound: {
      seq: Generated<number>
      channel: string
      account: string
      platform_id: string
      conversation_id: string | null
      author: string
      servicer: string | null
      kind: string
      body: Json<InboundBody>
      sent_at: Date
      received_at: Date
      state: 'pending' | 'handled' | 'kept' | 'recalled'
      handled_at: Date | null
    }
    platform_events: {
      id: string
      dedupe_key: string
      kind: string
      body: Json<Record<string, unknown>>
      received_at: Date
      state: 'pending' | 'handled' | 'failed'
      attempts: Generated<number>
      handled_at: Date | null
      last_error: string | null
    }
    media: {
      id: string
      inbound_seq: number
      conversation_id: string
      kind: string
      platform_media: string
      state: 'pending' | 'stored' | 'failed'
      reason: string | null
      attempts: Generated<number>
      not_before: Date
      expires_at: Date
      blob_key: string | null
      content_type: string | null
      bytes: number | null
      sha256: string | null
      file_name: string | null
    }
  }
}
