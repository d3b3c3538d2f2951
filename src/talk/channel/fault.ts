import type { WecomFault } from '../../wecom/index.ts'
import type { ChannelFault } from './types.ts'

const KINDS: Record<WecomFault['kind'], ChannelFault['kind']> = {
  // 95033 on a send is turned into success by the client; anywhere else a "done" needs nothing more.
  done: 'gone',
  token: 'config',
  busy: 'busy',
  frequency: 'frequency',
  customer: 'window',
  session: 'session',
  sender_token: 'stale_hint',
  content: 'content',
  gone: 'gone',
  too_big: 'too_big',
  config: 'config',
  ours: 'ours',
  unknown: 'busy',
}

export function faultOf(fault: WecomFault): ChannelFault {
  const detail = fault.errcode === null ? fault.kind : `${fault.errcode}${fault.hint ? ` (${fault.hint})` : ''}`
  return { kind: KINDS[fault.kind], detail, ...(fault.retryAfterMs ? { retryAfterMs: fault.retryAfterMs } : {}) }
}
