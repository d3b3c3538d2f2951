import { z } from 'zod'
import { shanghaiDay } from '../../platform/kernel/index.ts'

const text = z.string().trim().min(1)
const id = z.string().regex(/^[a-z0-9][a-z0-9-]*$/, { error: 'an id has lower-case letters, digits and hyphens' })

export const organisation = z.strictObject({
  name: text,
  level: z.literal('county'),
  region: z.string().regex(/^\d{6}$/, { error: 'a region code has six digits, in quotes (GB/T 2260)' }),
})

export const place = z.strictObject({
  id,
  name: text,
  level: z.enum(['county', 'town', 'village']),
  parent: id.nullable().default(null),
  // One sign would be found in every second sentence.
  aliases: z.array(text.min(2, { error: 'an alias has at least two characters' })).default([]),
})

export const office = z.strictObject({
  id,
  name: text,
  kind: z.enum(['petition', 'department', 'town']),
  parent: id.nullable().default(null),
  place: id,
  phone: text,
  address: text,
  hours: text,
})

export const staff = z.strictObject({
  // WeCom compares userids without case and answers in lower case.
  userid: z
    .string()
    .regex(/^[a-z0-9][a-z0-9_@.-]{0,63}$/, { error: 'a userid is written in lower case, 1 to 64 characters' }),
  name: text,
  office: id,
  role: z.enum(['handler', 'lead', 'supervisor']),
  substitute: z.string().nullable().default(null),
})

export const routeRow = z
  .strictObject({
    category: text,
    place: id.nullable().default(null),
    kind: z.enum(['suggestion', 'report', 'claim']).nullable().default(null),
    office: id,
    owner: z.string().nullable().default(null),
  })
  .refine((row) => row.category !== '*' || row.place !== null || row.kind !== null, {
    error: 'a route for every subject, place and kind is what the petition office is for',
  })

/** As a clerk writes it: what the clock on the wall shows, in Shanghai. */
const wallTime = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}[ T]([01]\d|2[0-3]):[0-5]\d(\+08:00)?$/, {
    error: 'a time is written as 2026-11-23 17:30, in Shanghai',
    abort: true,
  })
  .transform((text) => ({ day: text.slice(0, 10), at: new Date(`${text.slice(0, 16).replace(' ', 'T')}:00+08:00`) }))
  .refine(({ day, at }) => !Number.isNaN(at.getTime()) && shanghaiDay(at) === day, { error: 'there is no such day' })
  .transform(({ at }) => at)

export const shift = z
  .strictObject({ office: id, userid: z.string(), from: wallTime, to: wallTime, every: z.literal('week').optional() })
  .transform(({ every, ...rest }) => ({ ...rest, weekly: every === 'week' }))
