import type { Generated, Json } from '../../platform/db/index.ts'
import type { Content } from '../channel/index.ts'

export interface OutboundBody {
  content: Content
  /** Asks something: asked anew, it need not be sent any more. */
  question?: boolean
  /** Only good while the bot has the conversation: given up, not held, when a person of the office has it. */
  passing?: true
  /** Repeats words of the person: never sent once the platform has objected to them. */
  echo?: true
  /** A single-use code of the platform and its last moment. */
  code?: { value: string; until: string }
}

/** Something told unasked: about what, and how much it weighs. */
export interface Push {
  /** What it is about, opaque here: pushes of one subject share a line of the digest. */
  subject: string
  /** What a person calls the subject: its number. */
  label: string
  /** The step in a few words with its day, for the digest. */
  gist: string
  /** step: may wait · decision: told at once whatever the person chose · final: may take the last message of the window */
  weight: 'step' | 'decision' | 'final'
  /** Its own words are needed: a digest repeats them in full. */
  whole?: true
  /** Told at night too. */
  urgent?: true
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
      state: 'queued' | 'held' | 'carried' | 'accepted' | 'given_up'
      reason: string | null
      attempts: Generated<number>
      accepted_at: Date | null
      failed_at: Date | null
      fail_type: number | null
      push: Json<Push> | null
      away: Generated<boolean>
      carried_by: string | null
    }
    preferences: {
      conversation_id: string
      pushes: 'all' | 'decisions'
      no_echo: boolean
      changed_at: Date
    }
  }
}
