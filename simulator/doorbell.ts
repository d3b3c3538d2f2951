import type { CallbackSender } from './callback.ts'
import type { SimClock } from './clock.ts'
import type { Ids } from './ids.ts'
import type { Limits } from './limits.ts'
import type { App } from './world.ts'
import { toXml } from './xml.ts'

/** §3.1: "pull this account now". Messages that come close together share one. */
export interface Doorbells {
  ring(openKfid: string): void
  /** What a sync_msg token is for, or null when it is unknown or too old. */
  accountOf(token: string): string | null
  settled(): Promise<void>
  close(): void
}

interface Deps {
  corpId: string
  clock: SimClock
  ids: Ids
  limits: Limits
  callbacks: CallbackSender
  app: App
}

export const createDoorbells = ({ corpId, clock, ids, limits, callbacks, app }: Deps): Doorbells => {
  const pending = new Map<string, NodeJS.Timeout>()
  const tokens = new Map<string, { openKfid: string; until: number }>()

  const press = (openKfid: string) => {
    pending.delete(openKfid)
    const token = ids.unique('ENC', 47)
    tokens.set(token, { openKfid, until: clock.now() + limits.doorbellTokenMs })
    forgetOld()
    const plain = toXml({
      ToUserName: corpId,
      CreateTime: clock.seconds(),
      MsgType: 'event',
      Event: 'kf_msg_or_event',
      Token: token,
      OpenKfId: openKfid,
    })
    void callbacks.send({ app, family: 'kf', what: 'kf_msg_or_event', plain, silent: true })
  }

  // Tokens are kept in the order of their making: the oldest are first.
  const forgetOld = () => {
    for (const [token, { until }] of tokens) {
      if (until > clock.now()) return
      tokens.delete(token)
    }
  }

  const settled = async () => {
    while (pending.size > 0) await new Promise((resolve) => setTimeout(resolve, limits.doorbellCoalesceMs))
    await callbacks.settled()
  }

  return {
    ring: (openKfid) => {
      if (pending.has(openKfid)) return
      pending.set(
        openKfid,
        setTimeout(() => press(openKfid), limits.doorbellCoalesceMs),
      )
    },
    accountOf: (token) => {
      const held = tokens.get(token)
      return held && held.until > clock.now() ? held.openKfid : null
    },
    settled,
    close: () => {
      for (const timer of pending.values()) clearTimeout(timer)
      pending.clear()
    },
  }
}
