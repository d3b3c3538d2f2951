import { createHmac, timingSafeEqual } from 'node:crypto'
import { AppError, type Ids } from '../../platform/kernel/index.ts'

/** Digits and capitals without the look-alikes 0 O 1 I L: 31 signs, so ten of them hold 49 bits. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
const LENGTH = 10

/** Bytes from here on would favour the first signs; they are thrown away. */
const UNBIASED = Math.floor(256 / ALPHABET.length) * ALPHABET.length

/** A source that gives no usable byte in 64 draws of 16 is broken, not unlucky (chance below 10^-1500). */
const MOST_DRAWS = 64

/** The secret that somebody who is not in the chat needs beside the number. Only its hash is stored. */
export function makeQueryCode(random: Pick<Ids, 'bytes'>): string {
  let code = ''
  for (let draw = 0; draw < MOST_DRAWS; draw += 1) {
    for (const byte of random.bytes(16)) {
      if (byte < UNBIASED && code.length < LENGTH) code += ALPHABET[byte % ALPHABET.length]
    }
    if (code.length === LENGTH) return code
  }
  throw new AppError({ code: 'random_source_broken', message: 'the random source gives no usable byte' })
}

/** `ABCDE-FGHJK`. */
export function printQueryCode(code: string): string {
  return `${code.slice(0, 5)}-${code.slice(5)}`
}

/** What was typed, in the form that is hashed; null where it cannot be a code. */
export function normaliseQueryCode(input: string): string | null {
  if (input.length > 40) return null
  const compact = input
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Pd}\u2212\u30fc_.\u3002\u00b7]/gu, '')
  return compact.length === LENGTH && Array.from(compact).every((sign) => ALPHABET.includes(sign)) ? compact : null
}

/** HMAC-SHA256 in hex. The pepper is configuration, the salt is in the row, so that a stolen table cannot be searched. */
export function hashQueryCode(of: { code: string; salt: string; pepper: Uint8Array | string }): string {
  return createHmac('sha256', of.pepper).update(of.salt).update('|').update(of.code).digest('hex')
}

/** Salt and hash of a code that is given out: what a matter keeps of it. */
export function secretOf(code: string, deps: { ids: Pick<Ids, 'bytes'>; queryPepper: Uint8Array }) {
  const salt = Buffer.from(deps.ids.bytes(16)).toString('hex')
  return { query_salt: salt, query_hash: hashQueryCode({ code, salt, pepper: deps.queryPepper }) }
}

/** Takes the same time for a wrong code, a malformed one and a right one. */
export function verifyQueryCode(of: {
  input: string
  salt: string
  pepper: Uint8Array | string
  hash: string
}): boolean {
  const code = normaliseQueryCode(of.input)
  return sameHash(hashQueryCode({ code: code ?? '', salt: of.salt, pepper: of.pepper }), of.hash) && code !== null
}

export function sameHash(one: string, other: string): boolean {
  const [given, stored] = [Buffer.from(one, 'hex'), Buffer.from(other, 'hex')]
  return given.length === stored.length && timingSafeEqual(given, stored)
}
