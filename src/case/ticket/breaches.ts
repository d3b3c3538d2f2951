import type { Supervision } from '../rules/index.ts'
import type { SupervisedFor } from './acts-beside.ts'
import type { Checkpoint } from './checkpoints.ts'
import type { MatterEvent } from './events.ts'
import { dayOf } from './outcome.ts'
import type { Day } from './states.ts'
import { NOBODY_PRESSED } from './timers.ts'

export interface Breach {
  why: SupervisedFor
  since: Day
}

/** The notices in writing (article 23). */
const OF_TELLING: readonly string[] = ['D2', 'D3']

/**
 * What the record itself shows of article 40 and petition.md §1.6, by the matter and never by the person who filed it. Whether it is
 * neglect, a person judges: nothing follows from it by itself.
 */
export function breachesOf(
  found: {
    events: readonly MatterEvent[]
    clocks: readonly { rule: string; due: Day; met: boolean }[]
    checkpoints: readonly Checkpoint[]
    today: Day
  },
  { handOvers }: Pick<Supervision, 'handOvers'>,
): Breach[] {
  const late = found.clocks
    .filter(({ rule, due, met }) => !met && due < found.today && !NOBODY_PRESSED.some((free) => free === rule))
    .map(({ rule, due }): Breach => ({ why: OF_TELLING.includes(rule) ? 'not_told' : 'overdue', since: due }))
  const open = found.checkpoints
    .filter(({ kind, due, metAt }) => kind === 'execution' && metAt === undefined && due < found.today)
    .map(({ due }): Breach => ({ why: 'not_executed', since: due }))
  // Forwards alone: a review is its author's right, and no office is rid of the matter by it.
  const passed = found.events.filter(({ type }) => type === 'forwarded').slice(handOvers - 1)
  const shirked = passed.slice(0, 1).map(({ at }): Breach => ({ why: 'shirking', since: dayOf(at) }))
  return earliest([...late, ...open, ...shirked])
}

/** One of each, from the day of the first. */
const earliest = (found: readonly Breach[]): Breach[] =>
  found.filter(
    (one, at) =>
      !found.some(
        (other, place) =>
          other.why === one.why && (other.since < one.since || (other.since === one.since && place < at)),
      ),
  )
