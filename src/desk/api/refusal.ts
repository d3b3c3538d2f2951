import type { Org } from '../../case/org/index.ts'
import { REFUSALS, type Refusal, STATES } from '../../case/ticket/index.ts'
import type { Problem } from '../contract/index.ts'
import type { DeskDeps } from './deps.ts'
import { wordsMissing } from './errors.ts'
import { nameOf } from './names.ts'

/** Wrong words are the writer's to mend; the rest is the state of the matter, which somebody else may have changed. */
const UNPROCESSABLE: readonly Refusal['code'][] = ['text_required', 'reason_required', 'note_required', 'barred_office']

export const refusalStatus = (code: Refusal['code']): 409 | 422 => (UNPROCESSABLE.includes(code) ? 422 : 409)

export function refusalProblem(refusal: Refusal, deps: Pick<DeskDeps, 'states' | 'refusals'>, org: Org): Problem {
  const values = valuesOf(refusal, deps.states, org)
  return { code: refusal.code, values, message: fill(deps.refusals[refusal.code] ?? '', values) }
}

function valuesOf(refusal: Refusal, states: DeskDeps['states'], org: Org): Record<string, string> {
  switch (refusal.code) {
    case 'already_done':
      return { act: refusal.act, by: nameOf(refusal.by, org), at: clockTime(refusal.at) }
    case 'barred_office':
    case 'no_sender':
      return { office: org.offices.find(({ id }) => id === refusal.office)?.name ?? refusal.office }
    default:
      return 'state' in refusal ? { state: states[refusal.state] ?? refusal.state } : {}
  }
}

/** A word that is missing would be found by an officer in the middle of the work; so the program does not start. */
export function checkWords({ states, refusals }: Pick<DeskDeps, 'states' | 'refusals'>): void {
  const missing = [
    ...STATES.filter((key) => !states[key]).map((key) => `states.${key}`),
    ...Object.keys(REFUSALS)
      .filter((key) => !refusals[key])
      .map((key) => `refusals.${key}`),
  ]
  if (missing.length > 0) throw wordsMissing(missing)
}

const fill = (text: string, values: Record<string, string>): string =>
  text.replace(/\{(\w+)\}/g, (whole, key: string) => values[key] ?? whole)

const SHANGHAI = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  month: 'long',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hour12: false,
})

const clockTime = (instant: string): string => SHANGHAI.format(new Date(instant))
