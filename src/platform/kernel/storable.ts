/**
 * PostgreSQL takes no U+0000 in text and no half of a surrogate pair in jsonb. One such character, pasted by anybody, would
 * fail its row at every try: the replacement character takes its place. Dates are left as they are.
 */
export function storable<T>(value: T): T {
  return clean(value) as T
}

function clean(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed().replaceAll('\u0000', '\ufffd')
  if (Array.isArray(value)) return value.map(clean)
  if (value === null || typeof value !== 'object' || value instanceof Date) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [clean(name), clean(inner)]))
}
