import { jsSdkQuery, jsSdkSignatures } from '../contract/index.ts'
import type { Desk } from './desk.ts'
import { sendProblem } from './problem.ts'

/** What a page of ours needs for wx.config, wx.agentConfig and ww.register (wecom.md §6.5). Pages of others are not signed. */
export function addJsSdk({ server, deps }: Desk): void {
  const schema = { querystring: jsSdkQuery, response: { 200: jsSdkSignatures } }
  server.get('/api/jssdk', { schema }, async (request, reply) => {
    const { url } = request.query
    if (new URL(url).origin !== new URL(deps.publicUrl).origin) return sendProblem(reply, 'bad_request')
    const signed = deps.jssdk === null ? null : await deps.jssdk.sign(url)
    return signed ?? sendProblem(reply, 'wecom_away')
  })
}
