import { ACTS, type ActName, type Actor, STATES, type State } from './states.ts'

/** The refusals that follow from state and act alone. */
export type OutOfOrder =
  | 'not_registered'
  | 'not_forwarded'
  | 'not_objected'
  | 'not_contested'
  | 'not_accepted'
  | 'not_answered'
  | 'not_reviewed'
  | 'not_under_review'
  | 'nothing_to_deliver'
  | 'after_acceptance'
  | 'after_answer'
  | 'is_objected'
  | 'is_contested'
  | 'is_directed'
  | 'in_review'
  | 'after_review'
  | 'is_final'
  | 'not_closed'
  | 'is_closed'
  | 'is_withdrawn'
  | 'is_merged'

export type Cell = { to: State } | { refuse: OutOfOrder | 'already_done' }

interface Row {
  /** Who may do it: nothing is refused, decided or taken back by a program, and nobody takes a matter back for its author. */
  by: readonly Actor['kind'][]
  /** State after it, by the state before. What a step finds out of the matter may lead elsewhere (an answer to a review may redo it). */
  to: { readonly [state in State | 'none']?: State }
  /** What is said where the steps before it are missing, and where it comes too late. */
  early: OutOfOrder
  late: OutOfOrder | 'already_done'
}

const same = (...states: State[]): Row['to'] => Object.fromEntries(states.map((state) => [state, state]))
const to = (after: State, ...before: State[]): Row['to'] => Object.fromEntries(before.map((state) => [state, after]))

const STAFF = ['staff'] as const

/** Somebody has the matter and owes something; what was directed, refused or closed is over unless its author says otherwise. */
const OPEN = [
  ...(['registered', 'forwarded', 'objected', 'contested', 'returned', 'accepted', 'answered'] as const),
  ...(['under_review', 'reviewed', 'under_rereview', 'rereviewed'] as const),
]
/** Until its author took it back, or it goes on under another number. */
const LIVING = [...OPEN, ...(['directed', 'refused', 'closed'] as const)]
/** Beside the road: the state stays, whatever it is. */
const beside = (states: readonly State[]): Row => ({
  ...{ by: STAFF, to: same(...states), early: 'not_registered', late: 'is_closed' },
})

