import { createDecipheriv, timingSafeEqual } from 'node:crypto'
import { encrypt, getSignature } from '@wecom/crypto'
import { err, ok, type Result } from '../../platform/kernel/index.ts'
import { callbackKeyInvalid } from '../errors.ts'

/**
 * `@wecom/crypto` signs and encrypts here. It does not decrypt: its decrypt takes any padding byte, any length field and any
 * receiveid, and so accepts what was never sealed with care (§2.2).
 */
export interface CallbackKey {
  sign(timestamp: string, nonce: string, encrypted: string): string
  seal(plain: string): string
  open(encrypted: string): Result<string, 'decrypt' | 'receiveid'>
}

const PREFIX_BYTES = 16
const LENGTH_BYTES = 4
const BLOCK_BYTES = 32
const AES_KEY = /^[0-9A-Za-z+/]{43}$/
const BASE64 = /^[0-9A-Za-z+/]+={0,2}$/

export function callbackKey(token: string, aesKey: string, receiveId: string): CallbackKey {
  if (!AES_KEY.test(aesKey)) throw callbackKeyInvalid()
  const key = Buffer.from(`${aesKey}=`, 'base64')
  return {
    sign: (timestamp, nonce, encrypted) => getSignature(token, timestamp, nonce, encrypted),
    seal: (plain) => encrypt(aesKey, plain, receiveId),
    open(encrypted) {
      const padded = decryptCbc(key, encrypted)
      const body = padded === null ? null : unpad(padded)
      const parts = body === null ? null : split(body)
      if (parts === null) return err('decrypt')
      return parts.receiveId === receiveId ? ok(parts.message) : err('receiveid')
    },
  }
}

export function sameSignature(a: string, b: string): boolean {
  const left = Buffer.from(a)
  const right = Buffer.from(b)
  return left.length === right.length && timingSafeEqual(left, right)
}

/** Files of the AI bot (§7.3, vector C8): the key is base64 of 32 bytes, the padding again up to 32. */
export function decryptMedia(aesKeyBase64: string, cipher: Uint8Array): Result<Uint8Array, 'decrypt'> {
  const key = Buffer.from(aesKeyBase64, 'base64')
  const padded = key.length === BLOCK_BYTES ? decipher(key, cipher) : null
  const bytes = padded === null ? null : unpad(padded)
  return bytes === null ? err('decrypt') : ok(new Uint8Array(bytes))
}

function decryptCbc(key: Buffer, encrypted: string): Buffer | null {
  return BASE64.test(encrypted) ? decipher(key, Buffer.from(encrypted, 'base64')) : null
}

function decipher(key: Buffer, cipher: Uint8Array): Buffer | null {
  if (cipher.length === 0 || cipher.length % BLOCK_BYTES !== 0) return null
  const aes = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  return Buffer.concat([aes.update(cipher), aes.final()])
}

/** PKCS#7 with blocks of 32: libraries that know 16 fail on 17 to 32 (trap 9.15). */
function unpad(padded: Buffer): Buffer | null {
  const pad = padded.at(-1) ?? 0
  if (pad < 1 || pad > BLOCK_BYTES) return null
  const body = padded.subarray(0, padded.length - pad)
  return padded.subarray(body.length).every((byte) => byte === pad) ? body : null
}

function split(body: Buffer): { message: string; receiveId: string } | null {
  const start = PREFIX_BYTES + LENGTH_BYTES
  if (body.length < start) return null
  const end = start + body.readUInt32BE(PREFIX_BYTES)
  if (end > body.length) return null
  return { message: body.toString('utf8', start, end), receiveId: body.toString('utf8', end) }
}
