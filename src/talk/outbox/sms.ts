import { createHmac } from 'node:crypto'
import { type Clock, err, ok, type Result } from '../../platform/kernel/index.ts'

export interface SmsFault {
  /** busy: may be tried again · refused: will not be taken */
  kind: 'busy' | 'refused'
  detail: string
}

/** A way to send a text message where the chat could not tell somebody. `id` stays the same for every try of one message. */
export interface SmsSender {
  send(phone: string, text: string, id: string): Promise<Result<null, SmsFault>>
}

const TIMEOUT_MS = 10_000
const TOO_MANY_REQUESTS = 429

/**
 * Any sender behind an address of the office's own: `POST {id, phone, text}` as JSON. `X-Minqing-Signature` is the HMAC-SHA256
 * in hex, under the shared secret, of `X-Minqing-Timestamp` (seconds), a dot and the body. A repeated `id` is the same message.
 */
export function webhookSms(webhook: { url: string; secret: string }, clock: Clock): SmsSender {
  return {
    async send(phone, text, id) {
      const body = JSON.stringify({ id, phone, text })
      const timestamp = String(Math.floor(clock.now().getTime() / 1000))
      const signature = createHmac('sha256', webhook.secret).update(`${timestamp}.${body}`).digest('hex')
      try {
        const answer = await fetch(webhook.url, {
          method: 'POST',
          redirect: 'error',
          signal: AbortSignal.timeout(TIMEOUT_MS),
          headers: {
            'content-type': 'application/json',
            'x-minqing-timestamp': timestamp,
            'x-minqing-signature': signature,
          },
          body,
        })
        await answer.body?.cancel()
        if (answer.ok) return ok(null)
        const later = answer.status >= 500 || answer.status === TOO_MANY_REQUESTS
        return err({ kind: later ? 'busy' : 'refused', detail: `HTTP ${answer.status}` })
      } catch (error) {
        return err({ kind: 'busy', detail: error instanceof Error ? error.name : 'unknown' })
      }
    },
  }
}
