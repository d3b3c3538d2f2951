import type { JsSdk } from '../desk/api/index.ts'
import { jsSdkSignature } from '../wecom/index.ts'
import type { Context } from './context.ts'

const NONCE_BYTES = 12

/** Signatures with both tickets: the corp's for wx.config, the app's for wx.agentConfig. null: the app part is off. */
export function jsSdkOf(context: Context): JsSdk | null {
  const { appClient: client, clock, ids, log } = context
  const { wecom } = context.config
  if (!client || !wecom?.app) return null
  const { corpId, app } = wecom
  return {
    async sign(url) {
      const [corp, own] = await Promise.all([client.jssdk.ticket('corp'), client.jssdk.ticket('app')])
      if (!corp.ok || !own.ok) {
        log.warn({ corp: corp.ok || corp.error.kind, app: own.ok || own.error.kind }, 'no ticket for the JS-SDK')
        return null
      }
      const page = {
        nonceStr: Buffer.from(ids.bytes(NONCE_BYTES)).toString('hex'),
        timestamp: Math.floor(clock.now().getTime() / 1000),
        url,
      }
      return {
        corpId,
        agentId: app.agentId,
        timestamp: page.timestamp,
        nonceStr: page.nonceStr,
        signature: jsSdkSignature({ ...page, ticket: corp.value.value }),
        agentSignature: jsSdkSignature({ ...page, ticket: own.value.value }),
      }
    },
  }
}
