import type { Org } from '../../case/org/index.ts'
import { REFUSALS, type Refusal, STATES } from '../../case/ticket/index.ts'
import type { Problem } from '../contract/index.ts'
import type { DeskDeps } from './deps.ts'
import { wordsMissing } from './errors.ts'
import { nameOf, officeNamed } from './names.ts'
import { NEEDED } from './texts.ts'

/** What was written is the writer's to mend; the rest is the state of the matter, which somebody else may have changed. */
const UNPROCESSABLE: readonly Refusal['code'][] = [
  ...(['text_required', 'reason_required', 'note_required', 'barred_office', 'needs', 'demands_open'] as const),
  ...(['dates_wrong', 'due_required', 'days_not_allowed', 'no_pledge', 'offices_required'] as const),
  ...(['consent_required', 'demands_wrong'] as const),
]

export const refusalStatus = (code: Refusal['code']): 409 | 422 => (UNPROCESSABLE.includes(code) ? 422 : 409)

/** What a refusal is worded with; `demands`: all of the matter, in their order. */
interface About {
  org: Org
  demands?: readonly string[]
}

export function refusalProblem(refusal: Refusal, deps: Pick<DeskDeps, 'states' | 'refusals'>, about: About): Problem {
  const values = valuesOf(refusal, deps.states, about)
  return { code: refusal.code, values, message: fill(deps.refusals[refusal.code] ?? '', values) }
}

function valuesOf(refusal: Refusal, states: DeskDeps['states'], { org, demands = [] }: About): Record<string, string> {
  switch (refusal.code) {
    case 'already_done':
      return { act: refusal.act, by: nameOf(refusal.by, org), at: clockTime(refusal.at) }
    case 'barred_office':
    case 'no_sender':
    case 'moved_on':
      return { office: officeNamed(refusal.office, org).name }
    case 'demands_open':
      return { demands: refusal.demands.map((id) => demands.indexOf(id) + 1).join('、') }
    case 'needs':
      return { missing: refusal.missing.map((name) => NEEDED[name] ?? name).join('、') }
    case 'late':
      return { due: dayInWords(refusal.due) }
    case 'days_not_allowed':
      return { days: String(refusal.days), most: String(refusal.most) }
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

/** A legal date is a day: no time zone moves it. */
const dayInWords = (day: string): string => {
  const [year, month, date] = day.split('-').map(Number)
  return `${year}年${month}月${date}日`
}
