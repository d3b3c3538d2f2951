import type { Profile, StepName, StepRule } from './types.ts'

export interface StepAsk {
  step: StepName
  /** What was given with it, by the names the rule uses. */
  given: { readonly [name: string]: string | undefined }
  /** How often the step was taken in this matter. */
  taken: number
  /** The last day of the clock in whose time it is to be asked; null where that clock does not run. */
  due: string | null
  /** The day in Shanghai on which it is asked. */
  today: string
}

export type StepAnswer =
  | { ok: true; rule: StepRule /** It is late, or its time cannot be known: a person decides. */; person: boolean }
  | { ok: false; refusal: StepRefusal }

export type StepRefusal =
  | { code: 'no_such_step'; step: StepName; profile: string }
  | { code: 'needs'; missing: readonly string[]; article: string }
  | { code: 'taken_before'; times: number; article: string }
  | { code: 'not_running'; clock: string; article: string }
  | { code: 'late'; due: string; article: string }

/** Whether a step may be taken: once or often, with what the law asks for, and in its time. */
export function mayStep(profile: Pick<Profile, 'name' | 'steps'>, ask: StepAsk): StepAnswer {
  const rule = profile.steps[ask.step]
  if (rule === undefined) return refuse({ code: 'no_such_step', step: ask.step, profile: profile.name })
  const { article, times, late } = rule
  const missing = rule.needs.filter((name) => (ask.given[name] ?? '').trim() === '')
  if (missing.length > 0) return refuse({ code: 'needs', missing, article })
  if (times !== null && ask.taken >= times) return refuse({ code: 'taken_before', times, article })
  if (ask.due !== null && ask.today <= ask.due) return { ok: true, rule, person: false }
  if (late === 'person') return { ok: true, rule, person: true }
  if (ask.due === null) return refuse({ code: 'not_running', clock: rule.within, article })
  return refuse({ code: 'late', due: ask.due, article })
}

const refuse = (refusal: StepRefusal): StepAnswer => ({ ok: false, refusal })
