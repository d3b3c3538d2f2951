import { randomBytes } from 'node:crypto'
import { seal, sign } from '../../simulator/crypto.ts'
import { toXml } from '../../simulator/xml.ts'

export interface Family {
  corpId: string
  token: string
  aesKey: string
}

/** One callback as it goes over the wire, sealed before the clock runs. */
export const sealedRequest = (path: string, port: number, family: Family, plain: string): Buffer => {
  const encrypt = seal(family.aesKey, plain, family.corpId, randomBytes(16))
  const [timestamp, nonce] = ['1800000000', randomBytes(5).toString('hex')]
  const signature = sign(family.token, timestamp, nonce, encrypt)
  const body = toXml({ ToUserName: family.corpId, Encrypt: encrypt })
  const query = new URLSearchParams({ msg_signature: signature, timestamp, nonce })
  const head = [
    `POST ${path}?${query} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    'Content-Type: text/xml',
    `Content-Length: ${Buffer.byteLength(body)}`,
  ]
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`)
}

/** §3.1 of the fact sheet: a doorbell of one account, with a token of its own. */
export const doorbell = (corpId: string, account: string, n: number): string =>
  toXml({
    ToUserName: corpId,
    CreateTime: 1_800_000_000,
    MsgType: 'event',
    Event: 'kf_msg_or_event',
    Token: `ENC${randomBytes(20).toString('hex')}${n}`,
    OpenKfId: account,
  })

/** §4.6: a click, which cannot be pulled again. */
export const click = (corpId: string, n: number): string =>
  toXml({
    ToUserName: corpId,
    FromUserName: 'nobody',
    CreateTime: 1_800_000_000,
    MsgType: 'event',
    Event: 'template_card_event',
    EventKey: 'bench',
    TaskId: `bench-${n}`,
    CardType: 'button_interaction',
    ResponseCode: `code-${n}`,
    AgentID: 1000002,
  })
