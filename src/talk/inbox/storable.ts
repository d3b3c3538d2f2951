/**
 * PostgreSQL takes no U+0000 in text and no half of a surrogate pair in jsonb. One such character would fail its page at every
 * try, and with it everybody who writes to the account: the replacement character takes its place.
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

const EARLIEST = Date.parse('2000-01-01T00:00:00Z')
const AHEAD_MS = 3_600_000

/** A time of sending that cannot be is taken as now: one far ahead would keep the reply window open for ever. */
export function plausible(sentAt: Date, now: Date): Date {
  const at = sentAt.getTime()
  return at >= EARLIEST && at <= now.getTime() + AHEAD_MS ? sentAt : now
}
