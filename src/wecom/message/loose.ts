import { z } from 'zod'

/** Numbers and strings change places between WeCom's APIs (trap 9.17): created_at, expires_in, gender, send_time… */
export const looseNumber = z
  .union([z.number(), z.string().regex(/^-?\d+(\.\d+)?$/)])
  .transform((value) => Number(value))

export const looseText = z.union([z.string(), z.number()]).transform((value) => String(value))

/** Absent, null and empty all mean "not given". */
export const textOrNull = z
  .union([z.string(), z.number(), z.null()])
  .optional()
  .transform((value) => (value === undefined || value === null || value === '' ? null : String(value)))

export const numberOrNull = z
  .union([looseNumber, z.literal(''), z.null()])
  .optional()
  .transform((value) => (typeof value === 'number' ? value : null))

/** A piece of display text that may be missing. */
export const textOrEmpty = textOrNull.transform((value) => value ?? '')
