import { createCipheriv, createDecipheriv, createHash } from 'node:crypto'

const BLOCK = 32

const keyOf = (aesKey: string): Buffer => {
  const key = Buffer.from(`${aesKey}=`, 'base64')
  if (aesKey.length !== 43 || key.length !== 32) throw new Error('EncodingAESKey must be 43 letters and digits')
  return key
}

export const sign = (token: string, timestamp: string, nonce: string, encrypt: string): string =>
  createHash('sha1').update([token, timestamp, nonce, encrypt].sort().join('')).digest('hex')

/** wecom.md §2.2: random(16) + length + message + receiveid, PKCS#7 to 32 bytes, AES-256-CBC. */
export const seal = (aesKey: string, message: string, receiveId: string, prefix: Buffer): string => {
  const key = keyOf(aesKey)
  const body = Buffer.from(message)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(body.length)
  const raw = Buffer.concat([prefix, length, body, Buffer.from(receiveId)])
  const pad = BLOCK - (raw.length % BLOCK)
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  return Buffer.concat([cipher.update(raw), cipher.update(Buffer.alloc(pad, pad)), cipher.final()]).toString('base64')
}

/** §7.3 and vector C8: a file alone, the key's first half as IV, PKCS#7 to 32. */
export const sealBytes = (key: Buffer, bytes: Buffer): Buffer => {
  const pad = BLOCK - (bytes.length % BLOCK)
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  return Buffer.concat([cipher.update(bytes), cipher.update(Buffer.alloc(pad, pad)), cipher.final()])
}

/** Null when the text is not something the holder of the key sealed. */
export const unseal = (aesKey: string, encrypt: string): { message: string; receiveId: string } | null => {
  const key = keyOf(aesKey)
  const sealed = Buffer.from(encrypt, 'base64')
  if (sealed.length === 0 || sealed.length % 16 !== 0) return null
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  const raw = Buffer.concat([decipher.update(sealed), decipher.final()])
  const pad = raw.at(-1) ?? 0
  if (pad < 1 || pad > BLOCK || raw.length - pad < 20) return null
  const plain = raw.subarray(0, raw.length - pad)
  const end = 20 + plain.readUInt32BE(16)
  if (end > plain.length) return null
  return { message: plain.subarray(20, end).toString(), receiveId: plain.subarray(end).toString() }
}

/** wecom.md §6.5. The URL is cut at its fragment by the caller's page, as the JS-SDK does. */
export const jsSignature = (ticket: string, nonce: string, timestamp: string, url: string): string =>
  createHash('sha1').update(`jsapi_ticket=${ticket}&noncestr=${nonce}&timestamp=${timestamp}&url=${url}`).digest('hex')
