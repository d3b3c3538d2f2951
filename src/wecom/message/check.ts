import { z } from 'zod'
import { err, ok, type Result } from '../../platform/kernel/index.ts'
import { byteLength } from './text.ts'

/** Why the platform would refuse, cut or misread a message. `field` is the path of the wire name. */
export interface MessageRefusal {
  field: string
  reason: string
}

/** Text of at least one and at most `max` UTF-8 bytes. */
export const bytes = (max: number) =>
  z
    .string()
    .min(1, 'is empty')
    .refine(within(max), { error: `is longer than ${max} bytes` })

/** Text that may be empty. */
export const bytesOrEmpty = (max: number) => z.string().refine(within(max), { error: `is longer than ${max} bytes` })

export function unique<T>(pick: (item: T) => string | undefined) {
  return (items: readonly T[]): boolean => {
    const values = items.map(pick).filter((value) => value !== undefined)
    return new Set(values).size === values.length
  }
}

export function checkWith<T>(schema: z.ZodType, value: T): Result<T, MessageRefusal> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return ok(value)
  const issue = parsed.error.issues[0]
  return err({ field: fieldName(issue?.path ?? []), reason: issue?.message ?? 'is not valid' })
}

function within(max: number) {
  return (text: string): boolean => byteLength(text) <= max
}

function fieldName(path: readonly PropertyKey[]): string {
  return path.map((part, i) => (typeof part === 'number' ? `[${part}]` : `${i > 0 ? '.' : ''}${String(part)}`)).join('')
}
