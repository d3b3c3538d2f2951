import type { Kysely } from 'kysely'
import { deadline, type Hotline, type Rules } from '../case/rules/index.ts'
import type { Tables } from '../platform/db/index.ts'
import type { ActCall, ActResult } from '../talk/dialogue/index.ts'
import type { Context } from './context.ts'
import { dateInWords, line } from './words.ts'

/** The dates a matter would have that were filed, accepted or answered today. */
export async function explainLaw(_trx: Kysely<Tables>, { now }: ActCall, { rules }: Context): Promise<ActResult> {
  return { say: 'told', values: lawValues(rules, now) }
}

export function lawValues(
  { profile, calendars }: Pick<Rules, 'profile' | 'calendars'>,
  now: Date,
): Record<string, string> {
  const by = (rule: 'D1' | 'D2' | 'D5' | 'D6' | 'D7'): string => {
    const found = deadline(profile, { rule, from: now.toISOString() }, calendars)
    return found.ok ? dateInWords(found.value.due, now) : ''
  }
  return {
    ...{ route_by: by('D1'), notice_by: by('D2'), handle_by: by('D5') },
    ...{ extended_by: by('D6'), review_by: by('D7') },
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
