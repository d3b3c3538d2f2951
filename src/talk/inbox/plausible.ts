const EARLIEST = Date.parse('2000-01-01T00:00:00Z')
const AHEAD_MS = 3_600_000

/** A time of sending that cannot be is taken as now: one far ahead would keep the reply window open for ever. */
export function plausible(sentAt: Date, now: Date): Date {
  const at = sentAt.getTime()
  return at >= EARLIEST && at <= now.getTime() + AHEAD_MS ? sentAt : now
}
