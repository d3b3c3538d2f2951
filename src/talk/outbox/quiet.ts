import { SHANGHAI_MS } from '../../platform/kernel/index.ts'

/** Hours of the day in Shanghai, from one to the other; null: none are quiet. */
export interface QuietHours {
  from: number
  to: number
}

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** When the quiet hours end, while they last; else null. Pure. */
export function quietUntil(now: Date, hours: QuietHours | null): Date | null {
  if (hours === null) return null
  const local = now.getTime() + SHANGHAI_MS
  const midnight = Math.floor(local / DAY_MS) * DAY_MS
  const hour = (local - midnight) / HOUR_MS
  const overnight = hours.from > hours.to
  const quiet = overnight ? hour >= hours.from || hour < hours.to : hour >= hours.from && hour < hours.to
  if (!quiet) return null
  const day = overnight && hour >= hours.from ? midnight + DAY_MS : midnight
  return new Date(day + hours.to * HOUR_MS - SHANGHAI_MS)
}
