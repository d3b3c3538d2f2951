import type { Kysely } from 'kysely'
import type { Hotline, Rules } from '../case/rules/index.ts'
import { dueDate } from '../case/ticket/index.ts'
import type { Tables } from '../platform/db/index.ts'
import type { ActCall, ActResult } from '../talk/dialogue/index.ts'
import type { Context } from './context.ts'
import { dateInWords, line, SHANGHAI } from './words.ts'

/** The dates a matter would have that were filed, accepted or answered today. */
export async function explainLaw(_trx: Kysely<Tables>, { now }: ActCall, { rules }: Context): Promise<ActResult> {
  return { say: 'told', values: lawValues(rules, now) }
}

export function lawValues(rules: Pick<Rules, 'clocks' | 'calendars'>, now: Date): Record<string, string> {
  const after = (id: 'D1' | 'D2' | 'D5' | 'D6' | 'D7', start = now.toISOString()) =>
    dueDate(rules.clocks[id], start, rules.calendars)
  const handled = after('D5')
  const said = ({ due }: { due: string }) => dateInWords(due, now)
  return {
    route_by: said(after('D1')),
    notice_by: said(after('D2')),
    handle_by: said(handled),
    // It runs on from the last day before that was moved off a rest day (rules/clocks.yaml).
    extended_by: said(after('D6', `${handled.unrolled}T00:00:00${SHANGHAI}`)),
    review_by: said(after('D7')),
  }
}

const numbered = ({ number, name, for: why, note }: Hotline): string =>
  `${number} ${name}（${[why, note].filter(Boolean).join('；')}）`

/** Those for everybody; the others are named where somebody speaks of what they are for. */
export async function listHotlines(_trx: Kysely<Tables>, { now }: ActCall, { rules }: Context): Promise<ActResult> {
  return { say: 'told', values: hotlineList(rules, now) }
}

export function hotlineList({ hotlines }: Pick<Rules, 'hotlines'>, now: Date): Record<string, string> {
  const of = (group: Hotline['group']) =>
    hotlines.lines
      .filter((each) => each.show && each.common && each.group === group)
      .map(numbered)
      .join('\n')
  return {
    ...{ emergency: of('emergency'), help: of('help'), service: of('service'), report: of('report') },
    hotlines_verified: dateInWords(hotlines.lastVerified, now),
  }
}

/** A number for any text to name: `{hotline_legal}`. */
export const hotlineValues = ({ hotlines }: Pick<Rules, 'hotlines'>): Record<string, string> =>
  Object.fromEntries(
    hotlines.lines.filter(({ show }) => show).map(({ id, number, name }) => [`hotline_${id}`, `${number}（${name}）`]),
  )

/** The line for what the words are about, where there is exactly one. */
export function hotlineLine(words: string, { rules, wording }: Pick<Context, 'rules' | 'wording'>): string {
  const found = rules.hotlines.lines.filter(
    ({ show, words: about }) => show && about.some((word) => words.includes(word)),
  )
  const [only] = found
  return only && found.length === 1 ? line(wording, 'hotline', { name: only.name, number: only.number }) : ''
}
