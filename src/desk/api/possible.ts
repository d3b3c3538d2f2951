import type { Org } from '../../case/org/index.ts'
import { type Act, DELIVERED, type Delivered, type Facts, type Into, transition } from '../../case/ticket/index.ts'
import { shanghaiDay } from '../../platform/kernel/index.ts'
import type { ActWord } from '../contract/index.ts'
import { forwardTargets, mayAct, mayJoin, ownableBy, recusableBy, type Standing } from './policy.ts'

/** Whoever asks, the matter, and what the transition has to be told of it. */
export interface Trial extends Standing {
  facts: Facts
  now: Date
}

type Unsigned<A extends Act> = A extends Act ? Omit<A, 'actor'> : never
/** A merge and a split name another matter: they have endpoints of their own. */
type Attempt = Unsigned<Exclude<Act, { type: 'register' | 'merge' | 'split' }>>

/** Stands for the words a person has not written yet. */
const WORDS = '…'
const DAY_MS = 86_400_000

/** Acts without a choice among offices, documents or people, each as somebody would fill it in. */
function attempts({ facts, now }: Trial): Attempt[] {
  const settled = { outcome: 'explained', facts: WORDS, basis: WORDS } as const
  const decision = { outcome: 'upheld', text: WORDS, basis: WORDS } as const
  const tomorrow = shanghaiDay(new Date(now.getTime() + DAY_MS))
  return [
    { type: 'accept' },
    { type: 'answer', text: WORDS, dispositions: facts.demands.map((demandId) => ({ demandId, ...settled })) },
    { type: 'close', closing: 'explained', toldBy: 'phone', note: WORDS },
    { type: 'object', clause: WORDS, reason: WORDS },
    { type: 'agree' },
    { type: 'insist', reason: WORDS },
    { type: 'direct', why: 'other_body', body: WORDS, contact: WORDS, basis: WORDS },
    { type: 'refuse', why: 'in_process', reason: WORDS, basis: WORDS },
    { type: 'extend', days: 1, approver: WORDS, reason: WORDS },
    { type: 'execute', demandId: facts.toExecute[0] ?? '', note: WORDS },
    { type: 'report', text: WORDS },
    { type: 'decide_review', ...decision },
    { type: 'decide_rereview', ...decision },
    { type: 'hear', from: now.toISOString(), to: new Date(now.getTime() + 1).toISOString() },
    { type: 'escalate', reportedTo: WORDS, reason: WORDS },
    { type: 'dispute' },
    { type: 'request_review', request: WORDS },
    { type: 'request_rereview', request: WORDS },
    { type: 'withdraw', note: WORDS },
    { type: 'lead', leader: WORDS, opinion: WORDS, standard: WORDS, due: tomorrow },
    { type: 'supervise', why: 'other', text: WORDS, due: tomorrow },
    { type: 'propose', text: WORDS, reason: WORDS },
    { type: 'respond', adopted: true, text: WORDS },
    { type: 'meet', with: 'author', on: shanghaiDay(now), text: WORDS },
    { type: 'promise', who: WORDS, what: WORDS, how: WORDS, due: tomorrow },
    { type: 'mediate', agreed: true, bothConsent: true, mediator: WORDS, text: WORDS },
    { type: 'follow_up', settled: 'yes', text: WORDS },
    ...facts.pending.flatMap(({ id, kind }): Attempt[] => {
      if (kind === 'order') return [{ type: 'reply', of: id, text: WORDS }]
      return kind === 'promise' ? [{ type: 'keep', of: id, note: WORDS }] : []
    }),
  ]
}

/** Whether the transition itself would take it from this person now. */
function taken(attempt: Unsigned<Exclude<Act, { type: 'register' }>>, { viewer, matter, facts, now }: Trial): boolean {
  const act = { ...attempt, actor: { kind: 'staff', id: viewer.userid, office: viewer.office } } as Act
  return transition(matter, act, now.toISOString(), facts).ok
}

/** Whether the matter may be merged into this one, by the person and now. */
export const mayMergeInto = (into: Into, trial: Trial): boolean =>
  mayJoin(trial) && taken({ type: 'merge', into: into.id, note: WORDS }, { ...trial, facts: { ...trial.facts, into } })

/** Whether it may be merged into any, and parted: an older one that could take it stands for whichever is named. */
export function joinable(trial: Trial): { mayMerge: boolean; maySplit: boolean } {
  const { state, receivedAt } = { state: 'registered' as const, receivedAt: trial.matter.receivedAt }
  const any: Into = { id: WORDS, number: WORDS, state, receivedAt, sameAuthor: true, offices: [], sameSeal: true }
  const [demand = ''] = trial.facts.demands
  const parting = { type: 'split', demands: [demand], number: WORDS, note: WORDS } as const
  return { mayMerge: mayMergeInto(any, trial), maySplit: mayJoin(trial) && taken(parting, trial) }
}

export interface Possible {
  acts: ActWord[]
  forwardTo: string[]
  designateTo: string[]
  deliverable: Delivered[]
  recusable: string[]
  ownable: string[]
  convenable: string[]
}

/** Permission and state together: the page offers nothing that would be refused. */
export function possibleActs(trial: Trial, org: Pick<Org, 'offices' | 'staff'>): Possible {
  const offices = org.offices.map(({ id }) => id)
  const basis = { how: 'by_hand', article: '22' } as const
  const takes = (attempt: Attempt) => mayAct(attempt.type, trial, org) && taken(attempt, trial)
  const chosen = {
    forwardTo: forwardTargets(trial, org).filter((toOffice) => takes({ type: 'forward', toOffice, basis })),
    designateTo: offices.filter((toOffice) => takes({ type: 'designate', toOffice, reason: WORDS })),
    deliverable: DELIVERED.filter((of) => takes({ type: 'deliver', of, means: 'receipt', note: WORDS })),
    recusable: recusableBy(trial.viewer, org)
      .map(({ userid }) => userid)
      .filter((officer) => takes({ type: 'recuse', officer, reason: WORDS })),
    ownable: ownableBy(trial, org)
      .map(({ userid }) => userid)
      .filter((officer) => takes({ type: 'own', officer })),
    convenable: offices.filter((office) =>
      takes({ type: 'convene', topic: WORDS, offices: [office], on: shanghaiDay(trial.now) }),
    ),
  }
  const simple = attempts(trial).filter(takes)
  return {
    ...chosen,
    acts: [
      ...new Set(simple.map(({ type }) => type)),
      ...(chosen.forwardTo.length > 0 ? (['forward'] as const) : []),
      ...(chosen.designateTo.length > 0 ? (['designate'] as const) : []),
      ...(chosen.deliverable.length > 0 ? (['deliver'] as const) : []),
      ...(chosen.recusable.length > 0 ? (['recuse'] as const) : []),
      ...(chosen.ownable.length > 0 ? (['own'] as const) : []),
      ...(chosen.convenable.length > 0 ? (['convene'] as const) : []),
    ],
  }
}
