import { leastOf } from './copies.ts'
import type { Imprint } from './imprint.ts'
import { type Fingerprint, mixed, runs } from './letters.ts'

/** A number under which a matter is kept, and how much it says. */
export interface Mark {
  mark: number
  weight: number
}

const WEIGHTIEST = 14
const WEIGHTIEST_HERE = 10
/** A run of five letters in common is seldom chance. */
const LEAST_WEIGHT = 0.2
const LEAST_SALT = 0x5f356495

/**
 * By which a matter is found among all others: its weightiest pairs; the first of them together with the town, for "路灯" is common
 * everywhere and rare in one town; and a few runs of letters that a copy has too.
 */
export function marksOf({ portrait, trace }: Imprint, area: string | null): Mark[] {
  const ranked = [...portrait].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, WEIGHTIEST)
  const salted =
    (salt: number) =>
    ([pair, weight]: readonly [Fingerprint, number]) => ({
      mark: (salt === 0 ? pair : mixed(pair ^ salt)) | 0,
      weight,
    })
  const [here = 0] = area === null ? [] : runs(area, area.length)
  return [
    ...ranked.map(salted(0)),
    ...(area === null ? [] : ranked.slice(0, WEIGHTIEST_HERE).map(salted(here))),
    ...leastOf(trace).map((run) => salted(LEAST_SALT)([run, LEAST_WEIGHT])),
  ]
}
