import { describe, expect, it } from 'vitest'
import {
  ACTS,
  type Act,
  type ActName,
  STATES,
  type State,
  TRANSITIONS,
  transition,
} from '../../../src/case/ticket/index.ts'
import { acts, dayAfter, facts, factsAfter, historyIn } from './support.ts'

/** Before, while and after each stretch of the road; what stands aside answers for itself. */
const ASIDE = {
  ...{ not_registered: 'none', is_objected: 'objected', is_contested: 'contested' },
  ...{ is_directed: 'directed refused', is_closed: 'closed', is_withdrawn: 'withdrawn', is_merged: 'merged' },
}
/** Whose author took it back, or whose matter goes on under another number. */
const GONE = { not_registered: 'none', is_withdrawn: 'withdrawn', is_merged: 'merged' }
const LIVING = STATES.filter((state) => state !== 'withdrawn' && state !== 'merged')
const IN_REVIEW = 'under_review under_rereview'

/**
 * The law restated by hand, act by act: the states it leads to and those in which it is refused, with the reason. Articles 19, 22–24,
 * 28, 31, 32, 34–36 of the regulation; petition.md §1.1, §1.5, §2.2.
 */
const LAW: { readonly [act in ActName]: Readonly<Record<string, string>> } = {
  register: {
    '→registered': 'none',
    already_done: STATES.join(' '),
  },
  forward: {
    ...ASIDE,
    '→forwarded': 'registered forwarded returned',
    after_acceptance: 'accepted answered reviewed rereviewed',
    in_review: IN_REVIEW,
  },
  escalate: {
    ...without('is_objected', 'is_contested'),
    '→registered': 'registered',
    '→forwarded': 'forwarded',
    '→objected': 'objected',
    '→contested': 'contested',
    '→returned': 'returned',
    '→accepted': 'accepted',
    after_answer: 'answered reviewed rereviewed',
    in_review: IN_REVIEW,
  },
  object: {
    ...ASIDE,
    '→objected': 'forwarded',
    not_forwarded: 'registered returned',
    after_acceptance: 'accepted answered reviewed rereviewed',
    in_review: IN_REVIEW,
  },
  agree: {
    ...without('is_objected'),
    '→returned': 'objected',
    not_objected: 'registered forwarded returned accepted answered reviewed rereviewed',
    in_review: IN_REVIEW,
  },
  insist: {
    ...without('is_objected'),
    '→forwarded': 'objected',
    not_objected: 'registered forwarded returned accepted answered reviewed rereviewed',
    in_review: IN_REVIEW,
  },
  designate: {
    ...without('is_contested'),
    '→forwarded': 'contested',
    not_contested: 'registered forwarded returned accepted answered reviewed rereviewed',
    in_review: IN_REVIEW,
  },
  accept: {
    ...ASIDE,
    '→accepted': 'forwarded',
    not_forwarded: 'registered returned',
    already_done: 'accepted answered reviewed rereviewed',
    in_review: IN_REVIEW,
  },
  direct: {
    ...ASIDE,
    '→directed': 'registered forwarded returned accepted',
    after_answer: 'answered reviewed rereviewed',
    in_review: IN_REVIEW,
  },
  refuse: {
    ...ASIDE,
    '→refused': 'registered forwarded returned',
    after_acceptance: 'accepted answered reviewed rereviewed',
    in_review: IN_REVIEW,
  },
  extend: {
    ...ASIDE,
    '→accepted': 'accepted',
    not_accepted: 'registered forwarded returned',
    after_answer: 'answered reviewed rereviewed',
    in_review: IN_REVIEW,
  },
  answer: {
    ...ASIDE,
    '→answered': 'accepted',
    not_accepted: 'registered forwarded returned',
    already_done: 'answered reviewed rereviewed',
    in_review: IN_REVIEW,
  },
  deliver: {
    ...without('is_directed', 'is_closed'),
    '→directed': 'directed',
    '→refused': 'refused',
    '→answered': 'answered',
    '→under_review': 'under_review',
    '→reviewed': 'reviewed',
    '→under_rereview': 'under_rereview',
    '→rereviewed': 'rereviewed',
    '→closed': 'closed',
    nothing_to_deliver: 'registered forwarded returned accepted',
  },
  execute: {
    ...without('is_closed'),
    '→answered': 'answered',
    '→under_review': 'under_review',
    '→reviewed': 'reviewed',
    '→under_rereview': 'under_rereview',
    '→rereviewed': 'rereviewed',
    '→closed': 'closed',
    not_answered: 'registered forwarded returned accepted',
  },
  report: {
    ...without('is_directed', 'is_closed'),
    '→directed': 'directed',
    '→refused': 'refused',
    '→answered': 'answered',
    '→reviewed': 'reviewed',
    '→rereviewed': 'rereviewed',
    '→closed': 'closed',
    not_answered: 'registered forwarded returned accepted',
    in_review: IN_REVIEW,
  },
  dispute: {
    ...without('is_closed'),
    '→answered': 'answered closed',
    not_answered: 'registered forwarded returned accepted',
    in_review: IN_REVIEW,
    after_review: 'reviewed rereviewed',
  },
  request_review: {
    ...without('is_closed'),
    '→under_review': 'answered closed',
    not_answered: 'registered forwarded returned accepted',
    already_done: 'under_review reviewed under_rereview rereviewed',
  },
  decide_review: {
    ...ASIDE,
    '→reviewed': 'under_review',
    not_under_review: 'registered forwarded returned accepted answered',
    already_done: 'reviewed under_rereview rereviewed',
  },
  request_rereview: {
    ...without('is_closed'),
    '→under_rereview': 'reviewed',
    not_reviewed: 'registered forwarded returned accepted answered under_review closed',
    already_done: 'under_rereview rereviewed',
  },
  hear: {
    ...ASIDE,
    '→under_rereview': 'under_rereview',
    not_under_review: 'registered forwarded returned accepted answered reviewed',
    in_review: 'under_review',
    is_final: 'rereviewed',
  },
  decide_rereview: {
    ...ASIDE,
    '→rereviewed': 'under_rereview',
    not_under_review: 'registered forwarded returned accepted answered under_review reviewed',
    already_done: 'rereviewed',
  },
  close: {
    ...without('is_directed', 'is_closed'),
    '→closed': 'directed refused answered reviewed rereviewed',
    not_answered: 'registered forwarded returned accepted',
    in_review: IN_REVIEW,
    already_done: 'closed',
  },
  withdraw: {
    ...without('is_objected', 'is_contested'),
    '→withdrawn':
      'registered forwarded objected contested returned accepted answered under_review reviewed under_rereview',
    is_final: 'rereviewed',
  },
  recuse: anywhere(),
  own: whileOpen(),
  lead: whileOpen(),
  promise: whileOpen(),
  convene: whileOpen(),
  supervise: anywhere(),
  propose: anywhere(),
  meet: anywhere(),
  // What nobody asked for is not answered; the cases where somebody did stand in supervising.test.ts.
  reply: { ...GONE, nothing_to_reply: LIVING.join(' ') },
  respond: { ...GONE, nothing_to_reply: LIVING.join(' ') },
  keep: { ...GONE, not_kept_here: LIVING.join(' ') },
  mediate: {
    ...ASIDE,
    ...stays('accepted', 'answered', 'under_review', 'reviewed', 'under_rereview', 'rereviewed'),
    not_accepted: 'registered forwarded returned',
  },
  follow_up: {
    ...without('is_closed'),
    ...stays('closed'),
    not_closed: 'registered forwarded returned accepted answered reviewed rereviewed',
    in_review: IN_REVIEW,
  },
  merge: {
    ...ASIDE,
    '→merged': 'registered forwarded returned accepted',
    after_answer: 'answered reviewed rereviewed',
    in_review: IN_REVIEW,
  },
  split: {
    ...ASIDE,
    ...stays('registered', 'forwarded', 'returned', 'accepted'),
    after_answer: 'answered reviewed rereviewed',
    in_review: IN_REVIEW,
  },
}

