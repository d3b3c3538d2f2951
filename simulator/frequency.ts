const MINUTE = 60_000
const HOUR = 60 * MINUTE

interface Count {
  minute: number
  inMinute: number
  hour: number
  inHour: number
  blockedUntil: number
}

/** §1.4: so many calls a minute and an hour for each key; past it the key is blocked for the length of the rule broken. */
export interface Frequency {
  take(key: string, now: number, perMinute: number, perHour: number): boolean
  /** Whether a key is blocked, without counting. */
  blocked(key: string, now: number): boolean
}

export const createFrequency = (): Frequency => {
  const counts = new Map<string, Count>()
  const countOf = (key: string, now: number) => {
    const count = counts.get(key) ?? { minute: now, inMinute: 0, hour: now, inHour: 0, blockedUntil: 0 }
    counts.set(key, count)
    if (now - count.minute >= MINUTE) Object.assign(count, { minute: now, inMinute: 0 })
    if (now - count.hour >= HOUR) Object.assign(count, { hour: now, inHour: 0 })
    return count
  }
  return {
    take: (key, now, perMinute, perHour) => {
      const count = countOf(key, now)
      if (now < count.blockedUntil) return false
      count.inMinute += 1
      count.inHour += 1
      if (count.inHour > perHour) count.blockedUntil = now + HOUR
      else if (count.inMinute > perMinute) count.blockedUntil = now + MINUTE
      return now >= count.blockedUntil
    },
    blocked: (key, now) => now < (counts.get(key)?.blockedUntil ?? 0),
  }
}
