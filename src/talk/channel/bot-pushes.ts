import type { Clock } from '../../platform/kernel/index.ts'

/** A message that may still be answered under its own req_id. */
export interface OpenPush {
  reqId: string
  msgid: string
  /** The answer that was tried under it: another one would be told that this push is answered (846606). */
  tried: string | null
}

/** §7.2: a reply is taken for 24 hours; an hour less, because their clock may differ from ours. */
const REPLY_MS = 23 * 3_600_000

export interface OpenPushes {
  /** The newest push of a person is the one that is answered. Returns the one before, which nobody answers any more. */
  add(peer: string, push: { reqId: string; msgid: string }): OpenPush | null
  /** The push that this answer may go out under. */
  for(peer: string, answer: string): OpenPush | null
  drop(peer: string, push: OpenPush): void
  /** After a reconnection every req_id is dead (trap 9.12). */
  clear(): void
}

/** Kept in memory only: a req_id lives no longer than the connection it came on. */
export function createOpenPushes(clock: Clock): OpenPushes {
  const open = new Map<string, OpenPush & { until: number }>()
  return {
    add(peer, { reqId, msgid }) {
      const before = open.get(peer) ?? null
      open.set(peer, { reqId, msgid, tried: null, until: clock.now().getTime() + REPLY_MS })
      // Pushed a second time it is the same question: nothing to be said about the first.
      return before === null || before.msgid === msgid || before.tried !== null ? null : before
    },
    for(peer, answer) {
      const push = open.get(peer)
      if (!push || push.until <= clock.now().getTime()) return null
      return push.tried === null || push.tried === answer ? push : null
    },
    drop(peer, push) {
      // A newer one may have come while this one was being answered.
      if (open.get(peer) === push) open.delete(peer)
    },
    clear() {
      open.clear()
    },
  }
}