/** Beside the road, whatever the state is. */
function anywhere() {
  return { ...GONE, ...stays(...LIVING) }
}
/** While somebody has it and owes something. */
function whileOpen() {
  return {
    ...without('is_objected', 'is_contested'),
    ...stays(...LIVING.filter((state) => !['directed', 'refused', 'closed'].includes(state))),
  }
}
function stays(...states: State[]) {
  return Object.fromEntries(states.map((state) => [`→${state}`, state]))
}

function without(...codes: string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(ASIDE).filter(([code]) => !codes.includes(code)))
}

const lawOf = (act: ActName, state: State | 'none'): string => {
  const found = Object.entries(LAW[act]).filter(([, states]) => states.split(' ').includes(state))
  return found.map(([result]) => result).join(' and ')
}

/** To another office than the one that has it: to the same one it would be a repetition. */
const elsewhere = { ...acts, forward: { ...acts.forward, toOffice: 'transport' } }

function resultOf(state: State | 'none', name: ActName): string {
  const { matter, events } = state === 'none' ? { matter: null, events: [] } : historyIn(state)
  const act = { ...elsewhere[name], ...(name === 'deliver' ? { of: DELIVERABLE[state] ?? 'answered' } : {}) } as Act
  const told = (['directed', 'refused', 'answered', 'reviewed', 'rereviewed'] as const).filter((step) => step === state)
  const assigned =
    name === 'report' && matter ? { ...matter, course: { ...matter.course, assigned: '2026-05-01' } } : matter
  const now = dayAfter(events.length)
  const asked = { ...factsAfter(events), toExecute: facts.toExecute, told, delivered: [] }
  const outcome = transition(assigned, act, now, asked)
  return outcome.ok ? `→${outcome.matter.state}` : outcome.refusal.code
}

const DELIVERABLE: Partial<Record<State | 'none', 'directed' | 'refused' | 'reviewed' | 'rereviewed'>> = {
  ...{ directed: 'directed', refused: 'refused', reviewed: 'reviewed', under_rereview: 'reviewed' },
  ...{ rereviewed: 'rereviewed' },
}

describe('every state × act', () => {
  for (const name of ACTS) {
    it.each(['none', ...STATES] as const)(`${name} on %s follows the law`, (state) => {
      expect(lawOf(name, state)).not.toMatch(/ and |^$/)
      expect(resultOf(state, name)).toBe(lawOf(name, state))
    })
  }

  it('is what the exported table says, but for what the matter itself decides', () => {
    for (const state of ['none', ...STATES] as const) {
      for (const name of ACTS) {
        const cell = TRANSITIONS[state][name]
        const said = 'to' in cell ? `→${cell.to}` : cell.refuse
        if (DECIDED_BY_THE_MATTER.has(`${name} on ${state}`)) continue
        expect(`${name} on ${state}: ${said}`).toBe(`${name} on ${state}: ${lawOf(name, state)}`)
      }
    }
  })
})

/** An answer stands until it is disputed; what was closed was reviewed or not; a reply needs what it replies to. */
const DECIDED_BY_THE_MATTER = new Set([
  ...['answer on answered', 'request_rereview on closed'],
  ...LIVING.flatMap((state) => ['reply', 'respond', 'keep'].map((act) => `${act} on ${state}`)),
])
