/** Legal days and office hours are Shanghai's: UTC+8 all year; no summer time since 1991, before any matter here. */
export const SHANGHAI_MS = 8 * 3_600_000

/** What the clock in Shanghai shows, to be read with `getUTC…`. */
export const shanghaiTime = (at: Date): Date => new Date(at.getTime() + SHANGHAI_MS)

/** The day there, `YYYY-MM-DD`. */
export const shanghaiDay = (at: Date): string => shanghaiTime(at).toISOString().slice(0, 10)
