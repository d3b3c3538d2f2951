import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkNumber, formatNumber, parseNumber, permute, printNumber } from '../../../src/case/ticket/index.ts'

const key = new Uint8Array(32).fill(7)
const number = (sequence: number) => formatNumber({ year: 2026, sequence, key })
const digitsOf = fc.nat(99_999_999).map((sequence) => number(sequence).slice(2))

describe('the permutation', () => {
  it('is one to one on whole small domains, powers of two and not', () => {
    for (const size of [1, 2, 3, 10, 97, 256, 1000, 2500]) {
      const seen = new Set(Array.from({ length: size }, (_, value) => permute(value, { size, key, tweak: '26' })))
      expect(seen.size).toBe(size)
      expect(Math.min(...seen)).toBe(0)
      expect(Math.max(...seen)).toBe(size - 1)
    }
  })

  it('gives the first 2,000 matters of a year 2,000 numbers, spread over the whole range', () => {
    const hidden = Array.from({ length: 2000 }, (_, sequence) => permute(sequence, { size: 1e8, key, tweak: '26' }))
    expect(new Set(hidden).size).toBe(2000)
    const tenths = new Set(hidden.slice(0, 200).map((value) => Math.floor(value / 1e7)))
    expect(tenths.size).toBe(10)
  })

  it('differs by year and by key', () => {
    const other = new Uint8Array(32).fill(8)
    expect(permute(1, { size: 1e8, key, tweak: '26' })).not.toBe(permute(1, { size: 1e8, key, tweak: '27' }))
    expect(permute(1, { size: 1e8, key, tweak: '26' })).not.toBe(permute(1, { size: 1e8, key: other, tweak: '26' }))
  })

  it('refuses a sequence outside the range and a key of another length', () => {
    for (const sequence of [-1, 1e8, 1.5]) expect(() => number(sequence)).toThrow(/not in/)
    expect(() => formatNumber({ year: 2026, sequence: 1, key: new Uint8Array(16) })).toThrow(/32 bytes/)
  })
})

describe('a number', () => {
  it('has prefix, year, eight digits and a check digit, and is printed in groups', () => {
    expect(number(1)).toMatch(/^MQ26\d{9}$/)
    expect(printNumber('MQ26482109375')).toBe('MQ26-4821-0937-5')
    expect(formatNumber({ prefix: 'XF', year: 2007, sequence: 1, key })).toMatch(/^XF07\d{9}$/)
  })

  // Published example of Damm's operation table: 572 has the check digit 4.
  it('uses the published operation table', () => {
    expect(checkNumber('MQ00000005724')).toBe(true)
    expect(checkNumber('MQ00000005720')).toBe(false)
  })
})

describe('a digit', () => {
  const SAID = {
    ...{ 0: '〇零Oo０', 1: '一幺Il１', 2: '二两', 3: '三', 4: '四', 5: '五', 6: '六', 7: '七', 8: '八', 9: '九９' },
  }
  const all = Array.from({ length: 200 }, (_, sequence) => number(sequence))

  it.each(Object.entries(SAID))('%s is the same in every way it is said', (digit, ways) => {
    for (const way of ways) {
      const some = all.filter((one) => one.slice(2).includes(digit))
      expect(some.length).toBeGreaterThan(20)
      for (const one of some) {
        const said = `MQ${one.slice(2).replaceAll(digit, way)}`
        expect([said, parseNumber(said)]).toEqual([said, { kind: 'ok', number: one }])
      }
    }
  })
})

describe('what is nearly a number', () => {
  const [one = ''] = [number(5)]
  it('has no right check digit with a sign before or after, and is printed as it is where it is no whole number', () => {
    for (const near of [`X${one}`, `${one}5`, 'MQ', '']) expect([near, checkNumber(near)]).toEqual([near, false])
    for (const near of [`${one}5`, 'MQ', '']) expect(printNumber(near)).toBe(near)
  })

  it('is none when it is as long as a story, and may have as many spaces as sixty signs hold', () => {
    const spaced = (length: number) => one.padEnd(length, ' ')
    expect(parseNumber(spaced(60))).toEqual({ kind: 'ok', number: one })
    expect(parseNumber(spaced(61))).toEqual({ kind: 'not_a_number' })
  })
})

