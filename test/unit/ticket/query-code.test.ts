import { describe, expect, it } from 'vitest'
import {
  hashQueryCode,
  makeQueryCode,
  normaliseQueryCode,
  printQueryCode,
  verifyQueryCode,
} from '../../../src/case/ticket/index.ts'
import { countingIds } from '../../../src/platform/kernel/index.ts'

describe('a query code', () => {
  it('has ten characters without look-alikes, printed in two groups', () => {
    const code = makeQueryCode(countingIds())
    expect(code).toMatch(/^[2-9A-HJKMNP-Z]{10}$/)
    expect(printQueryCode(code)).toBe(`${code.slice(0, 5)}-${code.slice(5)}`)
  })

  it('favours no character: each comes from eight bytes, and the eight bytes left over are not used', () => {
    const counts = new Map<string, number>()
    for (let byte = 0; byte < 256; byte += 1) {
      const first = makeQueryCode({ bytes: () => Uint8Array.of(byte, ...new Uint8Array(10)) })[0] ?? ''
      if (byte < 248) counts.set(first, (counts.get(first) ?? 0) + 1)
      else expect(first, `byte ${byte}`).toBe('2')
    }
    expect(counts.size).toBe(31)
    expect(new Set(counts.values())).toEqual(new Set([8]))
  })

  it('throws away the bytes that would favour the first characters', () => {
    const bytes = [255, 248, 0, 247, 1, 250, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]
    expect(makeQueryCode({ bytes: () => Uint8Array.from(bytes) })).toBe('2Z3456789A')
  })

  it('does not wait for ever for a source that gives nothing usable', () => {
    expect(() => makeQueryCode({ bytes: (length) => new Uint8Array(length).fill(255) })).toThrow(/random source/)
  })

  it.each(['ABCDE-FGHJK', 'abcdefghjk', ' abcde fghjk ', 'ＡＢＣＤＥ－ＦＧＨＪＫ', 'ABCDE—FGHJK'])(
    'is read from %s',
    (typed) => {
      expect(normaliseQueryCode(typed)).toBe('ABCDEFGHJK')
    },
  )

  it.each(['', 'ABCDEFGHJ', 'ABCDEFGHJKM', 'ABCDEFGHJ0', 'ABCDEFGHJI', '查询码', 'A'.repeat(500)])(
    'is not read from %s',
    (typed) => {
      expect(normaliseQueryCode(typed)).toBeNull()
    },
  )
})

describe('its hash', () => {
  const pepper = 'a secret of the configuration'
  const hash = hashQueryCode({ code: 'ABCDEFGHJK', salt: 's1', pepper })

  it('verifies what a person types, and nothing else', () => {
    expect(hash).toMatch(/^[0-9a-f]{64}$/)
    expect(verifyQueryCode({ input: 'abcde-fghjk', salt: 's1', pepper, hash })).toBe(true)
    expect(verifyQueryCode({ input: 'ABCDEFGHJM', salt: 's1', pepper, hash })).toBe(false)
    expect(verifyQueryCode({ input: 'not a code', salt: 's1', pepper, hash })).toBe(false)
  })

  it('depends on salt and pepper', () => {
    expect(verifyQueryCode({ input: 'ABCDEFGHJK', salt: 's2', pepper, hash })).toBe(false)
    expect(verifyQueryCode({ input: 'ABCDEFGHJK', salt: 's1', pepper: 'another', hash })).toBe(false)
  })

  it('is not met by an empty code, even where an empty code’s hash was stored', () => {
    const empty = hashQueryCode({ code: '', salt: 's1', pepper })
    expect(verifyQueryCode({ input: '', salt: 's1', pepper, hash: empty })).toBe(false)
  })

  it('refuses a stored hash of another length', () => {
    expect(verifyQueryCode({ input: 'ABCDEFGHJK', salt: 's1', pepper, hash: hash.slice(2) })).toBe(false)
  })
})
