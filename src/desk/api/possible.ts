import type { EventTriggers } from '../../case/rules/index.ts'
import { CLOCK_EVENTS } from '../../case/rules/index.ts'
import { type Act, type Actor, type Facts, type Matter, transition } from '../../case/ticket/index.ts'
import type { DeskAct } from './policy.ts'

/** A trial writes nothing, so no clock has to move. */
const NO_CLOCKS = Object.fromEntries(
  CLOCK_EVENTS.map((event) => [event, { start: [], stop: [], reopen: [] }]),
) as unknown as EventTriggers

/** Stands for the words a person has not written yet. */
const SOMETHING = '…'

export interface Trial {
  matter: Matter
  answerTold: boolean
  barred: readonly string[]
  now: Date
}

/** Whether the transition itself would take the act: the page offers nothing that would be refused for its state. */
export function isPossible(act: Exclude<DeskAct, 'forward' | 'told'>, trial: Trial): boolean {
  const actor: Actor = { kind: 'staff', id: SOMETHING }
  const acts: { readonly [name in typeof act]: Act } = {
    accept: { type: 'accept', actor },
    answer: { type: 'answer', actor, text: SOMETHING },
    return: { type: 'return', actor, reason: SOMETHING },
    close: { type: 'close', actor, toldBy: 'phone', note: SOMETHING },
  }
  return wouldTake(acts[act], trial)
}

export function possibleTargets(targets: readonly string[], trial: Trial): string[] {
  const actor: Actor = { kind: 'staff', id: SOMETHING }
  const basis = { how: 'by_hand', article: '22' } as const
  return targets.filter((toOffice) => wouldTake({ type: 'forward', actor, toOffice, basis }, trial))
}

function wouldTake(act: Act, { matter, answerTold, barred, now }: Trial): boolean {
  const facts: Facts = { answerTold, triggers: NO_CLOCKS, barred }
  return transition(matter, act, now.toISOString(), facts).ok
}
