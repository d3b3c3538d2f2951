// How a value of the environment is written, and what it becomes.
import { z } from 'zod'

export const url = z.url({ protocol: /^https?$/ }).transform((text) => text.replace(/\/+$/, ''))
export const aesKey = z.string().regex(/^[A-Za-z0-9]{43}$/, 'must be 43 letters or digits')
export const callbackToken = z.string().regex(/^[A-Za-z0-9]{1,32}$/, 'must be 1 to 32 letters or digits')
export const word = z.string().regex(/^\S+$/, 'must not hold white space')

export const share = z.coerce.number().min(0).max(1)

export const HOUR_MS = 3_600_000

export const hours = (least: number, most: number) =>
  z.coerce
    .number()
    .int()
    .min(least)
    .max(most)
    .transform((count) => count * HOUR_MS)

export function parseHours(text: string, context: z.RefinementCtx<string>): { from: number; to: number } | null {
  if (text === 'off') return null
  const [from, to] = (/^(\d{1,2})-(\d{1,2})$/.exec(text) ?? []).slice(1).map(Number)
  if (from === undefined || to === undefined || from > 23 || to > 23 || from === to) {
    context.addIssue({ code: 'custom', message: 'must be two different hours such as 21-8, or off' })
    return null
  }
  return { from, to }
}

export const parseList = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')

export const parseKey = (least: number) => (text: string, context: z.RefinementCtx<string>) => {
  const key = Buffer.from(text, 'base64')
  if (key.length < least) context.addIssue({ code: 'custom', message: `must be base64 of at least ${least} bytes` })
  return key
}

export function parseKeyRing(text: string, context: z.RefinementCtx<string>): { id: string; key: Buffer }[] {
  const keys = parseList(text).map((entry) => {
    const [id = '', encoded = ''] = entry.split(':')
    return { id, key: Buffer.from(encoded, 'base64') }
  })
  const wrong = keys.find(({ id, key }) => !/^[a-z0-9]{1,16}$/.test(id) || key.length !== 32)
  if (keys.length === 0 || wrong) {
    context.addIssue({ code: 'custom', message: 'must be id:base64-of-32-bytes, comma separated, newest first' })
  }
  if (new Set(keys.map(({ id }) => id)).size < keys.length) {
    context.addIssue({
      code: 'custom',
      message: 'gives one id to two keys: what the second sealed could not be opened',
    })
  }
  return keys
}
