import { createHmac, createSecretKey, type KeyObject } from 'node:crypto'
import { AppError } from '../../platform/kernel/index.ts'

const SEQUENCES = 100_000_000
const DEFAULT_PREFIX = 'MQ'

export type NumberReading = { kind: 'ok'; number: string } | { kind: 'bad_check' } | { kind: 'not_a_number' }

/**
 * The tracking number: two letters, two digits of the year, eight digits that are a keyed permutation of the sequence (so
 * nobody reads the volume from it), one check digit. `MQ26482109375`, on paper `MQ26-4821-0937-5`.
 */
export function formatNumber(of: { prefix?: string; year: number; sequence: number; key: Uint8Array }): string {
  if (of.key.length !== 32) throw new AppError({ code: 'number_key_length', message: 'the number key has 32 bytes' })
  const year = String(of.year % 100).padStart(2, '0')
  const hidden = permute(of.sequence, { size: SEQUENCES, key: of.key, tweak: year })
  const digits = year + String(hidden).padStart(8, '0')
  return (of.prefix ?? DEFAULT_PREFIX) + digits + checkDigit(digits)
}

/** Grouped for print and speech. */
export function printNumber(number: string): string {
  return number.replace(/^(\D*\d\d)(\d{4})(\d{4})(\d)$/, '$1-$2-$3-$4')
}

/** Whether a canonical number's check digit is right. */
export function checkNumber(number: string): boolean {
  const digits = /^[A-Z]{2}(\d{11})$/.exec(number)?.[1]
  return digits !== undefined && damm(digits) === 0
}

/** Far longer than any spelling of a number; what is longer is a story, not a number. */
const LONGEST = 60

/**
 * Reads what a person typed or said: spaces, hyphens, full width, lower case, Chinese digits, O for 0 and I or l for 1.
 * The prefix may be left out only with the right check digit and a year from 20 on: mobile phones have eleven digits too,
 * and begin with 13 to 19.
 */
export function parseNumber(text: string, prefix = DEFAULT_PREFIX): NumberReading {
  if (text.length > LONGEST) return { kind: 'not_a_number' }
  const compact = text.normalize('NFKC').toUpperCase().replace(SEPARATORS, '')
  const prefixed = compact.startsWith(prefix)
  const digits = toDigits(prefixed ? compact.slice(prefix.length) : compact)
  if (!/^\d{11}$/.test(digits)) return { kind: 'not_a_number' }
  const right = damm(digits) === 0
  if (prefixed) return right ? { kind: 'ok', number: prefix + digits } : { kind: 'bad_check' }
  return right && digits >= '20' ? { kind: 'ok', number: prefix + digits } : { kind: 'not_a_number' }
}

// White space, and every dash that keyboards and input methods produce for a hyphen.
const SEPARATORS = /[\s\p{Pd}\u2212\u30fc_.\u3002\u00b7]/gu

const SPELLINGS: Readonly<Record<string, string>> = {
  ...{ 〇: '0', 零: '0', O: '0', 一: '1', 幺: '1', I: '1', L: '1', 二: '2', 两: '2', 三: '3' },
  ...{ 四: '4', 五: '5', 六: '6', 七: '7', 八: '8', 九: '9' },
}

function toDigits(text: string): string {
  return Array.from(text, (sign) => SPELLINGS[sign] ?? sign).join('')
}

/**
 * Damm's check digit: a totally anti-symmetric quasigroup of order 10 (H. M. Damm, 2004, as published). It catches every
 * single wrong digit and every swap of neighbours, the check digit included; Luhn misses 09/90.
 */
const DAMM = [
  '0317598642',
  '7092154863',
  '4206871359',
  '1750983426',
  '6123045978',
  '3674209581',
  '5869720134',
  '8945362017',
  '9438617205',
  '2581436790',
]

function damm(digits: string): number {
  let interim = 0
  for (const digit of digits) interim = Number(DAMM[interim]?.[Number(digit)])
  return interim
}

// Every row of the table has 0 on the diagonal, so the interim digit is its own check digit.
function checkDigit(digits: string): string {
  return String(damm(digits))
}

const ROUNDS = 10

/**
 * A bijection of [0, size): a balanced Feistel network over the next even number of bits, walking the cycle until it is
 * back inside (Black and Rogaway, 2002). For 10^8 that is 28 bits, 2.7 walks on average. `tweak` gives each year its own.
 */
export function permute(value: number, of: { size: number; key: Uint8Array; tweak: string }): number {
  if (!Number.isInteger(value) || value < 0 || value >= of.size) {
    throw new AppError({ code: 'number_out_of_range', message: `sequence ${value} is not in [0, ${of.size})` })
  }
  const half = Math.max(1, Math.ceil(Math.log2(of.size) / 2))
  const key = createSecretKey(of.key)
  let walked = value
  do walked = feistel(walked, half, key, of.tweak)
  while (walked >= of.size)
  return walked
}

function feistel(value: number, half: number, key: KeyObject, tweak: string): number {
  const mask = 2 ** half - 1
  let left = Math.floor(value / 2 ** half)
  let right = value & mask
  for (let round = 0; round < ROUNDS; round += 1) {
    const mixed = createHmac('sha256', key).update(`${tweak}|${round}|${right}`).digest().readUInt32BE(0) & mask
    const next = left ^ mixed
    left = right
    right = next
  }
  return left * 2 ** half + right
}
