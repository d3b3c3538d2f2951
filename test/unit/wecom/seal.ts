import { createCipheriv, createHash } from 'node:crypto'

const key = (aesKey: string) => Buffer.from(`${aesKey}=`, 'base64')

/** The platform's side of the crypto, written apart from the code under test. `pad` overrides the padding bytes. */
export function sealRaw(aesKey: string, body: Buffer, pad?: Buffer): string {
  const length = 32 - (body.length % 32)
  const padded = Buffer.concat([body, pad ?? Buffer.alloc(length, length)])
  const cipher = createCipheriv('aes-256-cbc', key(aesKey), key(aesKey).subarray(0, 16)).setAutoPadding(false)
  return Buffer.concat([cipher.update(padded), cipher.final()]).toString('base64')
}

export function layout(message: string | Buffer, receiveId: string, length?: number): Buffer {
  const bytes = Buffer.from(message)
  const size = Buffer.alloc(4)
  size.writeUInt32BE(length ?? bytes.length)
  return Buffer.concat([Buffer.from('0123456789abcdef'), size, bytes, Buffer.from(receiveId)])
}

export function signedQuery(token: string, encrypted: string, timestamp = '1700000000', nonce = 'n0nce') {
  const parts = [token, timestamp, nonce, encrypted].sort()
  return { timestamp, nonce, msg_signature: createHash('sha1').update(parts.join('')).digest('hex') }
}

export const envelope = (encrypted: string) =>
  `<xml><ToUserName><![CDATA[ww1]]></ToUserName><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`