const ROWS: { readonly [act in ActName]: Row } = {
  register: {
    by: ['citizen', 'staff', 'system'],
    to: { none: 'registered' },
    early: 'not_registered',
    late: 'already_done',
  },
  // A second forward before acceptance is a correction, or goes to a subordinate; after it a matter is not passed on (§2.2).
  forward: {
    by: ['staff', 'system'],
    to: to('forwarded', 'registered', 'forwarded', 'returned'),
    early: 'not_registered',
    late: 'after_acceptance',
  },
  // 报请: a part of the routing duty, and of article 25; the matter goes its own way beside it.
  escalate: {
    by: STAFF,
    to: same('registered', 'forwarded', 'objected', 'contested', 'returned', 'accepted'),
    early: 'not_registered',
    late: 'after_answer',
  },
  // The second objection leads to `contested`: routing.ts.
  object: {
    by: STAFF,
    to: to('objected', 'forwarded'),
    early: 'not_forwarded',
    late: 'after_acceptance',
  },
  agree: { by: STAFF, to: to('returned', 'objected'), early: 'not_objected', late: 'not_objected' },
  insist: { by: STAFF, to: to('forwarded', 'objected'), early: 'not_objected', late: 'not_objected' },
  designate: { by: STAFF, to: to('forwarded', 'contested'), early: 'not_contested', late: 'not_contested' },
  accept: { by: STAFF, to: to('accepted', 'forwarded'), early: 'not_forwarded', late: 'already_done' },
  direct: {
    by: STAFF,
    to: to('directed', 'registered', 'forwarded', 'returned', 'accepted'),
    early: 'not_registered',
    late: 'after_answer',
  },
  refuse: {
    by: STAFF,
    to: to('refused', 'registered', 'forwarded', 'returned'),
    early: 'not_registered',
    late: 'after_acceptance',
  },
  extend: { by: STAFF, to: same('accepted'), early: 'not_accepted', late: 'after_answer' },
  // Again only where the citizen disputes the answer: handling.ts.
  answer: { by: STAFF, to: to('answered', 'accepted', 'answered'), early: 'not_accepted', late: 'already_done' },
  deliver: {
    by: ['citizen', 'staff'],
    to: same(
      ...(['directed', 'refused', 'answered', 'under_review'] as const),
      ...(['reviewed', 'under_rereview', 'rereviewed', 'closed'] as const),
    ),
    early: 'nothing_to_deliver',
    late: 'nothing_to_deliver',
  },
  execute: {
    by: STAFF,
    to: same('answered', 'under_review', 'reviewed', 'under_rereview', 'rereviewed', 'closed'),
    early: 'not_answered',
    late: 'not_answered',
  },
  report: {
    by: STAFF,
    to: same('directed', 'refused', 'answered', 'reviewed', 'rereviewed', 'closed'),
    early: 'not_answered',
    late: 'not_answered',
  },
  // What was closed is open again: the citizen's word comes before the office's.
  dispute: {
    by: ['citizen', 'staff'],
    to: to('answered', 'answered', 'closed'),
    early: 'not_answered',
    late: 'after_review',
  },
  request_review: {
    by: ['citizen', 'staff'],
    to: to('under_review', 'answered', 'closed'),
    early: 'not_answered',
    late: 'already_done',
  },
  decide_review: { by: STAFF, to: to('reviewed', 'under_review'), early: 'not_under_review', late: 'already_done' },
  request_rereview: {
    by: ['citizen', 'staff'],
    to: to('under_rereview', 'reviewed', 'closed'),
    early: 'not_reviewed',
    late: 'already_done',
  },
  hear: { by: STAFF, to: same('under_rereview'), early: 'not_under_review', late: 'is_final' },
  decide_rereview: {
    by: STAFF,
    to: to('rereviewed', 'under_rereview'),
    early: 'not_under_review',
    late: 'already_done',
  },
  close: {
    by: STAFF,
    to: to('closed', 'directed', 'refused', 'answered', 'reviewed', 'rereviewed'),
    early: 'not_answered',
    late: 'already_done',
  },
  withdraw: {
    by: ['citizen', 'staff'],
    to: to(
      'withdrawn',
      ...(['registered', 'forwarded', 'objected', 'contested', 'returned', 'accepted', 'answered'] as const),
      ...(['under_review', 'reviewed', 'under_rereview'] as const),
    ),
    early: 'not_registered',
    late: 'is_final',
  },
  recuse: {
    by: STAFF,
    to: same(...LIVING),
    early: 'not_registered',
    late: 'is_closed',
  },
  own: beside(OPEN),
  lead: beside(OPEN),
  supervise: beside(LIVING),
  reply: beside(LIVING),
  propose: beside(LIVING),
  respond: beside(LIVING),
  meet: beside(LIVING),
  promise: beside(OPEN),
  keep: beside(LIVING),
  convene: beside(OPEN),
  mediate: {
    by: STAFF,
    to: same(...(['accepted', 'answered', 'under_review', 'reviewed', 'under_rereview', 'rereviewed'] as const)),
    early: 'not_accepted',
    late: 'is_closed',
  },
  follow_up: { by: STAFF, to: same('closed'), early: 'not_closed', late: 'not_closed' },
  // Before an answer: what was answered has rights of its own, which no other number may take over.
  merge: {
    by: STAFF,
    to: to('merged', 'registered', 'forwarded', 'returned', 'accepted'),
    early: 'not_registered',
    late: 'after_answer',
  },
  split: {
    by: STAFF,
    to: same('registered', 'forwarded', 'returned', 'accepted'),
    early: 'not_registered',
    late: 'after_answer',
  },
}

/** How far a matter is; what stands aside has no place in the order. */
const ORDER: { readonly [state in State]?: number } = {
  ...{ registered: 1, returned: 1, forwarded: 2, accepted: 3, answered: 4 },
  ...{ under_review: 5, reviewed: 6, under_rereview: 7, rereviewed: 8 },
}

/** What stands aside says so itself, whatever is asked. */
const ASIDE: { readonly [state in State]?: OutOfOrder } = {
  ...{ objected: 'is_objected', contested: 'is_contested', directed: 'is_directed', refused: 'is_directed' },
  ...{ closed: 'is_closed', withdrawn: 'is_withdrawn', merged: 'is_merged' },
}

function cellOf(state: State | 'none', act: ActName): Cell {
  const { to: after, early, late } = ROWS[act]
  const next = after[state]
  if (next !== undefined) return { to: next }
  if (act === 'register') return { refuse: 'already_done' }
  if (state === 'none') return { refuse: 'not_registered' }
  if (state === 'closed' && act === 'close') return { refuse: 'already_done' }
  const aside = ASIDE[state]
  if (aside !== undefined) return { refuse: aside }
  if ((state === 'under_review' || state === 'under_rereview') && !isOfReview(act)) return { refuse: 'in_review' }
  return { refuse: isBefore(state, after) ? early : late }
}

const isOfReview = (act: ActName): boolean => act.endsWith('review')

const isBefore = (state: State, after: Row['to']): boolean => {
  const places = Object.keys(after).map((before) => ORDER[before as State] ?? Number.POSITIVE_INFINITY)
  return (ORDER[state] ?? 0) < Math.min(...places)
}

/** Every state × act. `docs/matter.md` prints it, and a test states it by hand. */
export const TRANSITIONS = Object.fromEntries(
  (['none', ...STATES] as const).map((state) => [
    state,
    Object.fromEntries(ACTS.map((act) => [act, cellOf(state, act)])),
  ]),
) as { readonly [state in State | 'none']: { readonly [act in ActName]: Cell } }

export const ACTORS = Object.fromEntries(ACTS.map((act) => [act, ROWS[act].by])) as {
  readonly [act in ActName]: readonly Actor['kind'][]
}
