import { AppError, unreachable } from '../../platform/kernel/index.ts'
import type { ClockEvent } from '../rules/index.ts'
import type {
  AcceptAct,
  Act,
  ActEvent,
  AnswerAct,
  CloseAct,
  Facts,
  ForwardAct,
  Nature,
  Outcome,
  OutOfOrder,
  Refusal,
  RegisterAct,
  ReturnAct,
  ToldEvent,
} from './acts.ts'
import type { ActName, Actor, Instant, Matter, State } from './states.ts'

type Cell = { to: State } | { refuse: OutOfOrder | 'already_done' }

const already: Cell = { refuse: 'already_done' }

/**
 * Every state × act. After acceptance a matter may not be passed on any more (petition.md §2.2); a second forward before
 * it is a correction or goes to a subordinate.
 */
export const TRANSITIONS: { readonly [state in State | 'none']: { readonly [act in ActName]: Cell } } = {
  none: {
    register: { to: 'registered' },
    forward: { refuse: 'not_registered' },
    accept: { refuse: 'not_registered' },
    answer: { refuse: 'not_registered' },
    close: { refuse: 'not_registered' },
    return: { refuse: 'not_registered' },
  },
  registered: {
    register: already,
    forward: { to: 'forwarded' },
    accept: { refuse: 'not_forwarded' },
    answer: { refuse: 'not_accepted' },
    close: { refuse: 'not_answered' },
    return: { refuse: 'not_forwarded' },
  },
  forwarded: {
    register: already,
    forward: { to: 'forwarded' },
    accept: { to: 'accepted' },
    answer: { refuse: 'not_accepted' },
    close: { refuse: 'not_answered' },
    return: { to: 'returned' },
  },
  accepted: {
    register: already,
    forward: { refuse: 'after_acceptance' },
    accept: already,
    answer: { to: 'answered' },
    close: { refuse: 'not_answered' },
    return: { refuse: 'after_acceptance' },
  },
  answered: {
    register: already,
    forward: { refuse: 'after_acceptance' },
    accept: already,
    answer: already,
    close: { to: 'closed' },
    return: { refuse: 'after_acceptance' },
  },
  closed: {
    register: already,
    forward: { refuse: 'is_closed' },
    accept: already,
    answer: already,
    close: already,
    return: { refuse: 'is_closed' },
  },
  returned: {
    register: already,
    forward: { to: 'forwarded' },
    accept: { refuse: 'not_forwarded' },
    answer: { refuse: 'not_accepted' },
    close: { refuse: 'not_answered' },
    return: already,
  },
}

/** The one function that changes a matter. Pure: the same matter, act, instant and facts give the same outcome. */
export function transition(matter: Matter | null, act: Act, now: Instant, facts: Facts): Outcome {
  const cell = TRANSITIONS[matter?.state ?? 'none'][act.type]
  if ('refuse' in cell) return refuse(outOfOrder(matter, act, cell.refuse))
  if (act.type === 'register') return register(act, now, facts)
  if (matter === null) return refuse({ code: 'not_registered', state: 'none' })
  switch (act.type) {
    case 'forward':
      return forward(matter, act, now, facts)
    case 'accept':
      return accept(matter, act, now, facts)
    case 'answer':
      return answer(matter, act, now, facts)
    case 'close':
      return close(matter, act, now, facts)
    case 'return':
      return giveBack(matter, act, now, facts)
    default:
      return unreachable(act)
  }
}

/** The event that the citizen was told of a step, for the shell to store when it knows. Changes no state. */
export function toldEvent(
  matter: Matter,
  told: { of: State; means: 'message' | 'phone' | 'paper'; actor: Actor },
  at: Instant,
  facts: Pick<Facts, 'triggers'>,
): ToldEvent {
  const data = { ...natureOf(matter), of: told.of, means: told.means }
  return { type: 'told', at, actor: told.actor, data, clocks: facts.triggers[`told.${told.of}`] }
}

/** Whether the answer that stands now has been told: `facts.answerTold` from a matter's own history. */
export function answerTold(events: readonly { type: string; data: object }[]): boolean {
  const answered = events.findLastIndex((event) => event.type === 'answered')
  if (answered === -1) return false
  return events
    .slice(answered)
    .some((event) => event.type === 'told' && 'of' in event.data && event.data.of === 'answered')
}

