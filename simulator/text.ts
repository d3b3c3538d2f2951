export const bytes = (text: string): number => Buffer.byteLength(text)

/** The platform cuts silently and never inside a character. */
export const cutBytes = (text: string, max: number): string => {
  const buffer = Buffer.from(text)
  if (buffer.length <= max) return text
  let end = max
  // 10xxxxxx is the inside of a UTF-8 character.
  while (end > 0 && ((buffer[end] ?? 0) & 0xc0) === 0x80) end -= 1
  return buffer.subarray(0, end).toString()
}

export const cutChars = (text: string, max: number): string => [...text].slice(0, max).join('')

export type Json = Record<string, unknown>
export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
export const asObject = (value: unknown): Json => (isObject(value) ? value : {})
export const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])
/** A filled text; anything else counts as missing, as it does for the platform. */
export const filled = (value: unknown): value is string => typeof value === 'string' && value !== ''
export const within = (value: unknown, min: number, max: number): value is string =>
  typeof value === 'string' && bytes(value) >= min && bytes(value) <= max
