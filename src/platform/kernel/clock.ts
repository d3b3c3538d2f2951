/** The only source of time in the program. Everything that decides takes `now` as data; the shell asks a Clock. */
export interface Clock {
  now(): Date
}

export const systemClock: Clock = { now: () => new Date() }

/** A clock that stands still until it is told to move. For tests and for running ninety days in a minute. */
export function manualClock(start: Date): Clock & { set(to: Date): void; advance(ms: number): void } {
  let at = start.getTime()
  return {
    now: () => new Date(at),
    set: (to) => {
      at = to.getTime()
    },
    advance: (ms) => {
      at += ms
    },
  }
}
