import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createCallbackCodec, decryptMedia } from '../../../src/wecom/index.ts'
import { envelope, layout, sealRaw, signedQuery } from './seal.ts'
import { A1, A2, A3, AES_KEY, DERIVED, RECEIVE_ID, TOKEN } from './vectors.ts'

const codec = createCallbackCodec({ token: TOKEN, aesKey: AES_KEY, receiveId: RECEIVE_ID })
const queryOf = (v: { timestamp: string; nonce: string; signature: string }) => ({
  msg_signature: v.signature,
  timestamp: v.timestamp,
  nonce: v.nonce,
})
const reasonOf = (result: { ok: true } | { ok: false; error: { reason: string } }) =>
  result.ok ? 'accepted' : result.error.reason

describe('URL verification', () => {
  it('answers the official sample with the bare plaintext (A1)', () => {
    expect(codec.verifyUrl({ ...queryOf(A1), echostr: A1.encrypted })).toEqual({ ok: true, value: A1.plain })
  })

  it('survives an HTTP server that turns + into a space', () => {
    const parsed = A1.encrypted.replaceAll('+', ' ')
    expect(codec.verifyUrl({ ...queryOf(A1), echostr: parsed })).toEqual({ ok: true, value: A1.plain })
  })

  it.each(['msg_signature', 'timestamp', 'nonce', 'echostr'])('says that %s is missing', (name) => {
    const query = { ...queryOf(A1), echostr: A1.encrypted }
    for (const absent of [undefined, '', ['twice', 'twice']]) {
      expect(codec.verifyUrl({ ...query, [name]: absent })).toEqual({
        ok: false,
        error: { reason: 'missing', detail: name },
      })
    }
  })
})

describe('delivery', () => {
  it('opens the official XML sample and keeps MsgId beyond 2^53 as written (A2, trap 9.14)', () => {
    const body = `<xml><ToUserName><![CDATA[${RECEIVE_ID}]]></ToUserName><Encrypt><![CDATA[${A2.encrypted}]]></Encrypt><AgentID><![CDATA[218]]></AgentID></xml>`
    const opened = codec.open(queryOf(A2), body)
    expect(opened.ok && opened.value.plain).toBe(A2.plain)
    expect(opened.ok && opened.value.fields.MsgId).toEqual(['4561255354251345929'])
  })

  it.each([
    ['the official JSON form', { tousername: RECEIVE_ID, encrypt: A2.encrypted, agentid: '218' }],
    ['the bot form', { encrypt: A2.encrypted }],
  ])('opens %s', (_, body) => {
    const opened = codec.open(queryOf(A2), JSON.stringify(body))
    expect(opened.ok && opened.value.plain).toBe(A2.plain)
  })

  it('decrypts the official JSON sample to its published bytes, which are not JSON (A3)', () => {
    expect(codec.verifyUrl({ ...queryOf(A3), echostr: A3.encrypted })).toEqual({ ok: true, value: A3.plain })
    expect(reasonOf(codec.open(queryOf(A3), JSON.stringify({ encrypt: A3.encrypted })))).toBe('xml')
  })

  it('refuses a signature that belongs to another ciphertext (A3)', () => {
    const query = { ...queryOf(A3), msg_signature: 'cf98808c142bc21a6a5c6baae8dbebfa813394c9' }
    expect(reasonOf(codec.open(query, JSON.stringify({ encrypt: A3.encrypted })))).toBe('signature')
  })

  it('keeps the numbers of a JSON message as they are written', () => {
    const plain = '{"MsgId":4561255354251345929,"Latitude":23.10}'
    const encrypted = sealRaw(AES_KEY, layout(plain, RECEIVE_ID))
    const opened = codec.open(signedQuery(TOKEN, encrypted), envelope(encrypted))
    expect(opened.ok && opened.value.fields).toEqual({ MsgId: ['4561255354251345929'], Latitude: ['23.10'] })
  })

  it.each(Object.entries(DERIVED))('opens the derived vector %s', (_, vector) => {
    const own = createCallbackCodec({ token: TOKEN, aesKey: AES_KEY, receiveId: vector.receiveId })
    const query = { msg_signature: vector.signature, timestamp: '1700000000', nonce: 'n0nce' }
    expect(own.verifyUrl({ ...query, echostr: vector.encrypted })).toEqual({ ok: true, value: vector.plain })
  })

  it.each([
    ['one flipped character', A2.signature.replace('4', '5')],
    ['a prefix', A2.signature.slice(0, 39)],
    ['upper case', A2.signature.toUpperCase()],
    ['the signature of another message', A1.signature],
  ])('refuses %s as signature', (_, signature) => {
    expect(reasonOf(codec.open({ ...queryOf(A2), msg_signature: signature }, envelope(A2.encrypted)))).toBe('signature')
  })

  it('looks at the signature before anything inside', () => {
    const encrypted = sealRaw(AES_KEY, layout('<xml/>', 'someone-else'))
    const query = { ...signedQuery('another-token', encrypted) }
    expect(reasonOf(codec.open(query, envelope(encrypted)))).toBe('signature')
  })

  const sealed = (body: Buffer, pad?: Buffer) => {
    const encrypted = sealRaw(AES_KEY, body, pad)
    return reasonOf(codec.open(signedQuery(TOKEN, encrypted), envelope(encrypted)))
  }
  const message = '<xml><MsgType><![CDATA[event]]></MsgType></xml>'
  const aligned = layout(message, RECEIVE_ID)
  const fill = 32 - (aligned.length % 32)

  it.each([
    ['padding of 0', Buffer.alloc(fill, 0)],
    ['padding of 33', Buffer.alloc(fill, 33)],
    ['padding whose bytes differ', Buffer.concat([Buffer.alloc(fill - 1, 1), Buffer.from([fill])])],
  ])('refuses %s', (_, pad) => {
    expect(sealed(aligned, pad)).toBe('decrypt')
  })

  it('refuses a length that reaches beyond the message', () => {
    expect(sealed(layout(message, RECEIVE_ID, 0xffffffff))).toBe('decrypt')
    expect(sealed(layout('', '', 1))).toBe('decrypt')
  })

  it('refuses a body too short to hold a length', () => {
    expect(sealed(Buffer.alloc(19))).toBe('decrypt')
  })

  it('refuses another receiver, and a receiver that is only a prefix', () => {
    expect(sealed(layout(message, 'ww-someone-else'))).toBe('receiveid')
    expect(sealed(layout(message, RECEIVE_ID.slice(0, -1)))).toBe('receiveid')
    expect(sealed(layout(message, ''))).toBe('receiveid')
  })

  it.each(['AAAA', 'not base64!', A2.encrypted.slice(0, -4)])('refuses the ciphertext %j', (encrypted) => {
    expect(reasonOf(codec.open(signedQuery(TOKEN, encrypted), envelope(encrypted)))).toBe('decrypt')
  })

  it.each(['<xml><A>1</A></xml>', '<xml><Encrypt></Encrypt></xml>', '{"tousername":"ww1"}'])(
    'misses the ciphertext in %j',
    (body) => {
      expect(reasonOf(codec.open(queryOf(A2), body))).toBe('missing')
    },
  )

  it.each([
    '',
    'hello',
    '{',
    '<xml><Encrypt>',
    '[1]',
    '<!DOCTYPE a [<!ENTITY b "c">]><xml><Encrypt>&b;</Encrypt></xml>',
  ])('cannot read the body %j', (body) => {
    expect(reasonOf(codec.open(queryOf(A2), body))).toBe('xml')
  })
})

