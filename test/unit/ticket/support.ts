import { join } from 'node:path'
import { loadRules, type Rules } from '../../../src/case/rules/index.ts'
import {
  type Act,
  type ActName,
  type Actor,
  type Facts,
  type Matter,
  type MatterEvent,
  type State,
  transition,
} from '../../../src/case/ticket/index.ts'

export const RULES_DIR = join(import.meta.dirname, '../../../rules')

export function shippedRules(): Rules {
  const loaded = loadRules(RULES_DIR)
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.error))
  return loaded.value
}

export const rules = shippedRules()
export const facts: Facts = { answerTold: true, triggers: rules.profile.triggers }
export const clerk: Actor = { kind: 'staff', id: 'clerk', office: 'petition' }
export const officer: Actor = { kind: 'staff', id: 'officer', office: 'housing' }

export const acts: { readonly [name in ActName]: Extract<Act, { type: name }> } = {
  register: {
    type: 'register',
    actor: { kind: 'system', id: 'intake' },
    matter: {
      ...{ id: 'm1', kind: 'unsorted', way: null, channel: 'online' },
      ...{ receivedAt: '2026-03-02T01:00:00Z', petitionOffice: 'petition' },
    },
  },
  forward: { type: 'forward', actor: clerk, toOffice: 'housing', basis: { how: 'category', article: '22(1)' } },
  accept: { type: 'accept', actor: officer },
  answer: { type: 'answer', actor: officer, text: '路灯已修好' },
  close: { type: 'close', actor: officer },
  return: { type: 'return', actor: officer, reason: '不属于本单位职责' },
}

/** The way to each state by the shortest lawful acts. */
export const PATHS: { readonly [state in State]: readonly ActName[] } = {
  registered: ['register'],
  forwarded: ['register', 'forward'],
  accepted: ['register', 'forward', 'accept'],
  answered: ['register', 'forward', 'accept', 'answer'],
  closed: ['register', 'forward', 'accept', 'answer', 'close'],
  returned: ['register', 'forward', 'return'],
}

/** Performs acts a day apart from 2026-03-02 on, each of which must succeed. */
export function perform(list: readonly Act[], from: Matter | null = null): { matter: Matter; events: MatterEvent[] } {
  let matter = from
  const events: MatterEvent[] = []
  list.forEach((act, day) => {
    const outcome = transition(matter, act, new Date(Date.UTC(2026, 2, 2 + day, 1)).toISOString(), facts)
    if (!outcome.ok) throw new Error(`${act.type}: ${JSON.stringify(outcome.refusal)}`)
    matter = outcome.matter
    events.push(...outcome.events)
  })
  if (matter === null) throw new Error('nothing performed')
  return { matter, events }
}

export function matterIn(state: State): Matter {
  return perform(PATHS[state].map((name) => acts[name])).matter
}
