/** What the simulator is told the time by. With `set`, the clock is shared with whoever passed it and is moved for both. */
export interface OuterClock {
  now(): Date
  set?(to: Date): void
}

export interface SimClock {
  now(): number
  seconds(): number
  /** Real elapsed time, for latencies; never decides anything. */
  wall(): number
  set(to: Date): void
  advance(ms: number): void
}

export const createClock = (outer: OuterClock = { now: () => new Date() }): SimClock => {
  let offset = 0
  const now = () => outer.now().getTime() + offset
  const set = (to: number) => {
    if (outer.set) outer.set(new Date(to))
    else offset += to - now()
  }
  return {
    now,
    seconds: () => Math.floor(now() / 1000),
    wall: () => Date.now(),
    set: (to) => set(to.getTime()),
    advance: (ms) => set(now() + ms),
  }
}

/** A clock that stands still until told to move: what the simulator's own tests use. */
export const manualClock = (start: Date): Required<OuterClock> => {
  let at = start.getTime()
  return {
    now: () => new Date(at),
    set: (to) => {
      at = to.getTime()
    },
  }
}