describe('crypto', () => {
  it('opens what it sealed, at every padding length from 1 to 32 (trap 9.15)', () => {
    const pads = new Set<number>()
    for (let extra = 0; extra < 32; extra += 1) {
      const plain = 'z'.repeat(100 + extra)
      pads.add(32 - ((20 + plain.length + RECEIVE_ID.length) % 32))
      expect(roundTrip(plain)).toBe(plain)
    }
    expect(pads.size).toBe(32)
  })

  it('opens what it sealed, whatever is said', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (plain) => {
        expect(roundTrip(plain)).toBe(plain)
      }),
    )
  })

  it('opens what the platform sealed, whatever the platform put in front', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), fc.string({ unit: 'binary' }), (prefix, text) => {
        const plain = text.toWellFormed()
        const body = layout(plain, RECEIVE_ID)
        body.set(prefix)
        const encrypted = sealRaw(AES_KEY, body)
        const opened = codec.verifyUrl({ ...signedQuery(TOKEN, encrypted), echostr: encrypted })
        expect(opened.ok && opened.value).toBe(plain)
      }),
    )
  })

  it('decrypts files of the AI bot, padded to 32 (C8)', () => {
    const key = 'iE9e3lxpQEjI9hIKt+V4XUi6trnd7y+1rzQMH4UOoT8='
    const open = (base64: string) => {
      const result = decryptMedia(key, Buffer.from(base64, 'base64'))
      return result.ok ? Buffer.from(result.value).toString() : result.error
    }
    expect(open('kcJaoEt81V0w0J4+8eyX4PRxa0pmfxkzJ5yGpdQdeck=')).toBe('hello wecom media')
    expect(open('ZnhKKrbrDtfkof+zuLPF4rq+Q5AR3/ZOAJCkKxlMEMLpa7e0ePH2IaAMoI7QwCMmMuAN2d08QZutD93C6IWGKA==')).toBe(
      'A'.repeat(32),
    )
    expect(open('kcJaoEt81V0w0J4+8eyX4A==')).toBe('decrypt')
  })

  function roundTrip(plain: string): string {
    const reply = codec.seal(plain, 1409659813, '1372623149')
    const signature = /<MsgSignature><!\[CDATA\[(\w+)\]\]>/.exec(reply)?.[1]
    const encrypted = /<Encrypt><!\[CDATA\[(.+)\]\]><\/Encrypt>/.exec(reply)?.[1] ?? ''
    const query = { msg_signature: signature, timestamp: '1409659813', nonce: '1372623149' }
    const opened = codec.verifyUrl({ ...query, echostr: encrypted })
    return opened.ok ? opened.value : opened.error.detail
  }
})

describe('a codec without secrets', () => {
  it('does not come up', () => {
    const make = (token: string, aesKey: string) => () => createCallbackCodec({ token, aesKey, receiveId: RECEIVE_ID })
    expect(make('', AES_KEY)).toThrowError(expect.objectContaining({ code: 'wecom_callback_token_missing' }))
    expect(make(TOKEN, AES_KEY.slice(1))).toThrowError(expect.objectContaining({ code: 'wecom_callback_key_invalid' }))
    expect(make(TOKEN, '')).toThrowError(expect.objectContaining({ code: 'wecom_callback_key_invalid' }))
  })
})
