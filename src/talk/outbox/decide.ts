import type { ChannelFault } from '../channel/index.ts'

export type Verdict =
  | { state: 'accepted' }
  /** Tried again at that moment. */
  | { state: 'queued'; reason: string; notBefore: Date }
  /** Waits for the person's next word; `spent`: the platform says the five are used up. */
  | { state: 'held'; reason: string; spent?: boolean }
  | { state: 'given_up'; reason: string }

const BACKOFF_MS = [1_000, 3_000, 10_000, 30_000, 60_000, 300_000]
/** About an hour and a half of trying; by then a person has to look. */
const TRIES = 20
/** A configuration is mended by a person; trying again costs little and nothing is lost meanwhile. */
const CONFIG_RETRY_MS = 60_000

/** What a refusal means for the message: again later, when the person writes, or never. Pure. */
export function decide(fault: ChannelFault, attempts: number, now: Date): Verdict {
  const again = (ms: number): Verdict => ({
    state: 'queued',
    reason: fault.kind,
    notBefore: new Date(now.getTime() + ms),
  })
  switch (fault.kind) {
    case 'busy':
      if (attempts >= TRIES) return { state: 'given_up', reason: 'busy_too_long' }
      return again(BACKOFF_MS[Math.min(attempts, BACKOFF_MS.length - 1)] ?? 1_000)
    case 'frequency':
      return again(fault.retryAfterMs ?? 60_000)
    case 'config':
      return again(CONFIG_RETRY_MS)
    case 'window':
      return { state: 'held', reason: 'window_refused', spent: true }
    case 'session':
      return { state: 'held', reason: 'session_refused' }
    case 'content':
      return { state: 'given_up', reason: 'content_refused' }
    case 'gone':
    case 'stale_hint':
    case 'too_big':
    case 'ours':
      return { state: 'given_up', reason: fault.kind }
  }
}