describe('the check digit', () => {
  it('catches every single wrong digit', () => {
    fc.assert(
      fc.property(digitsOf, (digits) => {
        for (let at = 0; at < digits.length; at += 1) {
          for (const wrong of '0123456789') {
            if (wrong === digits[at]) continue
            expect(checkNumber(`MQ${digits.slice(0, at)}${wrong}${digits.slice(at + 1)}`)).toBe(false)
          }
        }
      }),
      { seed: 3 },
    )
  })

  it('catches every swap of neighbours, 09 and 90 too', () => {
    fc.assert(
      fc.property(digitsOf, (digits) => {
        for (let at = 0; at + 1 < digits.length; at += 1) {
          const [a, b] = [digits[at], digits[at + 1]]
          if (a === b) continue
          expect(checkNumber(`MQ${digits.slice(0, at)}${b}${a}${digits.slice(at + 2)}`)).toBe(false)
        }
      }),
      { seed: 4 },
    )
  })

  it('is exhaustive over the interim digits: no two digits and no two orders lead to the same place', () => {
    // Ten prefixes that reach every interim digit; then every following pair.
    const tail = (text: string) =>
      '0123456789'.split('').find((check) => checkNumber(`MQ${text.padStart(10, '0')}${check}`))
    const reached = new Map(Array.from({ length: 10 }, (_, n) => [tail(`${n}`), `${n}`]))
    expect(reached.size).toBe(10)
    for (const lead of reached.values()) {
      expect(new Set(Array.from({ length: 10 }, (_, n) => tail(`${lead}${n}`))).size).toBe(10)
      for (let a = 0; a < 10; a += 1) {
        for (let b = 0; b < a; b += 1) expect(tail(`${lead}${a}${b}`)).not.toBe(tail(`${lead}${b}${a}`))
      }
    }
  })
})

describe('reading a number', () => {
  const canonical = number(4821)
  const [yy, one, two, check] = [
    canonical.slice(2, 4),
    canonical.slice(4, 8),
    canonical.slice(8, 12),
    canonical.slice(12),
  ]
  const fullWidth = (text: string) =>
    Array.from(text, (sign) => String.fromCodePoint((sign.codePointAt(0) ?? 0) + 0xfee0)).join('')
  const chinese = (text: string) => text.replace(/\d/g, (digit) => '〇一二三四五六七八九'[Number(digit)] ?? '')

  it.each([
    ['canonical', canonical],
    ['printed', printNumber(canonical)],
    ['lower case with spaces', `  mq ${yy} ${one} ${two} ${check} `],
    ['full width', fullWidth(canonical)],
    ['long dashes', `MQ${yy}—${one}－${two}−${check}`],
    ['Chinese digits', `MQ${chinese(canonical.slice(2))}`],
    [
      'the letter O for 0 and l for 1',
      canonical.slice(0, 2) + canonical.slice(2).replaceAll('0', 'O').replaceAll('1', 'l'),
    ],
    ['without the prefix', canonical.slice(2)],
    ['without the prefix, in groups', printNumber(canonical).slice(2)],
  ])('%s', (_, text) => expect(parseNumber(text)).toEqual({ kind: 'ok', number: canonical }))

  it('tells a wrong check digit from what is no number', () => {
    const wrong = canonical.slice(0, 12) + ((Number(check) + 1) % 10)
    expect(parseNumber(wrong)).toEqual({ kind: 'bad_check' })
    for (const text of [
      '',
      '查询',
      'MQ',
      'MQ2648210937',
      `${canonical}0`,
      `我的编号是${canonical}`,
      `XF${canonical.slice(2)}`,
    ]) {
      expect(parseNumber(text)).toEqual({ kind: 'not_a_number' })
    }
  })

  it('does not take a bare number with a wrong check for a mistyped one', () => {
    expect(parseNumber(canonical.slice(2, 12) + ((Number(check) + 1) % 10))).toEqual({ kind: 'not_a_number' })
  })

  it('never takes a mobile phone for a number', () => {
    fc.assert(
      fc.property(fc.integer({ min: 13_000_000_000, max: 19_999_999_999 }), (phone) => {
        expect(parseNumber(String(phone))).toEqual({ kind: 'not_a_number' })
      }),
      { seed: 5 },
    )
  })

  it('reads back every number it writes, and never throws on any text', () => {
    fc.assert(
      fc.property(fc.nat(99_999_999), fc.string({ unit: 'binary', maxLength: 80 }), (sequence, text) => {
        expect(parseNumber(number(sequence))).toEqual({ kind: 'ok', number: number(sequence) })
        expect(['ok', 'bad_check', 'not_a_number']).toContain(parseNumber(text).kind)
      }),
      { seed: 6 },
    )
  })
})
