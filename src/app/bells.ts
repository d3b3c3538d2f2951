/** While bells of one account come faster than this, one look does for all of them. */
export const QUIET_MS = 50

export interface Bell {
  account: string
  /** Good for ten minutes; the newest is used. */
  hint: string
}

/**
 * A doorbell means "look now", and a hundred of them mean the same. The first is passed on at once, what comes within 50 ms after it
 * as one more at their end: a look that begins after a bell has everything that the bell told of. What a crash loses of these 50 ms
 * the poll finds, as with any bell lost on the way.
 */
export function createBells(ring: (bell: Bell) => void): (bell: Bell) => void {
  const later = new Map<string, Bell | null>()
  const pass = (bell: Bell) => {
    later.set(bell.account, null)
    ring(bell)
    setTimeout(() => {
      const waiting = later.get(bell.account)
      later.delete(bell.account)
      if (waiting) pass(waiting)
    }, QUIET_MS).unref()
  }
  return (bell) => {
    if (later.has(bell.account)) later.set(bell.account, bell)
    else pass(bell)
  }
}
