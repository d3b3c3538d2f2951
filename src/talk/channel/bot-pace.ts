/** §7.6: what one conversation takes, replies and pushes together. */
export const BOT_PACE = [
  { ms: 60_000, most: 30 },
  { ms: 3_600_000, most: 1_000 },
] as const

/** What leaves in one minute by our clock must not arrive in one by theirs. */
const MARGIN_MS = 1_000

export interface Pace {
  /** 0: go, and it is counted. Else how long to wait, and nothing is counted. */
  take(key: string, now: Date): number
}

/** At most so many in any window of that length, for each key. The platform would refuse what is beyond (45009). */
export function createPace(limits: readonly { ms: number; most: number }[] = BOT_PACE): Pace {
  const taken = new Map<string, number[]>()
  const longest = Math.max(...limits.map(({ ms }) => ms)) + MARGIN_MS
  let sweptAt = 0
  return {
    take(key, date) {
      const now = date.getTime()
      if (now - sweptAt > longest) {
        for (const [each, times] of taken) if ((times.at(-1) ?? 0) <= now - longest) taken.delete(each)
        sweptAt = now
      }
      const times = (taken.get(key) ?? []).filter((at) => at > now - longest)
      const waits = limits.map(({ ms, most }) => {
        const nth = times.at(-most)
        return nth === undefined ? 0 : nth + ms + MARGIN_MS - now
      })
      const wait = Math.max(0, ...waits)
      taken.set(key, wait === 0 ? [...times, now] : times)
      return wait
    },
  }
}
