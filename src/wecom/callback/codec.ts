import { err, ok, type Result } from '../../platform/kernel/index.ts'
import { callbackTokenMissing } from '../errors.ts'
import { type CallbackKey, callbackKey, sameSignature } from './crypto.ts'
import { parseFields, textOf, type XmlTree } from './xml.ts'

/** Why a request is not one of WeCom's: 'missing' lacks a parameter or the ciphertext, 'xml' is a body or message nobody can read. */
export interface CallbackFault {
  reason: 'signature' | 'decrypt' | 'receiveid' | 'xml' | 'missing'
  detail: string
}

/** The query as any HTTP server parses it; values are URL-decoded once. */
export type CallbackQuery = Readonly<Record<string, unknown>>

export interface CallbackCodec {
  /** The body to answer the GET with: exactly this, no quotes and no newline (§2.3). */
  verifyUrl(query: CallbackQuery): Result<string, CallbackFault>
  open(query: CallbackQuery, body: string): Result<{ plain: string; fields: XmlTree }, CallbackFault>
  /** A passive reply (§2.5). */
  seal(plain: string, timestamp: string | number, nonce: string): string
}

export function createCallbackCodec(options: { token: string; aesKey: string; receiveId: string }): CallbackCodec {
  // With an empty token anybody can sign.
  if (options.token === '') throw callbackTokenMissing()
  const key = callbackKey(options.token, options.aesKey, options.receiveId)
  return {
    verifyUrl(query) {
      // Servers that read `+` as a space are common; base64 has no spaces, and the signature still decides.
      const echo = parameter(query, 'echostr')?.replaceAll(' ', '+') ?? null
      return echo === null ? fault('missing', 'echostr') : unseal(key, query, echo)
    },
    open(query, body) {
      const envelope = parseFields(body)
      if (envelope === null) return fault('xml', 'the body is neither XML nor JSON')
      const encrypted = textOf(envelope, 'Encrypt') ?? textOf(envelope, 'encrypt')
      if (encrypted === null || encrypted === '') return fault('missing', 'Encrypt')
      const plain = unseal(key, query, encrypted)
      if (!plain.ok) return plain
      const fields = parseFields(plain.value)
      return fields === null ? fault('xml', 'the message is neither XML nor JSON') : ok({ plain: plain.value, fields })
    },
    seal(plain, timestamp, nonce) {
      const encrypted = key.seal(plain)
      const signature = key.sign(String(timestamp), nonce, encrypted)
      return (
        `<xml><Encrypt><![CDATA[${encrypted}]]></Encrypt><MsgSignature><![CDATA[${signature}]]></MsgSignature>` +
        `<TimeStamp>${timestamp}</TimeStamp><Nonce><![CDATA[${nonce}]]></Nonce></xml>`
      )
    },
  }
}

function unseal(key: CallbackKey, query: CallbackQuery, encrypted: string): Result<string, CallbackFault> {
  const signature = parameter(query, 'msg_signature')
  const timestamp = parameter(query, 'timestamp')
  const nonce = parameter(query, 'nonce')
  if (signature === null) return fault('missing', 'msg_signature')
  if (timestamp === null) return fault('missing', 'timestamp')
  if (nonce === null) return fault('missing', 'nonce')
  if (!sameSignature(signature, key.sign(timestamp, nonce, encrypted))) {
    return fault('signature', 'msg_signature does not fit')
  }
  const opened = key.open(encrypted)
  if (opened.ok) return opened
  return opened.error === 'receiveid'
    ? fault('receiveid', 'sealed for another receiver')
    : fault('decrypt', 'ciphertext, padding or length is wrong')
}

function parameter(query: CallbackQuery, name: string): string | null {
  const value = Object.hasOwn(query, name) ? query[name] : undefined
  return typeof value === 'string' && value !== '' ? value : null
}

function fault(reason: CallbackFault['reason'], detail: string): { ok: false; error: CallbackFault } {
  return err({ reason, detail })
}
