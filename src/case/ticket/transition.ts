import { AppError, unreachable } from '../../platform/kernel/index.ts'
import { type Act, DELIVERED, type Delivered, type Means, type RegisterAct } from './acts.ts'
import { recuse, withdraw } from './aside.ts'
import { type MatterEvent, TOLD_STEPS, type ToldEvent, type ToldStep } from './events.ts'
import { accept, answer, close, deliver, dispute, execute, extend, report } from './handling.ts'
import { merge, split } from './merging.ts'
import { clocksOfTelling, done, type Facts, natureOf, type Outcome, type Refusal, refuse, since } from './outcome.ts'
import { decideReview, hear, requestReview } from './reviewing.ts'
import { agree, designate, direct, escalate, forward, insist, object, refuseMatter } from './routing.ts'
import { type Actor, type Instant, type Matter, NO_COURSE } from './states.ts'
import {
  convene,
  followUp,
  keep,
  lead,
  mediate,
  meet,
  own,
  promise,
  propose,
  reply,
  respond,
  supervise,
} from './supervising.ts'
import { ACTORS, type OutOfOrder, TRANSITIONS } from './table.ts'

/** The one function that changes a matter. Pure: the same matter, act, instant and facts give the same outcome. */
export function transition(matter: Matter | null, act: Act, now: Instant, facts: Facts): Outcome {
  if (!ACTORS[act.type].includes(act.actor.kind)) return refuse({ code: 'not_theirs', act: act.type })
  const cell = TRANSITIONS[matter?.state ?? 'none'][act.type]
  if ('refuse' in cell) return refuse(outOfOrder(matter, act, cell.refuse))
  if (act.type === 'register') return register(act, now, facts)
  if (matter === null) return refuse({ code: 'not_registered', state: 'none' })
  // Whoever stands aside may say so again, and nothing else.
  if (matter.course.recused.includes(act.actor.id) && act.actor.kind === 'staff') return refuse({ code: 'recused' })
  const asked = { matter, now, facts, to: cell.to }
  switch (act.type) {
    case 'forward':
      return forward({ ...asked, act })
    case 'escalate':
      return escalate({ ...asked, act })
    case 'object':
      return object({ ...asked, act })
    case 'agree':
      return agree({ ...asked, act })
    case 'insist':
      return insist({ ...asked, act })
    case 'designate':
      return designate({ ...asked, act })
    case 'accept':
      return accept({ ...asked, act })
    case 'direct':
      return direct({ ...asked, act })
    case 'refuse':
      return refuseMatter({ ...asked, act })
    case 'extend':
      return extend({ ...asked, act })
    case 'answer':
      return answer({ ...asked, act })
    case 'deliver':
      return deliver({ ...asked, act })
    case 'execute':
      return execute({ ...asked, act })
    case 'report':
      return report({ ...asked, act })
    case 'dispute':
      return dispute({ ...asked, act })
    case 'request_review':
    case 'request_rereview':
      return requestReview({ ...asked, act })
    case 'decide_review':
    case 'decide_rereview':
      return decideReview({ ...asked, act })
    case 'hear':
      return hear({ ...asked, act })
    case 'close':
      return close({ ...asked, act })
    case 'withdraw':
      return withdraw({ ...asked, act })
    case 'recuse':
      return recuse({ ...asked, act })
    case 'own':
      return own({ ...asked, act })
    case 'lead':
      return lead({ ...asked, act })
    case 'supervise':
      return supervise({ ...asked, act })
    case 'reply':
      return reply({ ...asked, act })
    case 'propose':
      return propose({ ...asked, act })
    case 'respond':
      return respond({ ...asked, act })
    case 'meet':
      return meet({ ...asked, act })
    case 'promise':
      return promise({ ...asked, act })
    case 'keep':
      return keep({ ...asked, act })
    case 'convene':
      return convene({ ...asked, act })
    case 'mediate':
      return mediate({ ...asked, act })
    case 'follow_up':
      return followUp({ ...asked, act })
    case 'merge':
      return merge({ ...asked, act })
    case 'split':
      return split({ ...asked, act })
    default:
      return unreachable(act)
  }
}

function register(act: RegisterAct, now: Instant, facts: Facts): Outcome {
  const { id, kind, way, channel, receivedAt, petitionOffice, electronic } = act.matter
  const matter: Matter = {
    ...{ id, state: 'registered', kind, way, channel, receivedAt, petitionOffice, holder: petitionOffice },
    ...{ marks: { register: { at: now, by: act.actor } }, handOvers: 0, course: NO_COURSE, revision: 1 },
  }
  const data = { kind, way, channel, receivedAt, petitionOffice, electronic }
  const { registered } = facts.profile.triggers
  return done(matter, { type: 'registered', at: now, actor: act.actor, data, clocks: registered })
}

function outOfOrder(matter: Matter | null, act: Act, code: OutOfOrder | 'already_done'): Refusal {
  if (code !== 'already_done') return { code, state: matter?.state ?? 'none' }
  const mark = matter?.marks[act.type]
  if (mark === undefined) {
    throw new AppError({ code: 'matter_without_mark', message: `${matter?.id}: ${matter?.state} without ${act.type}` })
  }
  return { code, act: act.type, ...mark }
}

/** The event that the citizen was told of a step, for the shell to store when it knows. Changes no state. */
export function toldEvent(
  matter: Matter,
  told: { of: ToldStep; means: Means; actor: Actor },
  at: Instant,
  under: Pick<Facts, 'profile'>,
): ToldEvent {
  const data = { ...natureOf(matter), of: told.of, means: told.means }
  return { type: 'told', at, actor: told.actor, data, clocks: clocksOfTelling(told.of, under) }
}

/** Steps that were told since they last happened: `facts.told` from a matter's own history. */
export const toldSteps = (events: readonly MatterEvent[]): ToldStep[] =>
  TOLD_STEPS.filter((step) => since(step, events).some((one) => one.type === 'told' && one.data.of === step))

/** Documents in the citizen's hands since their step last happened: `facts.delivered`. */
export const deliveredSteps = (events: readonly MatterEvent[]): Delivered[] =>
  DELIVERED.filter((step) => since(step, events).some((one) => one.type === 'delivered' && one.data.of === step))

/** Demands that go on under a number of their own, with that number. */
export const demandsSplit = (events: readonly MatterEvent[]): Map<string, string> =>
  new Map(events.flatMap((one) => (one.type === 'split' ? one.data.demands.map((id) => [id, one.data.number]) : [])))

/** What the answer that stands supports and nobody has recorded as done: `facts.toExecute`. */
export function toExecute(events: readonly MatterEvent[]): string[] {
  const answered = events.findLast((one) => one.type === 'answered')
  if (answered === undefined) return []
  const supported = answered.data.dispositions.filter(({ outcome }) => outcome === 'supported')
  const executed = since('answered', events).flatMap((one) => (one.type === 'executed' ? [one.data.demandId] : []))
  return supported.map(({ demandId }) => demandId).filter((id) => !executed.includes(id))
}
