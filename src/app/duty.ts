import { dutyHoles, type Org } from '../case/org/index.ts'
import { shanghaiTime } from '../platform/kernel/index.ts'
import { officeOf } from './words.ts'

const WEEK_MS = 7 * 24 * 3_600_000

/** The roster of the next seven days: every time that nobody has, by office. No fault: whoever gets the matters there is called then. */
export function rosterLines(org: Org, now: Date): string[] {
  if (org.duty.length === 0)
    return ['duty: no roster; an urgent matter calls whoever gets the matters of the office (npm run duty)']
  const holes = dutyHoles(org, now, new Date(now.getTime() + WEEK_MS))
  if (holes.length === 0) return ['duty: the roster is complete for seven days']
  return holes.map(
    ({ office, from, to }) => `duty: nobody at ${officeOf(org, office)?.name ?? office}, ${wall(from)} to ${wall(to)}`,
  )
}

/** As it stands in the roster: `2026-11-23 17:30`. */
export const wall = (at: Date): string => shanghaiTime(at).toISOString().slice(0, 16).replace('T', ' ')
