import type { SimClock } from './clock.ts'
import { seal, sign } from './crypto.ts'
import type { Ids } from './ids.ts'
import type { Mischief } from './mischief.ts'
import type { App } from './world.ts'
import { toXml } from './xml.ts'

export interface EnvelopeDeps {
  corpId: string
  clock: SimClock
  ids: Ids
}

export interface CallbackRequest {
  url: string
  init: RequestInit
}

/** §2.4: the encrypted POST; AgentID only for an app that has one. */
export const sealedRequest = (deps: EnvelopeDeps, app: App, plain: string, tricks: Mischief): CallbackRequest => {
  const receiveId = tricks.wrongReceiveId ? `ww${deps.ids.token(16).toLowerCase()}` : deps.corpId
  const encrypt = seal(app.aesKey, plain, receiveId, deps.ids.bytes(16))
  const body = toXml({
    ToUserName: deps.corpId,
    AgentID: app.agentId === null ? undefined : String(app.agentId),
    Encrypt: encrypt,
  })
  return {
    url: withQuery(app.callbackUrl, signedQuery(deps, app, encrypt, tricks.forge)),
    init: { method: 'POST', headers: { 'content-type': 'text/xml' }, body },
  }
}

/** §2.3: the GET whose answer must be exactly the returned text. */
export const verificationRequest = (deps: EnvelopeDeps, app: App): CallbackRequest & { expected: string } => {
  const expected = String(deps.ids.bytes(8).readBigUInt64BE())
  const echostr = seal(app.aesKey, expected, deps.corpId, deps.ids.bytes(16))
  const query = signedQuery(deps, app, echostr, false)
  query.set('echostr', echostr)
  return { expected, url: withQuery(app.callbackUrl, query), init: { method: 'GET' } }
}

const signedQuery = (deps: EnvelopeDeps, app: App, encrypt: string, forged: boolean) => {
  const timestamp = String(deps.clock.seconds())
  const nonce = deps.ids.token(10)
  const signature = sign(forged ? `${app.token}x` : app.token, timestamp, nonce, encrypt)
  return new URLSearchParams({ msg_signature: signature, timestamp, nonce })
}

const withQuery = (url: string, query: URLSearchParams) => `${url}${url.includes('?') ? '&' : '?'}${query}`