function register(act: RegisterAct, now: Instant, facts: Facts): Outcome {
  const { id, kind, way, channel, receivedAt, petitionOffice } = act.matter
  const matter: Matter = {
    ...{ id, state: 'registered', kind, way, channel, receivedAt, petitionOffice, holder: petitionOffice },
    ...{ marks: { register: { at: now, by: act.actor } }, handOvers: 0, revision: 1 },
  }
  const data = { kind, way, channel, receivedAt, petitionOffice }
  return done(matter, { type: 'registered', at: now, actor: act.actor, data, clocks: facts.triggers.registered })
}

function forward(matter: Matter, act: ForwardAct, now: Instant, facts: Facts): Outcome {
  const correction = matter.state === 'forwarded'
  const mark = matter.marks.forward
  if (correction && mark !== undefined && act.toOffice === matter.holder) {
    return refuse({ code: 'already_done', act: 'forward', ...mark })
  }
  if (facts.barred?.includes(act.toOffice) === true) return refuse({ code: 'barred_office', office: act.toOffice })
  const data = { fromOffice: matter.holder, toOffice: act.toOffice, basis: act.basis, correction }
  const next = step(matter, act, now, { holder: act.toOffice, handOvers: matter.handOvers + 1 })
  return done(next, event('forwarded', next, act, now, facts, data))
}

function accept(matter: Matter, act: AcceptAct, now: Instant, facts: Facts): Outcome {
  const next = step(matter, act, now, { kind: act.kind ?? matter.kind, way: act.way ?? matter.way })
  return done(next, event('accepted', next, act, now, facts, { office: matter.holder }))
}

function answer(matter: Matter, act: AnswerAct, now: Instant, facts: Facts): Outcome {
  if (act.text.trim() === '') return refuse({ code: 'text_required' })
  const next = step(matter, act, now, {})
  const data = { office: matter.holder, text: act.text, dispositions: act.dispositions ?? [] }
  return done(next, event('answered', next, act, now, facts, data))
}

/** A matter closes only when the citizen knows the answer: told by message, or by a person who says how (E7). */
function close(matter: Matter, act: CloseAct, now: Instant, facts: Facts): Outcome {
  const note = act.note?.trim() ?? ''
  if (act.toldBy !== undefined && note === '') return refuse({ code: 'note_required' })
  if (act.toldBy === undefined && !facts.answerTold) return refuse({ code: 'answer_not_told' })
  const next = step(matter, act, now, {})
  const told = act.toldBy ?? ('message' as const)
  const data = { office: matter.holder, told, ...(note === '' ? {} : { note }) }
  return done(next, event('closed', next, act, now, facts, data))
}

/** Back to the sender with reasons (article 23 ¶3). What the petition office holds itself has no sender. */
function giveBack(matter: Matter, act: ReturnAct, now: Instant, facts: Facts): Outcome {
  if (act.reason.trim() === '') return refuse({ code: 'reason_required' })
  if (matter.holder === matter.petitionOffice) return refuse({ code: 'no_sender', office: matter.holder })
  const data = { fromOffice: matter.holder, toOffice: matter.petitionOffice, reason: act.reason }
  const next = step(matter, act, now, { holder: matter.petitionOffice })
  return done(next, event('returned', next, act, now, facts, data))
}

const STATE_AFTER = {
  forward: 'forwarded',
  accept: 'accepted',
  answer: 'answered',
  close: 'closed',
  return: 'returned',
} as const satisfies Partial<Record<ActName, State>>

function step(
  matter: Matter,
  act: { type: keyof typeof STATE_AFTER; actor: Actor },
  now: Instant,
  change: Partial<Matter>,
) {
  const marks = { ...matter.marks, [act.type]: { at: now, by: act.actor } }
  return { ...matter, ...change, state: STATE_AFTER[act.type], marks, revision: matter.revision + 1 } satisfies Matter
}

function event<T extends ActEvent['type'] & ClockEvent, D>(
  type: T,
  matter: Matter,
  act: Act,
  now: Instant,
  facts: Facts,
  data: D,
) {
  return { type, at: now, actor: act.actor, data: { ...natureOf(matter), ...data }, clocks: facts.triggers[type] }
}

const natureOf = ({ kind, way }: Matter): Nature => ({ kind, way })
const done = (matter: Matter, one: ActEvent): Outcome => ({ ok: true, matter, events: [one] })
const refuse = (refusal: Refusal): Outcome => ({ ok: false, refusal })

function outOfOrder(matter: Matter | null, act: Act, code: OutOfOrder | 'already_done'): Refusal {
  if (code !== 'already_done') return { code, state: matter?.state ?? 'none' }
  const mark = matter?.marks[act.type]
  if (mark === undefined) {
    throw new AppError({ code: 'matter_without_mark', message: `${matter?.id}: ${matter?.state} without ${act.type}` })
  }
  return { code, act: act.type, ...mark }
}
