import { decrypt, encrypt, getJsApiSignature, getSignature } from '@wecom/crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { jsSignature, seal, sign, unseal } from '../crypto.ts'

// The platform's published sample values.
const KEY = 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C'
const TOKEN = 'QDG6eK'
const CORP = 'wx5823bf96d3bd56c7'
const PREFIX = Buffer.from('0123456789abcdef')

describe('callback crypto', () => {
  it('produces the published sample of URL verification to the byte', () => {
    const echo = seal(KEY, '1616140317555161061', CORP, Buffer.from('63343162363434393163323436386430', 'hex'))
    expect(echo).toBe('P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ==')
    expect(sign(TOKEN, '1409659589', '263014780', echo)).toBe('5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3')
  })

  it.each([
    [43, 'sKqRbbiSUnDhFHOvPjtUMRxOrZJyg21EK/T+rVolxjf8dQa1Uia0Q/AMf64RBtSKXn3bsHVCMzVKgpaFHgncig=='],
    [
      44,
      'sKqRbbiSUnDhFHOvPjtUMWDeFyU6jJQM2ZaCv+8gOpqJTy7qdorgSPjbqLkbjKlb6hvF/ffuaVLgfeyfdZx/eL13hcl8EAujsc6pkWPut7Aopx4cZ082tV7x8mTHto9G',
    ],
    [
      45,
      'sKqRbbiSUnDhFHOvPjtUMSs2XlUw+yb6BPf4Df6miljfj/6UUOSpuZvpaAiTAIkVFl8F54KUHQR8B9aVShG3a5QKpIFwmwmI6U7dXSxT4SBDDe4HKD+LV2jbi0CVV5kz',
    ],
  ])('pads to 32 bytes at the boundary (message of %i bytes)', (length, expected) => {
    expect(seal(KEY, 'y'.repeat(length), '', PREFIX)).toBe(expected)
  })

  it('counts bytes, not characters', () => {
    const sealed = seal(KEY, '{"t":"你好👋𠮷"}', CORP, PREFIX)
    expect(sealed).toBe('sKqRbbiSUnDhFHOvPjtUMWbJhe/f6SRnn/XlmpJ3QIUOMTsckYO3bTe0hoj+uKWkpZ0KFD9PCh38wXgjkEVFgQ==')
    expect(sign(TOKEN, '1700000000', 'n0nce', sealed)).toBe('67ed321fb9a5fb526576b0942a0167fc21131eb1')
  })

  it('is understood by the official package, and understands it, at every length', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 80 }),
        fc.uint8Array({ minLength: 16, maxLength: 16 }),
        (text, prefix) => {
          // A lone surrogate has no UTF-8 form.
          const message = text.toWellFormed()
          const sealed = seal(KEY, message, CORP, Buffer.from(prefix))
          const opened = decrypt(KEY, sealed)
          expect([opened.message, opened.id]).toEqual([message, CORP])
          expect(unseal(KEY, encrypt(KEY, message, CORP))).toEqual({ message, receiveId: CORP })
          expect(sign(TOKEN, '1', 'n', sealed)).toBe(getSignature(TOKEN, '1', 'n', sealed))
        },
      ),
      { seed: 20260302, numRuns: 200 },
    )
  })

  it('opens nothing that was not sealed with the key', () => {
    const other = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ'
    expect(unseal(KEY, seal(other, 'hello', CORP, PREFIX))?.message).not.toBe('hello')
    expect(unseal(KEY, 'AAAA')).toBeNull()
    expect(unseal(KEY, '')).toBeNull()
  })

  it('signs for the JS-SDK as the official sample does', () => {
    const ticket = 'sM4AOVdWfPE4DxkXGEs8VMCPGGVi4C3VM0P37wVUCFvkVAy_90u5h9nbSlYy3-Sl-HhTdfl2fzFy1AOcHKP7qg'
    const given = {
      ticket,
      nonceStr: 'Wm3WZYTPz0wzccnW',
      timestamp: '1414587457',
      url: 'http://mp.weixin.qq.com?params=value',
    }
    const signature = jsSignature(given.ticket, given.nonceStr, given.timestamp, given.url)
    expect(signature).toBe('0f9de62fce790f9a083d5c99e95740ceb90c27ed')
    expect(getJsApiSignature(given).signature).toBe(signature)
  })
})
