import type { MergeAct, SplitAct } from './acts-beside.ts'
import type { AbsorbedEvent } from './events.ts'
import {
  type Asked,
  blank,
  done,
  event,
  NO_CLOCKS,
  natureOf,
  type Outcome,
  type Refusal,
  refuse,
  step,
} from './outcome.ts'
import type { Actor, Instant, Matter, State } from './states.ts'

/** Nothing more would come of what goes on there; after a re-review its author is told so (article 36 ¶3), not merged away. */
const ENDED: readonly State[] = ['closed', 'withdrawn', 'merged', 'directed', 'refused', 'rereviewed']

/**
 * The same author filed the same again (petition.md §2.5): it goes on under the older number, whose dates are never later. What others
 * filed keeps its own number and its own clocks, however alike it is.
 */
export function merge(asked: Asked<MergeAct>): Outcome {
  const { matter, act, facts } = asked
  const { into } = facts
  if (into === null || into.id === matter.id || !into.sameAuthor) return refuse({ code: 'not_same_author' })
  if (ENDED.includes(into.state)) return refuse({ code: 'into_ended' })
  if (Date.parse(into.receivedAt) > Date.parse(matter.receivedAt)) return refuse({ code: 'into_newer' })
  if (!into.sameSeal) return refuse({ code: 'report_apart' })
  // What is said of an office does not come before it by another number (article 30 ¶3).
  const named = into.offices.find((office) => facts.barred.includes(office))
  if (named !== undefined) return refuse({ code: 'barred_office', office: named })
  if (blank(act.note)) return refuse({ code: 'reason_required' })
  const next = step(asked)
  const data = { office: matter.holder, into: into.id, number: into.number, note: act.note }
  // Nobody waits for this number any more: its clocks end as those of a matter that was taken back.
  return done(next, event('merged', next, asked, data, 'withdrawn'))
}

/** Several matters came in one: some demands go on under a number of their own, with the day of receipt of this one. */
export function split(asked: Asked<SplitAct>): Outcome {
  const { matter, act } = asked
  const wrong = splitFault(asked)
  if (wrong !== null) return refuse(wrong)
  const next = step(asked)
  const { demands, number, note } = act
  return done(next, event('split', next, asked, { office: matter.holder, demands, number, note }, null))
}

function splitFault({ act, facts }: Asked<SplitAct>): Refusal | null {
  const known = act.demands.every((id) => facts.demands.includes(id))
  const some = act.demands.length > 0 && new Set(act.demands).size < facts.demands.length
  if (!known || !some) return { code: 'demands_wrong' }
  return blank(act.note) ? { code: 'reason_required' } : null
}

/** What the older matter's history says of it. */
export function absorbed(older: Matter, repeat: { number: string }, actor: Actor, at: Instant): AbsorbedEvent {
  const data = { ...natureOf(older), office: older.holder, number: repeat.number }
  return { type: 'absorbed', at, actor, data, clocks: NO_CLOCKS }
}
